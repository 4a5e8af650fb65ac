"""Solutions: formulas for an outcome, with all models of each kind and what each of them assumes.

Conservative, parsimonious and intermediate solutions are those of C. C. Ragin, Redesigning Social Inquiry (2008), ch. 8–9, and
C. C. Ragin and J. Sonnett, "Between complexity and parsimony" (2005); the intermediate ones are worked out for each pair of
a conservative and a parsimonious model as in A. Dușa, QCA with R (2019), ch. 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from patterns.comparison.hitting import Steps
from patterns.comparison.qca.covers import Chart, Covers
from patterns.comparison.qca.fit import Fit, bounds, limits, members, sufficiency, union
from patterns.comparison.qca.primes import conservative_primes, parsimonious_primes, primes_within
from patterns.comparison.qca.rowsets import RowSets
from patterns.comparison.qca.sets import BadSets, Sets, Space, Term
from patterns.comparison.qca.truthtable import Row, TruthTable

PAIRS = 60
"""Pairs of a conservative and a parsimonious model for which an intermediate solution is worked out."""


@dataclass(frozen=True, slots=True)
class Model:
    """One formula: its terms joined by "or"."""

    terms: tuple[Term, ...]
    fits: tuple[Fit, ...]  # of each term
    fit: Fit  # of the whole

    @property
    def expression(self) -> str:
        """As R's package QCA writes it."""
        return " + ".join(each.expression for each in self.terms)

    @property
    def literals(self) -> int:
        """How long it is."""
        return sum(len(each.literals) for each in self.terms)


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
class Assumed:
    """Combinations that no case shows and that a model assumes to go with the outcome."""

    rows: tuple[int, ...]  # their numbers, as far as they are listed
    terms: tuple[Term, ...]  # the same in words
    total: int | None  # None: too many combinations to count


@dataclass(frozen=True, slots=True)
class Intermediate:
    """The solution between one conservative and one parsimonious model."""

    conservative: int  # place of the model
    parsimonious: int
    solution: Solution
    easy: Assumed  # counterfactuals that the expectations speak for, and that are used
    refused: Assumed  # those the parsimonious model would need besides


Expectations = Mapping[str, Sequence[int]]
"""Condition → the values of it that are expected to contribute to the outcome; a condition that is missing has none."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a search may go."""

    steps: int = 300_000
    listed: int = 200  # models


def _fits(sets: Sets, masks: Sequence[int]) -> tuple[tuple[Fit, ...], Fit]:
    ys = sets.outcome.scores
    columns = [members(sets, mask) for mask in masks]
    whole = sufficiency(union(columns), ys)
    each = tuple(
        _with_bounds(sets, mask, sufficiency(column, ys)) for mask, column in zip(masks, columns, strict=True)
    )
    unique = [_unique(columns, place, whole, ys) for place in range(len(masks))]
    return tuple(replace(fit, unique=one) for fit, one in zip(each, unique, strict=True)), whole


def _unique(
    columns: list[tuple[float | None, ...]], place: int, whole: Fit, ys: Sequence[float | None]
) -> float | None:
    rest = [column for other, column in enumerate(columns) if other != place]
    without = (sufficiency(union(rest), ys).coverage or 0.0) if rest else 0.0
    return None if whole.coverage is None else whole.coverage - without


def _with_bounds(sets: Sets, mask: int, fit: Fit) -> Fit:
    low, high = limits(sets, mask)
    if low == high:
        return replace(fit, lowest=fit.inclusion, highest=fit.inclusion)
    lowest, highest = bounds(low, high, sets.outcome.scores)
    return replace(fit, lowest=lowest, highest=highest)


def model_of(sets: Sets, masks: Sequence[int]) -> Model:
    """Measure a formula given by its terms."""
    fits, whole = _fits(sets, masks)
    return Model(tuple(sets.space.term(mask) for mask in masks), fits, whole)


def solve(sets: Sets, primes: Sequence[int], explain: Sequence[Row], bound: Bound) -> Solution:
    """Return all minimal models that cover the rows to explain with these prime implicants."""
    chart = Chart(primes, [row.mask for row in explain])
    best = chart.minimal(Steps(bound.steps), bound.listed)
    every = chart.irredundant(Steps(bound.steps // 10), bound.listed)
    space = sets.space
    return Solution(
        primes=tuple(space.term(mask) for mask in primes),
        models=tuple(model_of(sets, masks) for masks in best.models),
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


def intermediate(
    sets: Sets, table: TruthTable, expectations: Expectations, found: tuple[Solution, Solution], bound: Bound
) -> tuple[Intermediate, ...]:
    """Return the solution for each pair of a conservative and a parsimonious model, given what is expected."""
    expected = _expected(sets.space, expectations)
    pairs = [
        (first, second) for first in range(len(found[0].models)) for second in range(len(found[1].models))
    ]
    return tuple(_between(sets, table, expected, found, pair, bound) for pair in pairs[:PAIRS])


def _expected(space: Space, expectations: Expectations) -> int:
    """Return the literals that no expectation speaks against."""
    names = [each.name for each in space.conditions]
    expected = space.everything
    for name, values in expectations.items():
        if name not in names:
            raise BadSets(
                f"There is an expectation for {name!r}, which is none of the conditions: name one of them."
            )
        place = names.index(name)
        if not all(0 <= value < space.conditions[place].levels for value in values):
            raise BadSets(f"An expectation for {name!r} names a value that it does not have.")
        if values:
            expected &= ~space.blocks[place] | sum({space.bit(place, value) for value in values})
    return expected


def _between(
    sets: Sets,
    table: TruthTable,
    expected: int,
    found: tuple[Solution, Solution],
    pair: tuple[int, int],
    bound: Bound,
) -> Intermediate:
    space = sets.space
    long = [space.mask(term) for term in found[0].models[pair[0]].terms]
    short = [space.mask(term) for term in found[1].models[pair[1]].terms]
    shortened = {mask & (part | expected) for mask in long for part in short if mask & part == part}
    primes = primes_within(space, [*long, *shortened], Steps(bound.steps))
    rows = RowSets(space, table)
    easy = rows.unobserved(shortened)
    refused = None if easy is None else (rows.unobserved(short) or 0) & ~easy
    return Intermediate(
        *pair,
        solution=solve(sets, primes, table.positive, bound),
        easy=assumed(space, rows, easy, bound.listed),
        refused=assumed(space, rows, refused, bound.listed),
    )


def assumptions(sets: Sets, table: TruthTable, terms: Iterable[Term], bound: Bound) -> Assumed:
    """Return the combinations no case shows that a formula covers: its simplifying assumptions."""
    rows = RowSets(sets.space, table)
    return assumed(sets.space, rows, rows.unobserved(map(sets.space.mask, terms)), bound.listed)


def assumed(space: Space, rows: RowSets, found: int | None, limit: int) -> Assumed:
    """Put a set of rows into numbers and words."""
    if found is None:
        return Assumed((), (), None)
    numbers = rows.numbers(found, limit)
    return Assumed(numbers, tuple(space.term(space.row(number)) for number in numbers), found.bit_count())
