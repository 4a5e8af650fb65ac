"""Coding with the words of a source: from a quotation to the form of a variable and back."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from patterns.quotations import quotation_anchor
from tests.fakes.formfilling import opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.web.coding import shortened

WORDS = "They looked at it afterwards, & <all> of them."
PLAIN = "They looked at it afterwards."
ANCHOR = quotation_anchor(WORDS)
SOURCE = "/wiki/Source:Book_of_Looms"
DOOR = "/special/code?source=Source:Book+of+Looms"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "---\nkind: case\naliases: [Webstuhl]\n---\n")
    written(wiki, "Source:Book of Looms", f"---\nkind: source\nquotations:\n  - {WORDS}\n---\n")
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def test_every_quotation_of_a_source_leads_to_coding_with_it(ana):
    shown = ana.text(SOURCE)
    assert (
        f'href="/special/code?source=Source%3ABook%20of%20Looms&amp;at={ANCHOR}">Code a case with this</a>'
        in shown
    )
    assert "Code a case with other words of this source" in shown


def test_pages_that_are_no_sources_do_not(ana):
    assert "/special/code?" not in ana.text("/wiki/Case:Loom")


def test_the_door_has_the_words_and_asks_for_case_and_variable(ana):
    form = opened(ana, f"{DOOR}&at={ANCHOR}")
    assert (form["quote"].strip(), form["case"], form["variable"]) == (WORDS, "", "")


def test_a_paragraph_of_an_imported_document_brings_its_place_along(ana, wiki):
    text = f"---\nkind: source\n---\n## Quotations\n\n### Page 3\n\n¶ 12\n\n> {PLAIN}\n"
    written(wiki, "Source:Report", text)
    link = f"/special/code?source=Source%3AReport&amp;at={quotation_anchor(PLAIN)}"
    assert f'href="{link}">Code a case with this' in ana.text("/wiki/Source:Report")
    form = opened(ana, unescape(link))
    assert (form["quote"].strip(), form["place"]) == (PLAIN, "page 3, ¶ 12")
    form["case"], form["variable"] = "Loom", "validation"
    asked = {name: form[name] for name in ("source", "at", "kind", "quote", "place", "case", "variable")}
    coded = opened(ana, ana.get(f"/special/code?{urlencode(asked)}").headers["Location"])
    coded["v.validation.0"] = "after publication"
    assert coded.send().headers["Location"] == f"/wiki/Source:Report?did=coded#{quotation_anchor(PLAIN)}"
    assert "locator: page 3, ¶ 12" in wiki.pages.get("Case:Loom").text
    assert opened(ana, f"{unescape(link)}&place=")["place"] == "", "who empties it, left it empty"


def test_of_a_long_paragraph_the_first_sentences_are_filled_in_and_it_is_said(ana, wiki):
    first = "It was so. " + "a" * 1500 + " it was."
    words = f"{first} {'b' * 900} as well. The end."
    written(wiki, "Source:Report", f"---\nkind: source\n---\n## Quotations\n\n¶ 1\n\n> {words}\n")
    door = f"/special/code?source=Source:Report&at={quotation_anchor(words)}"
    assert opened(ana, door)["quote"].strip() == first
    assert f"The whole has {len(words):,} characters" in ana.text(door)
    assert len(shortened("c " * 3000)) <= 2000


def test_from_a_quotation_to_a_coding_and_back(ana, wiki):
    door = f"{DOOR}&at={ANCHOR}&quote={quote(WORDS)}&place=p.+7&case=Webstuhl&variable=validation"
    to = ana.get(door).headers["Location"]
    assert to.startswith("/wiki/Case:Loom?action=form&field=validation&")
    form = opened(ana, to)
    assert form["q.validation.0.quote"].strip() == WORDS
    assert form["q.validation.0.locator"] == "p. 7"
    form["v.validation.0"] = "after publication"
    back = form.send().headers["Location"]
    assert back == f"{SOURCE}?did=coded#{ANCHOR}"
    shown = ana.text(back)
    assert "the coding is on the page of the case" in shown
    below = shown.partition(f'id="{ANCHOR}"')[2].partition("Code a case")[0]
    assert '<a href="/wiki/Case:Loom">Loom</a>' in below
    assert "source: Book of Looms" in wiki.pages.get("Case:Loom").text


def test_other_kinds_are_coded_too(ana):
    to = ana.get(f"{DOOR}&kind=institution&case=Guild&variable=country").headers["Location"]
    assert urlsplit(to).path == "/wiki/Institution:Guild"
    assert parse_qs(urlsplit(to).query)["source"] == ["Source:Book of Looms"]


def test_what_is_missing_is_asked_for(ana):
    assert "Choose the variable too." in ana.text(f"{DOOR}&case=Loom&place=")
    assert "Name the case too." in ana.text(f"{DOOR}&variable=process&place=")
    assert 'role="alert"' not in ana.text(f"{DOOR}&at={ANCHOR}")


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("", 400, "Name the source"),
        ("?source=Nothing", 404, "There is no source “Nothing”."),
        ("?source=Book+of+Looms&kind=pattern", 400, "have no variables"),
        ("?source=Book+of+Looms&kind=none", 400, "have no variables"),
        (f"?source=Book+of+Looms&quote={'w' * 2001}", 400, "2,001 characters, more than 2,000"),
        ("?source=Book+of+Looms&case=[&variable=process", 400, "["),
    ],
)
def test_what_cannot_be_followed_is_said_in_a_sentence(ana, asked, status, words):
    answer = ana.get(f"/special/code{asked}")
    assert answer.status_code == status
    assert words in answer.text
