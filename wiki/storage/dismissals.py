"""`wiki.queues.Dismissals` on the file: pages are kept by their numbers, so that a renamed page is the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from wiki.queues import Dismissed
from wiki.storage.database import Database
from wiki.storage.rows import batched
from wiki.storage.schema import dismissals, dismissed_links, pages, to_number, to_time

BLOCK = 400
"""Titles asked about in one query."""

_KEEP = "INSERT OR IGNORE INTO dismissals (queue, page, other, author, time) VALUES (?, ?, ?, ?, ?)"
_DROP = "DELETE FROM dismissals WHERE queue = ? AND page = ? AND other = ?"

_KEEP_LINK = "INSERT OR IGNORE INTO dismissed_links (target, page, author, time) VALUES (?, ?, ?, ?)"
_DROP_LINK = "DELETE FROM dismissed_links WHERE target = ? AND page = ?"

_page, _other = pages.alias("of"), pages.alias("other")
_LISTED = (
    select(_page.c.title, _other.c.title.label("other"), dismissals.c.author, dismissals.c.time)
    .join_from(dismissals, _page, _page.c.id == dismissals.c.page)
    .join(_other, _other.c.id == dismissals.c.other)
    .where(_page.c.deleted == 0, _other.c.deleted == 0)
    .order_by(dismissals.c.time.desc(), _page.c.title, _other.c.title)
)
_LISTED_LINKS = (
    select(dismissed_links.c.target, pages.c.title, dismissed_links.c.author, dismissed_links.c.time)
    .join_from(dismissed_links, pages, pages.c.id == dismissed_links.c.page)
    .where(pages.c.deleted == 0)
    .order_by(dismissed_links.c.time.desc(), dismissed_links.c.target, pages.c.title)
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

    def dismiss_links(self, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        """See the port."""
        with self._database.writing() as connection:
            rows = [(*pair, author, to_number(time)) for pair in _targets(connection, list(pairs))]
            if rows:
                connection.exec_driver_sql(_KEEP_LINK, rows)

    def restore_links(self, pairs: Iterable[tuple[str, str]]) -> None:
        """See the port."""
        with self._database.writing() as connection:
            rows = _targets(connection, list(pairs))
            if rows:
                connection.exec_driver_sql(_DROP_LINK, rows)

    def dismissed_links(self) -> list[Dismissed]:
        """See the port."""
        with self._database.reading() as connection:
            rows = connection.execute(_LISTED_LINKS)
            return [Dismissed(row.target, row.title, row.author, to_time(row.time)) for row in rows]


def _targets(connection: Connection, pairs: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """Return links with the numbers of the pages; those of a page that is not there are left out."""
    known = _known(connection, [title for _, title in pairs])
    return [(target, known[title]) for target, title in pairs if title in known]


def _numbers(connection: Connection, pairs: list[tuple[str, str]]) -> list[tuple[int, int]]:
    """Return the pairs as page numbers; those that name a page that is not there are left out."""
    known = _known(connection, [title for pair in pairs for title in pair])
    return [(known[one], known[other]) for one, other in pairs if one in known and other in known]


def _known(connection: Connection, titles: list[str]) -> dict[str, int]:
    """Return the numbers of the pages that are there."""
    known: dict[str, int] = {}
    for some in batched(dict.fromkeys(titles), BLOCK):
        query = select(pages.c.title, pages.c.id).where(pages.c.title.in_(some), pages.c.deleted == 0)
        known |= {row.title: row.id for row in connection.execute(query)}
    return known
