"""Version 7: what sources say of themselves, so that the originals of their pages can be read without them."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENT = """CREATE TABLE described_sources (
    name TEXT PRIMARY KEY,
    said TEXT NOT NULL
) WITHOUT ROWID"""


def apply(connection: Connection) -> None:
    """Make the table."""
    connection.exec_driver_sql(STATEMENT)
