"""What an address says of the pages to compare and their variables: the same words for every way of comparing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from flask import request

from ontology.kinds import Field, Kind
from ontology.variables import variables_of
from patterns.codebook import Variable
from patterns.comparison.bias import Mirror
from patterns.comparison.table import Row
from patterns.links import split_title
from patterns.scorecard.instances import KNOWN_INSTANCES
from wiki.choices import OWN, Choice, anything_known, choose_by, told_apart
from wiki.comparing import MOST, explained
from wiki.mirroring import mirror_of
from wiki.parameters import Parameters
from wiki.ports import SearchRequest
from wiki.proposing import MOST as MOST_PROPOSED
from wiki.proposing import PATH as PROPOSE
from wiki.ways import WAYS, Way
from wiki.web.session import the_wiki
from wiki.web.words import moment

LOOKED_THROUGH = 200
"""Pages of which it is counted how far each variable is known, before one is chosen."""

CODED, DID = "coded", "did"
"""Parameters by which the form of one variable says what was done: KEY:TITLE, and the word for it."""

PAPER = "paper"
"""Parameter by which a broad table is shown as several that fit on paper."""

SHEET = 8
"""Columns of a table, its heads apart, that fit on a sheet of paper; print.css hides what comes behind them."""

_DONE = {
    "saved": "Saved: {}.",
    "merged": "Saved: {}. Somebody else changed the page meanwhile; both edits were merged.",
    "unchanged": "Nothing was changed: {} is as it was.",
}

OFFERED = 60
"""Pages that the form offers at once."""


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
    then: str  # the time the pages are shown as of, in words; "" = as they are
    mirror: Mirror | None  # what the choice leans to; None = nothing is chosen
    today: str  # the same address for the pages as they are
    most: int
    blank: (
        str  # where the pages are coded, when nothing is known of any under the variables; "" = something is
    )
    done: str  # what was done to a cell just before, "" = nothing
    proposing: str  # where a pattern is proposed from these pages, "" = they are none that show patterns, or too many

    @property
    def first_only(self) -> bool:
        """Whether there may be more pages than the form offers."""
        return len(self.offered) >= OFFERED

    @property
    def listed(self) -> bool:
        """Whether the chosen pages are few enough to be listed one by one; else their search is kept."""
        return len(self.titles) <= MOST


def asked_choice(own: frozenset[str] = frozenset(), most: int = MOST) -> Choice:
    """Work out what the address of this request chooses; see `wiki.choices.choose_by`."""
    return choose_by(the_wiki(), asked_parameters(), own, most)


def asked_parameters() -> Parameters:
    """Return the parameters of this request's address that say what is compared, and how."""
    return Parameters(tuple(request.args.items(multi=True))).without({CODED, DID, PAPER})


def blocks(columns: int) -> list[range]:
    """Return the columns of a table by their numbers: all in one, or in tables of a sheet's width where those are asked for."""
    if not on_paper():
        return [range(columns)]
    return [range(at, min(at + SHEET, columns)) for at in range(0, columns, SHEET)]


def on_paper() -> bool:
    """Say whether the address asks for tables that fit on paper."""
    return request.args.get(PAPER) == "yes"


def paper_address(columns: int) -> str:
    """Return where the same table stands as several that fit on paper; "" when it fits, or they are shown."""
    if columns <= SHEET or on_paper():
        return ""
    return asked_parameters().having(PAPER, ["yes"]).address(request.path)


def coded_cell() -> tuple[str, str]:
    """Return key and title of the cell that was coded just before; two times "" when none was."""
    key, _, title = request.args.get(CODED, "").partition(":")
    return key, title


def said_done(choice: Choice) -> str:
    """Say what was done to a cell of the chosen pages just before; "" when nothing was."""
    key, title = coded_cell()
    words = _DONE.get(request.args.get(DID, ""), "")
    if not words or title not in choice.titles or key not in choice.kind.by_key:
        return ""
    name = split_title(title, the_wiki().shapes).name
    return words.format(f"{choice.kind.by_key[key].label} of {name}")


