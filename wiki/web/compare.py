"""Cases side by side: a page for people, the same as CSV and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from markupsafe import Markup

from patterns.codebook import Variable
from patterns.comparison.table import ONLY, Comparison, Row
from patterns.links import page_path
from wiki.comparing import side_by_side
from wiki.errors import BadInputError
from wiki.web import listing, reading, session, sharing
from wiki.web.cells import CellWriter, cell_text, coding_data, form_of, titles_in
from wiki.web.choosing import Choice, address, asked_choice, asked_titles, choice_form, ways
from wiki.web.session import the_wiki

door = Blueprint("compare", __name__)

COLUMNS = ("variable", "label", "question", "coded", "known", "apart", "pairs", "score")
"""Columns of the CSV before those of the pages."""

OWN = frozenset({"only"})
"""Parameters of this way of comparing."""

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

    choice: Choice
    comparison: Comparison  # the rows shown
    rows: int  # before `only` chose among them
    variables: Mapping[str, Variable]  # by key
    only: tuple[str, ...]


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
    if not table.choice.titles:
        raise BadInputError(
            " ".join((*table.choice.notes, "Name pages to compare: /compare?case=TITLE&case=TITLE."))
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
    status = HTTPStatus.NOT_FOUND if not table.choice.titles and asked_titles() else HTTPStatus.OK
    if session.COOKIE in request.cookies or status is not HTTPStatus.OK:
        return reading.private(make_response(html, status))
    return reading.keep(html)


def asked_table() -> Table:
    """Work out what the address asks for."""
    choice = asked_choice(OWN)
    whole = side_by_side(the_wiki(), choice.titles, choice.fields)
    only = asked_only()
    comparison = whole
    for each in only:
        comparison = comparison.only(ONLY[each])
    return Table(choice, comparison, len(whole.rows), choice.variables(), only)


def asked_only() -> tuple[str, ...]:
    """Return the choices of rows; raises BadInputError for one that is none."""
    asked = tuple(dict.fromkeys(filter(None, request.args.getlist("only"))))
    for each in asked:
        if each not in ONLY:
            raise BadInputError(f"only={each!r} is no choice of rows. There are: {', '.join(ONLY)}.")
    return asked


def html_of(table: Table) -> str:
    """Render the table and the form."""
    codings = (each for row in table.comparison.rows for cell in row.cells for each in cell.codings)
    resolved = the_wiki().pages.resolve(titles_in(codings))
    writer = CellWriter(the_wiki().ontology, lambda title: resolved[title].exists)
    return render_template(
        "compare.html",
        table=table,
        rows=[(row, cells_of(row, table.choice.titles, writer)) for row in table.comparison.rows],
        coded=coded_of_each(table.comparison),
        narrowing=[(way, words, way in table.only, toggled(way, table.only)) for way, words in WAYS.items()],
        all_rows=address(only=()),
        choose=choice_form(table.choice, OWN),
        ways=ways(OWN),
        form=listing.address_as,
    )


def cells_of(row: Row, titles: Iterable[str], writer: CellWriter) -> list[Markup]:
    """Write the cells of a row; an empty one leads to where it can be coded."""
    return [
        writer.cell(cell, "" if cell.codings else form_of(title, row.field.key))
        for cell, title in zip(row.cells, titles, strict=True)
    ]


def coded_of_each(comparison: Comparison) -> list[int]:
    """Count for each page the rows of which it says anything."""
    return [
        sum(bool(row.cells[at].codings) for row in comparison.rows) for at in range(len(comparison.titles))
    ]


def toggled(way: str, only: tuple[str, ...]) -> str:
    """Return this address with one choice of rows taken back, or added."""
    return address(only=tuple(each for each in only if each != way) if way in only else (*only, way))


def rows_of(table: Table) -> listing.Listing:
    """Return the table as a list with a column a page."""
    rows: list[Mapping[str, listing.Value]] = [
        {**about(row, table), **dict(zip(table.choice.titles, map(cell_text, row.cells), strict=True))}
        for row in table.comparison.rows
    ]
    return listing.Listing("comparison", (*COLUMNS, *table.choice.titles), rows)


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
        "kind": table.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in table.choice.titles],
        "variables": [row_data(row, table) for row in table.comparison.rows],
        "only": list(table.only),
        "notes": list(table.choice.notes),
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
