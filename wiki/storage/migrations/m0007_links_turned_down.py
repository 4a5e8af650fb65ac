"""Red links and the pages that people said they do not mean."""

from __future__ import annotations

from sqlalchemy import Connection

TABLE = """CREATE TABLE dismissed_links (
    target TEXT NOT NULL,
    page INTEGER NOT NULL REFERENCES pages (id),
    author TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (target, page)
) WITHOUT ROWID"""


def apply(connection: Connection) -> None:
    """Make the table."""
    connection.exec_driver_sql(TABLE)
