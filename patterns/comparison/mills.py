"""Pairs of cases that are worth a closer look: nearly the same with another outcome, or unlike with the same outcome.

The methods of difference and of agreement of J. S. Mill, A System of Logic (1843), book III, chapter VIII, as "most
similar" and "most different systems" in A. Przeworski and H. Teune, The Logic of Comparative Social Inquiry (1970),
chapter 2. The distance is R. W. Hamming's over what is known of both: the number of conditions known to differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from heapq import nsmallest
from itertools import combinations
from math import ceil

from patterns.comparison import celltext
from patterns.comparison.cells import Cell, Known
from patterns.comparison.likeness import said_of
from patterns.comparison.table import Comparison, Row

MOST = 20
"""Pairs that are shown."""

LEAST = Fraction(1, 2)
"""Share of the conditions that have to be known of both cases."""

FEW = 3
"""Differences that may explain an outcome "alone"."""

NAMED = 8
"""Variables that a sentence names."""


class Design(StrEnum):
    """Which pairs are looked for."""

    MOST_SIMILAR = "most similar"  # and a different outcome
    MOST_DIFFERENT = "most different"  # and the same outcome


@dataclass(frozen=True, slots=True)
class Aspect:
    """One variable of both cases, in words."""

    field: str  # key
    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases with what differs, what they share, and what cannot be compared."""

    one: str
    other: str
    outcome: Aspect
    differ: tuple[Aspect, ...]
    share: tuple[Aspect, ...]
    unknown: tuple[str, ...]  # keys of conditions that are not known of one of them

    @property
    def compared(self) -> int:
        """Conditions known of both."""
        return len(self.differ) + len(self.share)

    def sentence(self) -> str:
        """Say what the pair is worth."""
        names = f"{self.one} and {self.other}"
        if set(self.outcome.one) == set(self.outcome.other):
            shared = _named(self.share) or "nothing that is known"
            return f"{names} end alike and share {shared}; they differ in {len(self.differ)} of {self.compared} conditions."
        if not self.differ:
            return f"{names} are coded alike and end differently: name a condition that tells them apart."
        labels = _named(self.differ)
        if len(self.differ) <= FEW:
            return f"{names} end differently and differ in {labels} alone."
        return f"{names} end differently and differ in {len(self.differ)} of {self.compared} conditions: {labels}."


def _named(aspects: Sequence[Aspect]) -> str:
    more = f" and {len(aspects) - NAMED} more" if len(aspects) > NAMED else ""
    return ", ".join(each.label for each in aspects[:NAMED]) + more


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs found, the best first, and why there are no more."""

    design: Design
    found: tuple[Pair, ...]
    remark: str = ""  # "" = nothing is to be said


def pairs(
    comparison: Comparison,
    outcome: str,
    design: Design,
    *,
    conditions: Iterable[str] | None = None,
    most: int = MOST,
    least: Fraction = LEAST,
) -> Pairs:
    """Find the pairs that one design asks for; `outcome` and `conditions` are keys of variables, without them all others.

    Only pairs of which at least the share `least` of the conditions is known count. The most similar differ in the smallest
    share of what is known of both, the most different in the largest; then those of which more is known come first.
    Variables in free text are no conditions.
    """
    wanted = None if conditions is None else frozenset(conditions)
    ended = next((row for row in comparison.rows if row.field.key == outcome), None)
    rows = [
        row
        for row in comparison.rows
        if row.field.key != outcome and not row.in_words and (wanted is None or row.field.key in wanted)
    ]
    refusal = _refusal(ended, rows, outcome)
    if ended is None or refusal:
        return Pairs(design, (), refusal)
    similar = design is Design.MOST_SIMILAR
    found = _ranked(ended, rows, similar=similar, most=most, least=least)
    remark = "" if found else _none(ended, len(rows), least, similar=similar)
    return Pairs(design, tuple(_pair(comparison, ended, rows, *each) for each in found), remark)


def _refusal(ended: Row | None, rows: Sequence[Row], outcome: str) -> str:
    if ended is None:
        return f"“{outcome}” is no variable of these cases. Choose one of theirs as the outcome."
    if ended.in_words:
        return f"“{ended.field.label}” is free text: it cannot be said which cases end alike. Choose another outcome."
    return "" if rows else "There are no conditions to compare these cases by. Choose some variables."


def _none(ended: Row, conditions: int, least: Fraction, *, similar: bool) -> str:
    settled = "are known to end differently" if similar else "are known to end alike"
    needed = max(1, ceil(least * conditions))
    return (
        f"No two cases {settled} in “{ended.field.label}” of which {needed:,} of the {conditions:,} conditions are known: code"
        " more of them, or choose fewer variables."
    )


def _ranked(
    ended: Row, rows: Sequence[Row], *, similar: bool, most: int, least: Fraction
) -> list[tuple[int, int]]:
    """Return the best pairs as numbers of cases."""
    ends = [cell.known for cell in ended.cells]
    table = _marked(rows, len(ends))
    needed = least * len(rows)

    def rated() -> Iterable[tuple[float, int, tuple[int, int]]]:
        settled = [number for number, each in enumerate(ends) if each is not None]
        for one, other in combinations(settled, 2):
            if (ends[one] != ends[other]) is similar:
                (left_known, left_said), (right_known, right_said) = table[one], table[other]
                compared = (left_known & right_known).bit_count()
                differ = compared - (left_said & right_said).bit_count()
                if compared and compared >= needed:
                    share = differ / compared
                    yield (share if similar else -share), -compared, (one, other)

    return [pair for _, _, pair in nsmallest(most, rated())]


def _marked(rows: Sequence[Row], cases: int) -> list[tuple[int, int]]:
    """Return of each case two sets of bits: the conditions that are known of it, and what is said under each.

    Two cases say the same under as many conditions as they have bits of the second set in common.
    """
    marks: dict[tuple[int, Known], int] = {}
    known, said = [0] * cases, [0] * cases
    for place, row in enumerate(rows):
        for case, cell in enumerate(row.cells):
            if cell.known is not None:
                known[case] |= 1 << place
                said[case] |= 1 << marks.setdefault((place, cell.known), len(marks))
    return list(zip(known, said, strict=True))


def _pair(comparison: Comparison, ended: Row, rows: Sequence[Row], one: int, other: int) -> Pair:
    differ: list[Aspect] = []
    share: list[Aspect] = []
    unknown: list[str] = []
    for row in rows:
        left, right = row.cells[one].known, row.cells[other].known
        if left is None or right is None:
            unknown.append(row.field.key)
        else:
            (share if left == right else differ).append(_aspect(row, one, other))
    return Pair(
        comparison.titles[one],
        comparison.titles[other],
        _aspect(ended, one, other),
        tuple(differ),
        tuple(share),
        tuple(unknown),
    )


def _aspect(row: Row, one: int, other: int) -> Aspect:
    return Aspect(row.field.key, row.field.label, _words(row.cells[one]), _words(row.cells[other]))


def _words(cell: Cell) -> tuple[str, ...]:
    labels = {each.value: celltext.said_of(each) or each.value for each in cell.codings}
    return tuple(said_of(status, labels.get(value, value)) for status, value in sorted(cell.known or ()))
