"""The form of one variable: opened from a cell or from words of a source, signed, and leading back there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.fakes.formfilling import FilledForm, back, opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.editing import delete
from wiki.web import wayback

BOARD = "/compare?case=Loom&case=Weft&variable=process"
MATRIX = "/compare/matrix?case=Loom&case=Weft&variable=process"
TEXT = """---
kind: case
title: Loom
# of the guild
validation:
  - {value: after publication, source: Book of Looms, quote: They looked at it afterwards., coder: ben, date: 2020-01-01}
---
About looms.

## Context

Here.
"""
FORM = "/wiki/Case:Loom?action=form&field=process"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", TEXT)
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: unknown\n---\n")
    written(
        wiki,
        "Source:Book of Looms",
        "---\nkind: source\n---\n## Quotations\n\n> They looked at it afterwards.\n",
    )
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def text(wiki, title="Case:Loom"):
    return wiki.pages.get(title).text


def test_it_has_that_field_alone(ana):
    form = opened(ana, FORM)
    assert {name.split(".")[1] for name in form.controls if name[1] == "."} == {"process"}


def test_a_coding_is_an_edit_with_coder_day_and_a_summary_and_changes_nothing_else(ana, wiki):
    form = opened(ana, f"{FORM}&{urlencode({'back': BOARD})}")
    form["v.process.0"] = "participatory process"
    form["q.process.0.source"] = "Book of Looms"
    form["q.process.0.quote"] = "They looked."
    form["q.process.0.confidence"] = "high"
    answer = form.send()
    assert answer.status_code == 303
    revision = wiki.pages.get("Case:Loom")
    assert (revision.author, revision.summary) == ("ana", "Coded Process")
    day = revision.time.date().isoformat()
    new = (
        "process:\n  - value: participatory process\n    source: Book of Looms\n    quote: They looked.\n"
        f"    coder: ana\n    date: {day}\n    confidence: high\n"
    )
    assert revision.text.replace(new, "") == TEXT
    assert new in revision.text


def test_it_leads_back_to_the_cell_which_says_what_was_done(ana):
    form = opened(ana, f"{FORM}&{urlencode({'back': BOARD})}")
    form["v.process.0"] = "participatory process"
    to = form.send().headers["Location"]
    assert to == "/compare?case=Loom&case=Weft&variable=process&coded=process%3ACase%3ALoom&did=saved#coded"
    shown = ana.text(to)
    assert "Saved: Process of Loom." in shown
    assert shown.count('id="coded"') == 1
    assert "coded=" not in shown.replace(to, ""), "news are no part of the comparison"


def test_the_matrix_is_come_back_to_as_well(ana):
    matrix = "/compare/matrix?case=Loom&case=Weft&variable=process&sort=title"
    form = opened(ana, f"{FORM}&{urlencode({'back': matrix})}")
    form["v.process.0"] = "participatory process"
    to = form.send().headers["Location"]
    assert to.startswith(matrix)
    assert '<td data-state="present" id="coded">' in ana.text(to)


@pytest.mark.parametrize(
    "where", [BOARD, f"{MATRIX}&coded=process:Case:Weft&did=saved", f"{BOARD}&paper=yes"]
)
def test_from_a_cell_it_leads_back_where_a_browser_does_not_say_where_it_comes_from(ana, where):
    links = re.findall(r'<a[^>]* href="(/wiki/Case:Loom\?action=form[^"]*)"', ana.text(where))
    form = opened(ana, unescape(links[0]))
    form["v.process.0"] = "participatory process"
    came = where.partition("&coded=")[0]
    assert form.send().headers["Location"] == f"{came}&coded=process%3ACase%3ALoom&did=saved#coded"


def test_a_table_too_large_to_say_it_in_every_cell_has_a_mark_and_the_browser_the_address(ana, monkeypatch):
    monkeypatch.setattr(wayback, "CARRIED", 50)
    (link,) = re.findall(r'<a[^>]* href="(/wiki/Case:Loom\?action=form[^"]*)"', ana.text(MATRIX))
    assert len(link) < 80
    form = opened(ana, unescape(link))
    form["v.process.0"] = "participatory process"
    ana.text(BOARD)  # another table, looked at meanwhile
    assert form.send().headers["Location"].startswith(f"{MATRIX}&coded=")
    shown = ana.get(unescape(link), headers={"Referer": "http://localhost/compare?case=Loom"})
    assert urlencode({"back": "/compare?case=Loom"}) in shown.text


def test_a_cookie_leads_to_no_other_site(ana):
    evil = "https://evil.example/"
    ana.client.set_cookie(wayback.COOKIE, evil)
    form = opened(ana, f"{FORM}&{urlencode({'back': wayback.mark_of(evil)})}")
    form["v.process.0"] = "participatory process"
    assert form.send().headers["Location"] == "/wiki/Case:Loom?did=saved"


def test_who_is_not_logged_in_gets_no_cookie_of_a_table(wiki, monkeypatch):
    monkeypatch.setattr(wayback, "CARRIED", 50)
    shown = Visitor(wiki).get(MATRIX)
    assert "Set-Cookie" not in shown.headers
    assert "&amp;back=" not in shown.text


def test_without_a_way_back_it_leads_to_where_one_came_from(ana):
    shown = ana.get(FORM, headers={"Referer": f"http://localhost{BOARD}&coded=x:Case:Weft&did=saved"})
    assert urlencode({"back": BOARD}) in shown.text


@pytest.mark.parametrize(
    "came",
    [
        "https://elsewhere.example/compare",
        "http://localhost/account/log-in",
        "http://localhost/wiki/Case:Loom",
        "not an address",
    ],
)
def test_from_elsewhere_it_leads_to_the_page(ana, came):
    shown = ana.get(FORM, headers={"Referer": came})
    assert "back=" not in shown.text.partition('id="page-form"')[2].partition(">")[0]


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "/\\evil.example", "compare"])
def test_it_never_leads_to_another_site(ana, bad):
    form = opened(ana, f"{FORM}&{urlencode({'back': bad})}")
    form["v.process.0"] = "participatory process"
    assert form.send().headers["Location"] == "/wiki/Case:Loom?did=saved"


def test_saving_nothing_says_so(ana, wiki):
    before = wiki.pages.head()
    to = opened(ana, f"{FORM}&{urlencode({'back': BOARD})}").send().headers["Location"]
    assert wiki.pages.head() == before
    assert "Nothing was changed: Process of Loom is as it was." in ana.text(to)


def test_what_a_link_says_of_cells_that_are_not_shown_is_not_told(ana):
    assert "Saved:" not in ana.text(f"{BOARD}&coded=process:Case:Nobody&did=saved")
    assert "Saved:" not in ana.text(f"{BOARD}&coded=<b>:Case:Loom&did=saved")


def test_a_status_alone_is_a_coding_and_is_signed(ana, wiki):
    form = opened(ana, FORM)
    form["q.process.0.status"] = "not applicable"
    form.send()
    assert "process:\n  - status: not applicable\n    coder: ana\n" in text(wiki).replace(
        "process: \n", "process:\n"
    )


def test_evidence_without_a_value_waits_for_one(ana, wiki):
    form = opened(ana, f"{FORM}&source=Book+of+Looms&quote=They+looked.")
    assert (form["q.process.0.source"], form["q.process.0.quote"]) == ("Book of Looms", "They looked.")
    answer = form.send()
    assert answer.status_code == 422
    assert "Process has evidence but no value" in answer.text
    assert "They looked." in answer.text
    assert text(wiki) == TEXT


def test_words_of_a_source_stand_beside_what_is_there(ana):
    form = opened(
        ana, "/wiki/Case:Loom?action=form&field=validation&source=Source:Weft&quote=Before.&place=p.+4"
    )
    assert form["v.validation.0"] == "after publication"
    assert (form["v.validation.1"], form["q.validation.1.source"]) == ("", "Weft")
    assert form["q.validation.1.locator"] == "p. 4"


def test_what_the_page_says_now_leads_to_its_place_in_the_source(ana):
    shown = ana.text("/wiki/Case:Loom?action=form&field=validation")
    assert '<q><a href="/wiki/Source:Book_of_Looms#q-' in shown


def test_going_on_in_the_whole_form_loses_nothing(ana, wiki):
    form = opened(ana, FORM)
    form["v.process.0"] = "participatory process"
    whole = form.press("do", "whole")
    assert whole["v.process.0"] == "participatory process"
    assert whole["v.validation.0"] == "after publication"
    assert whole["q.process.0.coder"] == "ana"
    whole.send()
    assert "participatory process" in text(wiki)
    assert text(wiki).endswith("## Context\n\nHere.\n")


def test_one_more_value_keeps_what_was_typed(ana):
    form = opened(ana, FORM)
    form["v.process.0"] = "participatory process"
    more = form.press("add", "process")
    assert more["v.process.0"] == "participatory process"
    assert "v.process.1" in more


def test_two_people_who_say_different_things_at_once_are_both_heard(ana, wiki):
    form = opened(ana, f"{FORM}&{urlencode({'back': BOARD})}")
    written(wiki, "Case:Loom", TEXT.replace("# of the guild", "process: closed process"), author="ben")
    form["v.process.0"] = "participatory process"
    assert "did=merged" in form.send().headers["Location"]
    assert "participatory process" in text(wiki)
    assert "closed process" in text(wiki)


def test_who_changes_the_same_value_at_once_chooses(ana, wiki):
    form = opened(ana, "/wiki/Case:Loom?action=form&field=validation")
    written(wiki, "Case:Loom", TEXT.replace("value: after", "value: before"), author="ben")
    form["v.validation.0"] = "before and after publication"
    answer = form.send()
    assert answer.status_code == 409
    assert "ben changed the same places" in answer.text
    assert "v.validation.0" in FilledForm(ana, answer)


def test_a_page_that_there_is_not_is_made_by_saving(ana, wiki):
    form = opened(ana, "/wiki/Case:Spindle?action=form&field=process")
    form["v.process.0"] = "participatory process"
    assert form.send().status_code == 303
    assert "participatory process" in text(wiki, "Case:Spindle")


def test_a_field_that_there_is_not_is_refused_in_a_sentence(ana):
    answer = ana.get("/wiki/Case:Loom?action=form&field=proces")
    assert answer.status_code == 400
    assert "has no field “proces”. Did you mean “process”?" in answer.text


def test_a_variable_can_be_named_by_the_title_of_its_page(ana, wiki):
    written(wiki, "Variable:Colour", "---\nkind: variable\nquestion: Which?\n---\n")
    assert "v.colour.0" in opened(ana, "/wiki/Case:Loom?action=form&field=Colour")


def test_what_was_filled_in_of_a_variable_that_is_gone_comes_back(ana, wiki):
    written(wiki, "Variable:Colour", "---\nkind: variable\nquestion: Which?\n---\n")
    form = opened(ana, "/wiki/Case:Loom?action=form&field=colour")
    form["v.colour.0"] = "red"
    delete(wiki, "Variable:Colour", "ben", "")
    answer = form.send()
    assert answer.status_code == 422
    assert "this kind of page has no such field" in answer.text
    assert "<dd>red</dd>" in answer.text


def test_who_may_not_edit_reads_the_evidence_and_how_to_log_in(wiki):
    reader = Visitor(wiki)
    shown = reader.text(f"/wiki/Case:Loom?action=form&field=validation&{urlencode({'back': BOARD})}")
    assert "They looked at it afterwards." in shown
    assert "<textarea" not in shown
    (to,) = {part.split('"')[0] for part in shown.split('href="/account/log-in?next=')[1:]} - {""}
    there = parse_qs(urlsplit(f"?next={to.replace('&amp;', '&')}").query)["next"][0]
    assert there.startswith("/wiki/Case:Loom?action=form&field=validation&back=")


def test_who_may_not_edit_sends_nothing(wiki):
    reader = Visitor(wiki)
    answer = reader.post(FORM, **{"v.process.0": "participatory process", "base": "1", "do": "save"})
    assert answer.status_code == 403
    assert text(wiki) == TEXT


def test_the_board_offers_changes_to_who_may_make_them(ana, wiki):
    to = f"/wiki/Case:Weft?action=form&amp;field=process{back(BOARD)}"
    link = f'<a class="recode" href="{to}">change</a>'
    assert (
        f'<td><p class="coding"><span class="status" data-status="unknown">unknown</span></p>{link}</td>'
        in ana.text(BOARD)
    )
    assert "recode" not in Visitor(wiki).text(BOARD)
    assert "recode" not in ana.text(f"{BOARD}&asof=2100-01-01")
