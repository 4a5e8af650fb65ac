"""Values: how cases stand to values, which no other is better than, and what weights make of them – with no score hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ontology.kinds import Field, Kind, Ontology
from patterns.codings import Coding, coding_of
from patterns.comparison.assessments import (
    HARMED,
    SERVED,
    Assessed,
    Reading,
    Standing,
    Table,
    assess,
    values_named,
)
from patterns.comparison.intervals import Interval, total
from patterns.comparison.pareto import Front, Place, front
from patterns.comparison.valueconflicts import Conflict, conflicts
from patterns.comparison.valuelens import Order, Pair, Ranking, rank
from patterns.frontmatter import parse
from patterns.saying import understand
from patterns.values import option_word
from wiki.assembly import Wiki
from wiki.choices import Choice
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.settings import one_of, weights_in

MOST = 500
"""Cases that are looked at."""

OWN = frozenset({"value", "weight", "reading"})
"""Parameters of its own."""

READINGS = tuple(each.value for each in Reading)


@dataclass(frozen=True, slots=True)
class Worth:
    """An open cell, and what it could decide by itself."""

    assessed: Assessed
    seats: tuple[str, ...]  # cases whose place on the front
    pairs: tuple[tuple[str, str], ...]  # neighbours whose order


@dataclass(frozen=True)
class ValueLens:
    """What is found."""

    choice: Choice
    labels: Mapping[str, str]  # of all values, by key, in the order of the closed list
    values: tuple[str, ...]  # keys of those looked at
    weights: Mapping[str, Fraction]  # by key; {} = nothing is weighed
    reading: Reading
    table: Table  # all cases under the values looked at
    everything: Table  # and under all values

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """Cases of which nothing is assessed under these values."""
        inapplicable = self.inapplicable
        return tuple(
            case
            for case, row in self.table.items()
            if case not in inapplicable and not any(each.assessed for each in row.values())
        )

    @cached_property
    def inapplicable(self) -> Mapping[str, tuple[str, ...]]:
        """Cases to which a value does not apply, with those values."""
        found = {
            case: tuple(value for value, each in row.items() if each.standing is Standing.NOT_APPLICABLE)
            for case, row in self.table.items()
        }
        return {case: values for case, values in found.items() if values}

    @cached_property
    def compared(self) -> Table:
        """The cases that are compared: all others."""
        left_out = {*self.bare, *self.inapplicable}
        return {case: row for case, row in self.table.items() if case not in left_out}

    @cached_property
    def front(self) -> Front:
        """Which of them no other is better than."""
        reach = {case: [each.reach for each in row.values()] for case, row in self.compared.items()}
        return front(_positions(self.compared, self.reading), reach)

    @cached_property
    def certain_places(self) -> Mapping[str, Place]:
        """Where they are when a side nobody assessed is open as well."""
        return {each.case: each.place for each in front(_positions(self.compared, Reading.CERTAIN)).seats}

    @cached_property
    def ranking(self) -> Ranking | None:
        """What the weights make of them; None without weights, or with nothing to weigh."""
        return rank(self.compared, self.weights) if self.weights and self.compared else None

    @cached_property
    def certain_sums(self) -> Mapping[str, Interval]:
        """Their sums when a side nobody assessed is open as well."""
        return {
            case: total(
                positions[0].times(weight)
                for value, weight in self.weights.items()
                for positions in _positions({case: {value: row[value]}}, Reading.CERTAIN).values()
            )
            for case, row in self.compared.items()
        }

    def certainly(self, pair: Pair) -> bool:
        """Say whether a pair keeps its order also when a side nobody assessed is open."""
        return pair.order is Order.BEFORE and self.certain_sums[pair.one].surely_above(
            self.certain_sums[pair.other]
        )

    @cached_property
    def worth(self) -> tuple[Worth, ...]:
        """The open cells that could decide something by themselves, those that could decide most first."""
        seats = {(case, self.values[at]): cases for (case, at), cases in self.front.deciding.items()}
        pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for pair in self.ranking.neighbours if self.ranking else ():
            for each in pair.deciding if pair.alone else ():
                pairs.setdefault((each.case, each.value), []).append((pair.one, pair.other))
        found = [
            Worth(
                self.compared[case][value], seats.get((case, value), ()), tuple(pairs.get((case, value), ()))
            )
            for case, value in dict.fromkeys((*seats, *pairs))
        ]
        return tuple(sorted(found, key=lambda each: -len(each.seats) - len(each.pairs)))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where one of the values looked at is at odds with another, or with itself."""
        return tuple(
            each for each in conflicts(self.everything) if {each.served, each.harmed} & set(self.values)
        )

    def cells(self) -> Iterator[Assessed]:
        """Yield how each case stands to each value looked at."""
        return (each for row in self.table.values() for each in row.values())

    def label(self, value: str) -> str:
        """Return the words of a value."""
        return self.labels[value]


