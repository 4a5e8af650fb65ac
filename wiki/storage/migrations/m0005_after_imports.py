"""Version 5: what comes after an import: its problems, what texts mention, and what people turned down."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """CREATE TABLE batch_issues (
        batch INTEGER NOT NULL REFERENCES batches (number),
        number INTEGER NOT NULL,
        place TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (batch, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE dismissals (
        queue TEXT NOT NULL,
        page INTEGER NOT NULL REFERENCES pages (id),
        other INTEGER NOT NULL REFERENCES pages (id),
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        PRIMARY KEY (queue, page, other)
    ) WITHOUT ROWID""",
    """CREATE TABLE mentions (
        page INTEGER PRIMARY KEY REFERENCES pages (id),
        position INTEGER NOT NULL,
        found TEXT NOT NULL
    )""",
    "CREATE TABLE mention_names (mark TEXT PRIMARY KEY) WITHOUT ROWID",
)


def apply(connection: Connection) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
