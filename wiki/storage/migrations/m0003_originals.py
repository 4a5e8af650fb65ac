"""Version 3: the revisions that imported pages have at their source, in the words and the markup of the source."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENT = """CREATE TABLE originals (
    page INTEGER NOT NULL REFERENCES pages (id),
    origin TEXT NOT NULL,
    time TEXT NOT NULL,
    number TEXT NOT NULL,
    author TEXT NOT NULL,
    summary TEXT NOT NULL,
    model TEXT NOT NULL,
    size INTEGER NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches (number),
    text BLOB NOT NULL,
    PRIMARY KEY (page, origin, time, number)
) WITHOUT ROWID"""


def apply(connection: Connection) -> None:
    """Make the table."""
    connection.exec_driver_sql(STATEMENT)
