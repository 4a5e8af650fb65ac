"""Intermediate solutions: as short as what is expected of each condition allows, and what each solution assumes.

C. C. Ragin and J. Sonnett, "Between complexity and parsimony" (2005); C. C. Ragin, Redesigning Social Inquiry (2008), ch. 9. As
in A. Dușa, QCA with R (2019), ch. 8, there is one for each pair of a conservative and a parsimonious model: of a conservative
term that lies within a parsimonious one, each literal is dropped that the parsimonious term does without and that an
expectation speaks against. Combinations no case shows that the shortened terms cover are *easy* counterfactuals; those the
parsimonious model would need besides are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from patterns.comparison.hitting import Steps, smallest_only
from patterns.comparison.qca.primes import primes_within
from patterns.comparison.qca.rowsets import RowSets, numbers_of
from patterns.comparison.qca.sets import BadSets, Sets, Space, Term
from patterns.comparison.qca.solutions import Bound, Model, Solution, solve
from patterns.comparison.qca.truthtable import TruthTable

PAIRS = 30
"""Pairs of a conservative and a parsimonious model for which an intermediate solution is worked out."""

Expectations = Mapping[str, Sequence[int]]
"""Condition → the values of it that are expected to contribute to the outcome; a condition that is missing has none."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """Combinations that no case shows and that a formula assumes to go with the outcome."""

    space: Space = field(repr=False, compare=False)
    found: int | None = field(repr=False)  # as a set of rows; None: there are too many combinations
    listed: int  # at most so many are

    @property
    def total(self) -> int | None:
        """How many they are; None where there are too many combinations to count."""
        return None if self.found is None else self.found.bit_count()

    @property
    def rows(self) -> tuple[int, ...]:
        """Their numbers, as far as they are listed."""
        return numbers_of(self.found or 0, self.listed)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The same, to be read."""
        return tuple(self.space.term(self.space.row(number)) for number in self.rows)


@dataclass(frozen=True, slots=True)
class Intermediate:
    """The solution between one conservative and one parsimonious model."""

    conservative: int  # place of the model among those of its solution
    parsimonious: int
    solution: Solution
    easy: Assumed  # counterfactuals that the expectations speak for, and that are used
    refused: Assumed  # those the parsimonious model would need besides


def assumptions(table: TruthTable, models: Iterable[Model], bound: Bound) -> tuple[Assumed, ...]:
    """Return what each model assumes of combinations no case shows: its simplifying assumptions."""
    listed = list(models)
    if not listed:
        return ()
    rows = RowSets(listed[0].sets.space, table)
    return tuple(Assumed(rows.space, rows.unobserved(each.masks), bound.listed) for each in listed)


def intermediate(
    sets: Sets, table: TruthTable, expectations: Expectations, found: tuple[Solution, Solution], bound: Bound
) -> tuple[Intermediate, ...]:
    """Return the solution for each pair of a conservative and a parsimonious model, given what is expected.

    Raises BadSets for an expectation of what is no condition, or no value of one. No more than `PAIRS` pairs are worked out.
    """
    between = _Between(sets, table, expected_literals(sets.space, expectations), bound)
    pairs = (
        (first, second) for first in range(len(found[0].models)) for second in range(len(found[1].models))
    )
    return tuple(
        between.of(pair, found[0].models[pair[0]].masks, found[1].models[pair[1]].masks)
        for pair, _ in zip(pairs, range(PAIRS), strict=False)
    )


def expected_literals(space: Space, expectations: Expectations) -> int:
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
            raise BadSets(f"The expectation for {name!r} names a value that it does not have.")
        if values:
            expected &= ~space.blocks[place] | sum({space.bit(place, value) for value in values})
    return expected


class _Between:
    def __init__(self, sets: Sets, table: TruthTable, expected: int, bound: Bound) -> None:
        self.sets, self.table, self.expected, self.bound = sets, table, expected, bound
        self.rows = RowSets(sets.space, table)
        self.solved: dict[tuple[int, ...], Solution] = {}  # most pairs come to the same terms

    def of(self, pair: tuple[int, int], long: Sequence[int], short: Sequence[int]) -> Intermediate:
        """Solve one pair of models, given by their terms."""
        shortened = {mask & (part | self.expected) for mask in long for part in short if mask & part == part}
        easy = self.rows.unobserved(shortened)
        needed = self.rows.unobserved(short)
        refused = None if easy is None or needed is None else needed & ~easy
        return Intermediate(
            *pair,
            solution=self._solution([*long, *shortened]),
            easy=Assumed(self.rows.space, easy, self.bound.listed),
            refused=Assumed(self.rows.space, refused, self.bound.listed),
        )

    def _solution(self, terms: Sequence[int]) -> Solution:
        key = tuple(smallest_only(terms))
        if key not in self.solved:
            primes = primes_within(self.sets.space, key, Steps(self.bound.steps))
            self.solved[key] = solve(self.sets, primes, self.table.positive, self.bound, further=False)
        return self.solved[key]
