"""Verifying the file against itself: checksums, the log's order, and every projection against the texts.

Everything is read from one state of the file, a few hundred pages at a time, while the wiki may run on.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select, text
from sqlalchemy.exc import DBAPIError

from patterns.projection import Projected
from wiki.search.rows import outdated
from wiki.storage.database import Database
from wiki.storage.projections import Rows, kind_order, projection_rows, stored_rows
from wiki.storage.schema import PROJECTIONS, pages, revisions, unpack

Project = Callable[[str, str], Projected]
"""(full title, text) → what follows from them."""

Progress = Callable[[int, int], None]
"""Told how many revisions have been looked at, and of how many."""

BLOCK = 200

REMEDY = {"titles": "links", "links": "links", "facets": "links", "codings": "links", "findings": "links"}
_RESTORE = "Stop the wiki and restore it from a backup (python -m wiki restore)."
_REVISIONS: Select[Any] = select(
    revisions.c.position,
    revisions.c.title,
    revisions.c.page,
    revisions.c.parent,
    revisions.c.sha256,
    revisions.c.size,
    revisions.c.text,
    revisions.c.facts,
).order_by(revisions.c.position)
_CURRENT = """SELECT p.id, p.title FROM pages p LEFT JOIN revisions r ON r.position = p.current
    WHERE r.position IS NULL OR r.page <> p.id OR r.title <> p.title OR r.size <> p.size OR r.time <> p.time
        OR p.deleted <> (r.action = 'delete')
        OR p.current <> (SELECT max(position) FROM revisions WHERE page = p.id)"""
_PARENTS = """SELECT r.position, r.title FROM revisions r WHERE r.parent IS NOT
    (SELECT max(b.position) FROM revisions b WHERE b.page = r.page AND b.position < r.position)"""
_STRAYS = "SELECT count(*) FROM {table} WHERE page NOT IN (SELECT id FROM pages WHERE deleted = 0)"
_LIVE = (
    select(pages, revisions.c.text, revisions.c.facts)
    .join_from(pages, revisions, revisions.c.position == pages.c.current)
    .where(pages.c.deleted == 0)
)
_SEARCH_ROWS = """SELECT d.page, d.title, d.name, d.aliases, d.body FROM documents d
    JOIN search s ON s.rowid = d.page JOIN search_codes USING (page) WHERE d.page BETWEEN :first AND :last"""

_INDEX_COUNTS = "SELECT (SELECT count(*) FROM search), (SELECT count(*) FROM documents)"


def check(
    database: Database, project: Project | None = None, progress: Progress | None = None
) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it should be, saying what repairs it.

    Without `project` the projections are not compared with the texts.
    """
    with database.reading() as connection:
        total = connection.execute(text("SELECT count(*) FROM revisions")).scalar() or 0
        yield from _file(connection)
        yield from _revisions(connection, lambda done: progress(done, total) if progress else None)
        yield from _standings(connection)
        if project is not None:
            yield from _projections(connection, project)
            yield from _strays(connection)
            yield from _index(connection)


def _file(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"The file is damaged: {line}. {_RESTORE}"
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} refers to a row of {target} that is not there. {_RESTORE}"


def _revisions(connection: Connection, progress: Callable[[int], None]) -> Iterator[str]:
    """Check each revision for itself, and that their positions have no gap."""
    before = 0
    streamed = connection.execution_options(yield_per=BLOCK).execute(_REVISIONS)
    for row in streamed:
        if row.position != before + 1:
            yield f"The log has no revisions {before + 1} to {row.position - 1}. {_RESTORE}"
        before = row.position
        found = _revision_problem(row)
        if found:
            yield f"Revision {row.position} (“{row.title}”): {found} {_RESTORE}"
        if before % BLOCK == 0:
            progress(before)
    progress(before)
    given = (
        connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'revisions'").scalar() or 0
    )
    if given != before:
        yield f"The log ends at {before}, but revision {given} was acknowledged once. {_RESTORE}"


def _revision_problem(row: Row[Any]) -> str:
    try:
        content = unpack(row.text)
    except zlib.error:
        return "its text cannot be unpacked."
    if hashlib.sha256(content).hexdigest() != row.sha256:
        return "its text does not match its checksum."
    if len(content.decode()) != row.size:
        return "its size is noted wrongly."
    try:
        unpack(row.facts)
    except zlib.error:
        return "its facts cannot be unpacked (python -m wiki rebuild graph makes them again); if that fails:"
    return ""


