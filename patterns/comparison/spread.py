"""Where, when and at which point of an axis of transformation cases stand, read from what is coded of them. Pure.

Positions on an axis and the moves between them are the observations of a transformation, in either direction; see
`ontology/vocabulary/transformations.ttl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from patterns.codings import Coding

PRESENT, CONTESTED = "present", "contested"
STANDS = frozenset({PRESENT, CONTESTED})
"""Statuses under which a value is shown; what is contested is marked."""

STARTED, ENDED, POSITIONS = "started", "ended", "transformations"
_YEAR = re.compile(r"\s*(-\d{1,6}|\d{1,4})(?!\d)")
_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_NORTH, _EAST = 90, 180


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth, in decimal degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Span:
    """When a case took place, in years."""

    case: str
    start: int | None  # the earliest that is said
    end: int | None  # the latest that is said; None = none is said
    disputed: bool = False  # a year is contested, or different ones are said


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stood on an axis during some years."""

    case: str
    at_end: bool  # whether it is the position the axis leads to
    label: str  # of the position
    since: int | None
    until: int | None
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Poles:
    """An axis by its two positions."""

    label: str
    start: str  # as codings have it
    end: str
    low: str  # the words for them
    high: str


@dataclass(frozen=True, slots=True)
class Move:
    """A case that is known to have changed its position."""

    case: str
    before: Position
    after: Position

    @property
    def forward(self) -> bool:
        """Whether it moved where the axis leads, not back."""
        return self.after.at_end


@dataclass(frozen=True, slots=True)
class Course:
    """All that is known of the cases on one axis."""

    poles: Poles
    positions: tuple[Position, ...]  # by case, earlier ones first
    moves: tuple[Move, ...]


def read_point(written: str) -> Point | None:
    """Read "latitude, longitude"; None when they are not on the earth.

    >>> read_point("45.07, 7.69")
    Point(latitude=45.07, longitude=7.69)
    """
    found = _COORDINATES.fullmatch(written)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return Point(latitude, longitude) if abs(latitude) <= _NORTH and abs(longitude) <= _EAST else None


def read_year(written: str) -> int | None:
    """Read the year a date begins with, counted with a year 0; None when it begins with none.

    >>> read_year("1991-08-25")
    1991
    """
    found = _YEAR.match(written)
    return int(found[1]) if found else None


def span_of(case: str, said: Iterable[Coding]) -> Span | None:
    """Return when a case took place; None when nothing is known of it."""
    standing = [each for each in said if each.status in STANDS and each.field in {STARTED, ENDED}]
    starts, ends = (_years(standing, key) for key in (STARTED, ENDED))
    if not starts and not ends:
        return None
    contested = any(each.status == CONTESTED for each in standing)
    return Span(
        case,
        min(starts, default=None),
        max(ends, default=None),
        contested or len(starts) > 1 or len(ends) > 1,
    )


def _years(said: Iterable[Coding], key: str) -> set[int]:
    years = (read_year(each.value) for each in said if each.field == key)
    return {each for each in years if each is not None}


def courses(axes: Sequence[Poles], said: Mapping[str, Iterable[Coding]]) -> tuple[Course, ...]:
    """Return for each axis on which a case has a position what is known of the cases there, in the order of the axes."""
    found: dict[str, list[Position]] = {each.label: [] for each in axes}
    ends = {each.end: (each.label, True) for each in axes} | {
        each.start: (each.label, False) for each in axes
    }
    for case, codings in said.items():
        for each in codings:
            if each.field == POSITIONS and each.status in STANDS and each.value in ends:
                axis, at_end = ends[each.value]
                found[axis].append(_position(case, each, at_end=at_end))
    return tuple(_course(axis, found[axis.label]) for axis in axes if found[axis.label])


def _position(case: str, coding: Coding, *, at_end: bool) -> Position:
    since, until = (
        next((year for word in coding.all_of(key) if (year := read_year(word)) is not None), None)
        for key in ("since", "until")
    )
    return Position(case, at_end, coding.label or coding.value, since, until, coding.status == CONTESTED)


def _course(axis: Poles, positions: list[Position]) -> Course:
    ordered = tuple(sorted(positions, key=_order))
    moves = [
        Move(one.case, one, other)
        for one, other in pairwise(ordered)
        if one.case == other.case and one.at_end != other.at_end and _before(one, other)
    ]
    return Course(axis, ordered, tuple(moves))


def _order(each: Position) -> tuple[str, float, float, bool]:
    """Sort by case, then by time; without any date a position stands last."""
    first = each.since if each.since is not None else each.until
    last = each.until if each.until is not None else float("inf")
    return (each.case, float("inf") if first is None else first, last, each.at_end)


def _before(one: Position, other: Position) -> bool:
    """Say whether dates tell that one position came before the other."""
    left = one.until if one.until is not None else one.since
    reached = other.since if other.since is not None else other.until
    return left is not None and reached is not None and left <= reached
