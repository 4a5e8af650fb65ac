"""The rows that follow from the current texts: written with the revision, made again by `rebuild`."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from patterns.projection import Projected
from wiki.search.rows import index_pages, unindex_page
from wiki.storage.codings import coding_row
from wiki.storage.schema import PROJECTIONS, codings, facets, findings, insertion, links, meta, titles
from wiki.storage.titles import KINDS, title_rows

log = logging.getLogger(__name__)

Rows = list[tuple[int | str, ...]]

_INSERT = {table.name: insertion(table) for table in PROJECTIONS}
_FORGET = tuple(f"DELETE FROM {table.name} WHERE page = ?" for table in PROJECTIONS)  # noqa: S608 – our own names

_INDEX_ONLY = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
}
"""Errors of the index's own tables; any other (disk full …) is the whole file's and fails the commit."""


def kind_order(connection: Connection) -> list[str]:
    """Return the order of kinds the file follows."""
    stored = connection.execute(select(meta.c.value).where(meta.c.key == KINDS)).scalar()
    kinds: list[str] = json.loads(stored or "[]")
    return kinds


def projection_rows(page: int, projected: Projected, kinds: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of a live page for each table of PROJECTIONS."""
    faceted = {(row.field, row.value): row.label for row in projected.facets}
    return {
        titles.name: [(row.key, row.rank, row.page, row.role) for row in title_rows(page, projected, kinds)],
        links.name: [
            (page, number, projected.title, row.target, row.key, row.sentence, row.section)
            for number, row in enumerate(projected.links)
        ],
        facets.name: [(page, field, value, label) for (field, value), label in faceted.items()],
        codings.name: [(page, number, *coding_row(each)) for number, each in enumerate(projected.codings)],
        findings.name: [
            (page, number, row.severity.value, row.key, row.message, row.line)
            for number, row in enumerate(projected.findings)
        ],
    }


def write_rows(connection: Connection, known: Sequence[int], live: Mapping[int, Projected]) -> None:
    """Replace the rows of pages: `known` may have rows, `live` are to have new ones (page → projection)."""
    if known:
        for statement in _FORGET:
            connection.exec_driver_sql(statement, [(page,) for page in known])
    gathered: dict[str, Rows] = {table.name: [] for table in PROJECTIONS}
    kinds = kind_order(connection)
    for page, projected in live.items():
        for name, rows in projection_rows(page, projected, kinds).items():
            gathered[name] += rows
    for name, rows in gathered.items():
        if rows:
            connection.exec_driver_sql(_INSERT[name], rows)


def write_index(connection: Connection, known: Sequence[int], live: Mapping[int, Projected]) -> None:
    """Replace the pages' rows in the search index. A damaged index is logged, and loses no edit."""
    try:
        with connection.begin_nested():
            for page in known:
                if page not in live:
                    unindex_page(connection, page)
            index_pages(connection, list(live.items()))
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in _INDEX_ONLY:
            raise
        log.exception(
            "The search index could not be written, the pages were. Run: python -m wiki rebuild search"
        )


def stored_rows(connection: Connection, table: Table, pages: Sequence[int]) -> dict[int, Rows]:
    """Return the rows that pages have in a table of PROJECTIONS, by page."""
    found: dict[int, Rows] = {page: [] for page in pages}
    for row in connection.execute(select(table).where(table.c.page.in_(pages))):
        found[row.page].append(tuple(row))
    return found
