"""Every example of docs/searching.md, answered on the wiki that page describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from patterns.projection import FacetRow, Projected, SearchText
from tests.shared import ROOT
from wiki.ports import SearchRequest
from wiki.search import language
from wiki.search.counting import VALUES
from wiki.search.fulltext import FullText
from wiki.search.lexicon import WORDS_LIKE
from wiki.search.rows import index_page
from wiki.search.schema import create_search

TEXT = (ROOT / "docs" / "searching.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|")
]
PAGES = [row for row in ROWS if len(row) == 5 and ":" in row[0]]
EXAMPLES = [(row[0].strip("`"), row[2]) for row in ROWS if len(row) == 3 and row[0].startswith("`")]


class Memory:
    def __init__(self) -> None:
        self.engine: Engine = create_engine("sqlite://", poolclass=StaticPool)

    @contextmanager
    def search_connection(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection


def described(title: str, text: str, tags: str, license_: str, year: str) -> Projected:
    kind, _, name = title.partition(":")
    values = [("tags", tag.strip()) for tag in tags.split(",")] + [("license", license_), ("year", year)]
    facets = tuple(FacetRow(field, value, value) for field, value in values if value)
    return Projected(title, kind.lower(), "", b"", facets=facets, search=SearchText(name, "", text))


@pytest.fixture(scope="module")
def search() -> FullText:
    memory = Memory()
    with memory.engine.begin() as connection:
        create_search(connection)
        for number, row in enumerate(PAGES, 1):
            index_page(connection, number, described(*row))
    return FullText(memory)


@pytest.mark.parametrize(("text", "found"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_the_example_finds_what_the_page_says(search: FullText, text: str, found: str) -> None:
    answer = search.search(SearchRequest(text))
    assert ", ".join(sorted(hit.title.partition(":")[2] for hit in answer.hits)) == found
    assert answer.hint == ""


def test_the_page_has_its_examples() -> None:
    assert len(PAGES) == 4
    assert len(EXAMPLES) >= 25


def test_the_limits_it_names_are_the_limits() -> None:
    plain = re.sub(r"\s+", " ", TEXT)
    assert f"longer than {language.MAX_LENGTH:,} characters" in plain
    assert f"more than {language.MAX_TERMS} terms or {language.MAX_WILDCARDS} wildcards" in plain
    assert f"parentheses deeper than {language.MAX_DEPTH}" in plain
    assert f"more than {WORDS_LIKE} words" in plain
    assert f"the {VALUES} most frequent values" in plain
