"""Weighing values against each other in the open: sums written out, order only as far as it is known, what moved what. Pure.

A sum of weights and positions of which only bounds are known lies between two bounds itself. One case comes before another only
where its lower bound lies above the other's upper bound: interval dominance (P. C. Fishburn, "Interval Orders and Interval
Graphs", 1985; M. Weber, "Decision Making with Incomplete Information", European Journal of Operational Research 28, 1987).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from patterns.codings import Coding
from patterns.comparison.assessments import Assessed, Table
from patterns.comparison.intervals import Interval, as_integers, point, total

Weights = Mapping[str, Fraction]
"""By key of a value; more than 0."""

CHANGES: Mapping[str, int] = {"left out": 0, "doubled": 2}
"""What is done with each weight to see what rests on it, and how often its value then counts."""


@dataclass(frozen=True, slots=True)
class Summand:
    """What one value adds to a case's sum."""

    assessed: Assessed
    weight: Fraction
    adds: Interval  # weight × position


@dataclass(frozen=True, slots=True)
class Sum:
    """A case's sum, written out, and its place among all."""

    case: str
    summands: tuple[Summand, ...]
    whole: Interval
    first: int  # its place if the open cells turn out as well for it as they can, 1 = before all others
    last: int  # if they turn out as badly as they can


class Order(StrEnum):
    """What is known of the order of two cases."""

    BEFORE = "before"
    EQUAL = "equal"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class Limit:
    """How far one weight may change, the others as they are, while two cases keep their order."""

    value: str
    weight: Fraction
    least: Fraction | None  # it has to be more than this; None = it may go down to 0
    most: Fraction | None  # it has to be less than this; None = it may be as great as one likes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours in the order, and what decides between them."""

    one: str
    other: str
    order: Order
    differences: tuple[tuple[str, Interval], ...]  # what each value adds to the first more than to the other
    limits: tuple[Limit, ...] = ()  # where they are in order
    rests_on: tuple[Moved, ...] = ()  # codings without any one of which they would not be
    deciding: tuple[Assessed, ...] = ()  # where they are not: open cells that could decide
    alone: bool = True  # whether each of those could by itself; else all of them together


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the order when one weight is another one."""

    value: str
    change: str  # of CHANGES
    kept: int  # pairs of cases that stay in order
    lost: int  # pairs that are not decided any more
    turned: tuple[tuple[str, str], ...]  # pairs that come in the opposite order, as they were
    gained: int  # pairs that were not decided and are


@dataclass(frozen=True, slots=True)
class Moved:
    """What one coding does to a case's sum and place."""

    assessed: Assessed
    coding: Coding
    with_it: Interval  # what its value adds
    without: Interval | None  # the same if it had not been made; None = the value would not apply
    whole: Interval  # the sum without it
    first: int  # place without it
    last: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """What follows from some weights."""

    weights: Weights
    sums: tuple[Sum, ...]  # by their places; of the same places, those whose lower bound is higher first
    decided: int  # pairs of cases of which it is known which comes first
    neighbours: tuple[Pair, ...]
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]  # what changes most first

    @property
    def pairs(self) -> int:
        """Pairs of cases there are."""
        return len(self.sums) * (len(self.sums) - 1) // 2


def rank(table: Table, weights: Weights) -> Ranking:
    """Weigh the cases of a table, to each of which every weighed value applies; weights are more than 0.

    Raises ValueError for other weights. Takes a number of steps in the order of cases² × weights.
    """
    if not weights or min(weights.values()) <= 0:
        raise ValueError("Weights are numbers above 0, one at least.")
    summands = {case: tuple(_summands(row, weights)) for case, row in table.items()}
    wholes = {case: total(each.adds for each in own) for case, own in summands.items()}
    places = _Places(wholes.values())
    found = (Sum(case, own, wholes[case], *places.of(wholes[case])) for case, own in summands.items())
    sums = sorted(found, key=_standing)
    order = _decided([each.whole for each in sums])
    moved = {each.case: tuple(_moves(each, places)) for each in sums}
    return Ranking(
        weights,
        tuple(sums),
        len(order),
        tuple(_pair(one, other, moved) for one, other in pairwise(sums)),
        tuple(_change(sums, order, *each) for each in _changes(weights)),
        tuple(sorted((each for own in moved.values() for each in own), key=_impact)),
    )


