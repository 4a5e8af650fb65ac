"""Tables of the search index: a projection, to be dropped and filled again from the pages at any time.

`documents` and all `search*` tables belong to `wiki.search.rows`, and are written by nothing else: the
full-text table keeps no text of its own (content=''), so that a row can only be taken out of it by saying
exactly what was put in (https://www.sqlite.org/fts5.html, section 4.4.3); that is read from `documents`.
"""

from __future__ import annotations

import unicodedata

from sqlalchemy import Connection

TEXT_COLUMNS = ("name", "aliases", "body")  # exact words
STEM_COLUMNS = ("name_stems", "aliases_stems", "body_stems")  # the same words as English stems
FACET_COLUMN = "facets"  # one made-up word a facet value, and EVERY
EVERY = "every"  # stands in FACET_COLUMN of every row: what "all pages" compiles to

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE documents (
        page INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        body TEXT NOT NULL
    )""",
    "CREATE INDEX documents_title ON documents (title)",
    """CREATE TABLE search_fields (
        id INTEGER PRIMARY KEY,
        field TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE search_values (
        id INTEGER PRIMARY KEY,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        label TEXT NOT NULL,
        value_key TEXT NOT NULL,
        label_key TEXT NOT NULL,
        UNIQUE (field, value)
    )""",
    "CREATE INDEX search_values_value ON search_values (field, value_key)",
    "CREATE INDEX search_values_label ON search_values (field, label_key)",
    "CREATE TABLE search_words (word TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE search_codes (page INTEGER PRIMARY KEY, codes BLOB NOT NULL)""",
    """CREATE TABLE search_titles (
        later INTEGER NOT NULL,
        key TEXT NOT NULL,
        page INTEGER NOT NULL,
        shown TEXT NOT NULL,
        title TEXT NOT NULL,
        PRIMARY KEY (later, key, page, shown)
    ) WITHOUT ROWID""",
    "CREATE INDEX search_titles_page ON search_titles (page)",
    "CREATE TABLE search_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"""CREATE VIRTUAL TABLE search USING fts5(
        {", ".join(TEXT_COLUMNS + STEM_COLUMNS)}, {FACET_COLUMN},
        content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    )""",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search, col)",
)
"""Statements that create the index, in order, for a database that has none of it."""

TABLES = (
    "search_vocabulary",
    "search",
    "search_state",
    "search_titles",
    "search_codes",
    "search_words",
    "search_values",
    "search_fields",
    "documents",
)

RULES = 1  # of patterns.folding and wiki.search.words: to be raised when it takes a text apart differently


def index_version() -> str:
    """Say what the words of the index depend on; an index of another version must be rebuilt."""
    return f"{RULES}/unicode-{unicodedata.unidata_version}"


def create_search(connection: Connection) -> None:
    """Create the index's tables."""
    for statement in SCHEMA:
        connection.exec_driver_sql(statement)
    mark_version(connection)


def mark_version(connection: Connection) -> None:
    """Note by which rules the index is filled from now on."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO search_state VALUES ('version', ?)", (index_version(),)
    )
    mark_change(connection)


def mark_change(connection: Connection) -> None:
    """Note that the index is no longer what it was: any number it did not have before will do."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO search_state VALUES ('state', hex(randomblob(12)))")


def state(connection: Connection) -> str:
    """Return a mark that every change of the index replaces by a new one."""
    return str(connection.exec_driver_sql("SELECT value FROM search_state WHERE key = 'state'").scalar())


def drop_search(connection: Connection) -> None:
    """Remove the index's tables with all they hold."""
    for table in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
