"""Version 1: the log, its projections, people and imports."""

from __future__ import annotations

from sqlalchemy import Connection

from wiki.search.schema import create_search

STATEMENTS = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        created INTEGER NOT NULL,
        blocked INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE sessions (
        key_hash TEXT PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES accounts (id),
        expires INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX sessions_by_expiry ON sessions (expires)",
    """CREATE TABLE tokens (
        key_hash TEXT PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES accounts (id),
        label TEXT NOT NULL,
        created INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE drafts (
        account INTEGER NOT NULL REFERENCES accounts (id),
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        summary TEXT NOT NULL,
        base INTEGER,
        saved INTEGER NOT NULL,
        PRIMARY KEY (account, title)
    )""",
    """CREATE TABLE batches (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        format TEXT NOT NULL,
        profile TEXT NOT NULL,
        source TEXT NOT NULL,
        license TEXT NOT NULL,
        author TEXT NOT NULL,
        started INTEGER NOT NULL,
        finished INTEGER,
        undone INTEGER,
        counts TEXT NOT NULL
    )""",
    # `current` and `revisions.parent` are no foreign keys: each new revision would be looked for in the whole of
    # both tables. `check` verifies them.
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        redirect TEXT NOT NULL,
        shelf TEXT NOT NULL,
        graph TEXT NOT NULL,
        current INTEGER NOT NULL,
        deleted INTEGER NOT NULL,
        size INTEGER NOT NULL,
        time INTEGER NOT NULL
    )""",
    "CREATE UNIQUE INDEX pages_by_title ON pages (title) WHERE deleted = 0",
    "CREATE INDEX pages_by_any_title ON pages (title)",
    "CREATE INDEX pages_by_shelf ON pages (shelf, title) WHERE deleted = 0",
    "CREATE INDEX pages_by_redirect ON pages (redirect)",
    # The large columns stand last, so that the others are read without touching their overflow pages.
    """CREATE TABLE revisions (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        page INTEGER NOT NULL REFERENCES pages (id),
        parent INTEGER,
        batch INTEGER REFERENCES batches (number),
        time INTEGER NOT NULL,
        size INTEGER NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        summary TEXT NOT NULL,
        origin TEXT NOT NULL,
        graphs TEXT NOT NULL,
        text BLOB NOT NULL,
        facts BLOB NOT NULL
    )""",
    "CREATE INDEX revisions_by_page ON revisions (page, position, time)",
    "CREATE INDEX revisions_by_title ON revisions (title, page)",
    "CREATE INDEX revisions_by_kind ON revisions (kind, position)",
    "CREATE INDEX revisions_by_batch ON revisions (batch, position) WHERE batch IS NOT NULL",
    """CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
        BEGIN SELECT RAISE (ABORT, 'a revision is never removed'); END""",
    """CREATE TRIGGER revisions_stay_as_they_are
        BEFORE UPDATE OF position, page, parent, batch, time, action, sha256, title, author, summary, origin,
        text ON revisions
        BEGIN SELECT RAISE (ABORT, 'a revision is never changed'); END""",
    """CREATE TABLE titles (
        key TEXT NOT NULL,
        rank INTEGER NOT NULL,
        page INTEGER NOT NULL REFERENCES pages (id),
        role TEXT NOT NULL,
        PRIMARY KEY (key, rank, page)
    ) WITHOUT ROWID""",
    "CREATE INDEX titles_by_page ON titles (page)",
    """CREATE TABLE links (
        page INTEGER NOT NULL REFERENCES pages (id),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        target TEXT NOT NULL,
        key TEXT NOT NULL,
        sentence TEXT NOT NULL,
        section TEXT NOT NULL,
        PRIMARY KEY (page, number)
    ) WITHOUT ROWID""",
    "CREATE INDEX links_by_target ON links (target, title)",
    """CREATE TABLE facets (
        page INTEGER NOT NULL REFERENCES pages (id),
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        label TEXT NOT NULL,
        PRIMARY KEY (page, field, value)
    ) WITHOUT ROWID""",
    """CREATE TABLE findings (
        page INTEGER NOT NULL REFERENCES pages (id),
        number INTEGER NOT NULL,
        severity TEXT NOT NULL,
        key TEXT NOT NULL,
        message TEXT NOT NULL,
        line INTEGER NOT NULL,
        PRIMARY KEY (page, number)
    ) WITHOUT ROWID""",
)


def apply(connection: Connection) -> None:
    """Create everything."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
    create_search(connection)
