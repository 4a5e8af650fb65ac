"""Where a pattern has been seen, and how that bears on it: the instances stated on its page and on those of cases.

A pattern's page lists its `known_instances`; a case's page says which patterns it `exhibits`. Both are codings with
evidence, and either may refute, be partial or adapted, contested, or say that the pattern was looked for and not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from patterns.codings import Coding


class Ends(NamedTuple):
    """Fields by which a page and its cases speak of one another, each with whether it speaks against the page."""

    own: Mapping[str, bool]  # of the page itself
    others: Mapping[str, bool]  # of the pages of cases


KNOWN_INSTANCES, EXHIBITS = "known_instances", "exhibits"
OF_PATTERNS = Ends({KNOWN_INSTANCES: False}, {EXHIBITS: False})
DEGREES = ("full", "partial", "adapted")

REFUTING = "refuting"
"""Bearing of an instance that speaks against the pattern."""

_PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Instance:
    """One statement that a pattern is or is not seen in a case."""

    case: str  # full title; an institution's or practice's too
    page: str  # full title of the page that says so
    coding: Coding
    against: bool = False  # said under a field that speaks against, as `refuted_by` does

    @property
    def status(self) -> str:
        """Of the coding: only what is present bears on the pattern."""
        return self.coding.status

    @property
    def refuting(self) -> bool:
        """Whether it speaks against the pattern."""
        return self.status == _PRESENT and (self.against or REFUTING in self.coding.all_of("bearing"))

    @property
    def supporting(self) -> bool:
        """Whether it speaks for the pattern, as it does without a word."""
        return self.status == _PRESENT and not self.refuting

    @property
    def degree(self) -> str:
        """How much of the pattern is there: "full", "partial", "adapted"; "" = not said."""
        return next((each for each in self.coding.all_of("degree") if each in DEGREES), "")

    @property
    def answers(self) -> tuple[str, ...]:
        """Why the pattern stands in spite of it."""
        return tuple(each for each in self.coding.all_of("answer") if each.strip())

    @property
    def unanswered(self) -> bool:
        """Whether it refutes and nobody has said why the pattern stands."""
        return self.refuting and not self.answers

    @property
    def sources(self) -> tuple[str, ...]:
        """Full titles of the sources that say so."""
        return tuple(each.title or each.words for each in self.coding.evidence if each.key == "source")

    @property
    def quoted(self) -> bool:
        """Whether it has the words of a source, or the place in one."""
        return any(each.key in {"quote", "locator"} for each in self.coding.evidence)

    @property
    def date(self) -> str:
        """The day it was coded, as in "2026-11-29"; "" = not said."""
        return max(self.coding.all_of("date"), default="")


@dataclass(frozen=True, slots=True)
class Standing:
    """What all instances in one case say of the pattern."""

    case: str
    instances: tuple[Instance, ...]

    @property
    def supports(self) -> bool:
        """Whether something in it speaks for the pattern."""
        return any(each.supporting for each in self.instances)

    @property
    def refutes(self) -> bool:
        """Whether something in it speaks against the pattern."""
        return any(each.refuting for each in self.instances)

    @property
    def unanswered(self) -> bool:
        """Whether something in it speaks against the pattern, and nobody has answered."""
        return any(each.unanswered for each in self.instances)

    @property
    def degrees(self) -> tuple[str, ...]:
        """The degrees of what supports it, each once, in the order of DEGREES; "" where one says none."""
        found = {each.degree for each in self.instances if each.supporting}
        return tuple(each for each in (*DEGREES, "") if each in found)

    @property
    def sources(self) -> frozenset[str]:
        """The sources of what supports it."""
        return frozenset(source for each in self.instances if each.supporting for source in each.sources)

    def has(self, status: str) -> bool:
        """Say whether an instance has that status."""
        return any(each.status == status for each in self.instances)


def instances_of(
    pattern: str,
    codings: Mapping[str, Iterable[Coding]],
    meant: Mapping[str, str] | None = None,
    ends: Ends = OF_PATTERNS,
) -> tuple[Instance, ...]:
    """Return the instances of the pattern with that full title: {title of a page: what it codes}.

    `meant` leads from titles to the pages they stand for, where that is another one; `ends` are the fields under which a
    pattern, or another page that cases speak for and against, has them. What its own page and a case's say in the same
    words is one instance, the case's.
    """
    leads = meant or {}
    found: dict[tuple[str, bool, Coding], Instance] = {}
    for page, said in codings.items():
        for each in _stated(pattern, page, said, leads, ends):
            key = each.case, each.against, _core(each.coding)
            if key not in found or found[key].page == pattern:
                found[key] = each
    return tuple(found.values())


def _stated(
    pattern: str, page: str, said: Iterable[Coding], leads: Mapping[str, str], ends: Ends
) -> Iterator[Instance]:
    for each in said:
        if not each.title:
            continue
        other = leads.get(each.title, each.title)
        if each.field in ends.own and page == pattern:
            yield Instance(other, page, each, ends.own[each.field])
        elif each.field in ends.others and other == pattern:
            yield Instance(page, page, each, ends.others[each.field])


def _core(coding: Coding) -> Coding:
    """Return what two pages must both say for it to be one instance: status and evidence."""
    return Coding("", status=coding.status, evidence=tuple(sorted(coding.evidence)))


def standings(instances: Iterable[Instance]) -> tuple[Standing, ...]:
    """Put instances together by case, in the order of titles."""
    by_case: dict[str, list[Instance]] = {}
    for each in instances:
        by_case.setdefault(each.case, []).append(each)
    return tuple(Standing(case, tuple(by_case[case])) for case in sorted(by_case))
