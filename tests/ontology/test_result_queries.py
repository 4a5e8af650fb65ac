"""The example queries over kept results answer what they say, in both engines."""

from __future__ import annotations

import pytest

from ontology.queries import example_queries
from patterns.comparison.kept import Kept, page_text
from patterns.comparison.rows import write_rows
from tests.fixtures.queried import ask, ask_store, store_of, union_graph

QUERIES = {each.name: each.text for each in example_queries()}
COLUMNS = ("part", "expression", "words", "output", "cases", "inclusion", "coverage")
ROWS = (
    ("row", "OPEN", "Input: open input", "1", "Case:Linux; Case:Wikipedia", "0.9", ""),
    ("row", "~OPEN", "Input: not open input", "0", "Case:Encarta", "", ""),
    ("parsimonious 1", "OPEN", "Input: open input", "", "Case:Linux; Case:Wikipedia", "0.9", "1"),
)


def table(title: str, moment: str, *rows: tuple[str, ...]) -> str:
    cases = ("Case:Encarta", "Case:Linux", "Case:Wikipedia")
    return page_text(
        Kept(
            title,
            "Why?",
            "truth table",
            cases,
            as_of=moment,
            engine="1",
            kept_by="ana",
            rows=write_rows(COLUMNS, rows),
        )
    )


PAGES = {
    "Case:Wikipedia": "---\nkind: case\n---\nA wiki.\n",
    "Comparison:New": table("Comparison:New", "2026-03-02T12:00:00Z", *ROWS),
    "Comparison:Old": table("Comparison:Old", "2026-03-01T12:00:00Z", ROWS[1]),
    "Comparison:Without rows": page_text(
        Kept("", "", "matrix", ("Case:Wikipedia",), as_of="2026-02-01T12:00:00Z", engine="1")
    ),
    "Comparison:Other": page_text(Kept("", "", "matrix", ("Case:Linux",), as_of="2026-02-01T12:00:00Z")),
}


@pytest.fixture(params=["rdflib", "Oxigraph"])
def answer(request):
    if request.param == "rdflib":
        graph = union_graph(PAGES)
        return lambda name: ask(graph, QUERIES[name])
    store = store_of(PAGES)
    return lambda name: ask_store(store, QUERIES[name])


def test_which_results_rest_on_a_case(answer):
    assert answer("results-that-rest-on-a-case") == [
        ("case/Wikipedia", "comparison/New", "truth-table", "2026-03-02T12:00:00Z", "ana", "2"),
        ("case/Wikipedia", "comparison/Old", "truth-table", "2026-03-01T12:00:00Z", "ana", "0"),
        ("case/Wikipedia", "comparison/Without_rows", "matrix", "2026-02-01T12:00:00Z", "", "0"),
    ]


def test_what_the_latest_truth_table_says(answer):
    assert answer("the-latest-truth-table") == [
        ("comparison/New", "1", "row", "Input: open input", "1", "0.9", "", "2"),
        ("comparison/New", "2", "row", "Input: not open input", "0", "", "", "1"),
        ("comparison/New", "3", "parsimonious 1", "Input: open input", "", "0.9", "1", "2"),
    ]
