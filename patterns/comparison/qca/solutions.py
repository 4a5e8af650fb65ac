"""Solutions: formulas for an outcome, conservative and parsimonious, with all models of each kind.

C. C. Ragin, Redesigning Social Inquiry (2008), ch. 8–9; A. Dușa, QCA with R (2019), ch. 8. A conservative formula covers
combinations that cases show alone; a parsimonious one is as short as the cases without the outcome allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from patterns.comparison.hitting import Steps
from patterns.comparison.qca.covers import Chart, Covers
from patterns.comparison.qca.fit import (
    Fit,
    Part,
    Scores,
    bounds,
    limits,
    members,
    part_of,
    sufficiency,
    union,
)
from patterns.comparison.qca.primes import conservative_primes, parsimonious_primes
from patterns.comparison.qca.sets import Sets, Term
from patterns.comparison.qca.truthtable import Row, TruthTable


@dataclass(frozen=True)
class Model:
    """One formula: its terms joined by "or"; measured when first asked."""

    sets: Sets = field(repr=False, compare=False)
    masks: tuple[int, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Its terms, shortest first."""
        return tuple(map(self.sets.space.term, self.masks))

    @property
    def expression(self) -> str:
        """As R's package QCA writes it."""
        return " + ".join(each.expression for each in self.terms)

    @property
    def literals(self) -> int:
        """How long it is."""
        return sum(mask.bit_count() for mask in self.masks)

    @cached_property
    def members(self) -> Scores:
        """How far each case is in it."""
        return union([members(self.sets, mask) for mask in self.masks])

    @cached_property
    def fit(self) -> Fit:
        """How sufficient the whole is."""
        return sufficiency(self.members, self.sets.outcome.scores)

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """How sufficient each term is."""
        columns = [members(self.sets, mask) for mask in self.masks]
        return tuple(
            replace(self._bounded(mask, column), unique=unique)
            for mask, column, unique in zip(self.masks, columns, self._unique(columns), strict=True)
        )

    def _bounded(self, mask: int, column: Scores) -> Fit:
        """Measure a term, with the limits of what is unknown."""
        ys = self.sets.outcome.scores
        fit = sufficiency(column, ys)
        if None not in column:
            return replace(fit, lowest=fit.inclusion, highest=fit.inclusion)
        lowest, highest = bounds(*limits(self.sets, mask), ys)
        return replace(fit, lowest=lowest, highest=highest)

    def _unique(self, columns: Sequence[Scores]) -> list[float | None]:
        """Return for each term the coverage that the others do not have."""
        ys = self.sets.outcome.scores
        covered = self.fit.coverage
        if covered is None:
            return [None] * len(columns)
        if any(None in column for column in columns):
            rests = [[*columns[:place], *columns[place + 1 :]] for place in range(len(columns))]
            return [
                covered - ((sufficiency(union(rest), ys).coverage or 0.0) if rest else 0.0) for rest in rests
            ]
        alone = [0.0] * len(columns)
        for y, *xs in zip(ys, *columns, strict=True):
            if y:
                second, first = sorted([0.0, *xs])[-2:]
                alone[xs.index(first)] += min(first, y) - min(second, y)
        return [each / sum(y for y in ys if y) for each in alone]

    @cached_property
    def parts(self) -> dict[Part, tuple[str, ...]]:
        """What each case is to the whole."""
        return _parts(self.sets, self.members)

    def parts_of(self, place: int) -> dict[Part, tuple[str, ...]]:
        """Return what each case is to one term; a case in another term may be *uncovered* by this one."""
        return _parts(self.sets, members(self.sets, self.masks[place]))


def _parts(sets: Sets, xs: Scores) -> dict[Part, tuple[str, ...]]:
    found: dict[Part, list[str]] = {}
    for case, x, y in zip(sets.cases, xs, sets.outcome.scores, strict=True):
        found.setdefault(part_of(x, y), []).append(case)
    return {part: tuple(found[part]) for part in Part if part in found}


@dataclass(frozen=True, slots=True)
class Solution:
    """All models of one kind."""

    primes: tuple[Term, ...]  # what models may consist of
    models: tuple[Model, ...]  # all with the fewest terms, as far as they are listed
    count: int  # of these, listed or not
    proven: bool  # False: the search was cut short; there may be more of them, or shorter ones
    core: tuple[Term, ...]  # terms of all of them
    further: tuple[tuple[Term, ...], ...]  # irredundant ones with more terms, as far as they are listed
    further_count: int
    further_proven: bool  # False: there are more than `further_count`
    unexplained: tuple[Row, ...]  # rows with the outcome that no model covers

    @property
    def ambiguous(self) -> bool:
        """Whether more than one model is equally good."""
        return self.count > 1


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a search may go."""

    steps: int = 300_000
    listed: int = 200  # models


def solve(
    sets: Sets, primes: Sequence[int], explain: Sequence[Row], bound: Bound, *, further: bool = True
) -> Solution:
    """Return all minimal models that cover the rows to explain with these prime implicants."""
    chart = Chart(primes, [row.mask for row in explain])
    best = chart.minimal(Steps(bound.steps), bound.listed)
    every = chart.irredundant(Steps(bound.steps // 10), bound.listed) if further else best
    space = sets.space
    return Solution(
        primes=tuple(space.term(mask) for mask in primes),
        models=tuple(Model(sets, masks) for masks in best.models),
        count=best.count,
        proven=best.proven,
        core=tuple(space.term(mask) for mask in _shared(best)),
        further=tuple(
            tuple(map(space.term, masks)) for masks in every.models if masks not in set(best.models)
        ),
        further_count=max(0, every.count - best.count),
        further_proven=every.proven,
        unexplained=tuple(explain[number] for number in chart.unexplained),
    )


def _shared(covers: Covers) -> list[int]:
    if not covers.models:
        return []
    return [mask for mask in covers.models[0] if all(mask in model for model in covers.models)]


def conservative(sets: Sets, table: TruthTable, bound: Bound) -> Solution:
    """Return the solution that assumes nothing of combinations no case shows."""
    return solve(sets, conservative_primes(sets.space, table.positive, table.negative), table.positive, bound)


def parsimonious(sets: Sets, table: TruthTable, bound: Bound, *, optimistic: bool = False) -> Solution:
    """Return the shortest formulas that cover no row without the outcome.

    Optimistic: each term could hold, were what is unknown known to be what helps it; not all of them need hold at once.
    """
    if not table.negative:
        return solve(sets, [], table.positive, bound)
    primes = parsimonious_primes(
        sets.space, table.positive, table.negative, Steps(bound.steps), optimistic=optimistic
    )
    if not optimistic:
        return solve(sets, primes, table.positive, bound)
    possible = [replace(row, mask=sets.space.possible(row.mask)) for row in table.positive]
    return solve(sets, primes, possible, bound)
