"""Cases side by side: a page for people, the same as CSV and JSON for programs."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from patterns.comparison.table import Comparison, Row
from wiki.choices import Choice
from wiki.governance import Permission
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.board import BOARD, table_of
from wiki.web import session
from wiki.web.cells import CellWriter, writer_for
from wiki.web.choosing import (
    SHEET,
    address,
    blocks,
    choice_form,
    coded_cell,
    coded_rows,
    keep_address,
    paper_address,
    ways,
)
from wiki.web.session import the_wiki
from wiki.web.wayback import form_at, here
from wiki.web.ways import answer, downloads

door = Blueprint("compare", __name__)

NARROWING = {
    "differences": "only differences",
    "unknowns": "only unknowns",
    "disagreements": "only disagreements",
    "uncoded": "only what is not coded",
}
"""Choices of rows in words, by the value of `only`."""


@door.route("/compare", methods=["GET", "OPTIONS"])
def compare() -> Response:
    """Answer with the table, or the form that chooses its pages."""
    return answer(BOARD, html_of)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render the table and the form."""
    table = table_of(the_wiki(), choice, parameters)
    codings = (each for row in table.comparison.rows for cell in row.cells for each in cell.codings)
    writer = writer_for(the_wiki(), codings)
    rows, silent = ([*table.comparison.rows], []) if table.only else coded_rows(table.comparison.rows, choice)
    back = here(len(rows) * len(choice.titles))
    return render_template(
        "compare.html",
        table=table,
        rows=[(row, cells_of(row, choice, writer, back)) for row in rows],
        silent=silent,
        one=lambda key: address(variable=[key]),
        just_coded=coded_cell(),
        blocks=blocks(len(choice.titles)),
        sheet=SHEET,
        paper=paper_address(len(choice.titles)),
        coded=coded_of_each(table.comparison),
        narrowing=[
            (way, words, way in table.only, toggled(way, table.only)) for way, words in NARROWING.items()
        ],
        all_rows=address(only=()),
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def cells_of(row: Row, choice: Choice, writer: CellWriter, back: str) -> list[Markup]:
    """Write the cells of a row, each leading to where it can be coded: an empty one always, others for who may edit.

    `back`: where the form leads afterwards.
    """
    may_change = session.may(Permission.EDIT)
    return [
        writer.cell(
            cell,
            form_at(title, row.field.key, back)
            if not choice.when and (may_change or not cell.codings)
            else "",
        )
        for cell, title in zip(row.cells, choice.titles, strict=True)
    ]


def coded_of_each(comparison: Comparison) -> list[int]:
    """Count for each page the rows of which it says anything."""
    return [
        sum(bool(row.cells[at].codings) for row in comparison.rows) for at in range(len(comparison.titles))
    ]


def toggled(way: str, only: tuple[str, ...]) -> str:
    """Return this address with one choice of rows taken back, or added."""
    return address(only=tuple(each for each in only if each != way) if way in only else (*only, way))
