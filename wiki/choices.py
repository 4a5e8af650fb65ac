"""What parameters choose to compare: pages of one kind and their variables, the same for every way of comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from ontology.kinds import Field, Kind, Ontology
from ontology.variables import variables_of
from patterns.codebook import Variable, variables
from patterns.codings import Coding, codings
from patterns.comparison.assessments import SERVED
from patterns.comparison.table import Comparison, compare
from patterns.frontmatter import parse
from patterns.saying import understand
from patterns.values import option_word
from wiki.assembly import Wiki
from wiki.codebook import Codebook
from wiki.comparing import (
    MOST,
    Chosen,
    choose,
    choose_then,
    compared,
    compared_alike,
    fields_of,
    found_by_search,
    key_of,
)
from wiki.dates import read_date
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.search.language import field_key
from wiki.searching import OWN as OF_SEARCH
from wiki.searching import read_asked, request_of

OWN = frozenset({"case", "variable", "find", "format", "asof"})
"""Parameters that choose no pages by search, whatever the way of comparing."""

LOOKED_AT = 200
"""Pages that are looked at at once for whether anything is known of one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The pages and variables that parameters mean."""

    chosen: Chosen
    fields: tuple[Field, ...]
    keys: tuple[str, ...]  # variables asked for, () = all
    notes: tuple[str, ...]  # in sentences, what could not be followed
    codebook: Codebook  # by which the pages are read
    reading: Callable[[], Mapping[str, tuple[Coding, ...]]]
    """Reads all that the pages code, once: what looks at thousands of them does without."""
    when: datetime | None = None  # the pages as they were then; None = as they are

    @property
    def kind(self) -> Kind:
        """The kind of all its pages."""
        return self.chosen.kind

    @property
    def titles(self) -> tuple[str, ...]:
        """Full titles of its pages."""
        return self.chosen.titles

    @property
    def said(self) -> Mapping[str, tuple[Coding, ...]]:
        """All that the pages code, under any variable, with its evidence, by title."""
        return self.reading()

    def with_fields(self, fields: tuple[Field, ...]) -> Choice:
        """Return the same pages under these variables."""
        return replace(self, fields=fields)

    def variables(self) -> Mapping[str, Variable]:
        """Return its variables as their pages explain them, by key."""
        return {each.field.key: each for each in variables(self.fields, self.codebook.entries)}


def choose_by(
    wiki: Wiki, parameters: Parameters, own: frozenset[str] = frozenset(), most: int = MOST
) -> Choice:
    """Work out what parameters choose; `own` are those of the way of comparing, `most` pages fit it.

    With `asof`, pages and codebook are those of that time, named by the titles they had; a search finds what it finds
    today. Raises BadInputError for a kind that there is not and a time that cannot be read.
    """
    written = parameters.first("asof").strip()
    when = read_date(written) if written else None
    codebook = wiki.codebook.then(when) if when else wiki.codebook.now()
    ontology = codebook.ontology if when else wiki.ontology
    kind = asked_kind(ontology, parameters)
    found, of_search = searched(wiki, parameters.without(own), kind, most)
    asked = [*parameters.all("case"), *found]
    chosen = choose_then(wiki, asked, kind, when, most) if when else choose(wiki, asked, kind, most)
    keys = tuple(key_of(codebook, ontology, each) for each in parameters.all("variable"))
    fields, missing = fields_of(chosen.kind, keys)
    strange = not_understood(wiki, parameters.without(own))
    notes = (*chosen.notes, *strange, *of_search, *missing, *alone(chosen, fields))
    reading = cache(partial(said_by, wiki, chosen.titles, codebook, when))
    return Choice(chosen, fields, keys, notes, codebook, reading, when)


def side_by_side(wiki: Wiki, choice: Choice) -> Comparison:
    """Compare the chosen pages under the chosen variables, with all their evidence. Two storage calls."""
    if choice.when is None:
        said = wiki.pages.codings(choice.titles, [each.key for each in choice.fields])
        return compared(wiki, choice.titles, choice.fields, said)
    return compare(choice.fields, choice.titles, choice.said)


def told_apart(wiki: Wiki, choice: Choice) -> Comparison:
    """Compare as `side_by_side` does, where nobody looks at evidence: of it, only who coded something is told.

    Several times as quick: what thousands of pages say alike is read and looked at once. Two storage calls.
    """
    if choice.when is None:
        return compared_alike(wiki, choice.titles, choice.fields)
    return compare(choice.fields, choice.titles, choice.said)


def anything_known(wiki: Wiki, choice: Choice) -> bool:
    """Say whether anything is settled of one of the chosen pages under one of the variables; mostly the first pages say it."""
    for at in range(0, len(choice.titles), LOOKED_AT):
        some = replace(choice.chosen, titles=choice.titles[at : at + LOOKED_AT])
        if any(row.known for row in told_apart(wiki, replace(choice, chosen=some)).rows):
            return True
    return False


def said_by(
    wiki: Wiki, titles: Sequence[str], codebook: Codebook, when: datetime | None
) -> Mapping[str, tuple[Coding, ...]]:
    """Return all that pages code, or coded at that time, by title. One storage call."""
    if when is None:
        return wiki.pages.codings(titles)
    found, ontology = wiki.pages.all_as_of(titles, when), codebook.ontology
    return {title: codings(understand(parse(each.text), title, ontology)) for title, each in found.items()}


def asked_kind(ontology: Ontology, parameters: Parameters) -> Kind:
    """Return the kind that is named, else cases; raises BadInputError."""
    name = parameters.first("kind").strip() or "case"
    kinds = ontology.by_name
    if name not in kinds:
        known = ", ".join(each.name for each in kinds.values() if variables_of(each))
        raise BadInputError(
            f"There is no kind “{name}”. Pages of these kinds can be compared: {known}.",
            "kind",
            parameters.first("kind"),
        )
    return kinds[name]


def searched(wiki: Wiki, parameters: Parameters, kind: Kind, most: int) -> tuple[list[str], tuple[str, ...]]:
    """Return the titles that the search among the parameters finds, and sentences when they are none or not all fit."""
    asked = read_asked(parameters, wiki.ontology)
    filters = tuple(pair for pair in asked.filters if pair[0] not in OWN)
    asked = replace(asked, filters=filters, kind=kind.name, page=1)
    named = "kind" in parameters and not parameters.all("case") and "find" not in parameters
    if not (asked.text.strip() or filters or asked.since or asked.until or named):
        return [], ()
    found, cut = found_by_search(wiki, request_of(asked), most)
    if found:
        return found, tuple(filter(None, [cut]))
    return [], (
        *no_values(wiki, kind, filters),
        f"The search in this address finds no {kind.plural.lower()}.",
    )


def no_values(wiki: Wiki, kind: Kind, filters: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Say of each value in a search that its field cannot have which ones it can."""
    for key, value in filters:
        field = kind.by_key.get(key) or wiki.ontology.by_key[key]
        words = [option_word(each.iri) for each in field.options]
        if words and value not in words:
            yield f"{field.label} has no value “{value}”; it has {', '.join(words)}."


def not_understood(wiki: Wiki, parameters: Parameters) -> Iterable[str]:
    """Say of each name in the address that it says nothing here, so that a slip of the pen is not taken for a choice."""
    known = {*OWN, *OF_SEARCH, *wiki.ontology.by_key}
    strange = dict.fromkeys(name for name, _ in parameters if field_key(name) not in known)
    for name in strange:
        yield f"“{name}” in the address is neither a field nor a setting of this comparison, and changes nothing."


def alone(chosen: Chosen, fields: Sequence[object]) -> Iterable[str]:
    """Say why a table shows less than a comparison."""
    if not variables_of(chosen.kind):
        only = (
            ": only by values can they be compared"
            if SERVED in chosen.kind.by_key
            else ", so there is nothing to compare"
        )
        yield f"Pages of the kind {chosen.kind.label} are not coded by variables{only}."
    elif len(chosen.titles) == 1 and fields:
        yield "One page alone has nothing to be compared with: choose another below."
