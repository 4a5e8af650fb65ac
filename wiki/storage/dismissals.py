"""`wiki.queues.Dismissals` on the file: pages are kept by their numbers, so that a renamed page is the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from wiki.queues import Dismissed
from wiki.storage.database import Database
from wiki.storage.rows import batched
from wiki.storage.schema import dismissals, pages, to_number, to_time

BLOCK = 400
"""Titles asked about in one query."""

_KEEP = "INSERT OR IGNORE INTO dismissals (queue, page, other, author, time) VALUES (?, ?, ?, ?, ?)"
_DROP = "DELETE FROM dismissals WHERE queue = ? AND page = ? AND other = ?"

_page, _other = pages.alias("of"), pages.alias("other")
_LISTED = (
    select(_page.c.title, _other.c.title.label("other"), dismissals.c.author, dismissals.c.time)
    .join_from(dismissals, _page, _page.c.id == dismissals.c.page)
    .join(_other, _other.c.id == dismissals.c.other)
    .where(_page.c.deleted == 0, _other.c.deleted == 0)
    .order_by(dismissals.c.time.desc(), _page.c.title, _other.c.title)
)


class SqlDismissals:
    """What people turned down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def dismiss(self, queue: str, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        """See the port."""
        with self._database.writing() as connection:
            rows = [(queue, *pair, author, to_number(time)) for pair in _numbers(connection, list(pairs))]
            if rows:
                connection.exec_driver_sql(_KEEP, rows)

    def restore(self, queue: str, pairs: Iterable[tuple[str, str]]) -> None:
        """See the port."""
        with self._database.writing() as connection:
            rows = [(queue, *pair) for pair in _numbers(connection, list(pairs))]
            if rows:
                connection.exec_driver_sql(_DROP, rows)

    def dismissed(self, queue: str) -> list[Dismissed]:
        """See the port."""
        with self._database.reading() as connection:
            rows = connection.execute(_LISTED.where(dismissals.c.queue == queue))
            return [Dismissed(row.title, row.other, row.author, to_time(row.time)) for row in rows]


def _numbers(connection: Connection, pairs: list[tuple[str, str]]) -> list[tuple[int, int]]:
    """Return the pairs as page numbers; those that name a page that is not there are left out."""
    known: dict[str, int] = {}
    for some in batched(dict.fromkeys(title for pair in pairs for title in pair), BLOCK):
        query = select(pages.c.title, pages.c.id).where(pages.c.title.in_(some), pages.c.deleted == 0)
        known |= {row.title: row.id for row in connection.execute(query)}
    return [(known[one], known[other]) for one, other in pairs if one in known and other in known]
