"""A source's page and what rests on its words; evidence and prose and where their words stand."""

from __future__ import annotations

import re
from html import unescape

import pytest

from patterns.quotations import quotation_anchor
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

FIRST, SECOND, THIRD = (
    "It works by processes of communal validation after the production of the common artefact.",
    "Let a hundred flowers bloom.",
    "words in the field – only there",
)
SOURCE = f"""---
kind: source
title: Book
quotations: ["{THIRD}"]
---
A book.

## Quotations

### How it is judged

> {FIRST}

### How it begins

> {SECOND}
"""
CASE = """---
kind: case
title: Wikipedia
validation:
  - value: after publication
    source: Book
    quote: "processes of communal  validation after the production"
    coder: ana
stage: {value: dominant, source: Book}
scale: {value: small group, source: Book, quote: words that the page of the book does not list}
motivation: {value: monetary, source: [Book, Film], quote: words of one of the two}
exhibits: {value: Flowers, bearing: refuting, source: Book, quote: Let a hundred flowers bloom.}
---
It says “processes of communal validation after the production” itself, [[Source:Book]].
"""
CONCEPT = "---\nkind: concept\ntitle: Bloom\n---\n> Let a hundred flowers bloom.\n\nAs “words in the field - only there” say, [[Source:Book]].\n"
BOOK, WIKIPEDIA = "/wiki/Source:Book", "/wiki/Case:Wikipedia"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for title, text in (("Source:Book", SOURCE), ("Case:Wikipedia", CASE), ("Concept:Bloom", CONCEPT)):
        written(wiki, title, text)
    return wiki


@pytest.fixture
def reader(wiki):
    return Visitor(wiki)


def below(page: str, words: str) -> str:
    """What stands between a quotation and the next heading or quotation."""
    _, found, rest = page.partition(f'<blockquote id="{quotation_anchor(words)}">')
    assert found, words
    return unescape(re.split(r"<blockquote|<h[2-6]|<section", rest)[0])


def test_each_quotation_has_its_place_and_below_it_what_rests_on_it(reader):
    page = reader.text(BOOK)
    assert re.findall(r'<blockquote id="([^"]+)"', page) == [
        quotation_anchor(each)
        for each in (FIRST, SECOND, THIRD, "words that the page of the book does not list")
    ]
    found = below(page, FIRST)
    assert '<a href="/wiki/Case:Wikipedia">Wikipedia</a>' in found
    assert "Validation: after publication</a>" in found
    assert f'id="{quotation_anchor("processes of communal validation after the production")}"' in found


def test_a_coding_is_linked_to_its_value(reader):
    anchor = re.search(r'href="/wiki/Case:Wikipedia#(c-\w+)"', below(reader.text(BOOK), FIRST))
    assert anchor
    box = reader.text(WIKIPEDIA).partition("<aside")[2].partition("</aside>")[0]
    assert f'<dd id="{anchor[1]}">after publication' in " ".join(box.split())


def test_prose_that_quotes_is_named_unless_its_page_rests_on_the_same_words(reader):
    page = reader.text(BOOK)
    assert 'Quoted in <a href="/wiki/Concept:Bloom">' in below(page, SECOND)
    assert 'Quoted in <a href="/wiki/Concept:Bloom">' in below(page, THIRD)
    assert "Quoted in" not in below(page, FIRST)


def test_what_speaks_against_says_so(reader):
    assert "refuting" in below(reader.text(BOOK), SECOND)


def test_codings_without_words_of_its_own_stand_apart(reader):
    apart = reader.text(BOOK).partition('id="without-quotation"')[2].partition("</section>")[0]
    assert "Stage: dominant" in apart
    assert "Motivation: monetary" in apart
    assert "Validation" not in apart


def test_evidence_is_not_listed_twice(reader):
    assert "Evidence for" not in reader.text(BOOK)
    assert "Mentioned in" in reader.text(BOOK)


def test_a_new_coding_shows_at_once_and_a_removed_one_no_more(reader, wiki):
    words = "Nothing rests on these words yet."
    written(wiki, "Concept:Bloom", "---\nkind: concept\ntitle: Bloom\n---\nNothing.\n")
    assert words in below(reader.text(BOOK), THIRD)
    written(
        wiki,
        "Case:Linux",
        f"---\nkind: case\ntitle: Linux\nstage: {{value: parity, source: Book, quote: {THIRD}}}\n---\n",
    )
    assert "Stage: parity" in below(reader.text(BOOK), THIRD)
    written(wiki, "Case:Linux", "---\nkind: case\ntitle: Linux\n---\n")
    assert words in below(reader.text(BOOK), THIRD)


def test_evidence_leads_to_the_quotation_that_contains_its_words(reader):
    box = reader.text(WIKIPEDIA).partition("<aside")[2].partition("</aside>")[0]
    assert (
        f'<a class="quoted" href="{BOOK}#{quotation_anchor(FIRST)}">processes of communal validation' in box
    )
    own = quotation_anchor("words that the page of the book does not list")
    assert f'href="{BOOK}#{own}"' in box
    assert '<a class="quoted"' not in box.partition("words of one of the two")[0].rpartition("<dd>")[2]


def test_prose_leads_to_the_quotation(reader):
    page = reader.text(WIKIPEDIA)
    assert f'<a class="quoted" href="{BOOK}#{quotation_anchor(FIRST)}" title="Book">“processes' in page
    page = reader.text("/wiki/Concept:Bloom")
    assert f'<p class="remark"><a href="{BOOK}#{quotation_anchor(SECOND)}">Book</a></p></blockquote>' in page
    assert (
        f'<a class="quoted" href="{BOOK}#{quotation_anchor(THIRD)}" title="Book">“words in the field' in page
    )


def test_evidence_of_an_absent_source_leads_nowhere(reader, wiki):
    written(
        wiki, "Case:X", "---\nkind: case\nstage: {value: parity, source: Absent, quote: some words}\n---\n"
    )
    assert "quoted" not in reader.text("/wiki/Case:X").partition("<aside")[2].partition("</aside>")[0]


def test_many_quotations_are_found_with_as_many_storage_calls_as_few(wiki):
    def calls() -> int:
        wiki.pages.calls.clear()
        Visitor(wiki).text(BOOK)
        return wiki.pages.calls.total()

    few = calls()
    for number in range(30):
        written(
            wiki,
            f"Case:{number}",
            f"---\nkind: case\nstage: {{value: parity, source: Book, quote: {SECOND}}}\n---\n“{FIRST}” [[Source:Book]]\n",
        )
    assert calls() == few


def test_a_long_list_is_folded(reader, wiki):
    for number in range(9):
        written(
            wiki,
            f"Case:{number}",
            f"---\nkind: case\nstage: {{value: parity, source: Book, quote: {THIRD}}}\n---\n",
        )
    assert "<summary>9 pages rest on these words</summary>" in below(reader.text(BOOK), THIRD)


def test_a_preview_shows_what_rests_on_the_words_as_they_would_be(wiki):
    text = SOURCE.replace(SECOND, SECOND + " All of them.")
    answer = Visitor(wiki, "ana").post(f"{BOOK}?action=edit", text=text, do="preview", base="1")
    assert "Exhibits: Flowers" in below(" ".join(answer.text.split()), SECOND + " All of them.")
