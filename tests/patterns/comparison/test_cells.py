"""What one cell of a table of cases says as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison.cells import STATES, Cell, State, state_of

STATUSES = ("present", "absent", "unknown", "not-applicable", "contested", "")


def coding(value: str = "", status: str = "present", coder: str = "") -> Coding:
    return Coding("validation", value, value, status, evidence=(Evidence("coder", coder),) if coder else ())


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((), State.UNCODED),
        (("",), State.UNCODED),
        (("unknown",), State.UNKNOWN),
        (("unknown", "not-applicable"), State.NOT_APPLICABLE),
        (("not-applicable", "absent"), State.ABSENT),
        (("absent", "present"), State.PRESENT),
        (("present", "contested"), State.CONTESTED),
    ],
)
def test_the_first_state_that_applies_counts(statuses, state):
    assert state_of(statuses) is state


@given(st.lists(st.sampled_from(STATUSES)))
def test_every_mixture_has_one_state_whatever_its_order(statuses):
    assert state_of(statuses) is state_of(reversed(statuses)) in STATES


def test_absent_and_not_applicable_are_knowledge_and_differ_from_each_other_and_from_values():
    known = [Cell((coding(*said),)).known for said in (("", "absent"), ("", "not-applicable"), ("after",))]
    assert None not in known
    assert len(set(known)) == 3


@pytest.mark.parametrize(
    "codings",
    [(), (coding(status="unknown"),), (coding("after", "contested"),), (coding("after", ""),)],
    ids=["not coded", "unknown", "contested", "unreadable status"],
)
def test_what_is_not_settled_is_not_known(codings):
    assert Cell(codings).known is None


def test_one_contested_value_unsettles_the_cell():
    assert Cell((coding("after"), coding("before", "contested"))).known is None


def test_an_unknown_beside_a_value_does_not_hide_it():
    assert Cell((coding("after"), coding(status="unknown"))).known == {("present", "after")}


def test_coders_who_say_the_same_agree_in_any_order():
    agreed = (
        coding("a", coder="ana"),
        coding("b", coder="ana"),
        coding("b", coder="ben"),
        coding("a", coder="ben"),
    )
    assert not Cell(agreed).disputed


@pytest.mark.parametrize(
    "codings",
    [
        (coding("a", coder="ana"), coding("b", coder="ben")),
        (coding("a", coder="ana"), coding("a", "absent", coder="ben")),
        (coding("a", coder="ana"), coding(status="unknown", coder="ben")),
        (coding("a", "contested"),),
    ],
)
def test_coders_who_say_different_things_disagree(codings):
    assert Cell(codings).disputed


def test_values_of_one_coder_or_of_nobody_are_no_dispute():
    assert not Cell((coding("a", coder="ana"), coding("b", coder="ana"))).disputed
    assert not Cell((coding("a"), coding("b"))).disputed
    assert not Cell((coding("a"), coding("b", coder="ana"))).disputed
