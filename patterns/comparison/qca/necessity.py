"""Necessary conditions: what cases with the outcome have in common, alone or as one of few alternatives.

C. Q. Schneider and C. Wagemann, Set-Theoretic Methods for the Social Sciences (2012), ch. 3, 5 and 9; A. Dușa, QCA with R (2019),
ch. 5. Alternatives of which each is sufficient for a necessary condition are called SUIN conditions (J. Mahoney, E. Kimball and
K. Koivu, "The logic of historical explanation in the social sciences", Comparative Political Studies 42, 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from patterns.comparison.hitting import bits
from patterns.comparison.qca.fit import EPSILON, Need, Scores, members, necessity, union
from patterns.comparison.qca.sets import Sets, Term

TRIVIAL = 0.5
"""Below this relevance (RoN) a necessary condition is trivial: nearly every case has it, with or without the outcome."""


@dataclass(frozen=True, slots=True)
class Necessary:
    """One candidate: a term, or alternatives joined by "or"."""

    alternatives: tuple[Term, ...]
    need: Need

    @property
    def expression(self) -> str:
        """As R's package QCA writes it."""
        return " + ".join(each.expression for each in self.alternatives)

    @property
    def trivial(self) -> bool:
        """Whether it says little, being there nearly always."""
        return self.need.relevance is None or self.need.relevance < TRIVIAL - EPSILON

    def holds(self, cut: float) -> bool:
        """Say whether its inclusion reaches the cut-off."""
        return self.need.inclusion is not None and self.need.inclusion >= cut - EPSILON


@dataclass(frozen=True, slots=True)
class Necessity:
    """Of one outcome."""

    single: tuple[Necessary, ...]  # every value of every condition
    together: tuple[Necessary, ...]  # terms of several that reach the cut-off
    alternatives: tuple[Necessary, ...]  # shortest disjunctions that reach it (SUIN)
    cut: float

    @property
    def found(self) -> tuple[Necessary, ...]:
        """All that reach the cut-off, trivial ones too."""
        return (*(each for each in self.single if each.holds(self.cut)), *self.together, *self.alternatives)


def necessary(sets: Sets, cut: float = 0.9, most: int = 3) -> Necessity:
    """Test every condition alone, together with others, and up to `most` alternatives, each of its own condition.

    Disjunctions that contain a shorter necessary one, or are trivial, are left out: any condition can be made necessary by
    adding alternatives to it.
    """
    ys = sets.outcome.scores
    literals = list(bits(sets.space.everything))
    columns = {bit: members(sets, bit) for bit in literals}
    single = tuple(_candidate(sets, (bit,), columns[bit], ys) for bit in literals)
    holding = [bit for bit, each in zip(literals, single, strict=True) if each.holds(cut)]
    return Necessity(
        single=single,
        together=tuple(_together(sets, holding, cut)),
        alternatives=tuple(_alternatives(sets, columns, set(holding), cut, most)),
        cut=cut,
    )


def _candidate(sets: Sets, masks: tuple[int, ...], xs: Scores, ys: Scores) -> Necessary:
    return Necessary(tuple(sets.space.term(mask) for mask in masks), necessity(xs, ys))


def _together(sets: Sets, holding: list[int], cut: float) -> Iterator[Necessary]:
    """Give the terms of several literals that are necessary; all parts of such a term are necessary themselves."""
    level = list(holding)
    while level:
        grown = []
        for mask in level:
            for bit in holding:
                joined = mask | bit
                if bit > mask and sets.space.consistent(joined):
                    candidate = _candidate(sets, (joined,), members(sets, joined), sets.outcome.scores)
                    if candidate.holds(cut):
                        grown.append(joined)
                        yield candidate
        level = grown


def _alternatives(
    sets: Sets, columns: dict[int, tuple[float | None, ...]], needless: set[int], cut: float, most: int
) -> Iterator[Necessary]:
    candidates = [bit for bit in columns if bit not in needless]
    found: list[int] = []
    for size in range(2, most + 1):
        for chosen in combinations(candidates, size):
            joined = sum(chosen)
            if any(other & joined == other for other in found) or not sets.space.consistent(joined):
                continue
            one = _candidate(sets, chosen, union([columns[bit] for bit in chosen]), sets.outcome.scores)
            if one.holds(cut):
                found.append(joined)
                if not one.trivial:
                    yield one
