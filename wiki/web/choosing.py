"""What an address says of the pages to compare and their variables: the same words for every way of comparing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from flask import request

from ontology.kinds import Field, Kind
from ontology.variables import variables_of
from patterns.codebook import Variable
from wiki.comparing import MOST, Chosen, choose, explained, fields_of, found_by_search, key_of
from wiki.errors import BadInputError
from wiki.ports import SearchRequest
from wiki.web import search
from wiki.web.session import the_wiki

OFFERED = 60
"""Pages that the form offers at once."""

OWN = frozenset({"case", "variable", "find", "format"})
"""Parameters that choose no pages by search, whatever the way of comparing."""

WAYS = (("/compare", "Side by side"),)
"""Ways of comparing: (path, words), in the order they are offered. They all take the same choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The pages and variables that an address means."""

    chosen: Chosen
    fields: tuple[Field, ...]
    keys: tuple[str, ...]  # variables asked for, () = all
    notes: tuple[str, ...]  # in sentences, what could not be followed

    @property
    def kind(self) -> Kind:
        """The kind of all its pages."""
        return self.chosen.kind

    @property
    def titles(self) -> tuple[str, ...]:
        """Full titles of its pages."""
        return self.chosen.titles

    def variables(self) -> Mapping[str, Variable]:
        """Return its variables as their pages explain them, by key."""
        return {each.field.key: each for each in explained(the_wiki(), self.fields)}


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """What the form below a comparison offers: other pages, other variables."""

    action: str  # path of the way of comparing
    kind: Kind
    titles: tuple[str, ...]  # chosen
    keys: tuple[str, ...]
    offered: tuple[str, ...]
    find: str
    searching: tuple[tuple[str, str], ...]  # parameters of the search that chose the pages
    kept: tuple[tuple[str, str], ...]  # parameters of the way of comparing
    groups: tuple[tuple[str, tuple[Variable, ...]], ...]
    kinds: tuple[Kind, ...]
    others: tuple[tuple[Kind, str], ...]  # kinds of pages left out, and the address that compares those
    notes: tuple[str, ...]
    most: int

    @property
    def listed(self) -> bool:
        """Whether the chosen pages are few enough to be listed one by one; else their search is kept."""
        return len(self.titles) <= MOST


def asked_choice(own: frozenset[str] = frozenset(), most: int = MOST) -> Choice:
    """Work out what the address chooses; `own` are the parameters of the way of comparing, `most` pages fit it."""
    wiki, kind = the_wiki(), asked_kind()
    found, cut = searched(kind, own, most)
    chosen = choose(wiki, [*asked_titles(), *found], kind, most)
    keys = tuple(key_of(wiki, each) for each in request.args.getlist("variable") if each.strip())
    fields, missing = fields_of(chosen.kind, keys)
    notes = (*chosen.notes, *filter(None, [cut]), *missing, *alone(chosen, fields))
    return Choice(chosen, fields, keys, notes)


def asked_titles() -> list[str]:
    """Return the titles the address names."""
    return [each for each in request.args.getlist("case") if each.strip()]


def asked_kind() -> Kind:
    """Return the kind the address names, else cases; raises BadInputError."""
    name = request.args.get("kind", "").strip() or "case"
    kinds = the_wiki().ontology.by_name
    if name not in kinds:
        known = ", ".join(each.name for each in kinds.values() if variables_of(each))
        raise BadInputError(f"There is no kind “{name}”. Pages of these kinds can be compared: {known}.")
    return kinds[name]


def searched(kind: Kind, own: frozenset[str] = frozenset(), most: int = MOST) -> tuple[list[str], str]:
    """Return the titles that the address's search finds, if it has one, and a sentence when not all fit."""
    asked = search.read_asked()
    filters = tuple(pair for pair in asked.filters if pair[0] not in OWN | own)
    asked = replace(asked, filters=filters, kind=kind.name, page=1)
    named = "kind" in request.args and not asked_titles() and "find" not in request.args
    if not (asked.text.strip() or filters or asked.since or asked.until or named):
        return [], ""
    return found_by_search(the_wiki(), search.request_of(asked), most)


def alone(chosen: Chosen, fields: Sequence[object]) -> Iterable[str]:
    """Say why a table shows less than a comparison."""
    if not variables_of(chosen.kind):
        yield f"Pages of the kind {chosen.kind.label} are not coded by variables, so there is nothing to compare."
    elif len(chosen.titles) == 1 and fields:
        yield "One page alone has nothing to be compared with: choose another below."


def choice_form(choice: Choice, own: frozenset[str] = frozenset(), most: int = MOST) -> ChoiceForm:
    """Return what the form offers that chooses other pages and variables for this way of comparing."""
    mine = [(key, value) for key, value in request.args.items(multi=True) if key in own]
    apart = {*OWN, *own, "kind"}
    return ChoiceForm(
        action=request.path,
        kind=choice.kind,
        titles=choice.titles,
        keys=choice.keys,
        offered=tuple(offers(choice)),
        find=request.args.get("find", ""),
        searching=tuple((key, value) for key, value in request.args.items(multi=True) if key not in apart),
        kept=tuple(mine),
        groups=tuple(by_group(explained(the_wiki(), variables_of(choice.kind)))),
        kinds=tuple(each for each in the_wiki().ontology.kinds if variables_of(each)),
        others=tuple(
            (kind, address(case=titles, kind=(kind.name,))) for kind, titles in choice.chosen.others
        ),
        notes=choice.notes,
        most=most,
    )


def offers(choice: Choice) -> list[str]:
    """Return pages that might be chosen too: those that the form looks for, else the first by title."""
    find = request.args.get("find", "").strip()
    if find:
        wanted = SearchRequest(find, choice.kind.name, size=OFFERED)
        found = [hit.title for hit in the_wiki().search.search(wanted).hits]
    elif choice.titles:
        return []
    else:
        found = [each.title for each in the_wiki().pages.list_pages(choice.kind.name, limit=OFFERED)]
    return [each for each in found if each not in choice.titles]


def by_group(variables: Iterable[Variable]) -> Iterable[tuple[str, tuple[Variable, ...]]]:
    """Put neighbouring variables of the same group together."""
    return ((group, tuple(each)) for group, each in groupby(variables, key=lambda each: each.field.group))


def ways(own: frozenset[str] = frozenset()) -> list[tuple[str, str, bool]]:
    """Return the ways of comparing the same choice: (address, words, whether it is this one)."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in {*own, "format"}]
    query = f"?{urlencode(kept)}" if kept else ""
    return [(path + query, words, path == request.path) for path, words in WAYS]


def address(**changed: Sequence[str]) -> str:
    """Return this address with some parameters set anew."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changed]
    added = [(key, value) for key, values in changed.items() for value in values]
    return f"{request.path}?{urlencode([*kept, *added])}"
