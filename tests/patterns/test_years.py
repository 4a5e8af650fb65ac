"""Years of either era."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Severity
from ontology.shapes import load_ontology
from patterns import years
from patterns.projection import project
from patterns.values import read_value
from patterns.years import counted, is_approximate, read_year, shown, with_era, written

ONTOLOGY = load_ontology()
STARTED = ONTOLOGY.by_name["case"].by_key["started"]
every_year = st.integers(min_value=-999_998, max_value=9999).filter(bool)


@given(every_year)
def test_a_year_is_read_as_it_is_shown_counted_and_written(year):
    assert read_year(counted(year)) == year
    assert read_year(shown(year)) == year
    assert read_year(str(written(year))) == year


@given(every_year, every_year)
def test_years_before_our_era_are_counted_back(one, other):
    assert (one < other) == (int(counted(one)) < int(counted(other)))


@given(st.text(alphabet="0123456789 -BCEADbc.") | st.text())
def test_no_text_breaks_it_and_what_is_read_is_read_again(text):
    year = read_year(text)
    assert year is None or read_year(shown(year)) == year
    assert isinstance(is_approximate(text), bool)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1 BCE", 0),
        ("1 CE", 1),
        ("500 BC", -499),
        ("500 B.C.E.", -499),
        ("12000bce", -11999),
        ("AD 79", 79),
        ("79 AD", 79),
        ("-0000", None),
        ("0000", None),
        ("0 BCE", None),
        ("-500", None),
        ("79", None),
        ("AD 79 AD", None),
        ("20080 CE", None),
        ("٢٠٠٨", None),
    ],
)
def test_which_texts_are_years(text, year):
    assert read_year(text) == year


def test_without_an_era_no_number_is_a_year_of_one():
    assert with_era("2008") is None


@pytest.mark.parametrize(
    ("value", "text", "label"),
    [
        (2008, "2008", "2008"),
        ("0900", "0900", "900 CE"),
        ("500 BCE", "-0499", "500 BCE"),
        ("-0499", "-0499", "500 BCE"),
        ("1 BC", "0000", "1 BCE"),
    ],
)
def test_a_field_of_years_has_them_as_the_graph_counts_them(value, text, label):
    reading = read_value(value, STARTED, ONTOLOGY)
    assert (reading.text, reading.label, reading.datatype, reading.problem) == (text, label, "gYear", "")


@pytest.mark.parametrize("value", [-500, "c. 500 BCE", "5th century BCE", "508-322 BC", 0])
def test_what_is_no_one_year_is_said_and_kept_as_text(value):
    reading = read_value(value, STARTED, ONTOLOGY)
    assert "or the era with it, as in 500 BCE" in reading.problem
    assert reading.text == str(value)


def test_a_page_says_it_in_the_graph_and_among_the_facets():
    made = project("---\nkind: case\nstarted: 500 BCE\n---\n", "Case:A", ONTOLOGY, "https://loom.example")
    assert '"-0499"^^<http://www.w3.org/2001/XMLSchema#gYear>' in made.facts.decode()
    assert {(each.field, each.value, each.label) for each in made.facets} >= {
        ("year", "-0499", "500 BCE"),
        ("started", "-0499", "500 BCE"),
    }
    assert [each.severity for each in made.findings] == [Severity.INFO]


def test_examples():
    assert doctest.testmod(years).failed == 0
