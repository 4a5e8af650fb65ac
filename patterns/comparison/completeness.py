"""How completely a variable is coded: counts over all pages of a kind, whatever adds them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ontology.kinds import Field
from patterns.codings import Coding
from patterns.comparison.cells import STATES, State, state_of
from patterns.values import option_word


@dataclass(frozen=True, slots=True)
class ValueCount:
    """One value of a field under one status, and how many pages have it so."""

    field: str
    value: str
    label: str
    status: str
    pages: int


@dataclass(frozen=True, slots=True)
class CodingCounts:
    """What the pages of one kind code, added up."""

    pages: int  # pages of the kind, coded or not
    statuses: tuple[tuple[str, frozenset[str], int], ...] = ()  # (field, statuses of a page's codings, pages)
    values: tuple[ValueCount, ...] = ()
    coders: tuple[tuple[str, str, int], ...] = ()  # (field, coder, codings)


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One value a field may have, and how many pages have it."""

    value: str
    label: str
    definition: str = ""
    present: int = 0
    absent: int = 0
    contested: int = 0


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many pages stand in which state under one field, with which values, coded by whom."""

    field: Field
    pages: int
    states: Mapping[State, int]  # every state is there; they add up to `pages`
    options: tuple[OptionCount, ...]  # a closed list whole and in its order, other values most frequent first
    coders: tuple[tuple[str, int], ...]  # (name, codings), most first

    @property
    def coded(self) -> int:
        """Pages of which anything is said, be it that it is unknown."""
        return self.pages - self.states[State.UNCODED]

    @property
    def share(self) -> float:
        """Share of the pages that are coded: 0 to 1; 0 when there are none."""
        return self.coded / self.pages if self.pages else 0.0


def count_codings(pages: Mapping[str, Iterable[Coding]]) -> CodingCounts:
    """Add up what pages code, in memory: {title: its codings}, every page of the kind being there."""
    statuses: Counter[tuple[str, frozenset[str]]] = Counter()
    values: Counter[tuple[str, str, str]] = Counter()
    labels: dict[tuple[str, str], str] = {}
    coders: Counter[tuple[str, str]] = Counter()
    for codings in pages.values():
        found = tuple(codings)
        said: dict[str, set[str]] = {}
        for each in found:
            said.setdefault(each.field, set()).add(each.status)
            labels.setdefault((each.field, each.value), each.label)
            coders.update((each.field, coder) for coder in each.coders)
        statuses.update((field, frozenset(each)) for field, each in said.items())
        values.update({(each.field, each.value, each.status) for each in found if each.value})
    return CodingCounts(
        len(pages),
        tuple((*key, number) for key, number in statuses.items()),
        tuple(
            ValueCount(field, value, labels[field, value], status, number)
            for (field, value, status), number in values.items()
        ),
        tuple((*key, number) for key, number in coders.items()),
    )


def completeness(fields: Iterable[Field], counts: CodingCounts) -> tuple[Completeness, ...]:
    """Return how completely each field is coded, in the order given."""
    states: dict[str, Counter[State]] = {}
    for key, statuses, pages in counts.statuses:
        states.setdefault(key, Counter())[state_of(statuses)] += pages
    values: dict[str, list[ValueCount]] = {}
    for each in counts.values:
        values.setdefault(each.field, []).append(each)
    coders: dict[str, Counter[str]] = {}
    for key, coder, codings in counts.coders:
        coders.setdefault(key, Counter())[coder] += codings
    return tuple(
        Completeness(
            field,
            counts.pages,
            _whole(states.get(field.key, Counter()), counts.pages),
            tuple(_options(field, values.get(field.key, []))),
            tuple(sorted(coders.get(field.key, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))),
        )
        for field in fields
    )


def _whole(states: Counter[State], pages: int) -> Mapping[State, int]:
    coded = sum(number for state, number in states.items() if state is not State.UNCODED)
    return {each: states[each] for each in STATES} | {State.UNCODED: pages - coded}


def _options(field: Field, counted: Iterable[ValueCount]) -> list[OptionCount]:
    """Join a value's counts under its statuses; values outside a closed list follow it."""
    found: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for each in counted:
        found.setdefault(each.value, Counter())[each.status] += each.pages
        labels.setdefault(each.value, each.label)
    listed = {option_word(each.iri): each for each in field.options}
    others = sorted(found.keys() - listed.keys(), key=lambda value: (-found[value].total(), labels[value]))
    none: Counter[str] = Counter()
    return [
        *(
            _option(value, each.label, each.definition, found.get(value, none))
            for value, each in listed.items()
        ),
        *(_option(value, labels[value], "", found[value]) for value in others),
    ]


def _option(value: str, label: str, definition: str, counted: Counter[str]) -> OptionCount:
    return OptionCount(value, label, definition, counted["present"], counted["absent"], counted["contested"])
