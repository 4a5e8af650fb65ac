"""Which of several cases no other one is better than, by several measures at once, of which only bounds are known. Pure.

The front of V. Pareto, *Manuale di economia politica*, 1906, with intervals for numbers: what is said holds whichever numbers
within the bounds turn out to be true, and nothing more is said. Measures are not weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import ge, gt

from patterns.comparison.intervals import Bound, Interval, as_integers, scale_of

Number = int | Fraction

Cell = tuple[str, int]
"""A case and the number of a measure."""


class Place(StrEnum):
    """Where a case is."""

    SURE = "surely on the front"  # however the open cells turn out, no other is better
    POSSIBLE = "possibly on the front"
    DOMINATED = "dominated"  # however they turn out, another one is better


@dataclass(frozen=True, slots=True)
class Dominance:
    """A case that is as good as another by all measures and better by some, however the open cells turn out."""

    by: str
    better: tuple[int, ...]  # numbers of the measures by which it is surely better


@dataclass(frozen=True, slots=True)
class Seat:
    """What is known of one case's place."""

    case: str
    place: Place
    dominated: tuple[Dominance, ...] = ()  # by whom, in what
    rivals: tuple[str, ...] = ()  # those that might dominate it


@dataclass(frozen=True, slots=True)
class Front:
    """The places of all cases, and the cells that could decide some of them."""

    seats: tuple[Seat, ...]
    deciding: Mapping[
        Cell, tuple[str, ...]
    ]  # open cells, each with the cases whose place it could decide alone

    def of(self, place: Place) -> tuple[Seat, ...]:
        """Return the cases that have a place."""
        return tuple(each for each in self.seats if each.place is place)


Reach = tuple[Bound, Bound]
"""How far up the lower bound of a cell could move by learning more, and how far down its upper bound."""


def front(
    positions: Mapping[str, Sequence[Interval]], reach: Mapping[str, Sequence[Reach]] | None = None
) -> Front:
    """Find the place of each case; `positions` has as many measures for each, and more is better.

    `reach` says how far cells could move; without it, to whatever number they mean.

    Exact: a case is called dominated, or surely on the front, exactly when it is so in every completion of the open cells.
    Takes a number of steps in the order of cases² × measures.
    """
    field = _Field(positions, reach or {case: _anywhere(row) for case, row in positions.items()})
    seats, deciding = [], dict[Cell, list[str]]()
    for number, case in enumerate(field.cases):
        seat = field.seat(number)
        seats.append(seat)
        if seat.place is Place.POSSIBLE:
            for cell in dict.fromkeys(field.deciding(number)):
                deciding.setdefault(cell, []).append(case)
    return Front(tuple(seats), {cell: tuple(cases) for cell, cases in deciding.items()})


class _Field:
    """All bounds as whole numbers, so that comparing them is exact and quick."""

    def __init__(
        self, positions: Mapping[str, Sequence[Interval]], reach: Mapping[str, Sequence[Reach]]
    ) -> None:
        self.cases = tuple(positions)
        rows = tuple(positions.values())
        self.lows, self.highs = as_integers(rows)
        self.open = [tuple(number for number, each in enumerate(row) if each.width) for row in rows]
        common = scale_of(rows)
        self.most = [tuple(_inside(best, common) for best, _ in reach[case]) for case in self.cases]
        self.least = [tuple(_inside(worst, common) for _, worst in reach[case]) for case in self.cases]

    def seat(self, number: int) -> Seat:
        """Say where one case is."""
        low, high = self.lows[number], self.highs[number]
        others = [each for each in range(len(self.cases)) if each != number]
        surely = [each for each in others if _dominates(self.lows[each], high)]
        if surely:
            found = (
                Dominance(
                    self.cases[each], tuple(k for k, low in enumerate(self.lows[each]) if low > high[k])
                )
                for each in surely
            )
            return Seat(self.cases[number], Place.DOMINATED, tuple(found))
        rivals = [self.cases[each] for each in others if _dominates(self.highs[each], low)]
        return Seat(self.cases[number], Place.POSSIBLE if rivals else Place.SURE, rivals=tuple(rivals))

    def deciding(self, number: int) -> Iterator[Cell]:
        """Yield the open cells any of which could by itself decide the place of a case that is possibly on the front."""
        yield from self._to_the_front(number)
        for other in range(len(self.cases)):
            if other != number:
                yield from self._to_its_end(number, other)

    def _to_the_front(self, number: int) -> Iterator[Cell]:
        """Yield what could rule out all rivals: its own cell at its best, or that of its only rival at its worst."""
        low = self.lows[number]
        rivals = [
            each for each in range(len(self.cases)) if each != number and _dominates(self.highs[each], low)
        ]
        for measure in self.open[number]:
            best = _with(low, measure, self.most[number][measure])
            if not any(_dominates(self.highs[each], best) for each in rivals):
                yield (self.cases[number], measure)
        if len(rivals) == 1:
            (rival,) = rivals
            for measure in self.open[rival]:
                worst = _with(self.highs[rival], measure, self.least[rival][measure])
                if not _dominates(worst, low):
                    yield (self.cases[rival], measure)

    def _to_its_end(self, number: int, other: int) -> Iterator[Cell]:
        """Yield what could let another one dominate it: its own cell at its worst, or the other's at its best."""
        high, low = self.highs[number], self.lows[other]
        short = [measure for measure, (one, two) in enumerate(zip(low, high, strict=True)) if one < two]
        if len(short) > 1:
            return
        for measure in short or range(len(high)):
            if measure in self.open[number]:
                worst = _with(high, measure, self.least[number][measure])
                if _dominates(low, worst):
                    yield (self.cases[number], measure)
            if measure in self.open[other]:
                best = _with(low, measure, self.most[other][measure])
                if _dominates(best, high):
                    yield (self.cases[other], measure)


def _dominates(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """Say whether one is as great everywhere and greater somewhere."""
    return all(map(ge, one, other)) and any(map(gt, one, other))


def _with(row: tuple[int, ...], at: int, number: Fraction) -> tuple[Number, ...]:
    return (*row[:at], number, *row[at + 1 :])


def _inside(bound: Bound, common: int) -> Fraction:
    """Return a bound in the whole numbers' measure; one that is not meant itself lies two parts further in."""
    return bound[0] * common + 2 * bound[1]


def _anywhere(row: Sequence[Interval]) -> list[Reach]:
    return [(each.top, each.bottom) for each in row]
