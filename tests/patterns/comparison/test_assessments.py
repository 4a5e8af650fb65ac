"""How cases stand to values, as assessors say."""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison import assessments
from patterns.comparison.assessments import (
    HARMED,
    SERVED,
    Open,
    Reading,
    Standing,
    assess,
    degree_said,
    values_named,
)
from patterns.comparison.intervals import Interval, point


def coding(field, value="freedom", degree=None, status="present", coder="ana"):
    evidence = [Evidence("coder", each) for each in coder.split()]
    if degree is not None:
        evidence.append(Evidence("membership", str(degree)))
    return Coding(field, value, value, status, "", tuple(evidence))


def serves(*given, **more):
    return coding(SERVED, *given, **more)


def harms(*given, **more):
    return coding(HARMED, *given, **more)


def cell(*said, reading=Reading.AS_CODED, value="freedom"):
    return assess({"Case:A": said}, [value], reading)["Case:A"][value]


def test_examples():
    assert doctest.testmod(assessments).failed == 0


@pytest.mark.parametrize(
    ("said", "standing", "position", "open_"),
    [
        ((serves(degree=0.7),), Standing.SERVES, "0.7", None),
        ((harms(degree=0.4),), Standing.HARMS, "−0.4", None),
        ((serves(),), Standing.SERVES, "above 0, to 1", Open.UNSAID),
        ((harms(),), Standing.HARMS, "−1 to below 0", Open.UNSAID),
        ((serves(degree=0.7), harms(degree=0.4)), Standing.BOTH, "−0.4 to 0.7", Open.BOTH),
        ((serves(), harms(degree=0.4)), Standing.BOTH, "−0.4 to 1", Open.UNSAID),
        ((serves(status="absent"),), Standing.NOT_SERVED, "−1 to 0", Open.OTHER_SIDE),
        ((harms(status="absent"),), Standing.NOT_HARMED, "0 to 1", Open.OTHER_SIDE),
        ((serves(status="absent"), harms(status="absent")), Standing.NEITHER, "0", None),
        ((serves(degree=0), harms(degree=0)), Standing.NEITHER, "0", None),
        ((serves(degree=0.7), harms(status="absent")), Standing.SERVES, "0.7", None),
        ((serves(status="contested"),), Standing.CONTESTED, "−1 to 1", Open.CONTESTED),
        ((serves(degree=0.7), harms(status="contested")), Standing.CONTESTED, "−1 to 0.7", Open.CONTESTED),
        ((serves(status="contested"), harms(status="absent")), Standing.CONTESTED, "0 to 1", Open.CONTESTED),
        ((serves(status="unknown"),), Standing.UNKNOWN, "−1 to 1", Open.UNKNOWN),
        ((), Standing.UNCODED, "−1 to 1", Open.UNCODED),
        ((serves("equality"),), Standing.UNCODED, "−1 to 1", Open.UNCODED),
    ],
)
def test_how_it_is_read(said, standing, position, open_):
    found = cell(*said)
    assert (found.standing, found.position.words(), found.open) == (standing, position, open_)


def test_a_value_that_does_not_apply_has_no_position():
    found = cell(serves(status="not-applicable"))
    assert (found.standing, found.position, found.open) == (Standing.NOT_APPLICABLE, None, None)


def test_a_side_nobody_assessed_is_open_in_the_certain_reading_alone():
    found = cell(serves(degree=0.7), reading=Reading.CERTAIN)
    assert (found.position, found.open) == (Interval(Fraction(-1), Fraction(7, 10)), Open.OTHER_SIDE)
    assert found.one_sided
    assert found.position_in(Reading.AS_CODED) == point(Fraction(7, 10))
    settled = cell(serves(degree=0.7), harms(status="absent"), reading=Reading.CERTAIN)
    assert settled.position == point(Fraction(7, 10))


def test_unknown_of_the_other_side_is_no_zero_where_it_would_decide():
    found = cell(serves(degree=0.7), harms(status="unknown"), reading=Reading.CERTAIN)
    assert found.position.low == -1


def test_assessors_who_differ_leave_open_what_lies_between():
    found = cell(serves(degree=0.4, coder="ana"), serves(degree=0.8, coder="ben"))
    assert (found.position.words(), found.open) == ("0.4 to 0.8", Open.DIFFER)
    assert found.assessors == ("ana", "ben")
    assert found.words() == "serves 0.4 to 0.8, assessors differ"
    denied = cell(serves(degree=0.8, coder="ana"), serves(status="absent", coder="ben"))
    assert denied.position == Interval(Fraction(-1), Fraction(4, 5))


def test_an_assessor_who_gives_a_degree_once_has_given_it():
    assert cell(serves(degree=0.7), serves()).position == point(Fraction(7, 10))
    assert cell(serves(degree=0.7), serves(coder="ben")).position.words() == "above 0, to 1"
    assert cell(serves(degree=0.7), serves(degree=0.9)).open is Open.UNSAID


def test_several_who_signed_together_are_one_assessor():
    found = cell(serves(degree=0.4, coder="ana ben"))
    assert len(found.served.assessed) == 1
    assert found.assessors == ("ana", "ben")


