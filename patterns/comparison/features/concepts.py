"""Maximal sets of cases that share a set of features, best supported first, and how stable each is.

The search is FCbO (J. Outrata and V. Vychodil, "Fast algorithm for computing fixpoints of Galois connections induced by
object-attribute relational data", Information Sciences 185, 2012): every set is made once, by adding features in a
fixed order, and a feature that led to a set made elsewhere is not tried again further down. Sets are opened in the order
of their support, so that whenever the search ends – at a number of sets or at a time – all sets above the support it
names have been found: the iceberg of G. Stumme et al., "Computing iceberg concept lattices with Titanic", Data &
Knowledge Engineering 42 (2002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from time import thread_time

from patterns.comparison.features.context import Context, bitset, members

LIMIT = 2_000
"""About as many sets of features as are of use at once."""

BUDGET = 2.0
"""Seconds of work that a search may take; waiting for others does not count."""


@dataclass(frozen=True, slots=True)
class Concept:
    """All cases that share these features, and all features that these cases share."""

    extent: int  # cases
    intent: int  # features
    support: int  # number of cases
    stability: int  # cases that would have to go before the features they share change


class End(StrEnum):
    """Why a search went no deeper."""

    SUPPORT = "support"  # all sets down to the support asked for
    LIMIT = "limit"  # the next lower support would give too many
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Concepts:
    """All sets of features shared by at least `support` cases, the best supported first."""

    context: Context
    found: tuple[Concept, ...]
    support: int
    end: End

    def ranked(self) -> tuple[Concept, ...]:
        """Return them most stable first; then those of more cases, then those of more features.

        Δ-stability: A. Buzmakov, S. O. Kuznetsov, A. Napoli, "Scalable Estimates of Concept Stability", in Formal
        Concept Analysis, LNAI 8478 (2014).
        """
        return tuple(
            sorted(self.found, key=lambda each: (-each.stability, -each.support, -each.intent.bit_count()))
        )


def find_concepts(
    context: Context,
    minimum: int = 1,
    *,
    limit: int | None = LIMIT,
    budget: float = BUDGET,
    clock: Callable[[], float] = thread_time,
) -> Concepts:
    """Find all sets of features that at least `minimum` cases share; fewer, of higher support, at limit or time.

    With `minimum` 0 the set of all features is among them, even if no case has them all. Within `limit` the support is
    lowered as far as it goes; None = no limit.
    """
    search = _Search(context, minimum, limit)
    end = search.run(clock() + budget, clock)
    found = [each for each in search.found if each[0].bit_count() >= search.floor]
    concepts = [
        Concept(extent, intent, extent.bit_count(), stability(context, extent, intent))
        for extent, intent in found
    ]
    concepts.sort(key=lambda each: (-each.support, each.intent))
    return Concepts(context, tuple(concepts), search.floor, end)


def narrowed(
    known: Concepts,
    minimum: int,
    limit: int,
    *,
    budget: float = BUDGET,
    clock: Callable[[], float] = thread_time,
) -> Concepts:
    """Return what `find_concepts` finds of the same context; nothing is searched where enough is known already."""
    found = [each for each in known.found if each.support >= minimum]
    if known.end is not End.TIME and len(found) > limit:
        floor = found[limit].support + 1
        kept = tuple(each for each in found if each.support >= floor)
        return Concepts(known.context, kept, floor, End.LIMIT)
    if known.end is not End.TIME and known.support <= minimum:
        return Concepts(known.context, tuple(found), minimum, End.SUPPORT)
    return find_concepts(known.context, minimum, limit=limit, budget=budget, clock=clock)


def stability(context: Context, extent: int, intent: int) -> int:
    """Return how many cases would have to go, at least, before those left share more features than `intent`."""
    most = 0
    for size, number in context.commonest:
        if size <= most:
            break
        if not intent >> number & 1:
            most = max(most, (extent & context.has[number]).bit_count())
    return extent.bit_count() - most


@dataclass(slots=True)
class _Node:
    extent: int
    intent: int  # in the search's order of features
    start: int  # first feature to add
    alive: list[int]  # features that may still be shared by enough cases
    failed: dict[int, int]  # feature: an earlier one that always comes with it from here on


@dataclass(slots=True)
class _Search:
    """One search; features are tried rarest first, so that what comes with them comes later in the order."""

    context: Context
    floor: int  # rises when there are more sets than wanted
    limit: int | None
    found: list[tuple[int, int]] = field(default_factory=list)
    order: list[int] = field(init=False)
    has: list[int] = field(init=False)
    waiting: list[tuple[int, int, _Node]] = field(default_factory=list)
    supports: list[int] = field(default_factory=list)  # the highest ones, as a heap
    made: int = 0

    def __post_init__(self) -> None:
        self.order = sorted(
            range(len(self.context.has)), key=lambda each: (self.context.has[each].bit_count(), each)
        )
        self.has = [self.context.has[each] for each in self.order]

    def run(self, deadline: float, clock: Callable[[], float]) -> End:
        everyone = self.context.everyone
        if everyone.bit_count() < self.floor:
            return End.SUPPORT
        shared = bitset(number for number, has in enumerate(self.has) if has & everyone == everyone)
        asked = self.floor
        self._add(_Node(everyone, shared, 0, list(range(len(self.has))), {}))
        while self.waiting:
            support, _, node = heappop(self.waiting)
            if -support < self.floor:
                break
            self.found.append((node.extent, bitset(self.order[each] for each in members(node.intent))))
            if clock() > deadline:
                self._stop(-support)
                return End.TIME
            self._open(node)
        return End.SUPPORT if self.floor == asked else End.LIMIT

    def _stop(self, support: int) -> None:
        """Keep only supports of which all sets are found; those of all cases are one set."""
        if support < len(self.context.cases):
            self.floor = max(self.floor, support + 1)

    def _add(self, node: _Node) -> None:
        support = node.extent.bit_count()
        self.made += 1
        heappush(self.waiting, (-support, self.made, node))
        if self.limit is None:
            return
        heappush(self.supports, support)
        if len(self.supports) > self.limit:
            self.floor = max(self.floor, self.supports[0] + 1)
            heappop(self.supports)

    def _open(self, node: _Node) -> None:
        """Add each feature in turn that may be added, and keep the sets that are not made elsewhere."""
        intent, has = node.intent, self.has
        parts: dict[int, tuple[int, int]] = {}
        for each in node.alive:
            if not intent >> each & 1:
                part = node.extent & has[each]
                count = part.bit_count()
                if count >= self.floor:
                    parts[each] = part, count
        alive, failed = list(parts), dict(node.failed)
        for each, (part, count) in parts.items():
            if each < node.start or count < self.floor:
                continue
            before = failed.get(each)
            if before is not None and not intent >> before & 1:
                continue
            shared = self._shared(each, part, count, parts)
            if shared < 0:
                failed[each] = -shared - 1
            else:
                self._add(_Node(part, intent | shared, each + 1, alive, failed))

    def _shared(self, added: int, part: int, count: int, parts: dict[int, tuple[int, int]]) -> int:
        """Return the features that come with the added one; if an earlier one is among them, −1 − its number."""
        shared = 1 << added
        for other, (_, size) in parts.items():
            if size >= count and other != added and part & self.has[other] == part:
                if other < added:
                    return -1 - other
                shared |= 1 << other
        return shared
