"""Cases under two values as a picture: a box for each as far as it is known, a dot where both are."""

from __future__ import annotations

from dataclasses import dataclass

from patterns.comparison.intervals import Interval
from patterns.comparison.pareto import Place
from wiki.ways.valuelens import ValueLens

MOST = 40
"""Cases that one picture holds."""

INSET, ACROSS, DOT = 24, 272, 8
"""Units around the picture, across it from −1 to 1, and across a dot."""

TWO = 2


@dataclass(frozen=True, slots=True)
class Box:
    """Where cases stand under two values; cases of which the same is known share it."""

    numbers: str  # of its cases in the list, e.g. "1, 4"
    x: float
    y: float
    width: float
    height: float
    mark: str  # class: sure, possible, dominated

    @property
    def known(self) -> bool:
        """Whether it is a dot."""
        return self.width == self.height == DOT


def boxes(found: ValueLens) -> list[Box]:
    """Return the boxes of the compared cases, in the order of the front's seats; none unless two values are looked at."""
    if len(found.values) != TWO or not 1 < len(found.compared) <= MOST:
        return []
    at: dict[tuple[Interval, Interval, Place], list[str]] = {}
    for number, seat in enumerate(found.front.seats, 1):
        one, other = (each.position for each in found.compared[seat.case].values())
        if one and other:
            at.setdefault((one, other, seat.place), []).append(str(number))
    return [_box(one, other, place, ", ".join(numbers)) for (one, other, place), numbers in at.items()]


def _box(one: Interval, other: Interval, place: Place, numbers: str) -> Box:
    x, width = _along(float(one.low), float(one.high))
    y, height = _along(-float(other.high), -float(other.low))
    return Box(numbers, x, y, width, height, _MARKS[place])


def _along(low: float, high: float) -> tuple[float, float]:
    """Return where a range from −1 to 1 begins and how long it is; a known number is as long as a dot, in its middle."""
    start, length = INSET + ACROSS * (low + 1) / 2, ACROSS * (high - low) / 2
    if length < DOT:
        start, length = start + length / 2 - DOT / 2, DOT
    return round(start, 1), round(length, 1)


_MARKS = {Place.SURE: "sure", Place.POSSIBLE: "possible", Place.DOMINATED: "dominated"}
