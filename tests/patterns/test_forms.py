"""A form holds what its page says, and writes back nothing but what was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from patterns.forms import FormValue, PageForm, entry_of, form_of, is_readable, with_one_more
from patterns.formwriting import Filled, Given, fill
from patterns.frontmatter import mapping, parse
from patterns.links import split_title
from tests.each import of_each
from tests.fixtures.pagetexts import texts
from tests.shared import ROOT

ONTOLOGY = load_ontology()
CASE = ONTOLOGY.by_name["case"]
CORPUS = ROOT / "patterns" / "corpus"
CODED = """---
kind: case
# what the thing is called
title:   'Loom'
started: 2001  # as its makers say
steward: [[Weavers' Guild]]
colour_of_the_barn: "red"
validation:
  # checked twice
  - value: after publication
    source: Book of Looms
    page_in_my_notes: 12
    coder: "ana"
  # this one is contested
  - {value: before publication, status: contested, source: [Book of Looms, Other book]}
motivation: unknown
crowding_out: true
tags: [weaving,  looms]
---
About looms.

## Context

Here.

### Deeper

There.

## Thoughts of mine

Free.

## Results


Cloth.
"""


def form_from(text: str, kind: str = "case") -> PageForm:
    return form_of(parse(text), ONTOLOGY.by_name[kind], ONTOLOGY)


def as_a_browser_sends(form: PageForm) -> Given:
    """Everything a form holds, as it comes back when nobody has touched it."""

    def sent(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").replace("\0", "\ufffd")

    def value(each: FormValue) -> FormValue:
        evidence = {key: (*map(sent, said), "") for key, said in each.evidence.items()}
        return FormValue(sent(each.text), {"degree": ("",), **evidence}, each.place)

    values = {each.field.key: (*map(value, each.values), FormValue()) for each in form.fields}
    return Given(values, {each.name: sent(each.text) for each in form.texts})


def filled(text: str, given: Given, kind: str = "case") -> Filled:
    page = parse(text)
    return fill(page, form_of(page, ONTOLOGY.by_name[kind], ONTOLOGY), given, ONTOLOGY)


def said(text: str, key: str, *values: FormValue) -> str:
    found = filled(text, Given({key: values}))
    assert found.troubles == ()
    return found.text


def value_of(text: str, key: str, place: int = 0) -> FormValue:
    return next(each for each in form_from(text).fields if each.field.key == key).values[place]


def text_of(form: PageForm, name: str) -> str:
    return next(each.text for each in form.texts if each.name == name)


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from([kind.name for kind in ONTOLOGY.kinds]))
def test_a_form_that_nobody_touched_writes_the_same_bytes(text, kind):
    page = parse(text)
    form = form_of(page, ONTOLOGY.by_name[kind], ONTOLOGY)
    assert sorted(place for each in form.texts for place in range(each.start, each.stop)) == list(
        range(len(page.sections))
    )
    if is_readable(page):
        assert filled(text, as_a_browser_sends(form), kind) == Filled(text)


@of_each("path", sorted(CORPUS.rglob("*.md")))
def test_every_page_of_the_corpus_comes_back(path):
    text = path.read_bytes().decode("utf-8")
    kind = split_title(title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY), ONTOLOGY).kind
    form = form_from(text, kind)
    assert form.strange == ()
    assert [each for known in form.fields for each in known.values if each.fixed or each.kept] == []
    assert filled(text, as_a_browser_sends(form), kind) == Filled(text)


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
_KEYS = [each.field.key for each in form_from(CODED).fields]


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(_KEYS), _WORDS, st.data())
def test_a_change_in_one_field_changes_its_entry_alone(text, key, words, data):
    page = parse(text)
    if not is_readable(page):
        return
    form = form_from(text)
    known = next(each for each in form.fields if each.field.key == key)
    sent = as_a_browser_sends(form)
    index = data.draw(st.integers(0, len(known.values)))
    values = list(sent.values[key])
    if index < len(known.values) and known.values[index].fixed:
        return
    values[index] = replace(values[index], text=words, evidence={"coder": ("ana",)})
    given = Given({**sent.values, key: tuple(values)}, sent.texts)
    after = parse(filled(text, given).text)
    assert is_readable(after)
    others = [each.raw for each in page.entries if each.key != key]
    assert [each.raw for each in after.entries if each.key != key] == others
    assert "".join(each.raw for each in after.sections).lstrip("\ufeff") == "".join(
        each.raw for each in page.sections
    ).lstrip("\ufeff")
    again = form_of(after, CASE, ONTOLOGY)
    shown = next(each for each in again.fields if each.field.key == key).values
    assert any(each.evidence.get("coder") == ("ana",) for each in shown)


def test_a_form_holds_values_as_people_read_them():
    assert value_of(CODED, "started").text == "2001"
    assert value_of(CODED, "steward").text == "Weavers' Guild"
    assert value_of(CODED, "crowding_out").text == "true"
    assert value_of(CODED, "motivation") == FormValue("", {"status": ("unknown",)}, 0)
    first, second = (value_of(CODED, "validation", place) for place in (0, 1))
    assert first.kept == (("page_in_my_notes", "12"),)
    assert first.evidence == {"source": ("Book of Looms",), "coder": ("ana",)}
    assert second.evidence == {"status": ("contested",), "source": ("Book of Looms", "Other book")}
    assert form_from(CODED).strange == (("colour_of_the_barn", 'colour_of_the_barn: "red"\n'),)


def test_where_a_page_leads_is_shown_as_it_is_written():
    assert form_from("---\nredirect: Case:Other\n---\n").strange == (("redirect", "redirect: Case:Other\n"),)


def test_an_option_is_shown_by_its_label_however_it_is_written():
    text = "---\nvalidation: [After-Publication, by duel]\n---\n"
    assert [value_of(text, "validation", place).text for place in (0, 1)] == ["after publication", "by duel"]
    assert said(text, "validation", FormValue("after publication", place=0)) == text


def test_an_entry_with_one_value_keeps_its_comment():
    changed = said(CODED, "started", FormValue("2002", place=0))
    assert changed == CODED.replace("started: 2001 ", "started: 2002 ")


def test_one_value_of_a_list_changes_and_the_others_keep_their_bytes():
    given = FormValue("after publication", {"coder": ("ben",)}, 0)
    changed = said(CODED, "validation", given)
    assert changed == CODED.replace('    coder: "ana"\n', "    coder: ben\n")


def test_another_value_is_added_below():
    new = FormValue(
        "before and after publication", {"source": ("Book",), "confidence": ("low",), "date": ("",)}
    )
    changed = said(CODED, "validation", new)
    item = "  - value: before and after publication\n    source: Book\n    confidence: low\n"
    assert changed == CODED.replace("motivation:", f"{item}motivation:")


def test_a_value_that_is_taken_out_leaves_the_comments_of_others():
    gone = FormValue(place=0, removed=True)
    changed = said(CODED, "validation", gone)
    assert "page_in_my_notes" not in changed
    assert "  # checked twice\n  # this one is contested\n  - {value: before publication" in changed


def test_the_last_value_takes_its_entry_along():
    assert said(CODED, "crowding_out", FormValue("", place=0)) == CODED.replace("crowding_out: true\n", "")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (FormValue("", {"status": ("absent",)}, 0), "motivation: absent\n"),
        (FormValue("intrinsic", {"status": ("",)}, 0), "motivation: intrinsic\n"),
        (FormValue("", {"coder": ("ana",)}, 0), "motivation:\n  status: unknown\n  coder: ana\n"),
        (
            FormValue("", {"status": ("contested",)}, 0),
            "motivation:\n  status: contested\n",
        ),
    ],
)
def test_a_status_in_a_values_place_can_be_changed(given, line):
    assert said(CODED, "motivation", given) == CODED.replace("motivation: unknown\n", line)


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("started", "1991", "started: 1991\n"),
        ("started", "soon", "started: soon\n"),
        ("contributors", "1200", "contributors: 1200\n"),
        ("crowding_out", "false", "crowding_out: false\n"),
        ("good", "true", 'good: "true"\n'),
        ("good", "12", 'good: "12"\n'),
        ("url", "https://example.org/a#b", "url: https://example.org/a#b\n"),
        ("steward", "Weavers: the guild", 'steward: "Weavers: the guild"\n'),
    ],
)
def test_a_new_value_is_written_as_its_field_wants_it(key, text, line):
    assert said("---\nkind: case\n---\n", key, FormValue(text)) == f"---\nkind: case\n{line}---\n"


def test_what_is_not_known_can_be_said_with_who_looked():
    new = FormValue("", {"coder": ("ana",), "status": ("unknown",)})
    assert "good:\n  - status: unknown\n    coder: ana\n" in said(CODED, "good", new)
    assert "good: unknown\n" in said(CODED, "good", FormValue("", {"status": ("unknown",)}))


def test_evidence_without_a_value_is_not_lost_but_complained_of():
    found = filled(CODED, Given({"good": (FormValue("", {"quote": ("So it is.",)}),)}))
    assert "good:\n  - quote: So it is.\n" in found.text
    assert [(each.key, each.index) for each in found.troubles] == [("good", 0)]
    assert "evidence but no value" in found.troubles[0].message


def test_a_value_the_form_cannot_show_in_parts_stays_or_goes_as_a_whole():
    text = "---\nvalidation:\n  - {value: [a, b], source: S}\n  - {colour: red}\n---\n"
    assert value_of(text, "validation").fixed == '{"value": ["a", "b"], "source": "S"}'
    assert said(text, "validation", FormValue("changed", place=0)) == text
    gone = said(text, "validation", FormValue(place=0, removed=True))
    assert gone == "---\nvalidation:\n  - {colour: red}\n---\n"


def test_windows_line_ends_stay_in_what_is_written_anew():
    text = CODED.replace("\n", "\r\n")
    new = FormValue("before publication", {"coder": ("ben",)})
    found = filled(text, Given({"validation": (new,)}, {"s-results": "Much\r\n\r\ncloth."}))
    assert "\n" not in found.text.replace("\r\n", "")
    assert "Much\r\n\r\ncloth.\r\n" in found.text


def test_a_page_without_facts_gets_them():
    assert said("Just words.\n", "started", FormValue("1991")) == "---\nstarted: 1991\n---\nJust words.\n"


def test_texts_are_the_beginning_the_fields_sections_and_what_is_between():
    form = form_from(CODED)
    assert [each.name for each in form.texts[:4]] == ["lead", "s-context", "r-0", "s-results"]
    assert text_of(form, "lead") == "About looms."
    assert text_of(form, "s-context") == "Here.\n\n### Deeper\n\nThere."
    assert text_of(form, "r-0") == "## Thoughts of mine\n\nFree."
    assert text_of(form, "s-governance") == ""


@pytest.mark.parametrize(
    ("name", "words", "before", "after"),
    [
        ("lead", "On looms.", "About looms.\n", "On looms.\n"),
        ("s-context", "Elsewhere.\r\n", "Here.\n\n### Deeper\n\nThere.\n", "Elsewhere.\n"),
        ("s-results", "Much cloth.", "\n\nCloth.\n", "\n\nMuch cloth.\n"),
        ("s-results", "", "## Results\n\n\nCloth.\n", ""),
        ("r-0", "", "## Thoughts of mine\n\nFree.\n\n", ""),
        ("s-governance", "By all.", "## Results\n", "## Governance\n\nBy all.\n\n## Results\n"),
        ("s-evidence", "A book.", "Cloth.\n", "Cloth.\n\n## Evidence\n\nA book.\n"),
    ],
)
def test_a_changed_text_takes_the_place_of_the_old_one(name, words, before, after):
    assert filled(CODED, Given(texts={name: words})).text == CODED.replace(before, after)


def test_a_new_page_is_written_in_the_order_of_the_shape():
    start = "---\nkind: case\ntitle: New\n---\n"
    given = Given(
        {"started": (FormValue("1991"),), "tags": (FormValue("a"), FormValue("b"))},
        {"s-results": "Cloth.", "lead": "About.", "s-context": "Here."},
    )
    assert filled(start, given).text == (
        "---\nkind: case\ntitle: New\nstarted: 1991\ntags: [a, b]\n---\n"
        "About.\n\n## Context\n\nHere.\n\n## Results\n\nCloth.\n"
    )


def test_what_links_in_the_text_say_is_shown_beside_the_field():
    form = form_from("---\nkind: case\n---\nShows [[exhibits::Pattern:Copyleft|it]].\n")
    assert next(each for each in form.fields if each.field.key == "exhibits").linked == ("Pattern:Copyleft",)


def test_qualifiers_are_asked_for_where_they_mean_something():
    asked = {each.field.key: [one.key for one in each.qualifiers] for each in form_from(CODED).fields}
    assert asked["tags"] == []
    assert {"source", "quote", "coder", "date", "confidence", "status"} <= set(asked["validation"])
    assert "bearing" in asked["exhibits"]
    assert "bearing" not in asked["validation"]


def test_a_closed_list_without_evidence_is_ticked():
    checked = [each.field.key for each in form_from("", "variable").fields if each.is_checked]
    assert checked == ["applies_to"]
    odd = form_from("---\napplies_to: [Case, Castle]\n---\n", "variable")
    assert [each.field.key for each in odd.fields if each.is_checked] == []


def test_the_first_of_two_entries_of_a_key_counts_and_both_stay():
    text = "---\ntags:\ntags: [b]\n---\n"
    assert entry_of(parse(text), "tags").value == ["b"]
    assert value_of(text, "tags").text == "b"
    changed = said(text, "tags", FormValue("c", place=0))
    assert mapping(parse(changed))["tags"] == ["c"]


def test_one_more_value_is_empty():
    form = with_one_more(form_from(CODED), "tags")
    values = next(each for each in form.fields if each.field.key == "tags").values
    assert [each.text for each in values] == ["weaving", "looms", ""]
    assert values[-1].is_blank
