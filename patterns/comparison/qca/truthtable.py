"""The truth table: each combination of conditions that cases show, and whether the outcome goes with it.

C. C. Ragin, Redesigning Social Inquiry (2008), ch. 7; A. Dușa, QCA with R (2019), ch. 7. A case belongs to the one corner in
which all its memberships are above .5. A full row's inclusion is measured over all cases, as each is more or less in that
corner. A case with an unknown condition belongs to a row that leaves that condition open; such a row is measured over
its own cases alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from patterns.comparison.hitting import bits
from patterns.comparison.qca.fit import EPSILON, Scores, limits, quotient
from patterns.comparison.qca.sets import HALF, BadSets, Sets, Term


@dataclass(frozen=True, slots=True)
class CutOffs:
    """From when on a row counts. Raises BadSets for numbers that mean nothing."""

    cases: int = 1  # fewest cases of a row (n.cut)
    inclusion: float = 1.0  # from it on the outcome goes with the row (incl.cut)
    exclusion: float | None = (
        None  # below it the outcome does not; between the two the row contradicts itself
    )
    pri: float = 0.0  # least PRI of a row that goes with the outcome

    def __post_init__(self) -> None:
        low = self.inclusion if self.exclusion is None else self.exclusion
        if self.cases < 1:
            raise BadSets("A row needs at least one case: set the cut-off for cases to 1 or more.")
        if not 0 <= low <= self.inclusion <= 1 or not 0 <= self.pri <= 1:
            raise BadSets(
                "Cut-offs for inclusion and PRI are between 0 and 1, and that for exclusion is not above that for inclusion."
            )

    @property
    def lower(self) -> float:
        """Below this inclusion the outcome does not go with a row."""
        return self.inclusion if self.exclusion is None else self.exclusion


class Output(StrEnum):
    """What a row says of the outcome, as R's package QCA marks it."""

    PRESENT = "1"
    ABSENT = "0"
    CONTRADICTION = "C"
    REMAINDER = "?"  # fewer cases than asked for, or none


@dataclass(frozen=True, slots=True)
class Row:
    """A combination of conditions that at least one case shows."""

    mask: int  # its literals; those of a condition that is unknown are missing
    term: Term
    number: int | None  # as R's package QCA counts rows; None where a condition is unknown
    cases: tuple[str, ...]
    with_outcome: tuple[str, ...]  # of them, those in the outcome
    without_outcome: tuple[str, ...]  # of them, those out of it
    inclusion: float | None
    pri: float | None
    output: Output

    @property
    def contradictory(self) -> bool:
        """Whether cases with the same conditions ended differently."""
        return bool(self.with_outcome and self.without_outcome)


@dataclass(frozen=True)
class TruthTable:
    """All rows that cases show, in the order of their numbers, those with unknown conditions last."""

    rows: tuple[Row, ...]
    cutoffs: CutOffs
    halfway: tuple[str, ...]  # cases that belong to no corner, being half in some set
    no_outcome: tuple[str, ...]  # cases whose outcome is unknown
    blank: tuple[str, ...]  # cases of which no condition is known; they are in no row

    def of(self, *outputs: Output) -> tuple[Row, ...]:
        """Return the rows with one of these outputs."""
        return tuple(row for row in self.rows if row.output in outputs)

    @property
    def positive(self) -> tuple[Row, ...]:
        """Rows that go with the outcome."""
        return self.of(Output.PRESENT)

    @property
    def negative(self) -> tuple[Row, ...]:
        """Rows that do not, or contradict themselves: no solution may cover them."""
        return self.of(Output.ABSENT, Output.CONTRADICTION)


