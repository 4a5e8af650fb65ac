"""The matrix: a row a case, a column a variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from patterns.comparison.cells import Cell, State
from patterns.comparison.celltext import said_of, words_of
from patterns.comparison.table import Row
from patterns.saying import PRESENT
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.matrix import MATRIX, ORDERS, matrix_of
from wiki.web.choosing import (
    SHEET,
    address,
    asked_parameters,
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

door = Blueprint("matrix", __name__)

SHOWN = 100
"""Cases on one page."""

LONGEST = 90
"""Characters of a cell; the evidence has the whole."""

SORTED = {"known": "most known first", "title": "by title", "likeness": "most like the pinned case first"}
"""Orders in words."""


@door.route("/compare/matrix", methods=["GET", "OPTIONS"])
def matrix() -> Response:
    """Answer with the matrix, or the form that chooses its cases."""
    return answer(MATRIX, html_of)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render the matrix and the form."""
    found = matrix_of(the_wiki(), choice, parameters)
    start = started(parameters, len(found.order))
    listed = list(found.rows)[start : start + SHOWN]
    columns, silent = coded_rows(found.comparison.rows, choice)
    variables = len(columns)
    back = here(len(listed) * variables)
    return render_template(
        "matrix.html",
        matrix=found,
        rows=[(title, at, found.likeness.get(title)) for title, at in listed],
        columns=columns,
        silent=silent,
        one=lambda key: address(variable=[key], start=()),
        cells=lambda title, at, block: cells_of(title, at, columns[block.start : block.stop], back),
        blocks=blocks(variables),
        sheet=SHEET,
        paper=paper_address(variables),
        first=start + 1,
        earlier=address(start=[str(max(0, start - SHOWN))]) if start else "",
        later=address(start=[str(start + SHOWN)]) if start + SHOWN < len(found.order) else "",
        orders=[
            (SORTED[each], address(sort=[each], start=()), each == found.sort)
            for each in ORDERS
            if each != "likeness" or found.pinned
        ],
        unpinned=address(pin=(), sort=(), start=()),
        pin=lambda title: address(pin=[title], sort=(), start=()),
        board=board_address,
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def started(parameters: Parameters, cases: int) -> int:
    """Return the number of the first case shown; what is no such number counts as not written."""
    written = parameters.first("start", "0")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < len("100000") else 0
    return number if number < cases else 0


def board_address(title: str, *others: str) -> str:
    """Return the address that puts cases side by side, by the same variables."""
    kept = asked_parameters().only({"variable", "asof"})
    return Parameters((*(("case", each) for each in (title, *others)), *kept)).address("/compare")


def cells_of(title: str, at: int, variables: Sequence[Row], back: str) -> Markup:
    """Write the cells of a case under some variables: values in short, each leading to its evidence and its form."""
    return Markup("".join(_cells(title, at, variables, back)))  # noqa: S704 – all escaped


def _cells(title: str, at: int, variables: Sequence[Row], back: str) -> Iterator[str]:
    then = asked_parameters().only({"asof"}).pairs
    just = coded_cell()
    for row in variables:
        cell, key = row.cells[at], row.field.key
        words = _short(cell) if cell.codings else State.UNCODED.value
        to = form_at(title, key, back)
        if then:  # what was said once is looked at, not changed
            to = Parameters((("case", title), ("variable", key), *then)).address("/compare")
        kind = f'data-state="{row.states[at].value}"' if cell.codings else 'class="blank"'
        mark = ' id="coded"' if just == (key, title) else ""
        yield f'<td {kind}{mark}><a href="{escape(to)}">{words}</a></td>'


def _short(cell: Cell) -> str:
    said = dict.fromkeys(
        f"{said_of(each)}{'' if each.status == PRESENT else f' ({words_of(each)})'}".strip()
        for each in cell.codings
    )
    words = "; ".join(said)
    return escape(words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…")
