"""What a scorecard knows of a case beside the instances: its variables, who keeps it, where it is, what it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from patterns.codings import Coding
from patterns.comparison.cells import EMPTY, Cell
from patterns.comparison.celltext import said_of

LINEAGE = ("fork_of", "learned_from")
"""Fields of a case that name the one it comes from or took its practice over from."""

STEWARD, STEWARDS = "steward", "stewards"
"""The field of a case that names who keeps it, and that of an institution which names what it keeps."""


@dataclass(frozen=True)
class CaseFacts:
    """One case, or an institution or practice that a pattern was seen in."""

    title: str
    codings: tuple[Coding, ...] = ()
    regions: frozenset[str] = frozenset()  # countries
    stewards: frozenset[str] = frozenset()  # full titles
    practice: bool = False  # a kind of practice that cases are instances of, and so no case
    lineage: str = ""  # the first title by order among all it is tied to by descent or learning; "" = none

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """What it codes, by field."""
        found: dict[str, list[Coding]] = {}
        for each in self.codings:
            found.setdefault(each.field, []).append(each)
        return {key: Cell(tuple(said)) for key, said in found.items()}

    def cell(self, key: str) -> Cell:
        """Return what it codes under a field; an empty cell when it says nothing."""
        return self.cells.get(key, EMPTY)


def settled(cell: Cell) -> Mapping[tuple[str, str], str]:
    """Return what is settled in a cell, in words, by status and value: "open", "not open", "not applicable".

    Empty where nothing is.
    """
    found: dict[tuple[str, str], str] = {}
    known = cell.known or ()
    for each in cell.codings:
        said = each.status, each.value
        if said in known and said not in found:
            found[said] = _words(each)
    return found


def _words(coding: Coding) -> str:
    if coding.status == "absent":
        return f"not {coding.label}" if coding.label else "absent"
    return "not applicable" if coding.status == "not-applicable" else said_of(coding)


def lineages(links: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return for each page with relatives the name of its lineage: the first title among all that are tied together."""
    parent: dict[str, str] = {}

    def root(title: str) -> str:
        while parent.setdefault(title, title) != title:
            parent[title] = parent[parent[title]]
            title = parent[title]
        return title

    for title, others in links.items():
        for other in others:
            low, high = sorted((root(title), root(other)))
            parent[high] = low
    return {title: root(title) for title in parent}


def kin(cases: Collection[CaseFacts]) -> Mapping[str, str]:
    """Return for each case a name that all cases of its lineage have: those tied by descent, learning or a steward."""
    tied = {each.title: [f"lineage {each.lineage}"] if each.lineage else [] for each in cases}
    for each in cases:
        tied[each.title] += [f"steward {one}" for one in each.stewards]
    names = lineages(tied)
    return {title: names.get(title, title) for title in tied}


def present_titles(codings: Iterable[Coding], keys: Iterable[str]) -> frozenset[str]:
    """Return the pages that codings name under these fields as holding."""
    wanted = frozenset(keys)
    return frozenset(
        each.title for each in codings if each.field in wanted and each.title and each.status == "present"
    )
