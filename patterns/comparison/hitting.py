"""Minimal hitting sets: the smallest choices that take at least one element out of every set.

Truth tables, implications and the method of difference all come down to them: for two cases that ended differently, the
set of what they differ in; a minimal hitting set of all these sets is a shortest explanation of every difference at once.
The algorithm is MMCS of K. Murakami and T. Uno, "Efficient algorithms for dualizing large-scale hypergraphs", Discrete
Applied Mathematics 170 (2014): a depth-first search which keeps, for each chosen element, the sets that it alone hits.

Sets are integers whose bits are the elements. Searches are bounded by a number of steps, not by the clock, so that the
same question has the same answer on every machine and on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Steps:
    """How many steps a search may still take; a hundred thousand take about a second."""

    left: int
    spent: bool = False

    def take(self) -> bool:
        """Take one step; False, and `spent`, when there is none left."""
        if self.left <= 0:
            self.spent = True
            return False
        self.left -= 1
        return True


@dataclass(frozen=True, slots=True)
class HittingSets:
    """Minimal hitting sets, and whether these are all."""

    sets: tuple[int, ...]
    complete: bool


def bits(mask: int) -> Iterator[int]:
    """Give the single bits of a number, lowest first.

    >>> list(bits(0b1101))
    [1, 4, 8]
    """
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


def smallest_only(sets: Iterable[int]) -> list[int]:
    """Return the sets that contain no other one, smallest first; who hits these hits all."""
    kept: list[int] = []
    for each in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & each == other for other in kept):
            kept.append(each)
    return kept


def minimal_hitting_sets(
    sets: Iterable[int], *, at_most: int | None = None, limit: int | None = None, steps: Steps | None = None
) -> HittingSets:
    """Return the inclusion-minimal sets of elements that meet every one of `sets`, in no particular order.

    `at_most`: only those with so many elements; `limit`: stop after so many; `steps`: stop when they are spent. An empty
    set among `sets` cannot be hit: there is no answer then. No sets at all are hit by the empty set.

    >>> sorted(minimal_hitting_sets([0b011, 0b110]).sets)
    [2, 5]
    """
    edges = smallest_only(sets)
    if edges and not edges[0]:
        return HittingSets((), complete=True)
    search = _Search(edges, at_most, limit, steps or Steps(10_000_000))
    complete = search.extend(0, {}, (1 << len(edges)) - 1, _union(edges))
    return HittingSets(tuple(search.found), complete)


def _union(sets: Iterable[int]) -> int:
    union = 0
    for each in sets:
        union |= each
    return union


@dataclass(slots=True)
class _Search:
    edges: list[int]
    at_most: int | None
    limit: int | None
    steps: Steps
    found: list[int] = field(default_factory=list)
    hits: dict[int, int] = field(init=False)  # element → the sets it is in, as bits

    def __post_init__(self) -> None:
        self.hits = {}
        for number, edge in enumerate(self.edges):
            for element in bits(edge):
                self.hits[element] = self.hits.get(element, 0) | 1 << number

    def extend(self, chosen: int, critical: dict[int, int], open_: int, candidates: int) -> bool:
        """Complete a choice in every minimal way; False when the search had to stop."""
        if not open_:
            self.found.append(chosen)
            return self.limit is None or len(self.found) < self.limit
        if not self.steps.take():
            return False
        if self.at_most is not None and chosen.bit_count() >= self.at_most:
            return True
        edge = self._narrowest(open_, candidates)
        rest = candidates & ~edge
        for element in bits(edge & candidates):
            hit = self.hits[element]
            still = _still_critical(critical, hit)
            if still is None:
                continue
            still[element] = open_ & hit
            if not self.extend(chosen | element, still, open_ & ~hit, rest):
                return False
            rest |= element
        return True

    def _narrowest(self, open_: int, candidates: int) -> int:
        """Return the open set with the fewest candidates."""
        best, least = 0, -1
        for number in bits(open_):
            edge = self.edges[number.bit_length() - 1]
            size = (edge & candidates).bit_count()
            if least < 0 or size < least:
                best, least = edge, size
                if size <= 1:
                    break
        return best


def _still_critical(critical: dict[int, int], hit: int) -> dict[int, int] | None:
    """Return what each chosen element alone hits once more is hit; None when one of them has become needless."""
    still = {}
    for element, alone in critical.items():
        left = alone & ~hit
        if not left:
            return None
        still[element] = left
    return still
