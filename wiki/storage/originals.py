"""`wiki.ports.Originals` on the file."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, cast, select, tuple_

from importers.draft import Original
from wiki.revisions import SourceRevision
from wiki.storage.database import Database
from wiki.storage.rows import batched
from wiki.storage.schema import described_sources, originals, pages

BLOCK = 400
"""Titles asked about in one query."""

_LINE: Select[Any] = select(
    originals.c.origin,
    originals.c.number,
    originals.c.time,
    originals.c.author,
    originals.c.summary,
    originals.c.model,
    originals.c.size,
)
_WHOLE = _LINE.add_columns(originals.c.text)
_KEYS: Select[Any] = select(originals.c.page, originals.c.origin, originals.c.time, originals.c.number)
_NUMBER = cast(originals.c.number, Integer)
_DESCRIBE = "INSERT OR REPLACE INTO described_sources VALUES (?, ?)"
_KEEP = "INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class SqlOriginals:
    """What imported pages are at their source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, found: Mapping[str, tuple[str, Sequence[Original]]], batch: int) -> None:
        """See the port."""
        with self._database.writing() as connection:
            owner: dict[str, int] = {}
            for some in batched(found, BLOCK):
                query = select(pages.c.title, pages.c.id).where(pages.c.title.in_(some), pages.c.deleted == 0)
                owner |= {row.title: row.id for row in connection.execute(query)}
            rows = [
                _row(owner[title], origin, each, batch)
                for title, (origin, revisions) in found.items()
                if title in owner
                for each in revisions
            ]
            if rows:
                connection.exec_driver_sql(_KEEP, rows)

    def known(self, titles: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
        """See the port."""
        found: dict[str, set[tuple[str, str]]] = {}
        with self._database.reading() as connection:
            for some in batched(titles, BLOCK):
                query = (
                    select(pages.c.title, originals.c.time, originals.c.number)
                    .join_from(originals, pages, pages.c.id == originals.c.page)
                    .where(pages.c.title.in_(some), pages.c.deleted == 0)
                )
                for title, time, number in connection.execute(query):
                    found.setdefault(title, set()).add((time, number))
        return {title: frozenset(keys) for title, keys in found.items()}

    def describe(self, name: str, said: str) -> None:
        """See the port."""
        with self._database.writing() as connection:
            connection.exec_driver_sql(_DESCRIBE, (name, said))

    def described(self) -> Mapping[str, str]:
        """See the port."""
        with self._database.reading() as connection:
            return {row.name: row.said for row in connection.execute(select(described_sources))}

    def newest(self, origins: str, after: int = 0, limit: int = 200) -> list[tuple[int, str, SourceRevision]]:
        """See the port. The newest is told by time, among equal ones by the import that brought it."""
        begin = originals.c.origin.startswith(origins, autoescape=True)
        some = (
            select(pages.c.id, pages.c.title)
            .where(pages.c.deleted == 0, pages.c.id > after)
            .where(select(originals.c.page).where(originals.c.page == pages.c.id, begin).exists())
            .order_by(pages.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            titles = {row.id: row.title for row in connection.execute(some)}
            heads: dict[int, Row[Any]] = {}
            query = _KEYS.where(originals.c.page.in_(list(titles)), begin)
            for row in connection.execute(query.order_by(originals.c.time, originals.c.batch, _NUMBER)):
                heads[row.page] = row
            return [
                (page, title, self._whole(connection, heads[page]))
                for page, title in titles.items()
                if page in heads
            ]

    def _whole(self, connection: Connection, head: Row[Any]) -> SourceRevision:
        query = _WHOLE.where(
            originals.c.page == head.page,
            originals.c.origin == head.origin,
            originals.c.time == head.time,
            originals.c.number == head.number,
        )
        return _with_text(connection.execute(query).one())

    def of_page(
        self, page: int, before: tuple[str, str] | None = None, limit: int = 50
    ) -> list[SourceRevision]:
        """See the port."""
        query = _LINE.where(originals.c.page == page)
        if before is not None:
            query = query.where(tuple_(originals.c.time, originals.c.number) < tuple_(*before))
        query = query.order_by(originals.c.time.desc(), originals.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_line(row) for row in connection.execute(query)]

    def one(self, page: int, origin: str, number: str) -> SourceRevision | None:
        """See the port."""
        query = _WHOLE.where(
            originals.c.page == page, originals.c.origin == origin, originals.c.number == number
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _with_text(row) if row else None


def _row(page: int, origin: str, each: Original, batch: int) -> tuple[int | str | bytes, ...]:
    said = (each.time, each.number, each.author, each.summary, each.model)
    return (page, origin, *said, len(zlib.decompress(each.kept)), batch, each.kept)


def _with_text(row: Row[Any]) -> SourceRevision:
    return _line(row, zlib.decompress(row.text).decode("utf-8", "replace"))


def _line(row: Row[Any], text: str = "") -> SourceRevision:
    said = (row.origin, row.number, row.time, row.author, row.summary, row.model, row.size)
    return SourceRevision(*said, text)
