"""How many cases speak for a pattern independently of one another.

Two cases are tied – one of them tells little more than the other – when the same institution keeps both, when one
descends or learned from the other (or both from a third), when their evidence rests on the same source or sources and no
other, or when both are in the same country or countries. What is not known ties nothing; but a case whose evidence names
no source cannot be shown to be independent and does not count. The number of independent cases is the most that can be
chosen so that no two of them are tied (a largest independent set).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.instances import Standing

EXACT = 24
"""Tied cases among which the largest independent set is searched for; among more the fewest-tied-first choice counts."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Cases that are not independent of one another, and why."""

    reason: str  # "steward", "lineage", "source" or "region"
    by: tuple[str, ...]  # the titles or names they share
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many of the supporting cases are independent, and what ties the others."""

    cases: tuple[str, ...]  # a largest choice without ties; its length is the number
    ties: tuple[Tie, ...]
    unsourced: tuple[str, ...]  # cases that cannot be counted, for their evidence names no source
    stewards: int  # different ones known
    sources: int
    regions: int
    lineages: int  # cases that descend from one another counted once
    exact: bool  # False: there may be more

    @property
    def number(self) -> int:
        """Independent cases."""
        return len(self.cases)


def independence(supporting: Iterable[Standing], facts: Mapping[str, CaseFacts]) -> Independence:
    """Count the independent ones among the supporting cases of a pattern."""
    standings = list(supporting)
    known = {each.case: facts.get(each.case, CaseFacts(each.case)) for each in standings}
    sources = {each.case: each.sources for each in standings}
    counted = [each.case for each in standings if each.sources]
    ties = (
        *_shared("steward", counted, lambda case: [(each,) for each in sorted(_kept_by(known[case]))]),
        *_shared("lineage", counted, lambda case: [(known[case].lineage,)] if known[case].lineage else []),
        *_shared("source", counted, lambda case: [tuple(sorted(sources[case]))]),
        *_shared(
            "region",
            counted,
            lambda case: [tuple(sorted(known[case].regions))] if known[case].regions else [],
        ),
    )
    chosen, exact = _largest(counted, ties)
    return Independence(
        cases=chosen,
        ties=ties,
        unsourced=tuple(each.case for each in standings if not each.sources),
        stewards=len({one for each in known.values() for one in each.stewards}),
        sources=len({one for each in sources.values() for one in each}),
        regions=len({one for each in known.values() for one in each.regions}),
        lineages=len({each.lineage or each.title for each in known.values()}),
        exact=exact,
    )


def _kept_by(case: CaseFacts) -> frozenset[str]:
    """Return who keeps it; an institution that is an instance itself keeps itself."""
    return case.stewards | {case.title}


def _shared(
    reason: str, cases: Sequence[str], keys: Callable[[str], Iterable[tuple[str, ...]]]
) -> Iterator[Tie]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for case in cases:
        for key in keys(case):
            groups.setdefault(key, []).append(case)
    for key, found in groups.items():
        if len(found) > 1:
            yield Tie(reason, key, tuple(found))


def _largest(cases: Sequence[str], ties: Iterable[Tie]) -> tuple[tuple[str, ...], bool]:
    """Return a largest choice of cases no two of which are tied, and whether it is certain that there is no larger one."""
    place = {case: at for at, case in enumerate(cases)}
    tied = [0] * len(cases)
    for tie in ties:
        mask = sum(1 << place[case] for case in tie.cases)
        for case in tie.cases:
            tied[place[case]] |= mask & ~(1 << place[case])
    chosen, exact = 0, True
    for group in _groups(tied):
        if group.bit_count() <= EXACT:
            chosen |= _best(group, tied)
        else:
            chosen, exact = chosen | _greedy(group, tied), False
    return tuple(case for at, case in enumerate(cases) if chosen >> at & 1), exact


def _groups(tied: Sequence[int]) -> Iterator[int]:
    """Yield sets of cases that are tied to one another, directly or through others."""
    left = (1 << len(tied)) - 1
    while left:
        group = edge = left & -left
        while edge:
            edge = _union(tied, edge) & ~group
            group |= edge
        left &= ~group
        yield group


def _union(tied: Sequence[int], cases: int) -> int:
    found = 0
    for at in _places(cases):
        found |= tied[at]
    return found


def _places(cases: int) -> Iterator[int]:
    while cases:
        yield (cases & -cases).bit_length() - 1
        cases &= cases - 1


def _best(cases: int, tied: Sequence[int]) -> int:
    """Return a largest independent set: one with the most-tied case, or one without it."""
    most = max(_places(cases), key=lambda at: ((tied[at] & cases).bit_count(), -at))
    if not tied[most] & cases:
        return cases
    without = cases & ~(1 << most)
    one = _best(without, tied)
    rest = without & ~tied[most]
    other = 1 << most | (_best(rest, tied) if rest else 0)
    return other if other.bit_count() > one.bit_count() else one


def _greedy(cases: int, tied: Sequence[int]) -> int:
    """Return an independent set, fewest-tied cases first (maximal, and at least n/(d + 1) of n cases with d ties each)."""
    chosen = 0
    while cases:
        least = min(_places(cases), key=lambda at: ((tied[at] & cases).bit_count(), at))
        chosen |= 1 << least
        cases &= ~(tied[least] | 1 << least)
    return chosen
