"""Results as files of other programs."""

from __future__ import annotations

import csv
import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.context import Context, Feature
from wiki.ways import Result
from wiki.ways.exports import qca_layout, r_names, tsv, xlsx

CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=5).map(
        lambda rows: Result((), tuple(f"column {each}" for each in range(width)), tuple(rows), {})
    )
)


def sheet(result):
    return openpyxl.load_workbook(io.BytesIO(xlsx(result).content)).active


@given(TABLES)
def test_a_workbook_is_read_as_it_was_written(result):
    found = [tuple(cell.value for cell in row) for row in sheet(result).iter_rows()]
    assert found[0] == result.columns
    for written, read in zip(result.rows, found[1:], strict=True):
        for one, other in zip(written, read, strict=True):
            assert other == one or (isinstance(one, str) and other == openpyxl_text(one))


def openpyxl_text(text):
    """Return text as openpyxl gives it: what looks like an escape of ECMA-376 (22.9.2.19) is one to it."""
    return openpyxl.utils.escape.unescape(text)


def test_what_no_workbook_can_hold_is_mended():
    result = Result((), ("a",), (("x\x00y\ud800",), ("z" * 40_000,), ("=1+1",)), {})
    cells = [row[0].value for row in sheet(result).iter_rows()][1:]
    assert cells[0] == "x\ufffdy\ufffd"
    assert len(cells[1]) == 32_767
    assert cells[2] == "=1+1"


def test_the_same_table_is_the_same_file():
    result = Result((), ("a",), ((1,),), {})
    assert xlsx(result).content == xlsx(result).content


@given(TABLES)
def test_tabs_part_the_cells(result):
    rows = list(csv.reader(io.StringIO(tsv(result).content.decode(), newline=""), delimiter="\t"))
    assert len(rows) == len(result.rows) + 1
    alone = len(result.columns) == 1  # one empty cell is an empty line
    assert all(len(row) == len(result.columns) or (alone and not row) for row in rows)


@given(st.lists(st.text(max_size=8), max_size=8))
def test_names_for_r_are_plain_and_apart(keys):
    names = r_names(keys)
    assert len(set(names)) == len(keys)
    assert all(name.isascii() and name[0].isalpha() and name.replace("_", "").isalnum() for name in names)


def test_the_layout_of_qca():
    context = Context(("A", "B"), (Feature("x", "x"), Feature("y = 1", "y")), (0b01, 0b00), (0b10, 0b01))
    assert qca_layout(context).content.decode().split() == [",X,Y_1", "A,1,0", "B,0,"]
