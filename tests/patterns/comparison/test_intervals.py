"""Numbers of which only bounds are known."""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison import intervals
from patterns.comparison.intervals import Interval, as_integers, hull, point, total

NUMBERS = st.fractions(-1, 1, max_denominator=5)


@st.composite
def some(draw):
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return point(low) if low == high else Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def within(interval, parts=4):
    """Numbers that an interval means, its ends among them where they are meant."""
    step = interval.width / parts
    numbers = [interval.low + step * each for each in range(parts + 1)]
    return [
        each
        for each in dict.fromkeys(numbers)
        if not (each == interval.low and interval.above) and not (each == interval.high and interval.below)
    ]


def test_examples():
    assert doctest.testmod(intervals).failed == 0


def test_an_interval_without_a_number_is_refused():
    with pytest.raises(ValueError, match="no number"):
        Interval(Fraction(1), Fraction(0))
    with pytest.raises(ValueError, match="no number"):
        Interval(Fraction(1), Fraction(1), above=True)


@given(some(), some())
def test_what_is_surely_above_is_above_whatever_the_two_turn_out_to_be(one, other):
    pairs = [(first, second) for first in within(one) for second in within(other)]
    if one.surely_above(other):
        assert all(first > second for first, second in pairs)
    if one.surely_not_below(other):
        assert all(first >= second for first, second in pairs)


@given(some(), some())
def test_what_is_not_surely_above_may_be_below_or_the_same(one, other):
    if not one.surely_above(other):
        assert one.low < other.high or (one.low == other.high and not (one.above or other.below))


@given(some(), some(), st.fractions(0, 3, max_denominator=4))
def test_sums_and_multiples_hold_those_of_all_numbers(one, other, weight):
    added = one + other
    for first in within(one):
        times = one.times(weight)
        assert times.low <= first * weight <= times.high
        for second in within(other):
            assert added.low <= first + second <= added.high
            assert (one - other).low <= first - second <= (one - other).high
    assert total([one, other]) == added
    assert total([]) == point(0)


@given(some(), some())
def test_a_hull_holds_both(one, other):
    both = hull([one, other])
    assert both.bottom <= min(one.bottom, other.bottom)
    assert both.top >= max(one.top, other.top)


@given(st.lists(some(), min_size=2, max_size=4))
def test_whole_numbers_compare_as_the_bounds_do(row):
    (lows,), (highs,) = as_integers([row])
    for one, low in zip(row, lows, strict=True):
        for other, high in zip(row, highs, strict=True):
            assert (low > high) == one.surely_above(other)
            assert (low >= high) == one.surely_not_below(other)


def test_words():
    assert Interval(Fraction(-1), Fraction(0), below=True).words() == "−1 to below 0"
    assert point(Fraction(1, 4)).words() == "0.25"
