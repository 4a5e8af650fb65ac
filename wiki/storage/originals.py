"""`wiki.ports.Originals` on the file."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, tuple_

from importers.draft import Original
from wiki.revisions import SourceRevision
from wiki.storage.database import Database
from wiki.storage.rows import batched
from wiki.storage.schema import originals, pages

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

    def count(self, titles: Sequence[str]) -> Mapping[str, int]:
        """See the port."""
        found: dict[str, int] = {}
        with self._database.reading() as connection:
            for some in batched(titles, BLOCK):
                query = (
                    select(pages.c.title)
                    .join_from(originals, pages, pages.c.id == originals.c.page)
                    .where(pages.c.title.in_(some), pages.c.deleted == 0)
                )
                for title in connection.execute(query).scalars():
                    found[title] = found.get(title, 0) + 1
        return found

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
        query = _LINE.add_columns(originals.c.text).where(
            originals.c.page == page, originals.c.origin == origin, originals.c.number == number
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _line(row, zlib.decompress(row.text).decode("utf-8", "replace")) if row else None


def _row(page: int, origin: str, each: Original, batch: int) -> tuple[int | str | bytes, ...]:
    said = (each.time, each.number, each.author, each.summary, each.model)
    return (page, origin, *said, len(zlib.decompress(each.kept)), batch, each.kept)


def _line(row: Row[Any], text: str = "") -> SourceRevision:
    said = (row.origin, row.number, row.time, row.author, row.summary, row.model, row.size)
    return SourceRevision(*said, text)
