"""The fewest implications from which all others follow: the basis of Duquenne and Guigues, as far as it is supported.

V. Duquenne and J.-L. Guigues, "Familles minimales d'implications informatives", Mathématiques et sciences humaines 95
(1986); Ganter & Wille 1999, section 2.3. Sets of features are gone through in lectic order as in LinCbO (R. Janoštík,
J. Konečný, P. Krajča, "LinCbO: Fast algorithm for computation of the Duquenne-Guigues basis", Information Sciences 572,
2021), closing each under the implications found so far; what fewer cases than asked for share is not entered, and as a
larger set never has more cases, what is found is exactly the supported part of the basis. With implications that are
taken for granted it is the relative basis of G. Stumme, "Attribute Exploration with Background Implications and
Exceptions", in Data Analysis and Information Systems (1996).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import thread_time

from patterns.comparison.features.context import Context, bitset, members

BUDGET = 2.0
"""Seconds of work that a search may take; waiting for others does not count."""


@dataclass(frozen=True, slots=True)
class Implication:
    """All cases known to have the premise are known to have the conclusion."""

    premise: int  # features
    conclusion: int  # features, none of the premise
    support: int  # cases that have both


@dataclass(frozen=True, slots=True)
class Basis:
    """Implications from which all follow that `support` cases bear out."""

    context: Context
    found: tuple[Implication, ...]
    support: int
    complete: bool  # False: time was up; those found hold, but others may be missing


def implication_basis(
    context: Context,
    minimum: int = 1,
    *,
    granted: Iterable[tuple[int, int]] = (),
    budget: float = BUDGET,
    clock: Callable[[], float] = thread_time,
) -> Basis:
    """Find the basis of all implications with a support of at least `minimum`; with 0, of all there are.

    `granted` are pairs of premise and conclusion that are known already: what follows from them is not found again. That
    who has a feature of a chain has those below it always is.
    """
    search = _Search(context, minimum, clock, clock() + budget)
    for premise, conclusion in (*context.chained(), *granted):
        search.know(premise, conclusion, always=True)
    complete = search.run()
    return Basis(context, tuple(search.found), minimum, complete)


@dataclass(slots=True)
class _Frame:
    """A set of features that is closed, and the next feature to add to it."""

    features: int
    extent: int
    next: int  # place among the usable features
    last: int  # the feature added last: smaller ones are tried elsewhere


@dataclass(slots=True)
class _Known:
    premise: int
    closed: int
    always: bool  # fires for its premise itself too, not just for larger sets


@dataclass(slots=True)
class _Search:
    context: Context
    minimum: int
    clock: Callable[[], float]
    deadline: float
    found: list[Implication] = field(default_factory=list)
    by_feature: list[list[_Known]] = field(init=False)
    usable: list[int] = field(init=False)  # features of enough cases
    unconditional: int = 0  # what is granted without a premise
    frames: list[_Frame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_feature = [[] for _ in self.context.features]
        sizes = (has.bit_count() for has in self.context.has)
        self.usable = [number for number, size in enumerate(sizes) if size >= self.minimum]

    def know(self, premise: int, conclusion: int, *, always: bool) -> None:
        """Close every later set under this implication."""
        if not premise and always:
            self.unconditional |= conclusion
        known = _Known(premise, premise | conclusion, always)
        for each in members(premise):
            self.by_feature[each].append(known)

    def run(self) -> bool:
        """Go through all sets; False when time was up."""
        if len(self.context.cases) < self.minimum:
            return True
        start = self._close(0, self.unconditional)
        self._enter(start, self.context.extent(start), -1)
        while self.frames:
            if self.clock() > self.deadline:
                return False
            self._step(self.frames[-1])
        return True

    def _enter(self, features: int, extent: int, last: int) -> None:
        """Look at one set: keep what follows from it, and go on from the set that is closed."""
        if extent.bit_count() < self.minimum:
            return
        has = self.context.has
        closed = bitset(each for each in self.usable if extent & has[each] == extent)
        if closed != features:
            self.found.append(Implication(features, closed & ~features, extent.bit_count()))
            self.know(features, closed & ~features, always=False)
            if (closed ^ features) & _below(last):
                return
        self.frames.append(_Frame(closed, extent, len(self.usable) - 1, last))

    def _step(self, frame: _Frame) -> None:
        """Add the next feature, largest number first: so all smaller sets have been seen before a larger one."""
        added = self.usable[frame.next] if frame.next >= 0 else -1
        frame.next -= 1
        if added <= frame.last:
            self.frames.pop()
            return
        if frame.features >> added & 1:
            return
        extent = frame.extent & self.context.has[added]
        if extent.bit_count() < self.minimum:
            return
        features = self._close(frame.features, 1 << added)
        if not (features ^ frame.features) & _below(added):
            self._enter(features, extent, added)

    def _close(self, features: int, added: int) -> int:
        """Close a closed set to which features are added under what is known."""
        features, waiting = features | added, added
        late: list[_Known] = []
        while waiting:
            lowest = waiting & -waiting
            waiting ^= lowest
            for each in self.by_feature[lowest.bit_length() - 1]:
                if each.premise & features == each.premise:
                    if each.premise == features and not each.always:
                        late.append(each)
                        continue
                    waiting |= each.closed & ~features
                    features |= each.closed
            if not waiting:
                for each in late:
                    if each.premise != features:
                        waiting |= each.closed & ~features
                        features |= each.closed
        return features


def _below(feature: int) -> int:
    return (1 << feature) - 1 if feature > 0 else 0
