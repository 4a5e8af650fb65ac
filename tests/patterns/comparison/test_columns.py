"""Columns of results, and the cases that a cell lists."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from ontology.namespaces import QB, RDF
from ontology.vocabulary import terms, vocabulary_graph
from patterns.comparison.columns import COLUMNS, Column, Sort, cases_in, columns_of

EVERY = [each for columns in COLUMNS.values() for each in columns.values()]


@pytest.mark.parametrize("column", EVERY, ids=lambda each: each.term)
def test_a_column_is_a_measure_or_attribute_of_the_vocabulary(column: Column):
    assert column.iri in terms()
    types = set(vocabulary_graph().objects(URIRef(column.iri), RDF.type))
    assert (QB.MeasureProperty in types) == column.always
    assert (QB.AttributeProperty in types) != column.always


def test_every_measure_and_attribute_of_the_vocabulary_is_a_column():
    told = {
        str(each)
        for sort in (QB.MeasureProperty, QB.AttributeProperty)
        for each in vocabulary_graph().subjects(RDF.type, sort)
    }
    assert told == {each.iri for each in EVERY}


def test_columns_that_follow_from_what_is_compared():
    board = columns_of("side by side", ["variable", "Case:A", "odd"], ["Case:A"])
    assert [(each.term, each.sort, each.case) for each in board] == [
        ("rowVariable", Sort.VARIABLE, ""),
        ("", Sort.VALUES, "Case:A"),
        ("", Sort.WORDS, ""),
    ]
    matrix = columns_of("matrix", ["case", "validation"], ["Case:A"])
    assert [(each.term, each.variable) for each in matrix] == [("rowCase", ""), ("", "validation")]
    assert columns_of("no method", ["case"], [])[0].sort is Sort.WORDS


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Case:A", ("Case:A",)),
        ("Case:A; Case:B", ("Case:A", "Case:B")),
        ("Case:A; B; Case:B", ("Case:A; B", "Case:B")),
        ("Case:A (open; free); Case:B", ("Case:A", "Case:B")),
        ("Case:AB", ()),
        ("gone; Case:B", ("Case:B",)),
        ("", ()),
    ],
)
def test_the_cases_of_a_cell(cell, found):
    assert cases_in(cell, ["Case:A", "Case:B", "Case:A; B"]) == found
