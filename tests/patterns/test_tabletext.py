"""Cells and rows as text, and back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from patterns.tabletext import Entry, guard, line, read_cell, unguard, write_cell

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORD = TEXT.filter(bool)
ENTRY = st.one_of(
    st.builds(Entry, WORD, WORD, st.lists(WORD, max_size=3).map(tuple)),
    st.builds(Entry, st.just(""), st.sampled_from(["absent", "unknown", "not applicable", "contested"])),
)


@given(st.lists(ENTRY))
@example([Entry(r"a\|[b] | c ", "contested", ("ana, jr]", r"\ben"))])
@example([Entry(" "), Entry("x ")])
def test_a_cell_is_read_back_as_it_was_written(entries):
    assert read_cell(write_cell(entries)) == tuple(entries)


@given(TEXT)
def test_any_cell_can_be_read(text):
    assert isinstance(read_cell(text), tuple)


def test_the_five_statuses_and_nothing_are_written_differently():
    statuses = ["present", "absent", "unknown", "not applicable", "contested"]
    cells = [write_cell([Entry("open", status)]) for status in statuses]
    alone = [write_cell([Entry("", status)]) for status in statuses[1:]]
    assert cells == ["open", "open [absent]", "open [unknown]", "open [not applicable]", "open [contested]"]
    assert alone == ["[absent]", "[unknown]", "[not applicable]", "[contested]"]
    assert write_cell([]) == ""


def test_a_text_that_looks_like_a_status_is_none():
    assert write_cell([Entry("[unknown]")]) == r"\[unknown]"
    assert read_cell(r"\[unknown]") == (Entry("[unknown]"),)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'tis"]
)
def test_what_a_spreadsheet_would_read_as_a_formula_is_guarded(cell):
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "12", "-12", "+0.5", "a=b", "Case:A", "[unknown]"])
def test_what_is_harmless_is_left_alone(cell):
    assert guard(cell) == cell


@given(TEXT)
def test_a_guard_can_be_taken_off(cell):
    assert unguard(guard(cell)) == cell


@given(st.lists(TEXT, min_size=1), st.sampled_from(",\t"))
def test_a_row_is_read_back_by_any_csv_reader(cells, separator):
    text = "".join(line(row, separator) for row in (cells, cells))
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if cells != [""]:  # a lone empty cell is a blank line
        assert [[unguard(each) for each in row] for row in read] == [cells, cells]


def test_a_cell_that_another_locale_would_cut_is_quoted():
    assert line(["a;=1", "b"]) == '"a;=1",b\r\n'