def test_what_is_said_of_all_values_holds_where_its_assessor_says_nothing_of_one():
    nothing = Coding(SERVED, status="absent", evidence=(Evidence("coder", "ana"),))
    assert cell(nothing).standing is Standing.NOT_SERVED
    assert cell(nothing, serves(degree=0.7)).position == point(Fraction(7, 10))
    assert cell(nothing, serves(degree=0.7, coder="ben")).open is Open.DIFFER


@pytest.mark.parametrize("written", ["much", "1.4", "-0.2", "1/0", "nan", ""])
def test_a_degree_that_cannot_be_read_is_none(written):
    assert degree_said(serves(degree=written)) is None
    assert cell(serves(degree=written)).open is Open.UNSAID


def test_what_one_coding_does_is_seen_by_leaving_it_out():
    first, second = serves(degree=0.4), serves(degree=0.8, coder="ben")
    assert cell(first, second).without(second).position == point(Fraction(2, 5))
    assert cell(first).without(first).standing is Standing.UNCODED


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ((), SERVED),
        ((serves(),), SERVED),
        ((harms(),), HARMED),
        ((serves(degree=0.7), harms(status="contested")), HARMED),
        ((serves(status="absent"),), HARMED),
        ((harms(status="absent"),), SERVED),
    ],
)
def test_on_which_side_a_coding_would_tell_more(said, side):
    assert cell(*said).side_to_code == side


@pytest.mark.parametrize(
    ("said", "best", "worst"),
    [
        ((), (1, 0), (-1, 0)),
        ((serves(),), (1, 0), (0, 1)),
        ((harms(),), (0, -1), (-1, 0)),
        ((serves(degree=0.7), harms(degree=0.4)), (Fraction(-2, 5), 0), (Fraction(7, 10), 0)),
        ((serves(), harms(degree=0.4)), (Fraction(-2, 5), 0), (0, 1)),
        ((serves(degree=0.7), harms(status="contested")), (Fraction(7, 10), 0), (Fraction(7, 10), 0)),
        ((serves(status="absent"),), (0, 0), (-1, 0)),
    ],
)
def test_how_far_coding_could_move_the_bounds(said, best, worst):
    """Up to which the lower bound could rise, and down to which the upper one could fall."""
    assert cell(*said).reach == (best, worst)


def test_words():
    assert cell(serves(degree=0.7), harms()).words() == "serves 0.7; harms, how far is not said"
    assert cell(serves(status="absent")).words() == "does not serve"
    assert cell(harms(status="contested")).words() == "whether it harms is contested"
    assert cell().words() == "not coded"


def test_values_that_are_named_come_with_their_words():
    assert list(values_named({"Case:A": (serves(), Coding("stage", "x"), serves(), harms("beauty"))})) == [
        ("freedom", "freedom"),
        ("beauty", "beauty"),
    ]


STATUSES = st.sampled_from(["present", "absent", "unknown", "contested"])
DEGREES = st.none() | st.fractions(0, 1, max_denominator=10).map(float)


@st.composite
def said(draw):
    return tuple(
        coding(field, degree=draw(DEGREES), status=draw(STATUSES), coder=coder)
        for field in (SERVED, HARMED)
        for coder in ("ana", "ben")
        if draw(st.booleans())
    )


@given(said())
def test_the_certain_reading_holds_all_that_the_other_does(codings):
    as_coded, certain = (cell(*codings, reading=each).position for each in Reading)
    assert certain.bottom <= as_coded.bottom
    assert certain.top >= as_coded.top


@given(said(), st.sampled_from(list(Reading)))
def test_no_coding_moves_a_bound_beyond_the_other(codings, reading):
    found = cell(*codings, reading=reading)
    (best, _), (worst, _) = found.reach
    assert found.position.low <= best <= found.position.high
    assert found.position.low <= worst <= found.position.high


@given(said())
def test_serving_and_harming_are_two_sides_of_one_scale(codings):
    turned = [coding_turned(each) for each in codings]
    assert cell(*turned).position == -cell(*codings).position


def coding_turned(each):
    return Coding(
        HARMED if each.field == SERVED else SERVED, each.value, each.label, each.status, "", each.evidence
    )


@given(said(), DEGREES.filter(lambda each: each is not None), st.sampled_from([SERVED, HARMED]))
def test_saying_how_far_never_leaves_what_was_possible(codings, degree, field):
    """A degree that was not said, once it is, lies within what stood open."""
    before = cell(*codings)
    filled = tuple(
        coding(each.field, degree=max(degree, 0.1), coder=each.coders[0])
        if each.field == field and each.status == "present" and degree_said(each) is None
        else each
        for each in codings
    )
    after = cell(*filled)
    assert before.position.bottom <= after.position.bottom <= before.reach[0]
    assert before.position.top >= after.position.top >= before.reach[1]


@given(said(), DEGREES, STATUSES, st.sampled_from([SERVED, HARMED]))
def test_assessing_a_side_nobody_assessed_never_leaves_what_the_certain_reading_left_open(
    codings, degree, status, field
):
    before = cell(*codings, reading=Reading.CERTAIN)
    side = before.served if field == SERVED else before.harmed
    if side.degree is None:
        added = coding(field, degree=degree, status=status, coder="cyd")
        after = cell(*codings, added, reading=Reading.CERTAIN)
        assert before.position.bottom <= after.position.bottom <= before.reach[0]
        assert before.position.top >= after.position.top >= before.reach[1]
