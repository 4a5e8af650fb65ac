"""Results read as tables, from the lines engines write."""

from __future__ import annotations

from io import BytesIO

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Kind, Ontology
from wiki.web.tables import Cell, Words, read_ask, read_graph, read_select, read_term, title_of

XSD = "http://www.w3.org/2001/XMLSchema#"
ONTOLOGY = Ontology(
    (
        Kind("case", "https://w3id.org/commonloom/ns#Case", "Case", "Case", "Cases", ""),
        Kind("page", "https://w3id.org/commonloom/ns#Page", "", "Page", "Pages", ""),
    ),
    prefixes={"xsd": XSD, "loom": "https://w3id.org/commonloom/ns#"},
)
WORDS = Words("https://wiki.example.org", ONTOLOGY)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        ("", Cell("", sort="none")),
        ('"a"', Cell("a")),
        ('"a"@en-GB', Cell("a", language="en-GB")),
        (f'"a"^^<{XSD}string>', Cell("a")),
        (f'"2008"^^<{XSD}gYear>', Cell("2008", datatype="xsd:gYear")),
        (f'"42"^^<{XSD}integer>', Cell("42", sort="number")),
        ("42", Cell("42", sort="number")),
        (f'"http://a/b"^^<{XSD}anyURI>', Cell("http://a/b", "http://a/b", datatype="xsd:anyURI")),
        (f'"javascript:x"^^<{XSD}anyURI>', Cell("javascript:x", datatype="xsd:anyURI")),
        (
            "<https://wiki.example.org/data/case/A>",
            Cell("/data/case/A", "/data/case/A", "https://wiki.example.org/data/case/A", sort="own"),
        ),
        (
            "<https://wiki.example.org>",
            Cell(
                "https://wiki.example.org", "https://wiki.example.org", "https://wiki.example.org", sort="iri"
            ),
        ),
        ("true", Cell("true", sort="number")),
        ("_:b0", Cell("_:b0", sort="blank")),
        (r'"a\tb\n\"q\" \\ \u00e9 \U0001F33F"', Cell('a\tb\n"q" \\ é 🌿')),
        (
            "<https://w3id.org/commonloom/ns#Case>",
            Cell(
                "loom:Case",
                "/ontology/Case",
                "https://w3id.org/commonloom/ns#Case",
                sort="own",
            ),
        ),
        ("<javascript:alert(1)>", Cell("javascript:alert(1)", "", "javascript:alert(1)", sort="iri")),
        (
            "<https://wiki.example.org/id/case/Free_Culture>",
            Cell(
                "Case:Free Culture",
                "/wiki/Case:Free_Culture",
                "https://wiki.example.org/id/case/Free_Culture",
                sort="page",
            ),
        ),
    ],
)
def test_terms(term, cell):
    assert read_term(term, WORDS) == cell


@pytest.mark.parametrize(
    ("iri", "title"),
    [
        ("https://wiki.example.org/id/case/Free_Culture", "Case:Free Culture"),
        ("https://wiki.example.org/id/page/Help", "Help"),
        ("https://wiki.example.org/id/case/100%25_open", "Case:100% open"),
        ("https://wiki.example.org/id/case/Wikip%C3%A9dia/2008", "Case:Wikipédia/2008"),
        ("https://wiki.example.org/id/case/Free_Culture#c-0123456789ab", ""),
        ("https://wiki.example.org/id/case/", ""),
        ("https://wiki.example.org/id/property/x", ""),
        ("https://wiki.example.org/data/case/Free_Culture", ""),
        ("https://elsewhere.example.org/id/case/Free_Culture", ""),
    ],
)
def test_titles_of_entities(iri, title):
    assert title_of(iri, WORDS.base, ONTOLOGY) == title


def ask_engine(literals: list[str]) -> bytes:
    """Write a SELECT result of these literals with the engine."""
    store = pyoxigraph.Store()
    for number, text in enumerate(literals):
        store.add(
            pyoxigraph.Quad(
                pyoxigraph.NamedNode(f"http://a/{number}"),
                pyoxigraph.NamedNode("http://p"),
                pyoxigraph.Literal(text),
            )
        )
    found = store.query("SELECT ?o ?none WHERE { ?s ?p ?o } ORDER BY ?s")
    return found.serialize(format=pyoxigraph.QueryResultsFormat.TSV)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_through_a_result(literals):
    table = read_select(BytesIO(ask_engine(literals)), WORDS)
    assert table.columns == ("o", "none")
    assert table.rows == tuple((Cell(text), Cell("", sort="none")) for text in literals)


@given(TEXTS, TEXTS)
def test_any_text_comes_through_a_graph(first, second):
    triples = [
        pyoxigraph.Triple(
            pyoxigraph.NamedNode("http://a/>"[:-1]),
            pyoxigraph.NamedNode("http://p"),
            pyoxigraph.Literal(text),
        )
        for text in (first, second)
    ]
    lines = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    table = read_graph(BytesIO(lines), WORDS)
    assert [row[2].text for row in table.rows] == [first, second]
    assert table.total == 2


@pytest.mark.parametrize("most", [0, 1, 2, 3, 5])
def test_rows_beyond_the_shown_ones_are_counted(most):
    table = read_select(BytesIO(b'?a\n"1"\n\n"3"\n'), WORDS, most)
    assert (len(table.rows), table.total) == (min(most, 3), 3)


def test_a_last_line_without_its_end_counts():
    assert read_select(BytesIO(b'?a\n"1"\n"2"'), WORDS, 1).total == 2


def test_a_result_without_columns_has_rows():
    table = read_select(BytesIO(b"\n\n"), WORDS)
    assert (table.columns, table.rows, table.total) == ((), ((),), 1)


def test_a_huge_literal_is_shortened():
    cell = read_term('"' + "a" * 100_000 + '"', WORDS)
    assert len(cell.text) == 2_002
    assert cell.text.endswith(" …")


@pytest.mark.parametrize(
    ("body", "truth"), [(b"true", True), (b"false", False), (b"?_askResult\ntrue\n", True)]
)
def test_yes_and_no(body, truth):
    assert read_ask(BytesIO(body)) is truth
