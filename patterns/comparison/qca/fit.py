"""How well a set of cases fits as sufficient or necessary for an outcome, and what each case is to it.

With X the membership in a term or a formula and Y that in the outcome, both from 0 to 1:

- sufficiency: inclusion Σmin(X,Y)/ΣX, coverage Σmin(X,Y)/ΣY, and PRI, the inclusion less what X shares with the outcome
  and its negation alike, (Σmin(X,Y) − Σmin(X,Y,1−Y)) / (ΣX − Σmin(X,Y,1−Y));
- necessity: inclusion Σmin(X,Y)/ΣY, coverage Σmin(X,Y)/ΣX, and the relevance of necessity RoN Σ(1−X)/Σ(1−min(X,Y)).

Sources: C. C. Ragin, Redesigning Social Inquiry (2008), ch. 3; C. Q. Schneider and C. Wagemann, Set-Theoretic Methods for
the Social Sciences (2012), ch. 5 (parameters of fit), ch. 9 (PRI, RoN) and ch. 11 (types of cases); A. Dușa, QCA with R (2019).
Cases whose membership or outcome is unknown count in none of these; `bounds` says how far they could move the inclusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from patterns.comparison.hitting import bits
from patterns.comparison.qca.sets import HALF, Sets

Scores = Sequence[float | None]
EPSILON = 1e-9
"""Sums of memberships that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Measures of sufficiency; None = not defined, for no case is in the set."""

    inclusion: float | None
    pri: float | None
    coverage: float | None
    unique: float | None = None  # coverage that no other term of the formula has
    lowest: float | None = None  # inclusion if what is unknown turned out worst, best
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Measures of necessity."""

    inclusion: float | None
    coverage: float | None
    relevance: float | None  # RoN


class Part(StrEnum):
    """What a case is to a term or formula (Schneider & Wagemann 2012, ch. 11)."""

    TYPICAL = "typical"  # in both, and the outcome holds at least as much
    DEVIANT_IN_DEGREE = "deviant in degree"  # in both, but more in the term than in the outcome
    DEVIANT_IN_KIND = "deviant in kind"  # in the term and not in the outcome
    UNCOVERED = "deviant for coverage"  # in the outcome and not in the term
    IRRELEVANT = "irrelevant"  # in neither
    HALFWAY = "halfway"  # in one of them exactly by half
    UNKNOWN = "unknown"


def quotient(part: float, whole: float) -> float | None:
    """Divide; None where there is nothing to divide by."""
    return part / whole if whole > EPSILON else None


def members(sets: Sets, mask: int) -> tuple[float | None, ...]:
    """Return each case's membership in a term; a case known to be out of one literal is out, whatever is unknown."""
    low, high = limits(sets, mask)
    return tuple(least if least == most else None for least, most in zip(low, high, strict=True))


def limits(sets: Sets, mask: int) -> tuple[list[float], list[float]]:
    """Return the least and the greatest membership each case may have in a term."""
    columns = [sets.columns[bit] for bit in bits(mask)]
    low = [least for least, _ in columns]
    high = [most for _, most in columns]
    lowest = _least(low, len(sets.cases))
    return lowest, lowest if low == high else _least(high, len(sets.cases))


def _least(columns: list[list[float]], cases: int) -> list[float]:
    if len(columns) < 2:  # noqa: PLR2004 - `min` wants two numbers
        return list(columns[0]) if columns else [1.0] * cases
    return list(map(min, *columns))


def union(columns: Iterable[Scores]) -> tuple[float | None, ...]:
    """Return the membership in "one or the other": the greatest; known too where one is 1, whatever is unknown."""
    return tuple(_greatest(each) for each in zip(*columns, strict=True))


def _greatest(scores: tuple[float | None, ...]) -> float | None:
    known = [each for each in scores if each is not None]
    most = max(known, default=0.0)
    return most if len(known) == len(scores) or most == 1 else None


def _pairs(xs: Scores, ys: Scores) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(xs, ys, strict=True) if x is not None and y is not None]


def sufficiency(xs: Scores, ys: Scores) -> Fit:
    """Measure how far X is sufficient for Y."""
    pairs = _pairs(xs, ys)
    total = sum(x for x, _ in pairs)
    both = sum(min(x, y) for x, y in pairs)
    torn = sum(min(x, y, 1 - y) for x, y in pairs)
    return Fit(
        inclusion=quotient(both, total),
        pri=quotient(both - torn, total - torn),
        coverage=quotient(both, sum(y for _, y in pairs)),
    )


def necessity(xs: Scores, ys: Scores) -> Need:
    """Measure how far X is necessary for Y."""
    pairs = _pairs(xs, ys)
    both = sum(min(x, y) for x, y in pairs)
    return Need(
        inclusion=quotient(both, sum(y for _, y in pairs)),
        coverage=quotient(both, sum(x for x, _ in pairs)),
        relevance=quotient(sum(1 - x for x, _ in pairs), sum(1 - min(x, y) for x, y in pairs)),
    )


def bounds(low: Sequence[float], high: Sequence[float], ys: Scores) -> tuple[float | None, float | None]:
    """Return the least and greatest inclusion in the outcome if each case's X may be anything from `low` to `high`.

    The greatest takes of each case what lies within the outcome; the least adds first what lies least within it, as long
    as that lowers the quotient. Cases without a known outcome are left out.
    """
    known = [(least, most, y) for least, most, y in zip(low, high, ys, strict=True) if y is not None]
    best = [(min(most, max(least, y)), y) for least, most, y in known]
    both, total = _inclusion([(least, y) for least, _, y in known])
    for least, most, y in sorted(known, key=_within):
        more, gained = most - least, min(most, y) - min(least, y)
        if more > 0 and (total <= EPSILON or gained / more < both / total):
            both, total = both + gained, total + more
    return quotient(both, total), quotient(*_inclusion(best))


def _within(case: tuple[float, float, float]) -> float:
    least, most, y = case
    return (min(most, y) - min(least, y)) / (most - least) if most > least else 1.0


def _inclusion(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    listed = list(pairs)
    return sum(min(x, y) for x, y in listed), sum(x for x, _ in listed)


def part_of(x: float | None, y: float | None) -> Part:
    """Say what a case is to a term by its memberships in term and outcome."""
    if x is None or y is None:
        return Part.UNKNOWN
    if HALF in (x, y):
        return Part.HALFWAY
    if x > HALF:
        if y < HALF:
            return Part.DEVIANT_IN_KIND
        return Part.TYPICAL if x <= y else Part.DEVIANT_IN_DEGREE
    return Part.UNCOVERED if y > HALF else Part.IRRELEVANT
