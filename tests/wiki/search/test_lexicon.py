from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine

from patterns.projection import FacetRow, Projected, SearchText
from wiki.search.lexicon import WORDS_LIKE, SqlLexicon, within
from wiki.search.rows import index_page
from wiki.search.schema import create_search
from wiki.search.tree import Phrase, Prefix, Range, Wildcard, Words

WITHIN = [
    ("2008", Range("year", "2008", "2012"), True),
    ("2007", Range("year", "2008", "2012"), False),
    ("2012-12-31", Range("year", "2008", "2012"), True),
    ("2013", Range("year", "2008", "2012"), False),
    ("2008", Range("year", "2008", "", above=True), False),
    ("2012", Range("year", "", "2012", below=True), False),
    ("800", Range("year", "", "1000"), True),
    ("-300", Range("year", "", "1"), True),
    ("90", Range("size", "100", ""), False),
    ("3.5", Range("size", "3", "4"), True),
    ("unknown", Range("year", "2008", ""), False),
    ("2008-05-01", Range("year", "2008-05", "2008-06"), True),
    ("2008-07-01", Range("year", "2008-05", "2008-06"), False),
    ("Gift", Range("tags", "a", "h"), True),
    ("x", Range("tags", "a", "h"), False),
    ("anything", Range("tags", "", ""), True),
]


@pytest.mark.parametrize(("value", "wanted", "expected"), WITHIN)
def test_a_value_lies_within_a_range(value: str, wanted: Range, expected: bool) -> None:
    assert within(value, wanted) is expected


@pytest.fixture
def lexicon() -> Iterator[SqlLexicon]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        create_search(connection)
        values = ("Creative Commons", "Commons", "commons", "Free culture", "Freedom")
        rows = tuple(FacetRow("tags", value, value) for value in values)
        text = " ".join(f"w{number:04}x" for number in range(WORDS_LIKE + 1)) + " gift graft"
        index_page(
            connection, 1, Projected("Case:A", "case", "", b"", facets=rows, search=SearchText("A", "", text))
        )
        yield SqlLexicon(connection)
    engine.dispose()


def labels(connection: Connection, codes: object) -> set[str]:
    found = connection.exec_driver_sql("SELECT id, value FROM search_values")
    return {value for code, value in found if code in codes}  # type: ignore[operator]


NAMED = [
    (Words(("commons",), "tags"), {"Commons", "commons"}),
    (Words(("creative",), "tags"), {"Creative Commons"}),
    (Phrase(("free", "culture"), "tags"), {"Free culture"}),
    (Prefix(("free",), "tags"), {"Free culture", "Freedom"}),
    (Wildcard("*commons", "tags"), {"Creative Commons", "Commons", "commons"}),
    (Words(("none",), "tags"), set()),
    (Words(("commons",), "kind"), set()),
]


@pytest.mark.parametrize(("leaf", "expected"), NAMED, ids=[str(leaf) for leaf, _ in NAMED])
def test_values_are_named_exactly_or_by_their_words(
    lexicon: SqlLexicon, leaf: Words | Phrase | Prefix | Wildcard, expected: set[str]
) -> None:
    assert labels(lexicon.connection, lexicon.values(leaf)) == expected


def test_fields_are_those_of_every_wiki_and_those_that_have_values(lexicon: SqlLexicon) -> None:
    known = [lexicon.knows(name) for name in ("", "title", "kind", "maturity", "tags", "colour")]
    assert known == [True, True, True, True, True, False]


def test_a_field_given_from_outside_is_known_before_it_has_values(lexicon: SqlLexicon) -> None:
    assert SqlLexicon(lexicon.connection, frozenset({"colour"})).knows("colour")


def test_a_wildcard_stands_for_the_words_of_the_index(lexicon: SqlLexicon) -> None:
    assert lexicon.words_like("g*ft") == ["gift", "graft"]
    assert lexicon.words_like("g?ft") == ["gift"]
    assert lexicon.words_like("*raft") == ["graft"]
    assert lexicon.cut == []


def test_a_wildcard_for_too_many_words_is_cut_and_says_so(lexicon: SqlLexicon) -> None:
    assert len(lexicon.words_like("w*x")) == WORDS_LIKE
    assert lexicon.cut == ["w*x"]
