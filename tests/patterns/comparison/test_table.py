"""Cases side by side."""

from __future__ import annotations

import pytest

from ontology.kinds import Field, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.cells import State
from patterns.comparison.table import ONLY, compare


def field(key: str, kind: ValueType = ValueType.CHOICE) -> Field:
    return Field(key, f"https://example.org/{key}", key.title(), "", kind)


def coding(key: str, value: str = "", status: str = "present", coder: str = "") -> Coding:
    return Coding(key, value, value, status, evidence=(Evidence("coder", coder),) if coder else ())


FIELDS = [
    field("same"),
    field("good", ValueType.TEXT),
    field("split"),
    field("each"),
    field("blank"),
    field("disputed"),
]
CODINGS = {
    "Case:A": [coding("same", "x"), coding("split", "x"), coding("each", "1"), coding("good", "yarn")],
    "Case:B": [coding("same", "x"), coding("split", "x"), coding("each", "2"), coding("good", "wool")],
    "Case:C": [
        coding("same", "x"),
        coding("split", status="absent"),
        coding("each", "3"),
        coding("disputed", "x", coder="ana"),
        coding("disputed", "y", coder="ben"),
    ],
    "Case:D": [coding("same", "x"), coding("split", status="absent"), coding("each", status="unknown")],
}
TITLES = ("Case:A", "Case:B", "Case:C", "Case:D")


def keys(found) -> list[str]:
    return [row.field.key for row in found.rows]


def test_variables_that_tell_most_apart_come_first_and_words_last():
    assert keys(compare(FIELDS, TITLES, CODINGS)) == ["split", "each", "same", "blank", "disputed", "good"]


def test_cells_stand_in_the_order_of_the_cases_and_a_case_without_codings_is_uncoded():
    found = compare([field("split")], ["Case:D", "Case:Z", "Case:A"], CODINGS)
    (row,) = found.rows
    assert row.states == (State.ABSENT, State.UNCODED, State.PRESENT)
    assert (row.coded, row.known) == (2, 2)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("differences", ["split", "each", "good"]),
        ("unknowns", ["each"]),
        ("disagreements", ["disputed"]),
        ("uncoded", ["blank", "disputed", "good"]),
    ],
)
def test_rows_are_chosen_by_what_is_in_them(only, expected):
    assert keys(compare(FIELDS, TITLES, CODINGS).only(ONLY[only])) == expected


def test_absent_and_unknown_are_not_the_same_and_unknown_is_no_difference():
    cases = {"A": [coding("v", status="absent")], "B": [coding("v", status="unknown")]}
    (row,) = compare([field("v")], ["A", "B"], cases).rows
    assert row.states == (State.ABSENT, State.UNKNOWN)
    assert not row.differs


def test_lists_are_compared_as_sets():
    cases = {"A": [coding("v", "x"), coding("v", "y")], "B": [coding("v", "y"), coding("v", "x")]}
    (row,) = compare([field("v")], ["A", "B"], cases).rows
    assert not row.differs


def test_nothing_to_compare_is_an_empty_table():
    assert compare([], [], {}).rows == ()
    (row,) = compare([field("v")], [], {}).rows
    assert (row.cells, row.differs, row.disputed) == ((), False, False)