def _standing(each: Sum) -> tuple[int, int, Fraction, Fraction, str]:
    """Sort by the places it may have; of the same places, what is sure of more comes first."""
    return (each.first, each.last, -each.whole.low, -each.whole.high, each.case)


def _summands(row: Mapping[str, Assessed], weights: Weights) -> Iterator[Summand]:
    for value, weight in weights.items():
        yield Summand(row[value], weight, _position(row[value]).times(weight))


def _position(assessed: Assessed) -> Interval:
    if assessed.position is None:
        raise ValueError(f"{assessed.value} does not apply to {assessed.case}: leave the case out.")
    return assessed.position


class _Places:
    """Between which places a sum lies among others."""

    def __init__(self, wholes: Iterable[Interval]) -> None:
        found = list(wholes)
        self.bottoms = sorted(each.bottom for each in found)
        self.tops = sorted(each.top for each in found)

    def of(self, whole: Interval, instead: Interval | None = None) -> tuple[int, int]:
        """Return the first and the last place of a sum; `instead` is the sum of the same case among the others, if another."""
        above = len(self.bottoms) - bisect_right(self.bottoms, whole.top)
        below = bisect_left(self.tops, whole.bottom)
        if instead is not None:
            above -= instead.bottom > whole.top
            below -= instead.top < whole.bottom
        return above + 1, len(self.tops) - below


def _decided(wholes: Sequence[Interval]) -> list[tuple[int, int]]:
    """Return the pairs of numbers of which the first surely comes before the second."""
    lows, highs = _numbered(wholes)
    return [(one, other) for one, low in enumerate(lows) for other, high in enumerate(highs) if low > high]


def _numbered(wholes: Sequence[Interval]) -> tuple[list[int], list[int]]:
    lows, highs = as_integers([wholes])
    return list(lows[0]), list(highs[0])


def _pair(one: Sum, other: Sum, moved: Mapping[str, Sequence[Moved]]) -> Pair:
    differences = tuple(
        (mine.assessed.value, mine.adds - theirs.adds)
        for mine, theirs in zip(one.summands, other.summands, strict=True)
    )
    if one.whole.surely_above(other.whole):
        limits, resting = tuple(_limits(one, other)), tuple(_resting(one, other, moved))
        return Pair(one.case, other.case, Order.BEFORE, differences, limits, resting)
    if not one.whole.width and one.whole == other.whole:
        return Pair(one.case, other.case, Order.EQUAL, differences)
    deciding, alone = _could_decide(one, other)
    return Pair(one.case, other.case, Order.UNDECIDED, differences, deciding=deciding, alone=alone)


def _resting(one: Sum, other: Sum, moved: Mapping[str, Sequence[Moved]]) -> Iterator[Moved]:
    """Yield the codings of two cases without any one of which it would not be known that the first comes before."""
    for each in moved[one.case]:
        if each.without is None or not each.whole.surely_above(other.whole):
            yield each
    for each in moved[other.case]:
        if each.without is None or not one.whole.surely_above(each.whole):
            yield each


def _limits(one: Sum, other: Sum) -> Iterator[Limit]:
    """Yield how far each weight may change: bounds of the weight at which the least lead of the first is used up."""
    lead = {
        mine.assessed.value: (_position(mine.assessed) - _position(theirs.assessed)).low
        for mine, theirs in zip(one.summands, other.summands, strict=True)
    }
    weights = {each.assessed.value: each.weight for each in one.summands}
    whole = sum((weights[value] * each for value, each in lead.items()), Fraction(0))
    for value, each in lead.items():
        rest = whole - weights[value] * each
        least = -rest / each if each > 0 and rest <= 0 else None
        yield Limit(value, weights[value], least, rest / -each if each < 0 else None)


