"""Sets of rows as numbers: bit n is row n + 1, whether a case shows it or not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from patterns.comparison.hitting import bits
from patterns.comparison.qca.sets import Space
from patterns.comparison.qca.truthtable import Output, TruthTable

MOST_ROWS = 1 << 20
"""Beyond so many combinations their sets are not made."""


class RowSets:
    """All combinations of some conditions, and which of them are observed."""

    def __init__(self, space: Space, table: TruthTable) -> None:
        self.space = space
        self.possible = space.rows <= MOST_ROWS
        self._patterns = self._make_patterns() if self.possible else {}
        self._all = (1 << space.rows) - 1 if self.possible else 0
        self._observed = 0
        for row in table.of(Output.PRESENT, Output.ABSENT, Output.CONTRADICTION):
            if row.number is not None and self.possible:
                self._observed |= 1 << row.number - 1

    def _make_patterns(self) -> dict[int, int]:
        """Literal → its rows: runs of equal length at equal distances."""
        patterns = {}
        period = self.space.rows
        for place, condition in enumerate(self.space.conditions):
            run = period // condition.levels
            repeated = ((1 << self.space.rows) - 1) // ((1 << period) - 1)
            for value in range(condition.levels):
                patterns[self.space.bit(place, value)] = (((1 << run) - 1) << value * run) * repeated
            period = run
        return patterns

    def unobserved(self, terms: Iterable[int]) -> int | None:
        """Return the rows that at least one of the terms covers and that are not observed; None when there are too many."""
        if not self.possible:
            return None
        found = 0
        for mask in terms:
            rows = self._all
            for bit in bits(mask):
                rows &= self._patterns[bit]
            found |= rows
        return found & ~self._observed


def numbers_of(rows: int, limit: int) -> tuple[int, ...]:
    """Return the numbers of the first rows of a set."""
    return tuple(bit.bit_length() for bit in islice(bits(rows), limit))
