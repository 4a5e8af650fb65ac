"""The rows of a kept result on its page."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.comparison.kept import Kept, kept_of, page_text
from patterns.comparison.rows import LONGEST, MOST_CELLS, Table, fits, read_rows, write_rows
from patterns.frontmatter import parse
from patterns.tabletext import line

ONTOLOGY = load_ontology()
CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(CELL.filter(bool), min_size=width, max_size=width),
        st.lists(st.lists(CELL, min_size=width, max_size=width).filter(any), max_size=4),
    )
)


@given(TABLES)
def test_whatever_the_cells_say_the_page_gives_it_back(told):
    columns, rows = told
    kept = Kept("Comparison:A", method="matrix", cases=("Case:A",), rows=write_rows(columns, rows))
    again = kept_of(page_text(kept), kept.title, ONTOLOGY)
    assert read_rows(again.rows) == Table(tuple(columns), tuple(map(tuple, rows)))


def test_rows_stand_a_line_each_as_in_the_csv():
    text = page_text(Kept("Comparison:A", rows=write_rows(["case", "n"], [["Case:A, B", "1"], ["=C", ""]])))
    assert 'rows: |-\n  case,n\n  "Case:A, B",1\n  \'=C,\n' in text


def test_the_hash_is_that_of_the_csv():
    table = Table(("case", "n"), (("A", "1"), ("-x", "")))
    csv = line(("case", "n")) + line(("A", "1")) + line(("-x", ""))
    assert table.digest() == hashlib.sha256(csv.encode()).hexdigest()
    assert read_rows(write_rows(table.columns, table.rows)).digest() == table.digest()


@pytest.mark.parametrize("text", ["", "a,b\n1", 'a\n"b', "a\n1,2"])
def test_what_is_no_table_has_no_rows(text):
    assert read_rows(text) is None


def test_a_page_holds_so_many_cells_and_bytes():
    assert fits(write_rows(["a"], [["x"]] * MOST_CELLS), 1)
    assert not fits(write_rows(["a"], [["x"]] * (MOST_CELLS + 1)), 1)
    assert fits(write_rows(["a"], [["é" * (LONGEST // 2 - 1)]]), 1)
    assert not fits(write_rows(["a"], [["é" * (LONGEST // 2)]]), 1)


def findings(rows: str, kept: str = "") -> list[str]:
    text = f"---\nkind: comparison\nmethod: matrix\n{kept}rows: |\n  {rows}\n---\n"
    return [each.message for each in check(parse(text), "Comparison:A", ONTOLOGY) if each.key == "rows"]


def test_rows_that_are_no_table_or_others_than_were_kept_are_found():
    assert findings("a,b\n  1") == [
        "The rows of the result are no table: each line needs as many cells as the first. Keep the result anew."
    ]
    digest = Table(("a", "b"), (("1", "2"),)).digest()
    assert findings("a,b\n  1,2", f"result_hash: {digest}\n") == []
    assert findings("a,b\n  1,3", f"result_hash: {digest}\n")[0].startswith("The rows are not those")
    assert findings("a,b\n  1,3") == []