def _could_decide(one: Sum, other: Sum) -> tuple[tuple[Assessed, ...], bool]:
    """Return the open cells of two cases that could decide: all that could alone, else the fewest that could together.

    That a case serves and harms a value at once is no open cell: no coding decides it.
    """
    lead = one.whole - other.whole
    forward = [(up, each) for up, _, each in _gains(one)] + [(down, each) for _, down, each in _gains(other)]
    back = [(down, each) for _, down, each in _gains(one)] + [(up, each) for up, _, each in _gains(other)]
    ways = [_enough(-lead.low, forward), _enough(lead.high, back)]
    alone = dict.fromkeys(id(each) for needed, cells in ways if needed == 1 for each in cells)
    if alone:
        cells = [each.assessed for each in (*one.summands, *other.summands) if id(each.assessed) in alone]
        return tuple(cells), True
    together = sorted((needed, at) for at, (needed, _) in enumerate(ways) if needed)
    return (tuple(ways[together[0][1]][1]), False) if together else ((), False)


def _gains(of: Sum) -> Iterator[tuple[Fraction, Fraction, Assessed]]:
    """Yield by how much a coding in each cell could raise the lower bound of a sum, and lower its upper one."""
    for each in of.summands:
        (best, _), (worst, _) = each.assessed.reach
        position = _position(each.assessed)
        yield each.weight * (best - position.low), each.weight * (position.high - worst), each.assessed


def _enough(gap: Fraction, gains: Sequence[tuple[Fraction, Assessed]]) -> tuple[int, list[Assessed]]:
    """Return how many cells are needed to gain more than a gap: all that could alone for 1, 0 if all do not suffice."""
    alone = [each for gain, each in gains if gain > gap and gain > 0]
    if alone:
        return 1, alone
    gained, together = Fraction(0), []
    for gain, each in sorted(gains, key=lambda each: -each[0]):
        if gain <= 0:
            break
        gained += gain
        together.append(each)
        if gained > gap:
            return len(together), together
    return 0, []


def _changes(weights: Weights) -> Iterator[tuple[str, str]]:
    return ((value, change) for value in weights for change in CHANGES if len(weights) > 1)


def _change(sums: Sequence[Sum], order: Sequence[tuple[int, int]], value: str, change: str) -> Change:
    wholes = [
        total(
            each.adds
            for each in one.summands
            for _ in range(CHANGES[change] if each.assessed.value == value else 1)
        )
        for one in sums
    ]
    lows, highs = _numbered(wholes)
    kept = sum(lows[one] > highs[other] for one, other in order)
    turned = [(one, other) for one, other in order if lows[other] > highs[one]]
    ordered = sorted(lows)
    now = sum(len(ordered) - bisect_right(ordered, high) for high in highs)
    return Change(
        value,
        change,
        kept,
        len(order) - kept - len(turned),
        tuple((sums[one].case, sums[other].case) for one, other in turned),
        now - kept - len(turned),
    )


def _moves(one: Sum, places: _Places) -> Iterator[Moved]:
    for summand in one.summands:
        for coding in summand.assessed.codings:
            yield _moved(one, summand, coding, places)


def _moved(one: Sum, summand: Summand, coding: Coding, places: _Places) -> Moved:
    position = summand.assessed.without(coding).position
    without = None if position is None else position.times(summand.weight)
    rest = [each.adds for each in one.summands if each is not summand]
    whole = total([*rest, without or point(0)])
    return Moved(summand.assessed, coding, summand.adds, without, whole, *places.of(whole, one.whole))


def _impact(each: Moved) -> tuple[int, Fraction, str, str]:
    """Sort by how many places its case could be at without it, and how much wider what its value adds would be."""
    wider = each.without.width - each.with_it.width if each.without else Fraction(0)
    return (each.first - each.last, -abs(wider), each.assessed.case, each.assessed.value)
