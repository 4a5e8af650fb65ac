"""Side by side: a row a variable, a column a page, the variables that tell most apart first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patterns.codebook import Variable
from patterns.comparison.celltext import cell_text, coding_data
from patterns.comparison.table import ONLY, Comparison, Row
from patterns.links import page_path
from wiki.assembly import Wiki
from wiki.choices import Choice, side_by_side
from wiki.comparing import MOST
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.way import Cell, Result, Way

COLUMNS = ("variable", "label", "question", "coded", "known", "apart", "pairs", "score")
"""Columns of the table before those of the pages."""

NAMED = 5
"""Variables that its first sentence names."""


@dataclass(frozen=True, slots=True)
class Table:
    """Pages side by side."""

    choice: Choice
    comparison: Comparison  # the rows shown
    rows: int  # before `only` chose among them
    variables: Mapping[str, Variable]  # by key
    only: tuple[str, ...]


def table_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Table:
    """Put the chosen pages side by side, with the rows that `only` asks for; raises BadInputError."""
    whole = comparison = side_by_side(wiki, choice)
    only = tuple(dict.fromkeys(parameters.all("only")))
    for each in only:
        if each not in ONLY:
            raise BadInputError(
                f"only={each!r} is no choice of rows. There are: {', '.join(ONLY)}.", "only", each
            )
        comparison = comparison.only(ONLY[each])
    return Table(choice, comparison, len(whole.rows), choice.variables(), only)


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return the table as a result."""
    table = table_of(wiki, choice, parameters)
    rows = tuple((*about(row, table).values(), *map(cell_text, row.cells)) for row in table.comparison.rows)
    return Result(tuple(_sentences(table)), (*COLUMNS, *choice.titles), rows, _document(table))


def _sentences(table: Table) -> Iterator[str]:
    rows, pages = table.comparison.rows, len(table.choice.titles)
    differing = [row for row in rows if row.differs]
    kind = table.choice.kind
    yield (
        f"{pages:,} {(kind.label if pages == 1 else kind.plural).lower()} side by side, known to differ in {len(differing):,} of "
        f"{len(rows):,} variables."
    )
    first = [row.field.label for row in differing if not row.in_words][:NAMED]
    if first:
        yield f"What tells them apart most: {', '.join(first)}."
    disputed = sum(row.disputed for row in rows)
    if disputed:
        yield f"In {disputed:,} of them a coding is contested or coders disagree."


def about(row: Row, table: Table) -> dict[str, Cell]:
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


def _document(table: Table) -> dict[str, object]:
    return {
        "kind": table.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in table.choice.titles],
        "variables": [_row(row, table) for row in table.comparison.rows],
        "only": list(table.only),
        "notes": list(table.choice.notes),
    }


def _row(row: Row, table: Table) -> dict[str, object]:
    """Return a variable with its measures and a cell for each page, in their order."""
    cells = [
        {"state": state.value, "disputed": cell.disputed, "codings": list(map(coding_data, cell.codings))}
        for cell, state in zip(row.cells, row.states, strict=True)
    ]
    return {
        **about(row, table),
        "score": None if row.in_words else round(row.measure.score, 6),
        "page": table.variables[row.field.key].title or None,
        "iri": row.field.iri,
        "group": row.field.group,
        "cells": cells,
    }


BOARD = Way(
    "side by side",
    "/compare",
    "Side by side",
    "What is coded of each, a row a variable; those that tell most of them apart come first.",
    frozenset({"only"}),
    MOST,
    work,
    aside=frozenset(COLUMNS) - {"label"},
)
