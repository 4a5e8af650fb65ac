"""The matrix: a row a case and a column a variable, the cases most like a pinned one first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from patterns.comparison.cells import STATES, State
from patterns.comparison.celltext import cell_text, coding_data
from patterns.comparison.features.scaling import scaled
from patterns.comparison.likeness import Likeness, Measure
from patterns.comparison.table import Comparison, Row
from patterns.links import page_path
from wiki.assembly import Wiki
from wiki.choices import Choice, side_by_side, told_apart
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.exports import qca_layout
from wiki.ways.settings import in_order
from wiki.ways.way import Cell, File, Result, Way, pinned_title

MOST = 5_000
"""Cases of one matrix."""

ORDERS = ("known", "title", "likeness")
"""Orders of the rows: how much is known, title, likeness to the pinned case."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a column is coded."""

    known: int  # cases of which it is settled
    states: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cases in rows."""

    choice: Choice
    comparison: Comparison
    order: tuple[int, ...]  # numbers of the cases, as the rows come
    pinned: str  # full title, "" = none
    likeness: Mapping[
        str, Likeness
    ]  # to the pinned case, by title; cases that cannot be compared are left out
    coverage: tuple[Coverage, ...]  # by column
    sort: str

    @property
    def rows(self) -> Iterator[tuple[str, int]]:
        """Give title and number of each case in their order."""
        return ((self.comparison.titles[at], at) for at in self.order)

    def known(self, at: int) -> int:
        """Count the variables that are settled of a case."""
        return sum(row.cells[at].known is not None for row in self.comparison.rows)


def matrix_of(
    wiki: Wiki,
    choice: Choice,
    parameters: Parameters,
    put: Callable[[Wiki, Choice], Comparison] = told_apart,
) -> Matrix:
    """Put the chosen cases into rows; raises BadInputError for an order or a pinned case that there is not."""
    comparison = put(wiki, choice)
    pinned = pinned_title(wiki, choice, parameters)
    measure = Measure(comparison, ordered=in_order(choice))
    likeness = {}
    if pinned:
        ranking = measure.like(pinned, 1)
        likeness = {each.other: each for each in ranking.found}
    sort = parameters.first("sort").strip() or ("likeness" if pinned else "known")
    return Matrix(
        choice,
        comparison,
        tuple(_order(comparison, sort, pinned, likeness)),
        pinned,
        likeness,
        tuple(_coverage(row) for row in comparison.rows),
        sort,
    )


def _coverage(row: Row) -> Coverage:
    return Coverage(row.known, {state: row.states.count(state) for state in STATES})


def _order(comparison: Comparison, sort: str, pinned: str, likeness: Mapping[str, Likeness]) -> Sequence[int]:
    numbers = range(len(comparison.titles))
    if sort not in ORDERS:
        raise BadInputError(
            f"sort={sort!r} is no order of rows. There are: {', '.join(ORDERS)}.", "sort", sort
        )
    if sort == "title":
        return sorted(numbers, key=lambda at: comparison.titles[at])
    if sort == "known":
        known = [sum(row.cells[at].known is not None for row in comparison.rows) for at in numbers]
        return sorted(numbers, key=lambda at: -known[at])
    if not pinned:
        raise BadInputError("sort=likeness needs a case to be like: name it with pin=TITLE.", "sort", sort)
    titles = comparison.titles
    places = {each: place for place, each in enumerate((pinned, *likeness))}
    return sorted(numbers, key=lambda at: places.get(titles[at], len(places)))


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return the matrix as a result."""
    matrix = matrix_of(wiki, choice, parameters, side_by_side)
    keys = [row.field.key for row in matrix.comparison.rows]
    rows = tuple(
        (title, *_like(matrix, title), *(cell_text(row.cells[at]) for row in matrix.comparison.rows))
        for title, at in matrix.rows
    )
    columns = ("case", *(("likeness", "compared") if matrix.pinned else ()), *keys)
    return Result(tuple(_sentences(matrix)), columns, rows, _document(matrix))


def _like(matrix: Matrix, title: str) -> tuple[Cell, ...]:
    if not matrix.pinned:
        return ()
    found = matrix.likeness.get(title)
    if found is None or found.score is None:
        return (1.0 if title == matrix.pinned else None, None)
    return (round(found.score, 6), found.compared)


def _sentences(matrix: Matrix) -> Iterator[str]:
    cases, variables = len(matrix.order), len(matrix.comparison.rows)
    known = sum(each.known for each in matrix.coverage)
    share = round(100 * known / (cases * variables)) if cases and variables else 0
    kind = matrix.choice.kind
    yield (
        f"{cases:,} {(kind.label if cases == 1 else kind.plural).lower()} × {variables:,} variables; "
        f"{share} % of the cells are known."
    )
    blank = [
        row.field.label
        for row, each in zip(matrix.comparison.rows, matrix.coverage, strict=True)
        if not each.known
    ]
    if blank:
        listed = ", ".join(blank[:5]) + (f" and {len(blank) - 5} more" if len(blank) > 5 else "")  # noqa: PLR2004
        yield f"Nothing is known under {listed}."
    if matrix.pinned:
        best = next(iter(matrix.likeness.values()), None)
        yield (
            best.sentence()
            if best
            else f"No case can be compared with {matrix.pinned}: nothing is known of both."
        )


def _document(matrix: Matrix) -> dict[str, object]:
    comparison = matrix.comparison
    return {
        "kind": matrix.choice.kind.name,
        "pinned": matrix.pinned or None,
        "sort": matrix.sort,
        "variables": [
            {
                "variable": row.field.key,
                "label": row.field.label,
                "iri": row.field.iri,
                "known": each.known,
                "states": {state.value: number for state, number in each.states.items()},
            }
            for row, each in zip(comparison.rows, matrix.coverage, strict=True)
        ],
        "cases": [
            {
                "title": title,
                "url": page_path(title),
                **dict(zip(("likeness", "compared"), _like(matrix, title), strict=False)),
                "cells": [
                    {"state": row.states[at].value, "codings": list(map(coding_data, row.cells[at].codings))}
                    for row in comparison.rows
                ],
            }
            for title, at in matrix.rows
        ],
        "notes": list(matrix.choice.notes),
    }


def qca_file(wiki: Wiki, choice: Choice, _: Parameters) -> File:
    """Write the chosen cases with a column for each value, for R's package QCA."""
    return qca_layout(scaled(told_apart(wiki, choice)).context)


MATRIX = Way(
    "matrix",
    "/compare/matrix",
    "Matrix",
    "All that is coded at once, a row a page and a column a variable.",
    frozenset({"pin", "sort", "start"}),
    MOST,
    work,
    {"qca": ("0/1 for R’s QCA", qca_file)},
)
