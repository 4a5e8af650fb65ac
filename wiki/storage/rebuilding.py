"""Making projections again from the texts, some hundred pages a transaction: the wiki may run meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from patterns.projection import Projected
from wiki.revisions import Action
from wiki.search.rows import index_pages
from wiki.search.schema import create_search, drop_search
from wiki.storage.checking import BLOCK, Progress, Project
from wiki.storage.database import Database
from wiki.storage.log import shelf
from wiki.storage.projections import write_rows
from wiki.storage.schema import PROJECTIONS, pack, pages, revisions, unpack

_TEXTS = (
    select(pages.c.id, pages.c.title, revisions.c.text)
    .join_from(pages, revisions, revisions.c.position == pages.c.current)
    .where(pages.c.deleted == 0)
    .order_by(pages.c.id)
    .limit(BLOCK)
)
_PAGE = "UPDATE pages SET kind = ?, redirect = ?, shelf = ?, graph = ? WHERE id = ?"
_FACTS = "UPDATE revisions SET facts = ?, graphs = ? WHERE position = ?"
_STRAYS = "DELETE FROM {table} WHERE page NOT IN (SELECT id FROM pages WHERE deleted = 0)"
_LOG: Select[Any] = (
    select(
        revisions.c.position,
        revisions.c.page,
        revisions.c.parent,
        revisions.c.action,
        revisions.c.title,
        revisions.c.text,
    )
    .order_by(revisions.c.position)
    .limit(BLOCK)
)

PAUSE = 0.01
"""Seconds between two transactions, in which others may write."""


Retell = Callable[[int, str, str | None], Projected | None]
"""(page, full title, text) of each revision in turn → what followed from it then; None for a deletion (text None)."""


def rebuild(
    database: Database, what: str, project: Project, progress: Progress | None, retell: Retell
) -> int:
    """Make "links" (titles, links, facets, codings, findings), "search", "graph" (the facts of every revision) or "all" anew.

    `project` reads texts as they are read now, `retell` the whole log from its beginning. Returns how many texts were
    read. Interrupted, it has done a part, and can be run again.
    """
    told = progress or (lambda _done, _total: None)
    read = 0
    if what in {"links", "all"}:
        read += _rebuild_links(database, project, told)
    if what in {"search", "all"}:
        read += _rebuild_search(database, project, told)
    if what in {"graph", "all"}:
        read += _rebuild_graph(database, retell, told)
    return read


def _rebuild_links(database: Database, project: Project, progress: Progress) -> int:
    with database.writing() as connection:
        for table in PROJECTIONS:
            connection.exec_driver_sql(_STRAYS.format(table=table.name))
    return _each_block(database, project, progress, _write_links)


def _write_links(connection: Connection, found: dict[int, Projected]) -> None:
    write_rows(connection, list(found), found)
    rows = [(p.kind, p.redirect, shelf(p.kind, p.redirect), p.graph, page) for page, p in found.items()]
    connection.exec_driver_sql(_PAGE, rows)


def _rebuild_search(database: Database, project: Project, progress: Progress) -> int:
    with database.writing() as connection:
        drop_search(connection)
        create_search(connection)
    return _each_block(database, project, progress, lambda c, found: index_pages(c, list(found.items())))


def _each_block(
    database: Database,
    project: Project,
    progress: Progress,
    write: Callable[[Connection, dict[int, Projected]], None],
) -> int:
    """Project the live pages block by block, each read and written in one transaction; return how many."""
    done, last, total = 0, 0, _count(database, pages.c.id)
    while True:
        with database.writing() as connection:
            rows = connection.execute(_TEXTS.where(pages.c.id > last)).all()
            if not rows:
                progress(total, total)
                return done
            write(connection, {row.id: project(row.title, unpack(row.text).decode()) for row in rows})
        last, done = rows[-1].id, done + len(rows)
        progress(done, total)
        time.sleep(PAUSE)


def _rebuild_graph(database: Database, retell: Retell, progress: Progress) -> int:
    """Make the facts of every revision again, so that earlier states of the graph follow the same rules too."""
    done, last, total = 0, 0, _count(database, revisions.c.position)
    while True:
        with database.writing() as connection:
            rows = connection.execute(_LOG.where(revisions.c.position > last)).all()
            if not rows:
                progress(total, total)
                return done
            connection.exec_driver_sql(_FACTS, list(_facts(connection, rows, retell)))
        last, done = rows[-1].position, done + len(rows)
        progress(done, total)
        time.sleep(PAUSE)


def _facts(
    connection: Connection, rows: Sequence[Row[Any]], retell: Retell
) -> Iterator[tuple[bytes, str, int]]:
    """Yield parameters for _FACTS; a revision also replaces the graph its parent had."""
    asked = select(revisions.c.position, revisions.c.graphs)
    parents = connection.execute(asked.where(revisions.c.position.in_({row.parent for row in rows} - {None})))
    known = {position: graphs.split("\n")[0] for position, graphs in parents}
    for row in rows:
        before = known.get(row.parent, "")
        text = None if row.action == Action.DELETE else unpack(row.text).decode()
        found = retell(row.page, row.title, text)
        own, facts = (found.graph, found.facts) if found else (before, b"")
        known[row.position] = own
        yield pack(facts), "\n".join(dict.fromkeys(graph for graph in (own, before) if graph)), row.position


def _count(database: Database, column: ColumnElement[int]) -> int:
    with database.reading() as connection:
        return connection.execute(select(func.count(column))).scalar() or 0
