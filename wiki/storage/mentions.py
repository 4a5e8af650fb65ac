"""`wiki.queues.Mentions` on the file: what texts mention, as last read. Disposable: an unread text is read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from patterns.mentions import Reading, Spot
from wiki.queues import NameRow, Unread
from wiki.storage.database import Database
from wiki.storage.listings import ASIDE
from wiki.storage.rows import batched
from wiki.storage.schema import mentions, pages, revisions, titles, unpack

BLOCK = 400
"""Titles asked about in one query."""

MANY = 500
"""New names from which on all texts are read again: more than so many searches would take longer."""

_NAMES: Select[Any] = (
    select(pages.c.title, titles.c.key, pages.c.redirect, titles.c.rank)
    .join_from(titles, pages, pages.c.id == titles.c.page)
    .where(titles.c.role != "title", pages.c.deleted == 0)
)
_PLAIN_TITLES: Select[Any] = (  # a plain page's title is its name
    select(pages.c.title, titles.c.key, pages.c.redirect, titles.c.rank)
    .join_from(titles, pages, pages.c.id == titles.c.page)
    .where(titles.c.role == "title", pages.c.deleted == 0, pages.c.kind == "page")
)
_UNREAD = (
    pages.outerjoin(mentions, mentions.c.page == pages.c.id),
    (pages.c.deleted == 0)
    & pages.c.shelf.not_in(ASIDE)
    & or_(mentions.c.position.is_(None), mentions.c.position != pages.c.current),
)
_TEXTS: Select[Any] = (
    select(pages.c.title, pages.c.current, revisions.c.text)
    .select_from(_UNREAD[0].join(revisions, revisions.c.position == pages.c.current))
    .where(_UNREAD[1])
    .order_by(pages.c.id)
)
_READ: Select[Any] = (
    select(pages.c.title, mentions.c.found)
    .join_from(mentions, pages, pages.c.id == mentions.c.page)
    .where(pages.c.deleted == 0, pages.c.current == mentions.c.position)
    .order_by(pages.c.title)
)
_KEEP = """INSERT OR REPLACE INTO mentions (page, position, found)
    SELECT id, current, :found FROM pages WHERE title = :title AND deleted = 0 AND current = :position"""
_NEW = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT mark FROM mention_names)"
_WITH = "DELETE FROM mentions WHERE page IN (SELECT rowid FROM search WHERE search MATCH ?)"


class SqlMentions:
    """What texts mention."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self, of: Iterable[str] | None = None) -> list[NameRow]:
        """See the port."""
        with self._database.reading() as connection:
            return list(_names(connection, of))

    def learn(self, marks: Iterable[str]) -> int:
        """See the port."""
        given = json.dumps(list(marks))
        with self._database.writing() as connection:
            new = connection.exec_driver_sql(_NEW, (given,)).scalars().all()
            if len(new) > MANY:
                connection.exec_driver_sql("DELETE FROM mentions")
            else:
                for mark in new:
                    connection.exec_driver_sql(_WITH, (f'body : "{mark.removeprefix("=")}"',))
            rows = [(mark,) for mark in new]
            if rows:
                connection.exec_driver_sql("INSERT INTO mention_names VALUES (?)", rows)
        return len(new)

    def unread(self, limit: int) -> list[Unread]:
        """See the port."""
        with self._database.reading() as connection:
            rows = connection.execute(_TEXTS.limit(limit)).all()
        return [Unread(row.title, row.current, unpack(row.text).decode()) for row in rows]

    def unread_count(self) -> int:
        """See the port."""
        query = select(func.count()).select_from(_UNREAD[0]).where(_UNREAD[1])
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def keep(self, found: Mapping[str, tuple[int, Reading]]) -> None:
        """See the port."""
        rows = [
            {"title": title, "position": position, "found": _written(reading)}
            for title, (position, reading) in found.items()
        ]
        if rows:
            with self._database.writing() as connection:
                connection.exec_driver_sql(_KEEP, rows)

    def readings(self, of: Iterable[str] | None = None, after: str = "") -> Iterator[tuple[str, Reading]]:
        """See the port."""
        with self._database.reading() as connection:
            for some in [None] if of is None else batched(dict.fromkeys(of), BLOCK):
                chosen = pages.c.title > after if some is None else pages.c.title.in_(some)
                streamed = connection.execution_options(yield_per=BLOCK)
                for row in streamed.execute(_READ.where(chosen)):
                    yield row.title, _reading(row.found)


def _names(connection: Connection, of: Iterable[str] | None) -> Iterator[NameRow]:
    for query in (_NAMES, _PLAIN_TITLES):
        for some in [None] if of is None else batched(dict.fromkeys(of), BLOCK):
            chosen = query if some is None else query.where(pages.c.title.in_(some))
            yield from map(_name, connection.execute(chosen))


def _name(row: Row[Any]) -> NameRow:
    return NameRow(row.title, row.key, row.redirect, row.rank)


def _written(reading: Reading) -> str:
    spots = [[each.start, each.words, each.key, each.named] for each in reading.spots]
    return json.dumps({"spots": spots, "links": reading.links}, ensure_ascii=False)


def _reading(kept: str) -> Reading:
    read = json.loads(kept)
    return Reading(tuple(map(Spot._make, read["spots"])), tuple(read["links"]))
