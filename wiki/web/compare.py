"""Cases side by side: a page for people, the same as CSV and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from markupsafe import Markup

from ontology.kinds import Kind
from ontology.variables import variables_of
from patterns.codebook import Variable
from patterns.comparison.table import ONLY, Comparison, Row
from patterns.links import page_path
from wiki.comparing import MOST, Chosen, choose, explained, fields_of, found_by_search, key_of, side_by_side
from wiki.errors import BadInputError
from wiki.ports import SearchRequest
from wiki.web import listing, reading, search, session, sharing
from wiki.web.cells import CellWriter, cell_text, coding_data, form_of, titles_in
from wiki.web.session import the_wiki

door = Blueprint("compare", __name__)

OFFERED = 60
"""Pages that the form offers at once."""

COLUMNS = ("variable", "label", "question", "coded", "known", "apart", "pairs", "score")
"""Columns of the CSV before those of the pages."""

OWN = frozenset({"case", "variable", "only", "find", "format"})
"""Parameters that choose no pages by search."""

WAYS = {
    "differences": "only differences",
    "unknowns": "only unknowns",
    "disagreements": "only disagreements",
    "uncoded": "only what is not coded",
}
"""Choices of rows in words, by the value of `only`."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the address asks for, worked out."""

    chosen: Chosen
    comparison: Comparison  # the rows shown
    rows: int  # before `only` chose among them
    variables: Mapping[str, Variable]  # by key
    only: tuple[str, ...]
    keys: tuple[str, ...]  # variables asked for, () = all
    notes: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """The kind of all its pages."""
        return self.chosen.kind


@door.route("/compare", methods=["GET", "OPTIONS"])
def compare() -> Response:
    """Answer with the table, or the form that chooses its pages."""
    if request.method == "OPTIONS":
        return sharing.share(make_response("", 204))
    response = page() if listing.wanted_form() == "html" else data()
    response.vary.add("Accept")
    return response


@sharing.for_programs
def data() -> Response:
    """Answer for programs, with plain sentences for errors."""
    table = asked_table()
    if not table.chosen.titles:
        raise BadInputError(
            " ".join((*table.notes, "Name pages to compare: /compare?case=TITLE&case=TITLE."))
        )
    as_csv = listing.wanted_form() == "csv"
    response = listing.as_csv(rows_of(table)) if as_csv else jsonify(document(table))
    response.headers["Cache-Control"] = "no-cache"
    return response


def page() -> Response:
    """Answer for people; a finished page is given again while nothing in the wiki has changed."""
    finished = reading.finished_view()
    if finished is not None:
        return finished
    table = asked_table()
    html = html_of(table)
    status = HTTPStatus.NOT_FOUND if not table.chosen.titles and asked_titles() else HTTPStatus.OK
    if session.COOKIE in request.cookies or status is not HTTPStatus.OK:
        return reading.private(make_response(html, status))
    return reading.keep(html)


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


def asked_table() -> Table:
    """Work out what the address asks for."""
    wiki, kind = the_wiki(), asked_kind()
    found, cut = searched(kind)
    chosen = choose(wiki, [*asked_titles(), *found], kind)
    keys = tuple(key_of(wiki, each) for each in request.args.getlist("variable") if each.strip())
    fields, missing = fields_of(chosen.kind, keys)
    whole = side_by_side(wiki, chosen.titles, fields)
    only = asked_only()
    comparison = whole
    for each in only:
        comparison = comparison.only(ONLY[each])
    return Table(
        chosen=chosen,
        comparison=comparison,
        rows=len(whole.rows),
        variables={each.field.key: each for each in explained(wiki, fields)},
        only=only,
        keys=keys,
        notes=(*chosen.notes, *filter(None, [cut]), *missing, *alone(chosen, fields)),
    )


def searched(kind: Kind) -> tuple[list[str], str]:
    """Return the titles that the address's search finds, if it has one, and a sentence when not all fit."""
    asked = search.read_asked()
    filters = tuple(pair for pair in asked.filters if pair[0] not in OWN)
    asked = replace(asked, filters=filters, kind=kind.name, page=1)
    named = "kind" in request.args and not asked_titles() and "find" not in request.args
    if not (asked.text.strip() or filters or asked.since or asked.until or named):
        return [], ""
    return found_by_search(the_wiki(), replace(search.request_of(asked), size=MOST))


def asked_only() -> tuple[str, ...]:
    """Return the choices of rows; raises BadInputError for one that is none."""
    asked = tuple(dict.fromkeys(filter(None, request.args.getlist("only"))))
    for each in asked:
        if each not in ONLY:
            raise BadInputError(f"only={each!r} is no choice of rows. There are: {', '.join(ONLY)}.")
    return asked


def alone(chosen: Chosen, fields: Sequence[object]) -> Iterable[str]:
    """Say why a table shows less than a comparison."""
    if not variables_of(chosen.kind):
        yield f"Pages of the kind {chosen.kind.label} are not coded by variables, so there is nothing to compare."
    elif len(chosen.titles) == 1 and fields:
        yield "One page alone has nothing to be compared with: choose another below."


