"""Rows of tables and their cells."""

from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.rendering.tables import MOST_COLUMNS, build_table, is_header_for, split_row


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("| a", ["a"]),
        ("||a|", ["", "a"]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("| [[A|b]] | [[k::C|d]] |", ["[[A|b]]", "[[k::C|d]]"]),
        ("| [[A | b |", ["[[A", "b"]),
        ("| \\\\ | b |", ["\\\\", "b"]),
        ("|", []),
        ("", []),
    ],
)
def test_cells_of_a_row(row, cells):
    assert split_row(row) == cells


@settings(deadline=None)
@given(st.text(alphabet="|\\[]a `"))
def test_any_row_is_cut_without_losing_letters(row):
    assert "".join(split_row(row)).count("a") == row.count("a")


@pytest.mark.parametrize(
    ("header", "dashes", "begins"),
    [
        ("| a | b |", "|---|---|", True),
        ("a | b", "-- | :-:", True),
        ("a | b", "- | :-:", False),
        ("| a", "- ", False),
        ("| a |", "|-|", True),
        ("| a | b |", "|---|", False),
        ("a", "---", False),
        ("| a |", "| |", False),
        ("| a |", "|--x|", False),
        ("|a" * (MOST_COLUMNS + 1), "|-" * (MOST_COLUMNS + 1), False),
    ],
)
def test_what_begins_a_table(header, dashes, begins):
    assert is_header_for(header, dashes) == begins


def test_rows_have_as_many_cells_as_the_header():
    parent = Element("div")
    build_table(parent, ["|a|b|", "|:-|-:|", "|1|", "|1|2|3|"])
    assert tostring(parent, encoding="unicode", short_empty_elements=False) == (
        '<div><table><thead><tr><th align="left">a</th><th align="right">b</th></tr></thead><tbody>'
        '<tr><td align="left">1</td><td align="right"></td></tr>'
        '<tr><td align="left">1</td><td align="right">2</td></tr></tbody></table></div>'
    )
