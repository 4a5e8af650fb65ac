"""A kept result in the graph: its rows as observations, and what computed it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Literal, URIRef

from ontology.namespaces import LOOM, PROV, QB, RDF, RDFS, XSD
from ontology.shapes import load_ontology
from patterns.comparison.kept import Kept, page_text
from patterns.comparison.rows import write_rows
from patterns.projection import project
from tests.fixtures.queried import BASE, facts, triples_of

COMPARISON = f"{BASE}/id/comparison/A"
LINUX, WIKIPEDIA = URIRef(f"{BASE}/id/case/Linux"), URIRef(f"{BASE}/id/case/Wikipedia")
KEPT = Kept(
    "Comparison:A",
    "Why?",
    "matrix",
    ("Case:Linux", "Case:Wikipedia"),
    settings=(("pin", "Linux"), ("kind", "case")),
    as_of="2026-03-01T12:00:00Z",
    engine="1",
    kept_by="ana",
)
MATRIX = (
    ("case", "likeness", "compared", "validation", "steward", "contributors", "crowding_out"),
    ("Case:Linux", "1.0", "", "after publication | before publication [contested]", "", "12000", "[unknown]"),
    (
        "Case:Wikipedia",
        "5e-07",
        "3",
        "[absent]",
        "Institution:Wikimedia Foundation",
        "some",
        "true [present, ana]",
    ),
)


def told(kept: Kept, *table: tuple[str, ...]):
    rows = write_rows(table[0], table[1:]) if table else ""
    return triples_of(facts(kept.title, page_text(replace(kept, rows=rows))))


def part(anchor: str) -> URIRef:
    return URIRef(f"{COMPARISON}#{anchor}")


@pytest.fixture(scope="module")
def matrix():
    return told(KEPT, *MATRIX)


def test_a_row_is_an_observation_with_its_number(matrix):
    assert {*matrix.objects(URIRef(COMPARISON), RDF.type)} == {LOOM.Comparison, QB.DataSet}
    assert {*matrix.subjects(QB.dataSet, URIRef(COMPARISON))} == {part("row-1"), part("row-2")}
    assert matrix.value(part("row-2"), LOOM.resultRow) == Literal(2)


def test_columns_of_the_method_are_terms_of_the_vocabulary(matrix):
    assert matrix.value(part("row-2"), LOOM.rowCase) == WIKIPEDIA
    assert matrix.value(part("row-2"), LOOM.likenessScore) == Literal("0.0000005", datatype=XSD.decimal)
    assert matrix.value(part("row-2"), LOOM.comparedCount) == Literal(3)
    assert (part("row-1"), LOOM.comparedCount, None) not in matrix


def test_a_column_of_a_variable_says_whose_it_is_and_has_what_holds(matrix):
    validation = part("column-4")
    assert matrix.value(validation, LOOM.columnVariable) == LOOM.validation
    assert matrix.value(validation, LOOM.columnKey) == Literal("validation")
    assert {*matrix.objects(part("row-1"), validation)} == {LOOM["after-publication"]}
    assert {*matrix.objects(part("row-2"), validation)} == set()
    assert {*matrix.objects(part("row-2"), part("column-5"))} == {
        URIRef(f"{BASE}/id/institution/Wikimedia_Foundation")
    }
    assert matrix.value(part("row-1"), part("column-6")) == Literal(12000)
    assert matrix.value(part("row-2"), part("column-7")) == Literal(True)


def test_what_is_no_value_of_its_field_stays_text(matrix):
    assert matrix.value(part("row-2"), part("column-6")) == Literal("some")


def test_no_status_is_lost_and_none_taken_for_another(matrix):
    cells = matrix.value(part("column-4"), LOOM.cellsAsWritten)
    assert str(matrix.value(part("row-1"), cells)) == "after publication | before publication [contested]"
    assert str(matrix.value(part("row-2"), cells)) == "[absent]"
    assert (
        str(matrix.value(part("row-1"), matrix.value(part("column-7"), LOOM.cellsAsWritten))) == "[unknown]"
    )
    assert (
        part("row-1"),
        matrix.value(part("column-5"), LOOM.cellsAsWritten),
        None,
    ) not in matrix  # not coded


def test_nothing_is_said_of_the_cases_themselves(matrix):
    assert [*matrix.predicate_objects(LINUX), *matrix.predicate_objects(WIKIPEDIA)] == []


def test_columns_of_cases():
    board = told(
        replace(KEPT, method="side by side"),
        ("variable", "label", "Case:Linux", "Case:Wikipedia", "odd"),
        ("validation", "Validation", "after publication", "[unknown]", "x"),
        ("gone", "Gone", "y", "", ""),
    )
    assert board.value(part("row-1"), LOOM.rowVariable) == LOOM.validation
    assert (part("row-2"), LOOM.rowVariable, None) not in board
    assert board.value(part("column-3"), LOOM.columnCase) == LINUX
    assert board.value(part("column-3"), RDFS.label) == Literal("Linux")
    assert board.value(part("row-1"), part("column-3")) == LOOM["after-publication"]
    assert board.value(part("row-2"), part("column-3")) == Literal("y")
    assert board.value(part("row-1"), part("column-5")) == Literal("x")


def test_the_computation_says_what_it_used_and_who_is_answerable(matrix):
    activity = matrix.value(URIRef(COMPARISON), PROV.wasGeneratedBy)
    assert (activity, RDF.type, PROV.Activity) in matrix
    assert {str(each) for each in matrix.objects(activity, PROV.used)} == {
        f"{BASE}/data/case/{name}?asof=2026-03-01T12:00:00Z" for name in ("Linux", "Wikipedia")
    }
    then = URIRef(f"{BASE}/data/case/Linux?asof=2026-03-01T12:00:00Z")
    assert matrix.value(then, PROV.specializationOf) == URIRef(f"{BASE}/data/case/Linux")
    agents = {*matrix.objects(activity, PROV.wasAssociatedWith)}
    assert {(matrix.value(each, RDF.type), str(matrix.value(each, RDFS.label))) for each in agents} == {
        (PROV.Person, "ana"),
        (PROV.SoftwareAgent, "Commonloom, version 1 of the methods"),
    }
    assert {str(each) for each in matrix.objects(activity, LOOM.methodSetting)} == {"pin=Linux", "kind=case"}


def test_a_page_without_rows_has_its_computation_and_no_cube():
    graph = told(KEPT)
    assert graph.value(URIRef(COMPARISON), PROV.wasGeneratedBy) == part("computation")
    assert (None, QB.dataSet, None) not in graph
    assert (URIRef(COMPARISON), RDF.type, QB.DataSet) not in graph


def test_a_comparison_nobody_has_kept_was_not_computed():
    assert (None, PROV.wasGeneratedBy, None) not in told(Kept("Comparison:A", "Why?", "matrix"))


def test_the_table_itself_is_no_literal_and_not_searched(matrix):
    assert (None, LOOM.resultRows, None) not in matrix
    rows = write_rows(("case", "stage"), [("Case:Linux", "parity")])
    found = project(page_text(replace(KEPT, rows=rows)), KEPT.title, load_ontology(), BASE)
    assert "parity" not in found.search.body


def test_an_odd_moment_is_still_an_address():
    graph = told(replace(KEPT, as_of="<then> & “now”"))
    assert any("asof=%3Cthen%3E%20%26%20%E2%80%9Cnow" in str(each) for each in graph.objects(None, PROV.used))
