"""The form of a page: it edits the page's text, changes nothing that was not changed, and loses nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from patterns.links import page_path
from patterns.saying import PAGE_KEYS
from tests.fakes.formfilling import FilledForm, opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.fixtures.pagetexts import pages
from tests.journeys.people import words_of
from tests.shared import ROOT
from wiki.editing import Edit, Saved, save
from wiki.web import accounts, forms

CORPUS = ROOT / "patterns" / "corpus"
LOOM = "/wiki/Case:Loom"
FORM = f"{LOOM}?action=form"
TEXT = """---
kind: case
title: Loom
license: CC-BY-SA-4.0  # of the text
started: 1991
steward: Weavers' Guild
colour_of_the_barn: red
validation:
  - value: after publication
    source: Book of Looms
    page_in_my_notes: 12
---
About looms.

## Context

Here.

## Thoughts

Free.
"""
VARIABLE = """---
kind: variable
title: Funding source
question: Where does most of the money come from?
options: [donations, grants]
---
Code the largest share.
"""


@pytest.fixture
def wiki():
    wiki = memory_wiki(page_mebibytes=1)
    written(wiki, "Case:Loom", TEXT)
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def text(wiki, title="Case:Loom"):
    return wiki.pages.get(title).text


def beside(answer, key):
    """What is said at a field of the form."""
    field = answer.text.partition(f'id="f-{key}"')[2].partition('<div class="field')[0]
    return words_of(" ".join(re.findall(r"<li>(.*?)</li>", field, re.DOTALL)))


def test_saving_what_is_there_writes_nothing(ana, wiki):
    answer = opened(ana, FORM).send()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LOOM}?did=unchanged")
    assert wiki.pages.head() == 1


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.md"))[::100], ids=lambda path: path.stem)
def test_pages_of_the_corpus_come_back_from_their_form(path):
    wiki = memory_wiki()
    title = title_of_file(path.relative_to(CORPUS).as_posix(), wiki.ontology)
    written(wiki, title, path.read_text("utf-8"))
    answer = opened(Visitor(wiki, "ana"), f"{page_path(title)}?action=form").send()
    assert "did=unchanged" in answer.headers["Location"]


@settings(max_examples=15, deadline=None)
@given(pages)
def test_any_readable_page_comes_back_from_its_form(text):
    wiki = memory_wiki()
    if not isinstance(save(wiki, Edit("Case:Any", text, "ana")), Saved):
        return
    answer = opened(Visitor(wiki, "ben"), "/wiki/Case:Any?action=form").send()
    assert "did=unchanged" in answer.headers.get("Location", ""), answer.text


def test_every_field_of_every_kind_is_in_its_form(ana):
    for kind in load_ontology().kinds:
        if kind.name == "talk":
            continue
        form = opened(ana, f"{page_path(f'{kind.namespace}:New thing'.removeprefix(':'))}?action=form")
        names = {name.split(".")[1] for name in form.controls if name[:2] in ("v.", "m.")}
        names |= {name[4:] for name in form.controls if name.startswith("t.s-")}
        assert {each.key for each in kind.fields} - PAGE_KEYS <= names, kind.name


def test_one_change_changes_one_place_and_is_signed(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    answer = form.send(summary="The year")
    assert answer.headers["Location"] == f"{LOOM}?did=saved"
    revision = wiki.pages.get("Case:Loom")
    assert (revision.author, revision.summary) == ("ana", "The year")
    assert revision.text == TEXT.replace("1991", "1992")


def test_evidence_is_added_to_a_value(ana, wiki):
    form = opened(ana, FORM)
    form["q.steward.0.source"] = "Book of Looms"
    form["q.steward.0.quote"] = "The guild keeps it."
    form["q.steward.0.status"] = "contested"
    form.send()
    assert text(wiki) == TEXT.replace(
        "steward: Weavers' Guild\n",
        "steward:\n  value: Weavers' Guild\n  source: Book of Looms\n  quote: The guild keeps it.\n  status: contested\n",
    )


def test_a_text_of_the_body_is_changed_and_another_begun(ana, wiki):
    form = opened(ana, FORM)
    form["t.s-context"] = "There.\n\nAnd everywhere."
    form["t.s-results"] = "Cloth."
    form.send()
    assert text(wiki) == TEXT.replace("Here.", "There.\n\nAnd everywhere.") + "\n## Results\n\nCloth.\n"


def test_a_new_page_begins_in_its_form(ana, wiki):
    assert "?action=form" in ana.get("/wiki/Case:New").text
    assert "?action=form" in ana.get("/wiki/Case:New?action=edit").text
    form = opened(ana, "/wiki/Case:New_title?action=form")
    form["v.input.0"] = "open input"
    form["t.lead"] = "A case."
    form["t.s-context"] = "Somewhere."
    answer = form.send()
    assert answer.headers["Location"] == "/wiki/Case:New_title?did=saved"
    assert text(wiki, "Case:New title") == (
        "---\nkind: case\ntitle: New title\nlicense: CC-BY-SA-4.0\ninput: open input\n---\n"
        "A case.\n\n## Context\n\nSomewhere.\n"
    )


def test_the_form_of_a_new_page_says_what_it_is_and_that_little_is_enough(ana):
    page = ana.text("/wiki/Case:New?action=form")
    assert f'<p class="lead">{load_ontology().by_name["case"].definition}</p>' in page
    assert "leave the rest open" in page
    assert "leave the rest open" not in ana.text("/wiki/Case:Loom?action=form")


def test_add_another_keeps_everything_typed(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    form["q.steward.0.coder"] = "ana"
    form["t.lead"] = "Typed."
    form = form.press("add", "validation")
    form["v.validation.1"] = "before publication"
    form = form.press("add", "tags")
    form["v.tags.1"] = "weaving"
    form.send()
    assert text(wiki) == (
        TEXT.replace("1991", "1992")
        .replace("steward: Weavers' Guild", "steward:\n  value: Weavers' Guild\n  coder: ana")
        .replace("notes: 12\n", "notes: 12\n  - before publication\ntags: weaving\n")
        .replace("About looms.", "Typed.")
    )


def test_a_value_is_removed_by_its_tick(ana, wiki):
    form = opened(ana, FORM)
    form.tick("x.validation.0", "1")
    form.send()
    assert text(wiki) == TEXT.partition("validation:")[0] + TEXT[TEXT.rindex("---\n") :]


def test_options_are_ticked_where_values_carry_no_evidence(ana, wiki):
    form = opened(ana, "/wiki/Variable:Colour?action=form")
    form["v.question.0"] = "Which colour has it?"
    form.tick("c.applies_to", "Case")
    form.tick("c.applies_to", "Institution")
    form.send()
    assert "applies_to: [Case, Institution]\n" in text(wiki, "Variable:Colour")
    form = opened(ana, "/wiki/Variable:Colour?action=form")
    form.untick("c.applies_to", "Case")
    form.send()
    assert "applies_to: [Institution]\n" in text(wiki, "Variable:Colour")


def test_a_preview_says_beside_the_fields_what_the_checks_find(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "soon"
    form["v.url.0"] = "nowhere"
    form["v.steward.0"] = "Case:Debian"
    answer = form.send("do", "preview")
    assert answer.status_code == 200
    assert "Preview – not saved yet" in answer.text
    assert "is not a year" in beside(answer, "started")
    assert "is not a web address" in beside(answer, "url")
    assert "is a page of the kind Case, not Institution" in beside(answer, "steward")
    assert FilledForm(ana, answer)["v.started.0"] == "soon"
    assert wiki.pages.head() == 1


def test_only_new_violations_keep_a_form_from_being_saved(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "in 1991"
    form["v.url.0"] = "nowhere"
    answer = form.send()
    assert answer.status_code == 422
    assert "is not a year" in beside(answer, "started")
    again = FilledForm(ana, answer)
    again["v.started.0"] = "1991"
    assert again.send().status_code == 303
    assert "url: nowhere\n" in text(wiki)
    answer = ana.get(FORM)
    assert "is not a web address" in beside(answer, "url")


def test_an_option_that_is_none_is_kept_and_said(ana, wiki):
    form = opened(ana, FORM)
    form["v.input.0"] = "sideways"
    answer = form.send("do", "preview")
    assert "is none of its values" in beside(answer, "input")
    assert FilledForm(ana, answer)["v.input.0"] == "sideways"


def test_evidence_without_a_value_waits_for_one(ana, wiki):
    form = opened(ana, FORM)
    form["q.good.0.quote"] = "So it is."
    answer = form.send()
    assert answer.status_code == 422
    assert "has evidence but no value" in beside(answer, "good")
    assert FilledForm(ana, answer)["q.good.0.quote"] == "So it is."
    assert wiki.pages.head() == 1


def test_what_belongs_to_no_field_comes_back_in_words(ana, wiki):
    answer = opened(ana, FORM).send(
        **{"v.castle.0": "<b>Windsor", "t.s-nothing": "Prose.", "v.started.x": "1"}
    )
    assert answer.status_code == 422
    for words in ("no such field", "castle", "&lt;b&gt;Windsor", "Prose."):
        assert words in answer.text
    assert wiki.pages.head() == 1
    assert FilledForm(ana, answer).send().status_code == 303


def test_a_variable_adds_a_field_at_once_and_takes_it_away(ana, wiki):
    assert "v.funding_source.0" not in opened(ana, FORM)
    revision = written(wiki, "Variable:Funding source", VARIABLE)
    shown = ana.get(FORM)
    assert "Where does most of the money come from?" in shown.text
    assert "/wiki/Variable:Funding_source" in shown.text
    form = FilledForm(ana, shown)
    form["v.funding_source.0"] = "grants"
    written(wiki, "Variable:Funding source", "---\nredirect: Variable:Money\n---\n", base=revision)
    answer = form.send()
    assert answer.status_code == 422
    assert "grants" in answer.text
    written(wiki, "Variable:Funding source", VARIABLE)
    assert form.send().status_code == 303
    assert "funding_source: grants\n" in text(wiki)


def test_two_who_change_different_fields_are_merged(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    written(wiki, "Case:Loom", TEXT.replace("Guild", "Club"), "ben")
    assert "did=merged" in form.send().headers["Location"]
    assert text(wiki) == TEXT.replace("Guild", "Club").replace("1991", "1992")


def test_two_who_change_one_field_see_both_and_lose_nothing(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    form["t.s-context"] = "Mine."
    written(wiki, "Case:Loom", TEXT.replace("1991", "1993").replace("red", "green"), "ben")
    answer = form.send(summary="Mine")
    assert answer.status_code == 409
    assert "started: 1993" in answer.text
    assert wiki.pages.head() == 2
    again = FilledForm(ana, answer)
    assert (again["v.started.0"], again["t.s-context"], again["summary"]) == ("1992", "Mine.", "Mine")
    assert again.send().status_code == 303
    assert text(wiki) == TEXT.replace("1991", "1992").replace("red", "green").replace("Here.", "Mine.")


def test_a_form_of_a_page_deleted_meanwhile_makes_it_anew(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    ana.post(f"{LOOM}?action=delete", reason="twice")
    answer = form.send()
    assert answer.status_code == 409
    assert FilledForm(ana, answer).send().status_code == 303
    assert text(wiki) == TEXT.replace("1991", "1992")


def test_facts_that_cannot_be_read_lead_to_the_text(ana, wiki):
    written(wiki, "Case:Loom", TEXT.replace("red", "[red"))
    answer = ana.get(FORM)
    assert answer.status_code == 200
    assert "cannot be read as a whole" in answer.text
    assert f'href="{LOOM}?action=edit"' in answer.text
    assert 'id="page-form"' not in answer.text


def test_a_talk_page_has_no_form(ana, wiki):
    written(wiki, "Talk:Case:Loom", "Hello.\n")
    assert "have no fields" in ana.get("/wiki/Talk:Case:Loom?action=form").text
    assert "action=form" not in ana.get("/wiki/Talk:Case:Loom").text


def test_a_page_with_too_many_values_is_edited_as_text(ana, wiki, monkeypatch):
    monkeypatch.setattr(forms, "MOST_SAID", 10)
    written(wiki, "Case:Loom", TEXT.replace("started", f"tags: [{', '.join('abcdefghij')}]\nstarted"))
    answer = ana.get(FORM)
    assert "too much for a form" in answer.text
    assert 'name="text"' in answer.text


def test_a_huge_form_comes_back_as_text(ana, wiki):
    many = {f"v.tags.{number}": f"tag {number}" for number in range(forms.MOST_SAID + 1)}
    answer = opened(ana, FORM).send(**many)
    assert answer.status_code == 422
    assert "too much for a form" in answer.text
    assert f"tag {forms.MOST_SAID}" in answer.text
    assert wiki.pages.head() == 1


def test_two_who_begin_the_same_page_do_not_overwrite_each_other(ana, wiki):
    form = opened(ana, "/wiki/Case:Both?action=form")
    form["v.started.0"] = "1992"
    written(wiki, "Case:Both", TEXT, "ben")
    answer = form.send()
    assert answer.status_code == 409
    assert FilledForm(ana, answer)["v.started.0"] == "1992"
    assert text(wiki, "Case:Both") == TEXT


def test_facts_that_would_be_too_long_to_read_are_not_saved(ana, wiki):
    form = opened(ana, FORM)
    form["q.steward.0.quote"] = "word " * 60_000
    answer = form.send()
    assert answer.status_code == 422
    assert "longer than 256 KiB; move long texts into the body" in answer.text
    assert FilledForm(ana, answer)["q.steward.0.quote"] == form["q.steward.0.quote"]
    assert wiki.pages.head() == 1


def test_the_text_goes_on_as_a_form_with_what_was_typed(ana, wiki):
    typed = {"do": "begin", "base": "1", "summary": "Mine"}
    answer = ana.post(FORM, text=TEXT.replace("1991", "1992"), **typed)
    form = FilledForm(ana, answer)
    assert (form["v.started.0"], form["summary"]) == ("1992", "Mine")
    assert form.send().status_code == 303
    assert text(wiki) == TEXT.replace("1991", "1992")
    broken = ana.post(FORM, text=TEXT.replace("1991", "[1992"), **typed)
    assert "cannot be read as a whole" in broken.text
    assert "started: [1992" in broken.text
    assert 'name="text"' in broken.text


def test_the_form_goes_on_as_text_with_what_was_filled_in(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    answer = form.send("do", "text")
    assert "started: 1992" in answer.text
    assert 'name="text"' in answer.text
    assert wiki.pages.head() == 1


def test_a_draft_of_the_form_is_gone_on_with_in_form_and_editor(ana, wiki):
    form = opened(ana, FORM)
    form["v.started.0"] = "1992"
    answer = form.send("do", "draft")
    assert answer.headers["Location"] == FORM
    assert "started: 1992" in ana.get(f"{LOOM}?action=edit").text
    again = opened(ana, FORM)
    assert again["v.started.0"] == "1992"
    again["v.good.0"] = "cloth"
    assert again.send().status_code == 303
    assert text(wiki) == TEXT.replace("1991", "1992").replace("12\n---", "12\ngood: cloth\n---")
    assert "This is your draft" not in ana.get(FORM).text
    form = opened(ana, FORM)
    form["v.started.0"] = "1993"
    form.send("do", "draft")
    opened(ana, FORM).send("do", "drop")
    assert opened(ana, FORM)["v.started.0"] == "1992"


def test_the_form_of_an_old_revision_brings_it_back(ana, wiki):
    written(wiki, "Case:Loom", TEXT.replace("1991", "1999"))
    form = opened(ana, f"{FORM}&oldid=1")
    assert form["v.started.0"] == "1991"
    assert form.send().status_code == 303
    assert text(wiki) == TEXT


def test_an_expired_form_loses_nothing(wiki):
    form = opened(Visitor(wiki, "ana"), FORM)
    form["v.started.0"] = "1992"
    form.visitor = Visitor(wiki)
    answer = form.send()
    assert answer.status_code == 403
    assert FilledForm(form.visitor, answer)["v.started.0"] == "1992"
    assert wiki.pages.head() == 1


def test_after_the_log_in_ended_one_logs_in_beside_the_form(wiki):
    wiki.accounts.add("cleo", accounts.HASHER.hash("warp and weft"), "editor")
    form = opened(Visitor(wiki, "ana"), FORM)
    form["v.started.0"] = "1992"
    form.visitor = Visitor(wiki)
    form["csrf"] = form.visitor.token()
    answer = form.send()
    assert answer.status_code == 403
    again = FilledForm(form.visitor, answer)
    again["name"], again["password"] = "cleo", "warp and weft"
    assert again.send().status_code == 303
    assert wiki.pages.get("Case:Loom").author == "cleo"


def test_who_may_not_edit_sees_the_text_and_how_to_log_in(wiki):
    answer = Visitor(wiki).get(FORM)
    assert "log in" in answer.text
    assert 'id="page-form"' not in answer.text


def test_what_is_typed_cannot_leave_its_control(ana):
    form = opened(ana, FORM)
    for name in ("v.steward.0", "q.steward.0.source", "v.started.0", "q.steward.0.confidence", "t.lead"):
        form[name] = '"></textarea></select><script>alert(1)</script>'
    answer = form.send("do", "preview")
    assert "<script>alert" not in answer.text
    again = FilledForm(ana, answer)
    assert again["q.steward.0.source"] == form["q.steward.0.source"]
    assert again["t.lead"] == form["t.lead"]


@pytest.mark.parametrize("base", ["", "7", "999999", "x", "9" * 40])
def test_a_forged_base_is_answered_in_words(ana, wiki, base):
    form = opened(ana, FORM)
    form["base"] = base
    form["v.started.0"] = "1992"
    answer = form.send()
    assert answer.status_code in {303, 409, 422}
    assert answer.status_code == 303 or FilledForm(ana, answer)["v.started.0"] == "1992"
