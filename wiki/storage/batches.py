"""`wiki.ports.Batches` on the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from importers.draft import Issue
from wiki.errors import NotFoundError
from wiki.revisions import Batch, Revision, RevisionLine
from wiki.storage.database import Database
from wiki.storage.rows import LINE, REVISION, batched, line, revision
from wiki.storage.schema import batch_issues, batches, pages, revisions, to_number, to_time

BLOCK = 400
"""Titles asked about in one query."""

_IMPORTED: Select[Any] = (
    REVISION.add_columns(revisions.c.origin)
    .outerjoin(batches, batches.c.number == revisions.c.batch)
    .where(revisions.c.origin != "", batches.c.undone.is_(None))
    .order_by(revisions.c.position)
)


class SqlBatches:
    """Imports and what they wrote. Naming an unknown batch to change it raises NotFoundError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open_batch(self, format: str, profile: str, source: str, license: str, author: str) -> int:  # noqa: A002
        """See the port."""
        row = {
            "format": format,
            "profile": profile,
            "source": source,
            "license": license,
            "author": author,
            "started": to_number(datetime.now(UTC)),
            "counts": "{}",
        }
        with self._database.writing() as connection:
            return int(connection.execute(insert(batches).returning(batches.c.number), row).scalar_one())

    def close_batch(self, number: int, counts: Mapping[str, int]) -> None:
        """See the port."""
        self._set(number, finished=to_number(datetime.now(UTC)), counts=json.dumps(dict(counts)))

    def batch(self, number: int) -> Batch | None:
        """See the port."""
        with self._database.reading() as connection:
            row = connection.execute(select(batches).where(batches.c.number == number)).first()
        return _batch(row) if row else None

    def batches(self, before: int | None = None, limit: int = 50) -> list[Batch]:
        """See the port."""
        query = select(batches).order_by(batches.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(batches.c.number < before)
        with self._database.reading() as connection:
            return [_batch(row) for row in connection.execute(query)]

    def batch_revisions(self, number: int, after: int = 0, limit: int | None = None) -> list[RevisionLine]:
        """See the port."""
        query = LINE.where(revisions.c.batch == number, revisions.c.position > after)
        query = query.order_by(revisions.c.position).limit(limit)
        with self._database.reading() as connection:
            return [line(row) for row in connection.execute(query)]

    def mark_undone(self, number: int, when: datetime) -> None:
        """See the port."""
        self._set(number, undone=to_number(when))

    def note_issues(self, number: int, issues: Sequence[Issue]) -> None:
        """See the port."""
        counted = select(func.max(batch_issues.c.number)).where(batch_issues.c.batch == number)
        with self._database.writing() as connection:
            first = (connection.execute(counted).scalar() or 0) + 1
            rows = [
                {"batch": number, "number": each, "place": issue.place, "message": issue.message}
                for each, issue in enumerate(issues, first)
            ]
            if rows:
                connection.execute(insert(batch_issues), rows)

    def issues(self, number: int, after: int = 0, limit: int = 50) -> list[tuple[int, Issue]]:
        """See the port."""
        query = (
            select(batch_issues.c.number, batch_issues.c.place, batch_issues.c.message)
            .where(batch_issues.c.batch == number, batch_issues.c.number > after)
            .order_by(batch_issues.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row.number, Issue(row.place, row.message)) for row in connection.execute(query)]

    def last_imported(self, origins: Mapping[str, str]) -> Mapping[str, Revision]:
        """See the port. Revisions a page got under earlier titles count."""
        found: dict[str, Revision] = {}
        with self._database.reading() as connection:
            for some in batched(origins, BLOCK):
                owners = self._owners(connection, some)
                query = _IMPORTED.where(
                    revisions.c.page.in_(owners), revisions.c.origin.in_([origins[title] for title in some])
                )
                for row in connection.execute(query):
                    title = owners[row.page]
                    if row.origin == origins[title]:
                        found[title] = revision(row)  # in order of the log: the newest stays
        return found

    def _owners(self, connection: Connection, titles: list[str]) -> dict[int, str]:
        """Return page id → title: the live page of each title, or the one deleted last."""
        query = (
            select(pages.c.id, pages.c.title)
            .where(pages.c.title.in_(titles))
            .order_by(pages.c.deleted.desc(), pages.c.current)
        )
        owner = {title: page for page, title in connection.execute(query)}
        return {page: title for title, page in owner.items()}

    def _set(self, number: int, **values: int | str) -> None:
        with self._database.writing() as connection:
            changed = connection.execute(update(batches).where(batches.c.number == number).values(**values))
            if changed.rowcount == 0:
                raise NotFoundError(f"There is no import number {number}.")


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        row.number,
        row.format,
        row.profile,
        row.source,
        row.license,
        row.author,
        to_time(row.started),
        to_time(row.finished) if row.finished is not None else None,
        to_time(row.undone) if row.undone is not None else None,
        json.loads(row.counts),
    )
