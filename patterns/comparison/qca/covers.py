"""Minimal covers: which prime implicants together explain all rows, and every other choice that does it as well.

*All* choices with the fewest terms are models, for none of them is better supported than another (M. Baumgartner and
A. Thiem, "Model ambiguities in configurational comparative research", Sociological Methods & Research 46, 2017); choices
with more terms of which none can be left out are the irredundant rest, and only counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from patterns.comparison.hitting import Steps, bits, minimal_hitting_sets

Masks = tuple[int, ...]
MOST_CHOICES = 1000
"""Of irredundant choices no more are looked for; terms that cover the same rows are one choice."""


@dataclass(frozen=True, slots=True)
class Covers:
    """Models as tuples of terms."""

    models: tuple[Masks, ...]  # those with the fewest terms, with the fewest literals first
    count: int  # how many there are; more than `models` when they are too many to list
    proven: bool  # False: the search ran out of steps, so there may be more, or shorter ones


class Chart:
    """Prime implicants, shortest first, against the rows to explain; terms that cover the same rows stand together."""

    def __init__(self, terms: Sequence[int], rows: Sequence[int]) -> None:
        self.terms = terms  # shortest first
        self.rows = rows
        self.groups: dict[int, list[int]] = {}  # rows covered, as bits → terms
        for term in terms:
            covered = sum(1 << number for number, row in enumerate(rows) if term & row == term)
            if covered:
                self.groups.setdefault(covered, []).append(term)
        self._place = {term: place for place, term in enumerate(terms)}
        self._shortest = {group: each[0].bit_count() for group, each in self.groups.items()}
        self.coverable = 0
        for covered in self.groups:
            self.coverable |= covered

    @property
    def unexplained(self) -> list[int]:
        """Places of the rows that no term covers."""
        return [number for number in range(len(self.rows)) if not self.coverable >> number & 1]

    def minimal(self, steps: Steps, limit: int, literals: int | None = None) -> Covers:
        """Return all choices with the fewest terms; at most `limit` of them are listed.

        `literals`: none if they would all have more literals than that, which is soon known.
        """
        if not self.coverable:
            return Covers((), 0, proven=True)
        most = self.coverable.bit_count()
        if literals is not None:
            most = min(most, literals // max(1, self.terms[0].bit_count()))
        size = _Search(_undominated(self.groups), steps).smallest(self.coverable, most)
        if size is None and steps.spent:
            return Covers(tuple(self._expand([self._greedy()], limit)), 1, proven=False)
        if size is None or self._least(size) > (literals or sys.maxsize):
            return Covers((), 0, proven=True)
        search = _Search(list(self.groups), steps)
        search.all_of(self.coverable, size)
        chosen = search.found or [self._greedy()]
        count = sum(prod(len(self.groups[group]) for group in each) for each in chosen)
        return Covers(tuple(self._expand(chosen, limit)), count, proven=not steps.spent)

    def _least(self, terms: int) -> int:
        """Return how many literals so many terms have at least."""
        return sum(sorted(self._shortest.values())[:terms])

    def irredundant(self, steps: Steps, limit: int) -> Covers:
        """Return choices of which no term can be left out, whatever their number of terms."""
        groups = list(self.groups)
        edges = [
            sum(1 << place for place, group in enumerate(groups) if group & row)
            for row in bits(self.coverable)
        ]
        found = minimal_hitting_sets(edges, steps=steps, limit=MOST_CHOICES)
        chosen = [[groups[bit.bit_length() - 1] for bit in bits(each)] for each in found.sets if each]
        count = sum(prod(len(self.groups[group]) for group in each) for each in chosen)
        return Covers(tuple(self._expand(chosen, limit)), count, proven=found.complete)

    def _expand(self, chosen: Iterable[Sequence[int]], limit: int) -> list[Masks]:
        """Return up to `limit` models, from the choices of groups that have the shortest terms."""
        ranked = sorted(chosen, key=lambda groups: sum(self._shortest[group] for group in groups))
        models: list[list[int]] = []
        for groups in ranked:
            choices = product(*(self.groups[group] for group in groups))
            models += [
                sorted(self._place[term] for term in each) for each in islice(choices, limit - len(models))
            ]
            if len(models) == limit:
                break
        models.sort(key=lambda model: (sum(self.terms[place].bit_count() for place in model), model))
        return [tuple(self.terms[place] for place in model) for model in models]

    def _greedy(self) -> list[int]:
        open_, chosen = self.coverable, []
        while open_:
            best = max(self.groups, key=lambda group: ((group & open_).bit_count(), -group))
            chosen.append(best)
            open_ &= ~best
        return chosen


def _undominated(groups: Iterable[int]) -> list[int]:
    kept: list[int] = []
    for each in sorted(groups, key=lambda group: -group.bit_count()):
        if not any(each & other == each for other in kept):
            kept.append(each)
    return kept


class _Search:
    """Choices of groups that cover all rows; of sets of groups, bit n is the n-th group, the largest first."""

    def __init__(self, groups: Iterable[int], steps: Steps) -> None:
        self.groups = sorted(groups, key=lambda group: (-group.bit_count(), group))
        self.steps = steps
        self.found: list[list[int]] = []
        self.once = False  # the first one is enough
        self.covering: dict[int, int] = {}  # row → the groups that cover it
        for number, group in enumerate(self.groups):
            for row in bits(group):
                self.covering[row] = self.covering.get(row, 0) | 1 << number

    def smallest(self, rows: int, most: int) -> int | None:
        """Return how many groups are needed; None when they are more than `most`, or the steps ran out."""
        self.once = True
        for size in range(-(-rows.bit_count() // self.groups[0].bit_count()), most + 1):
            self.all_of(rows, size)
            if self.found:
                return size
            if self.steps.spent:
                return None
        return None

    def all_of(self, rows: int, size: int) -> None:
        """Find the choices with exactly so many groups, the fewest there are."""
        self._choose(rows, (1 << len(self.groups)) - 1, [], size)

    def _choose(self, open_: int, allowed: int, chosen: list[int], left: int) -> None:
        if not self.steps.take() or (self.once and self.found):
            return
        if left == 1:
            self.found += [[*chosen, self._group(bit)] for bit in bits(self._all_covering(open_, allowed))]
            return
        candidates = self._fewest(open_, allowed)
        if not candidates or left * self._group(allowed & -allowed).bit_count() < open_.bit_count():
            return
        for bit in bits(candidates):
            group = self._group(bit)
            allowed &= ~bit  # it has its turn now, with every other group
            self._choose(open_ & ~group, allowed, [*chosen, group], left - 1)

    def _group(self, bit: int) -> int:
        return self.groups[bit.bit_length() - 1]

    def _all_covering(self, open_: int, allowed: int) -> int:
        """Return the groups that cover all open rows."""
        for row in bits(open_):
            allowed &= self.covering[row]
            if not allowed:
                break
        return allowed

    def _fewest(self, open_: int, allowed: int) -> int:
        """Return the groups that cover the open row that fewest cover."""
        return min((self.covering[row] & allowed for row in bits(open_)), key=int.bit_count)