def html_of(table: Table) -> str:
    """Render the table and the form."""
    codings = (each for row in table.comparison.rows for cell in row.cells for each in cell.codings)
    resolved = the_wiki().pages.resolve(titles_in(codings))
    writer = CellWriter(the_wiki().ontology, lambda title: resolved[title].exists)
    offered = offers(table)
    return render_template(
        "compare.html",
        table=table,
        rows=[(row, cells_of(row, table.chosen.titles, writer)) for row in table.comparison.rows],
        coded=coded_of_each(table.comparison),
        name=lambda title: title.removeprefix(f"{table.kind.namespace}:"),
        ways=[(way, words, way in table.only, toggled(way, table.only)) for way, words in WAYS.items()],
        all_rows=address(only=()),
        others=[(kind, address(case=titles, kind=(kind.name,))) for kind, titles in table.chosen.others],
        offered=offered,
        find=request.args.get("find", ""),
        searching=[
            (key, value) for key, value in request.args.items(multi=True) if key not in {*OWN, "kind"}
        ],
        groups=by_group(explained(the_wiki(), variables_of(table.kind))),
        most=MOST,
        choices=[each for each in the_wiki().ontology.kinds if variables_of(each)],
        form=listing.address_as,
    )


def cells_of(row: Row, titles: Iterable[str], writer: CellWriter) -> list[Markup]:
    """Write the cells of a row; an empty one leads to where it can be coded."""
    return [
        writer.cell(cell, "" if cell.codings else form_of(title, row.field.key))
        for cell, title in zip(row.cells, titles, strict=True)
    ]


def by_group(variables: Iterable[Variable]) -> list[tuple[str, list[Variable]]]:
    """Put neighbouring variables of the same group together."""
    return [(group, list(each)) for group, each in groupby(variables, key=lambda each: each.field.group)]


def coded_of_each(comparison: Comparison) -> list[int]:
    """Count for each page the rows of which it says anything."""
    return [
        sum(bool(row.cells[at].codings) for row in comparison.rows) for at in range(len(comparison.titles))
    ]


def offers(table: Table) -> list[str]:
    """Return pages that might be chosen too: those that the form looks for, else the first by title."""
    find = request.args.get("find", "").strip()
    if find:
        wanted = SearchRequest(find, table.kind.name, size=OFFERED)
        found = [hit.title for hit in the_wiki().search.search(wanted).hits]
    elif table.chosen.titles:
        return []
    else:
        found = [each.title for each in the_wiki().pages.list_pages(table.kind.name, limit=OFFERED)]
    return [each for each in found if each not in table.chosen.titles]


def toggled(way: str, only: tuple[str, ...]) -> str:
    """Return this address with one choice of rows taken back, or added."""
    return address(only=tuple(each for each in only if each != way) if way in only else (*only, way))


def address(**changed: Sequence[str]) -> str:
    """Return this address with some parameters set anew."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changed]
    added = [(key, value) for key, values in changed.items() for value in values]
    return f"/compare?{urlencode([*kept, *added])}"


def rows_of(table: Table) -> listing.Listing:
    """Return the table as a list with a column a page."""
    rows: list[Mapping[str, listing.Value]] = [
        {**about(row, table), **dict(zip(table.chosen.titles, map(cell_text, row.cells), strict=True))}
        for row in table.comparison.rows
    ]
    return listing.Listing("comparison", (*COLUMNS, *table.chosen.titles), rows)


def about(row: Row, table: Table) -> dict[str, listing.Value]:
    """Put a variable and its measures into the columns of COLUMNS."""
    return {
        "variable": row.field.key,
        "label": row.field.label,
        "question": table.variables[row.field.key].question,
        "coded": row.coded,
        "known": row.known,
        "apart": row.measure.apart,
        "pairs": row.measure.pairs,
        "score": "" if row.in_words else f"{row.measure.score:.3f}",
    }


def document(table: Table) -> dict[str, object]:
    """Return the table as JSON has it."""
    return {
        "kind": table.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in table.chosen.titles],
        "variables": [row_data(row, table) for row in table.comparison.rows],
        "only": list(table.only),
        "notes": list(table.notes),
    }


def row_data(row: Row, table: Table) -> dict[str, object]:
    """Return a variable with its measures and a cell for each page, in their order."""
    variable = table.variables[row.field.key]
    cells = [
        {"state": state.value, "disputed": cell.disputed, "codings": list(map(coding_data, cell.codings))}
        for cell, state in zip(row.cells, row.states, strict=True)
    ]
    return {
        **about(row, table),
        "score": None if row.in_words else round(row.measure.score, 6),
        "page": variable.title or None,
        "iri": row.field.iri,
        "group": row.field.group,
        "cells": cells,
    }
