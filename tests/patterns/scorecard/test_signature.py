"""Reading the tests of a signature: where name, sign and value part, and what is none."""

from __future__ import annotations

import pytest

from patterns.scorecard.signature import LONGEST_TEST, Sign, signature
from tests.patterns.scorecard.saying import FIELDS


def parted(written: str) -> list[tuple[str, Sign, tuple[str, ...]]]:
    return [(each.field.key, each.sign, each.values) for each in signature([written], [], FIELDS).conditions]


@pytest.mark.parametrize(
    ("written", "sign", "values"),
    [
        ("input = open", Sign.IS, ("open",)),
        ("input=open", Sign.IS, ("open",)),
        ("  input   is  open ", Sign.IS, ("open",)),
        ("input is not open", Sign.IS_NOT, ("open",)),
        ("input != open", Sign.IS_NOT, ("open",)),
        ("input = open | paid", Sign.IS, ("open", "paid")),
    ],
)
def test_name_and_value_part_at_the_first_sign(written, sign, values):
    assert parted(written) == [("input", sign, values)]


@pytest.mark.parametrize(
    "written",
    [
        "input = |",
        "founded >= |",
        "founded >= nan",
        "founded >= inf",
        "= open",
        "input =",
        "input = open\npaid",
        "input = " + "open | " * LONGEST_TEST,
        "a" + " " * 200_000 + "b",
        "a = " + "b" + " " * 200_000 + "\n!",
        "is " * 80_000,
    ],
)
def test_what_is_no_test_is_said_whatever_its_length(written):
    found = signature([written], [], FIELDS)
    assert not found
    assert len(found.problems) == 1
    assert len(found.problems[0]) < 2 * LONGEST_TEST