def choice_form(choice: Choice, way: Way) -> ChoiceForm:
    """Return what the form offers that chooses other pages and variables for this way of comparing."""
    asked = asked_parameters()
    return ChoiceForm(
        action=way.path,
        kind=choice.kind,
        titles=choice.titles,
        keys=choice.keys,
        offered=tuple(offers(choice)),
        find=asked.first("find"),
        searching=asked.without({*OWN, *way.own, "kind"}).pairs,
        kept=asked.only({*way.own, "asof"}).pairs,
        groups=tuple(by_group(explained(the_wiki(), variables_of(choice.kind)))),
        kinds=tuple(each for each in the_wiki().ontology.kinds if variables_of(each)),
        others=tuple(
            (kind, address(case=titles, kind=(kind.name,))) for kind, titles in choice.chosen.others
        ),
        notes=choice.notes,
        then=moment(choice.when) if choice.when else "",
        mirror=mirror_of(the_wiki(), choice) if choice.titles else None,
        today=asked.without({"asof"}).address(way.path),
        most=way.most,
        blank=where_to_code(choice, way),
        done=said_done(choice),
        proposing=proposing(choice, way),
    )


def where_to_code(choice: Choice, way: Way) -> str:
    """Return the matrix of the chosen pages, whose cells lead to their forms, when nothing is known of any of them."""
    if not choice.titles or not choice.fields or anything_known(the_wiki(), choice):
        return ""
    return asked_parameters().without({*way.own, "format"}).address(WAYS["matrix"].path)


def proposing(choice: Choice, way: Way) -> str:
    """Return where a pattern is proposed from the chosen pages; "" where they are of no kind that shows one, or too many."""
    shows = the_wiki().shapes.by_name["pattern"].by_key[KNOWN_INSTANCES].kinds
    if choice.kind.name not in shows or not 1 < len(choice.titles) <= MOST_PROPOSED:
        return ""
    kept = asked_parameters().without({"find", "format"})
    return kept.having("by", [way.path]).address(PROPOSE)


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


def by_group(variables: Iterable[Variable]) -> Iterator[tuple[str, tuple[Variable, ...]]]:
    """Put neighbouring variables of the same group together."""
    return ((group, tuple(each)) for group, each in groupby(variables, key=lambda each: each.field.group))


def coded_rows(rows: Sequence[Row], choice: Choice) -> tuple[list[Row], list[Row]]:
    """Return the variables that some of the pages code, and those that none does.

    Another codebook has a hundred of the latter: they are named below a table. Who chose variables sees all of them.
    """
    if choice.keys:
        return list(rows), []
    coded: list[Row] = []
    silent: list[Row] = []
    for row in rows:
        (coded if any(cell.codings for cell in row.cells) else silent).append(row)
    return (coded, silent) if coded else (silent, [])


def known_cells(choice: Choice, fields: Sequence[Field]) -> Mapping[str, int]:
    """Count the chosen pages of which each variable, by key, is known; nothing where they are too many to be read for that.

    Two storage calls.
    """
    if not choice.titles or len(choice.titles) > LOOKED_THROUGH:
        return {}
    return {row.field.key: row.known for row in told_apart(the_wiki(), choice.with_fields((*fields,))).rows}


def ways(way: Way) -> list[tuple[str, str, bool, str]]:
    """Return the ways of comparing the same choice: (address, words, whether it is this one, what it asks)."""
    kept = asked_parameters().without({*way.own, "format"})
    return [(kept.address(each.path), each.words, each is way, each.asks) for each in WAYS.values()]


def keep_address(way: Way) -> str:
    """Return the address at which the comparison of this request can be kept as a page."""
    of = asked_parameters().without({"find", "format"}).query()
    return f"/compare/keep?{urlencode({'way': way.name, 'of': of})}"


def address(**changed: Sequence[str]) -> str:
    """Return this address with some parameters set anew."""
    parameters = asked_parameters()
    for name, values in changed.items():
        parameters = parameters.having(name, values)
    return parameters.address(request.path)


def plainly(words: str, cases: Iterable[str]) -> str:
    """Return a sentence with the names of these cases in place of their full titles."""
    for case in sorted(cases, key=len, reverse=True):
        words = words.replace(case, split_title(case, the_wiki().shapes).name)
    return words


def codings_address(case: str, *variables: str) -> str:
    """Return where what a case codes under variables stands with its evidence."""
    kept = asked_parameters().only({"asof"})
    return Parameters((("case", case), *(("variable", each) for each in variables), *kept)).address(
        "/compare"
    )


def live_block() -> str:
    """Return the block that shows the comparison of this request in the text of a page."""
    return f"```comparison\n{asked_parameters().without({'find', 'format'}).address(request.path)}\n```"
