"""Version 4: imports through the browser, and the questions that imports leave open."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    author TEXT NOT NULL,
    upload TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    state TEXT NOT NULL,
    preview INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    stopping INTEGER NOT NULL,
    read INTEGER NOT NULL,
    expected INTEGER,
    counts TEXT NOT NULL,
    batch INTEGER REFERENCES batches (number),
    message TEXT NOT NULL
)""",
    "CREATE INDEX runs_state ON runs (state, changed)",
    """CREATE TABLE run_lines (
    run INTEGER NOT NULL REFERENCES runs (number),
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID""",
    """CREATE TABLE questions (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    sentence TEXT NOT NULL,
    options TEXT NOT NULL,
    preset TEXT NOT NULL,
    asked INTEGER NOT NULL,
    answer TEXT NOT NULL,
    by TEXT NOT NULL,
    answered INTEGER
)""",
    "CREATE INDEX questions_answer ON questions (answer, number)",
)


def apply(connection: Connection) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
