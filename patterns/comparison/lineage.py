"""Cases that copied each other are one lineage, and are counted as one.

Ten forks of one project say no more for a pattern than the project itself: that two cases are alike is evidence only as
far as they came to it independently (Galton's objection to E. B. Tylor, "On a Method of Investigating the Development of
Institutions", Journal of the Anthropological Institute 18, 1889).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from patterns.codings import Coding
from patterns.saying import PRESENT

COPIES = ("fork_of", "learned_from")
"""Keys of fields whose value is a case that this one copied."""

SAME = ("steward",)
"""Keys of fields that make one lineage of the cases that name the same page: whoever keeps both."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a case belongs to its lineage: a coding of it."""

    case: str
    field: str
    value: str  # full title of the page it names


@dataclass(frozen=True, slots=True)
class Lineage:
    """Cases that depend on each other, and what says so."""

    cases: tuple[str, ...]  # in the order given
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Lineages:
    """All cases, each in one lineage."""

    found: tuple[Lineage, ...]

    @cached_property
    def of(self) -> Mapping[str, str]:
        """Name each case's lineage by its first case."""
        return {case: each.cases[0] for each in self.found for case in each.cases}

    def count(self, titles: Iterable[str]) -> int:
        """Count the lineages of some cases; a case that is not known is its own."""
        return len({self.of.get(each, each) for each in titles})


def lineages(
    titles: Sequence[str],
    codings: Mapping[str, Iterable[Coding]],
    copies: Iterable[str] = COPIES,
    same: Iterable[str] = SAME,
) -> Lineages:
    """Put cases into lineages by what is coded of them: {title: its codings}.

    Two cases that both copied a third are one lineage, whether or not the third is among those given. What is contested,
    absent or unknown ties nothing.
    """
    copying, keeping = frozenset(copies), frozenset(same)
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    ties: dict[str, list[Tie]] = {title: [] for title in titles}
    for title, tied in ties.items():
        for each in codings.get(title, ()):
            if each.status == PRESENT and each.title and each.field in copying | keeping:
                tied.append(Tie(title, each.field, each.title))
                other = ("case", each.title) if each.field in copying else (each.field, each.title)
                parent[_root(parent, ("case", title))] = _root(parent, other)
    groups: dict[tuple[str, str], list[str]] = {}
    for title in ties:
        groups.setdefault(_root(parent, ("case", title)), []).append(title)
    return Lineages(
        tuple(
            Lineage(tuple(each), tuple(tie for case in each for tie in ties[case]))
            for each in groups.values()
        )
    )


def _root(parent: dict[tuple[str, str], tuple[str, str]], each: tuple[str, str]) -> tuple[str, str]:
    while (above := parent.get(each, each)) != each:
        parent[each] = parent.get(above, above)
        each = above
    return each