def _standings(connection: Connection) -> Iterator[str]:
    for page, title in connection.exec_driver_sql(_CURRENT):
        yield f"Page {page} (“{title}”) does not stand as its newest revision says. {_RESTORE}"
    for position, title in connection.exec_driver_sql(_PARENTS):
        yield f"Revision {position} (“{title}”) names a wrong revision before it. {_RESTORE}"


def blocks(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    """Yield the live pages with text and facts of their current revisions, some hundred at a time."""
    last = 0
    while rows := connection.execute(_LIVE.where(pages.c.id > last).order_by(pages.c.id).limit(BLOCK)).all():
        yield rows
        last = rows[-1].id


def _projections(connection: Connection, project: Project) -> Iterator[str]:
    kinds = kind_order(connection)
    for rows in blocks(connection):
        ids = [row.id for row in rows]
        stored = {table.name: stored_rows(connection, table, ids) for table in PROJECTIONS}
        indexed = _indexed(connection, ids[0], ids[-1])
        for row in rows:
            found = _projected(row, project)
            if found is None:
                continue  # reported with its revision
            expected = projection_rows(row.id, found, kinds)
            yield from _compare(row, found, {name: (expected[name], stored[name][row.id]) for name in stored})
            if indexed.get(row.id) != _index_row(found):
                yield _differs(row.title, "its entry in the search index", "search")


def _projected(row: Row[Any], project: Project) -> Projected | None:
    try:
        return project(row.title, unpack(row.text).decode())
    except (zlib.error, UnicodeDecodeError):
        return None


def _compare(row: Row[Any], found: Projected, tables: Mapping[str, tuple[Rows, Rows]]) -> Iterator[str]:
    stood = (row.kind, row.redirect, row.shelf, row.graph)
    if stood != (found.kind, found.redirect, "redirect" if found.redirect else found.kind, found.graph):
        yield _differs(row.title, "its kind, redirect or graph", "links")
    for name, (expected, stored) in tables.items():
        if sorted(expected) != sorted(stored):
            yield _differs(row.title, f"its rows in “{name}”", "links")
    if _facts(row) != found.facts:
        yield _differs(row.title, "its facts", "graph")


def _facts(row: Row[Any]) -> bytes | None:
    try:
        return unpack(row.facts)
    except zlib.error:
        return None


def _differs(title: str, what: str, remedy: str) -> str:
    return f"“{title}”: {what} differ from what its text says. Run: python -m wiki rebuild {remedy}"


def _indexed(connection: Connection, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return what the search index holds of a range of pages; nothing at all when it cannot be read."""
    try:
        rows = connection.execute(text(_SEARCH_ROWS), {"first": first, "last": last})
        return {page: tuple(words) for page, *words in rows}
    except DBAPIError:
        return {}


def _index_row(found: Projected) -> tuple[str, ...] | None:
    """Return what the index should hold; a redirect is not found by words."""
    if found.redirect:
        return None
    return found.title, found.search.title or found.title, found.search.aliases, found.search.body


def _strays(connection: Connection) -> Iterator[str]:
    for table, remedy in (*((each.name, "links") for each in PROJECTIONS), ("documents", "search")):
        count = connection.exec_driver_sql(_STRAYS.format(table=table)).scalar()
        if count:
            yield f"“{table}” has {count} rows of deleted pages. Run: python -m wiki rebuild {remedy}"


def _index(connection: Connection) -> Iterator[str]:
    """Check the search index as a whole: its rules, and that nothing else is in it."""
    try:
        indexed, documents = connection.exec_driver_sql(_INDEX_COUNTS).one()
        old = outdated(connection)
    except DBAPIError as error:
        yield f"The search index cannot be read ({error.orig}). Run: python -m wiki rebuild search"
        return
    if old:
        yield "The search index was filled by another version's rules. Run: python -m wiki rebuild search"
    if indexed != documents:
        yield f"The search index has {indexed} entries for {documents} pages. Run: python -m wiki rebuild search"
