"""Cells as values: numbers, dates, years, words for nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.table.mapping import ASTRONOMICAL, ColumnRule, TableProfile
from importers.table.values import (
    Read,
    read_address,
    read_boolean,
    read_cell,
    read_date,
    read_number,
    read_title,
    read_year,
)
from ontology.shapes import load_ontology
from patterns import years

CASE = load_ontology().by_name["case"]
PROFILE = TableProfile(
    words={"unknown": ("?", "n.d."), "not applicable": ("n/a",), "not coded": ("-", "0° 0' 0\" n")}
)


def cell(text, key, **rule):
    return list(read_cell(text, ColumnRule("c", key, **rule), CASE.by_key.get(key), PROFILE))


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2008-05-01", "", "2008-05-01"),
        ("2008-05-01T10:00:00Z", "", "2008-05-01"),
        ("20080501", "", "2008-05-01"),
        ("2008/5/1", "", "2008-05-01"),
        ("31.12.2008", "", "2008-12-31"),
        ("12/31/2008", "", "2008-12-31"),
        ("3/4/2005", "day first", "2005-04-03"),
        ("3/4/2005", "month first", "2005-03-04"),
        ("4/4/2005", "", "2005-04-04"),
        ("1 May 2008", "", "2008-05-01"),
        ("1. Mai 2008", "", "2008-05-01"),
        ("May 1st, 2008", "", "2008-05-01"),
        ("1er mai 2008", "", None),
        ("1 de mayo de 2008", "", "2008-05-01"),
        ("39569", "", "2008-05-01"),
        ("3/4/2005", "", None),
        ("30 February 2008", "", None),
        ("May 2008", "", None),
        ("2008", "", None),
        ("soon", "", None),
    ],
)
def test_dates_come_in_many_shapes(text, order, date):
    found, problem = read_date(text, order)
    assert found == date
    assert bool(problem) is (date is None)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("12000", ".", 12000),
        ("12,000", ".", 12000),
        ("12 000 000", ".", 12000000),
        ("1.5", ".", Decimal("1.5")),
        ("12.000", ",", 12000),
        ("1.234,50", ",", Decimal("1234.50")),
        ("2008.0", ".", 2008),
        ("-3", ".", -3),
        ("−3", ".", -3),
        ("1,5", ".", None),
        ("12,00,000", ".", None),
        ("1e5", ".", None),
        ("9" * 19, ".", None),
        ("", ".", None),
    ],
)
def test_numbers_are_read_as_they_are_meant_or_not_at_all(text, decimal, number):
    assert read_number(text, decimal) == number


def test_a_whole_number_has_no_fraction():
    assert read_number("1.5", whole=True) is None
    assert read_number("1.0", whole=True) == 1


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2008", 2008),
        ("2008.0", 2008),
        ("2008-05-01", 2008),
        ("900 AD", "0900"),
        ("-508", "508 BCE"),
        ("−4100.0", "4100 BCE"),
        ("322 BC", "322 BCE"),
        ("98", None),
        ("0", None),
        ("0000", None),
        ("c. 1200", None),
    ],
)
def test_years_have_three_or_four_digits_or_say_that_they_are_before_our_era(text, year):
    assert read_year(text) == year


@given(st.integers(min_value=1, max_value=99_999))
def test_a_minus_is_an_era_unless_the_table_has_a_year_0(number):
    assert years.read_year(str(read_year(f"-{number}"))) == 1 - number
    assert years.read_year(str(read_year(f"-{number}", ASTRONOMICAL))) == -number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0", "1 BCE comes before 1 CE"),
        ("c. 1200", "not one certain year"),
        ("12th century", "not one certain year"),
        ("508-322 BC", "not one certain year"),
        ("1990s", "not one certain year"),
        ("soon", "is not a year, as 2008, 500 BCE or -500"),
    ],
)
def test_what_is_no_year_says_why(text, why):
    (read,) = cell(text, "started")
    assert read.value is None
    assert why in read.problem


def test_addresses_titles_and_yes_or_no():
    assert read_address("www.example.org/a") == "https://www.example.org/a"
    assert read_address("javascript:alert(1)") is None
    assert read_title("a [b] | c\u200b") == "a (b) / c"
    assert read_title(":") is None
    assert [read_boolean(each) for each in ("1.0", "Ja", "✓", "0", "nein", "2")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


def test_words_say_a_status_or_nothing():
    assert cell("?", "good") == [Read(status="unknown", written="?")]
    assert cell("N/A", "good") == [Read(status="not applicable", written="N/A")]
    assert (
        cell("-", "good")
        == cell('""', "good")
        == cell("  ", "good")
        == cell("0° 0' 0\" N", "coordinates")
        == []
    )


def test_lists_lose_trailing_blanks_and_a_value_map_counts_first():
    found = cell(
        "vote , chief, ?,, ",
        "decision_making",
        separator=",",
        values={"vote": "formal democratic rules", "chief": "absent"},
    )
    assert [(each.value, each.status) for each in found] == [
        ("formal democratic rules", ""),
        (None, "absent"),
        (None, "unknown"),
    ]


def test_a_whole_cell_may_be_mapped_to_several_values():
    assert [each.value for each in cell("A&B", "values_served", values={"A&B": ["freedom", "equality"]})] == [
        "freedom",
        "equality",
    ]


def test_what_is_none_of_a_list_says_what_may_be_meant():
    [found] = cell("closed proces", "process")
    assert found.value is None
    assert "closed process" in found.problem


@given(st.text(max_size=40), st.sampled_from([*CASE.by_key]), st.sampled_from(["", ",", ";"]))
def test_no_cell_makes_it_crash(text, key, separator):
    assert all(
        each.value is not None or each.status or each.problem for each in cell(text, key, separator=separator)
    )
