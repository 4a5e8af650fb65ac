"""Version 6: codings of rounds that are not to be seen yet."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """CREATE TABLE blind (
        round INTEGER NOT NULL REFERENCES pages (id),
        page INTEGER NOT NULL REFERENCES pages (id),
        coder TEXT NOT NULL,
        text BLOB NOT NULL,
        done INTEGER NOT NULL,
        saved INTEGER NOT NULL,
        PRIMARY KEY (round, page, coder)
    ) WITHOUT ROWID""",
    "CREATE INDEX blind_coder ON blind (coder)",
)


def apply(connection: Connection) -> None:
    """Make the table."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