class Corners:
    """Which case belongs to which corner, and how far every case is in it; does not depend on the outcome."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets
        self.own: dict[int, list[int]] = {}  # row → its cases
        self.halfway: list[int] = []
        self.blank: list[int] = []  # nothing is known of these: they would be in every row at once
        for case in range(len(sets.cases)):
            mask = sets.space.corner(case)
            if mask is None:
                self.halfway.append(case)
            elif not mask:
                self.blank.append(case)
            else:
                self.own.setdefault(mask, []).append(case)

    @cached_property
    def members(self) -> dict[int, list[tuple[int, float]]]:
        """Row → cases that are more or less in it, each with its membership."""
        crisp = all(each.crisp for each in self.sets.conditions)
        return {
            mask: [(case, 1.0) for case in own] if crisp else self._fuzzy(mask)
            for mask, own in self.own.items()
        }

    def _fuzzy(self, mask: int) -> list[tuple[int, float]]:
        low, high = limits(self.sets, mask)
        if not self.sets.space.is_full(mask):
            return [(case, low[case]) for case in self.own[mask]]
        return [
            (case, x) for case, (x, most) in enumerate(zip(low, high, strict=True)) if x == most and x > 0
        ]


def truth_table(corners: Corners, cutoffs: CutOffs, ys: Scores | None = None) -> TruthTable:
    """Make the table for the outcome of the sets, or for other memberships in one."""
    sets = corners.sets
    outcome = sets.outcome.scores if ys is None else ys
    rows = [row for mask in corners.own if (row := _row(corners, mask, cutoffs, outcome)) is not None]
    return TruthTable(
        rows=tuple(sorted(rows, key=lambda row: (row.number is None, row.number or 0, row.mask))),
        cutoffs=cutoffs,
        halfway=tuple(sets.cases[case] for case in corners.halfway),
        no_outcome=tuple(name for name, y in zip(sets.cases, outcome, strict=True) if y is None),
        blank=tuple(sets.cases[case] for case in corners.blank),
    )


def _row(corners: Corners, mask: int, cutoffs: CutOffs, outcome: Scores) -> Row | None:
    sets = corners.sets
    own = [(case, y) for case in corners.own[mask] if (y := outcome[case]) is not None]
    if not own:
        return None
    inclusion, pri = _measures(corners.members[mask], outcome)
    return Row(
        mask=mask,
        term=sets.space.term(mask),
        number=sets.space.number(mask),
        cases=tuple(sets.cases[case] for case, _ in own),
        with_outcome=tuple(sets.cases[case] for case, y in own if y > HALF),
        without_outcome=tuple(sets.cases[case] for case, y in own if y < HALF),
        inclusion=inclusion,
        pri=pri,
        output=_output(len(own), inclusion or 0.0, pri or 0.0, cutoffs),
    )


def _measures(members: list[tuple[int, float]], outcome: Scores) -> tuple[float | None, float | None]:
    total = both = torn = 0.0
    for case, x in members:
        y = outcome[case]
        if y is None:
            continue
        shared = min(x, y)
        total += x
        both += shared
        torn += min(shared, 1 - y)
    return quotient(both, total), quotient(both - torn, total - torn)


def _output(cases: int, inclusion: float, pri: float, cutoffs: CutOffs) -> Output:
    if cases < cutoffs.cases:
        return Output.REMAINDER
    if inclusion >= cutoffs.inclusion - EPSILON:
        return Output.PRESENT if pri >= cutoffs.pri - EPSILON else Output.ABSENT
    return Output.CONTRADICTION if inclusion >= cutoffs.lower - EPSILON else Output.ABSENT


@dataclass(frozen=True, slots=True)
class Remainder:
    """A combination that no case shows, one step away from some that do: a case to look for."""

    mask: int
    number: int | None
    like: tuple[str, ...]  # cases that differ from it in one condition
    words: str


def remainders(table: TruthTable, sets: Sets, limit: int = 20) -> tuple[Remainder, ...]:
    """Return combinations to look for: those that differ in one condition from most cases first, in words.

    There may be more than can be listed; those next to what is observed tell most. Rows with too few cases are among them.
    """
    space = sets.space
    seen = {row.mask for row in table.rows if row.output is not Output.REMAINDER}
    near: dict[int, list[str]] = {}
    for row in table.rows:
        if space.is_full(row.mask):
            for mask in _neighbours(row.mask, sets):
                if mask not in seen:
                    near.setdefault(mask, []).extend(row.cases)
    ranked = sorted(near.items(), key=lambda item: (-len(item[1]), space.number(item[0]) or 0))
    return tuple(_remainder(mask, like, sets) for mask, like in ranked[:limit])


def _neighbours(mask: int, sets: Sets) -> Iterator[int]:
    for block in sets.space.blocks:
        for bit in bits(block & ~mask):
            yield mask & ~block | bit


def _remainder(mask: int, like: list[str], sets: Sets) -> Remainder:
    words = f"A case with {sets.space.term(mask).words}; like {like[0]} but for one condition."
    return Remainder(mask, sets.space.number(mask), tuple(like), words)
