"""Numbers of which only bounds are known. Pure.

Exact: bounds are fractions, and it is kept whether a bound itself can be the number, so that "more than nothing" is told
from "nothing or more".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import lcm

Bound = tuple[Fraction, int]
"""A bound as it is compared: its number, and 1 when all lies above it, −1 when all lies below it, else 0."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two bounds, of which one is meant and is not known."""

    low: Fraction
    high: Fraction
    above: bool = False  # the lower bound itself is not meant
    below: bool = False  # the upper bound itself is not meant

    def __post_init__(self) -> None:
        """Refuse what holds no number.

        Raises ValueError.
        """
        if self.low > self.high or (self.low == self.high and (self.above or self.below)):
            raise ValueError(f"There is no number from {self.low} to {self.high}.")

    @property
    def bottom(self) -> Bound:
        """The lower bound, to be compared with the top of another interval."""
        return (self.low, 1 if self.above else 0)

    @property
    def top(self) -> Bound:
        """The upper bound, to be compared with the bottom of another interval."""
        return (self.high, -1 if self.below else 0)

    @property
    def width(self) -> Fraction:
        """How far apart the bounds are; 0 when the number is known."""
        return self.high - self.low

    def surely_above(self, other: Interval) -> bool:
        """Say whether it is greater than the other, whatever the two turn out to be.

        >>> Interval(Fraction(0), Fraction(1), above=True).surely_above(point(0))
        True
        """
        return self.bottom > other.top

    def surely_not_below(self, other: Interval) -> bool:
        """Say whether it is as great as the other or greater, whatever the two turn out to be."""
        return self.low >= other.high

    def __neg__(self) -> Interval:
        """Turn it round zero."""
        return Interval(-self.high, -self.low, self.below, self.above)

    def __add__(self, other: Interval) -> Interval:
        """Add two numbers that do not depend on each other."""
        return Interval(
            self.low + other.low, self.high + other.high, self.above or other.above, self.below or other.below
        )

    def __sub__(self, other: Interval) -> Interval:
        """Take one number from another that does not depend on it."""
        return self + -other

    def times(self, weight: Fraction) -> Interval:
        """Multiply it by a known number that is 0 or more."""
        if not weight:
            return point(0)
        return Interval(self.low * weight, self.high * weight, self.above, self.below)

    def words(self) -> str:
        """Say it.

        >>> Interval(Fraction(0), Fraction(1), above=True).words()
        'above 0, to 1'
        >>> Interval(Fraction(-1), Fraction(7, 10)).words()
        '−1 to 0.7'
        """
        if not self.width:
            return number_words(self.low)
        low, high = number_words(self.low), number_words(self.high)
        return f"{f'above {low},' if self.above else low} to {'below ' if self.below else ''}{high}"


def point(number: Fraction | int) -> Interval:
    """Return a number that is known."""
    return Interval(Fraction(number), Fraction(number))


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that holds all of some, at least one."""
    return reduce(_joined, intervals)


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum of some that do not depend on each other; 0 for none."""
    added = tuple(intervals)
    return Interval(
        _summed([each.low for each in added]),
        _summed([each.high for each in added]),
        any(each.above for each in added),
        any(each.below for each in added),
    )


FINE = 8
"""Parts of the least distance of two bounds: bounds that are not meant themselves lie one part inside."""


def scale_of(rows: Sequence[Sequence[Interval]]) -> int:
    """Return by what all bounds are multiplied so that they are whole numbers, `FINE` apart at least."""
    return FINE * lcm(*(bound.denominator for row in rows for each in row for bound in (each.low, each.high)))


def as_integers(rows: Sequence[Sequence[Interval]]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Return the bottoms and the tops of rows of intervals as whole numbers in the same order: exact and quick to compare."""
    common = scale_of(rows)
    lows = [tuple(_scaled(each.low, common) + each.above for each in row) for row in rows]
    return lows, [tuple(_scaled(each.high, common) - each.below for each in row) for row in rows]


def _summed(numbers: Sequence[Fraction]) -> Fraction:
    """Add over one denominator, which is quicker than one by one."""
    common = lcm(*(each.denominator for each in numbers))
    return Fraction(sum(_scaled(each, common) for each in numbers), common)


def _scaled(number: Fraction, common: int) -> int:
    return number.numerator * (common // number.denominator)


def _joined(one: Interval, other: Interval) -> Interval:
    low, high = min(one.bottom, other.bottom), max(one.top, other.top)
    return Interval(low[0], high[0], low[1] > 0, high[1] < 0)


def number_words(number: Fraction, digits: int = 6) -> str:
    """Write a number in up to so many digits, with a minus sign as in print.

    >>> number_words(Fraction(-7, 5))
    '−1.4'
    """
    return f"{float(number):.{digits}g}".replace("-", "−")
