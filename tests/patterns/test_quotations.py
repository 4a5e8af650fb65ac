"""Words of a document: when they are the same, where they are listed, and which quotation holds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.frontmatter import parse
from patterns.quotations import (
    Quotations,
    block_quotations,
    distinct,
    listed_quotations,
    place_in,
    prose_quotations,
    quotation_anchor,
    resting,
    same_words,
)
from patterns.saying import understand

ONTOLOGY = load_ontology()


def listed(text: str, title: str = "Source:Book"):
    return [each.words for each in listed_quotations(understand(parse(text), title, ONTOLOGY))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("‘shared’ by “all”", "'shared' by \"all\""),
        ("one – two — three", "one - two - three"),
        ("a\u00a0 b\n c", "a b c"),
        ("and so on…", "and so on..."),
        ("Cafe\u0301", "Café"),
    ],
)
def test_spelling_of_quotes_dashes_and_blanks_does_not_matter(one, other):
    assert same_words(one) == same_words(other)
    assert quotation_anchor(one) == quotation_anchor(other)


def test_case_and_letters_do_matter():
    assert same_words("Commons") != same_words("commons")
    assert quotation_anchor("a commons") != quotation_anchor("the commons")


@given(st.text())
def test_one_spelling_is_stable(text):
    assert same_words(same_words(text)) == same_words(text)
    assert len(quotation_anchor(text)) == len("q-") + 12


def test_the_page_of_a_source_lists_quotations_in_its_text_then_in_its_field():
    text = (
        "---\nkind: source\nquotations:\n  - In the field only\n  - 'First  words'\n---\n> Not a quotation of it\n\n"
        "## Quotations\n\n### On beginnings\n\n> First words\n\n> Second\n> words\n\n## About\n\n> Elsewhere\n"
    )
    assert listed(text) == ["First words", "Second words", "In the field only"]


def test_only_sources_list_quotations():
    assert listed("---\nquotations: [Words]\n---\n## Quotations\n\n> Words\n", "Case:Linux") == []


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("> One\n> two\n\n> Three", ["One two", "Three"]),
        ("> With *stress* and [[Case:Linux|a link]]", ["With stress and a link"]),
        ("> Two\n>\n> paragraphs", ["Two paragraphs"]),
        ("> Lazily\ncontinued\n\nAfter", ["Lazily continued"]),
        ("> Ended by\n## a heading", ["Ended by"]),
        ("> Ended by\n- an item", ["Ended by"]),
        (">\n\n>  \n", []),
        ("```\n> code\n```\n", []),
        ("No quotation > here", []),
    ],
)
def test_block_quotations_are_read_as_they_are_shown(markdown, found):
    assert list(block_quotations(markdown)) == found


@given(st.text(alphabet="> \n`#-ab“”*"))
def test_any_text_can_be_looked_through(text):
    page = parse(text)
    assert [each.same for each in prose_quotations(page)] == [
        same_words(each.words) for each in prose_quotations(page)
    ]


def test_prose_quotes_in_blocks_and_between_marks_but_not_single_words_or_code():
    page = parse(
        "He calls it “the circulation of the common”, or “sharing”.\n\n> In a block\n\n`“in code it is nothing”`\n"
    )
    assert [each.words for each in prose_quotations(page)] == ["In a block", "the circulation of the common"]


def looked_up(words: str, *quotations: str) -> str:
    found = Quotations(distinct(quotations)).longest_with(words)
    return found.words if found else ""


def test_the_longest_quotation_with_the_words_is_meant():
    assert (
        looked_up("two three", "one two three", "one two three four five", "two three")
        == "one two three four five"
    )
    assert looked_up("‘two’  three", "one 'two' three") == "one 'two' three"


def test_words_are_not_cut():
    assert looked_up("common", "the commons of all") == ""
    assert looked_up("common", "the commons; the common good") == "the commons; the common good"
    assert looked_up("end. Begin", "the end", "Begin") == ""
    assert looked_up("", "anything") == looked_up("“”", "anything") == ""


@given(st.lists(st.text(alphabet="ab c", min_size=1), max_size=6), st.text(alphabet="ab c", max_size=5))
def test_looking_up_finds_what_looking_at_each_finds(written, words):
    sought = same_words(words)
    holding = [each for each in distinct(written) if f" {sought} " in f" {each.same} "]
    longest = max((len(each.same) for each in holding), default=0)
    assert len(same_words(looked_up(words, *written))) == (longest if sought else 0)


def test_statements_rest_on_the_sources_they_name():
    text = """---
validation:
  - {value: after publication, source: Book, quote: after the production, coder: ana}
  - {value: before publication, source: [Book, Film], status: contested}
  - {value: after publication, coder: ben}
stage: {status: unknown, source: Book}
---
"""
    first, second, third = resting(understand(parse(text), "Case:X", ONTOLOGY))
    assert (first.label, first.value, first.status) == ("Validation", "after publication", "present")
    assert (first.sources, first.quote) == (("Source:Book",), "after the production")
    assert (second.sources, second.status, second.quote) == (("Source:Book", "Source:Film"), "contested", "")
    assert (third.value, third.status) == ("", "unknown")
    assert len({each.anchor for each in (first, second, third)}) == 3


@pytest.mark.parametrize(
    ("above", "place"),
    [
        ("", ""),
        ("¶ 4\n\n", "¶ 4"),
        ("### Page 2\n\n¶ 4\n\n> Others.\n\n¶ 5\n\n", "page 2, ¶ 5"),
        ("### Page 2\n\n¶ 4\n\n> Others.\n\n### Page 3\n\n", "page 3"),
        ("### Of looms\n\n", ""),
        ("> ¶ 4\n\n", ""),
    ],
)
def test_the_place_of_a_quotation_is_what_numbers_it(above, place):
    text = f"---\nkind: source\n---\n## Quotations\n\n{above}> These words are meant.\n"
    saying = understand(parse(text), "Source:S", ONTOLOGY)
    assert place_in(saying, quotation_anchor("These words are meant.")) == place
