"""Cells as text and as data."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison.cells import Cell
from patterns.comparison.celltext import cell_text, coding_data
from patterns.tabletext import Entry, read_cell

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=15)
CODING = st.builds(
    Coding,
    st.just("input"),
    TEXT,
    TEXT,
    st.sampled_from(["present", "absent", "unknown", "not-applicable", "contested", ""]),
    st.sampled_from(["", "Case:A & B"]),
)


@given(st.lists(CODING.filter(lambda each: each.label or each.title or each.status != "present"), max_size=3))
def test_the_text_of_a_cell_has_every_value_and_status(codings):
    entries = read_cell(cell_text(Cell(tuple(codings))))
    assert [(each.value, each.status) for each in entries] == [
        (each.title or each.label, each.status.replace("-", " ") or "status cannot be read")
        for each in codings
    ]


def test_coders_are_named_where_they_disagree():
    ana, ben = ((Evidence("coder", name),) for name in ("ana", "ben"))
    cell = Cell((Coding("x", "1", "1", evidence=ana), Coding("x", "2", "2", evidence=ben)))
    assert read_cell(cell_text(cell)) == (Entry("1", "present", ("ana",)), Entry("2", "present", ("ben",)))


def test_data_has_every_qualifier_as_a_list():
    coding = Coding("x", "1", "one", "contested", "", (Evidence("coder", "ana"), Evidence("coder", "ben")))
    assert coding_data(coding) == {
        "value": "one",
        "status": "contested",
        "evidence": {"coder": ["ana", "ben"]},
    }
