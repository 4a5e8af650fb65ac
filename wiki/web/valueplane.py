"""Cases under two values as a picture: a box for each as far as it is known, a dot where both are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from patterns.comparison.intervals import Interval
from patterns.comparison.pareto import Place, Seat
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
    line: int = 0  # of its numbers, below those of boxes with the same corner

    @property
    def known(self) -> bool:
        """Whether it is a dot."""
        return self.width == self.height == DOT


@dataclass(frozen=True, slots=True)
class Plane:
    """The picture and the cases in it."""

    boxes: tuple[Box, ...]
    seats: tuple[Seat, ...]  # of the cases that are drawn, in the order of their numbers
    left_out: int  # cases of which one value is not assessed


def plane(found: ValueLens) -> Plane | None:
    """Return the picture of the cases that are assessed under both values; None unless two values are looked at."""
    if len(found.values) != TWO:
        return None
    seats = tuple(
        each
        for each in found.front.seats
        if all(cell.assessed for cell in found.compared[each.case].values())
    )
    if not 1 < len(seats) <= MOST:
        return None
    return Plane(tuple(_boxes(found, seats)), seats, len(found.compared) - len(seats))


def _boxes(found: ValueLens, seats: Sequence[Seat]) -> Iterator[Box]:
    at: dict[tuple[Interval, Interval, Place], list[str]] = {}
    for number, seat in enumerate(seats, 1):
        one, other = (each.position for each in found.compared[seat.case].values())
        if one and other:
            at.setdefault((one, other, seat.place), []).append(str(number))
    corners = Counter[tuple[float, float]]()
    for (one, other, place), numbers in at.items():
        box = _box(one, other, place, ", ".join(numbers))
        corner = (box.x + box.width, box.y)
        yield replace(box, line=corners[corner])
        corners[corner] += 1


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