def _positions(table: Table, reading: Reading) -> dict[str, tuple[Interval, ...]]:
    rows = {case: [each.position_in(reading) for each in row.values()] for case, row in table.items()}
    return {case: tuple(each for each in row if each is not None) for case, row in rows.items()}


def lens_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> ValueLens:
    """Find what the parameters ask for; raises BadInputError for a value, a weight or a reading that makes no sense.

    No storage call for kinds whose values are coded, else one.
    """
    said = said_of(wiki, choice)
    labels = labels_of(choice.kind, said)
    reading = Reading(one_of(parameters, "reading", READINGS))
    named = tuple(_meant("value", each, each, labels) for each in parameters.all("value"))
    weights = _weights(parameters, labels, named)
    asked = tuple(dict.fromkeys((*named, *weights)))
    everything = assess(said, labels, reading)
    values = tuple(each for each in labels if each in asked) or _named(everything, labels)
    table = {case: {value: row[value] for value in values} for case, row in everything.items()}
    return ValueLens(choice, labels, values, weights, reading, table, everything)


def value_fields(kind: Kind) -> tuple[Field, ...]:
    """Return the fields by which pages of a kind say what they serve and what they harm."""
    return tuple(kind.by_key[key] for key in (SERVED, HARMED) if key in kind.by_key)


def said_of(wiki: Wiki, choice: Choice) -> Mapping[str, tuple[Coding, ...]]:
    """Return what the pages say of values, by title; of patterns, whose values are no variables, it is read from their text."""
    if all(each.codable for each in value_fields(choice.kind)):
        return {title: choice.said.get(title, ()) for title in choice.titles}
    pages = wiki.pages
    found = pages.all_as_of(choice.titles, choice.when) if choice.when else pages.get_all(choice.titles)
    ontology = choice.codebook.ontology if choice.when else wiki.ontology
    return {
        title: tuple(_codings(found[title].text, title, ontology)) if title in found else ()
        for title in choice.titles
    }


def _codings(text: str, title: str, ontology: Ontology) -> Iterator[Coding]:
    if SERVED in text or HARMED in text:
        said = understand(parse(text), title, ontology).said
        yield from (coding_of(each) for each in said if each.key in {SERVED, HARMED} and each.field)


def labels_of(kind: Kind, said: Mapping[str, tuple[Coding, ...]]) -> dict[str, str]:
    """Return the words of all values, by key: those of the closed list, then others that pages name."""
    listed = {option_word(each.iri): each.label for field in value_fields(kind) for each in field.options}
    others = {key: words for key, words in values_named(said) if key not in listed}
    return {**listed, **others}


def _named(table: Table, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values that are named of some case."""
    return tuple(
        value
        for value in labels
        if any(coding.value == value for row in table.values() for coding in row[value].codings)
    )


def _meant(name: str, written: str, word: str, labels: Mapping[str, str]) -> str:
    """Return the key of the value that is meant, by its key or its words; raises BadInputError."""
    key = word.strip().casefold()
    found = next((each for each, words in labels.items() if key in {each.casefold(), words.casefold()}), None)
    if found is None:
        known = ", ".join(labels) or "none that pages of this kind name"
        raise BadInputError(
            f"{name}={written!r}: “{word.strip()}” is none of the values. There are: {known}.",
            name,
            written,
        )
    return found


def _weights(
    parameters: Parameters, labels: Mapping[str, str], named: tuple[str, ...]
) -> Mapping[str, Fraction]:
    """Read the weights; values that are named without one weigh 1 beside those that have one."""
    said = weights_in(
        parameters.all("weight"), lambda written, word: _meant("weight", written, word, labels), "freedom"
    )
    if not said:
        return {}
    weighed = {each: said.get(each, 1.0) for each in labels if each in said or each in named}
    found = {key: Fraction(str(number)) for key, number in weighed.items() if number}
    if not found:
        raise BadInputError(
            "All weights are 0, which leaves every value out. Give one of them a weight above 0, as in weight=freedom:1."
        )
    return found
