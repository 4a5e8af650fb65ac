"""Rows set aside until all tables have been read: by the record they belong to, and by what other rows call them.

A file of SQLite in a folder that vanishes, so that memory does not grow with the tables.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TABLES = """
CREATE TABLE records (title TEXT PRIMARY KEY, kind TEXT, key TEXT, number INTEGER, place TEXT);
CREATE UNIQUE INDEX by_key ON records (kind, key);
CREATE TABLE rows (id INTEGER PRIMARY KEY, record INTEGER, tab INTEGER, row INTEGER, cells TEXT);
CREATE INDEX by_record ON rows (record);
CREATE TABLE names (referred INTEGER, name TEXT, title TEXT, UNIQUE (referred, name, title));
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A record met before: one page to be."""

    title: str  # full
    number: int
    place: str  # of its first row


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of a record."""

    table: int  # number of its table
    row: int
    cells: dict[str, str]


class Spool:
    """All rows of one import."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / "rows.sqlite3", isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        self._file.execute("BEGIN")
        self._records = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def known(self, kind: str, key: str) -> Known | None:
        """Return the record of a key."""
        row = self._file.execute(
            "SELECT title, number, place FROM records WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return Known(*row) if row else None

    def begin(self, kind: str, key: str, title: str, place: str) -> Known:
        """Begin a record; its title gets a number when another key has it already."""
        wanted, again = title, 1
        self._records += 1
        while True:
            try:
                values = (title, kind, key, self._records, place)
                self._file.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?)", values)
            except sqlite3.IntegrityError:
                again += 1
                title = f"{wanted} ({again})"
            else:
                return Known(title, self._records, place)

    def keep(self, record: Known, row: Kept) -> None:
        """Keep a row of a record."""
        cells = json.dumps({name: text for name, text in row.cells.items() if text})
        values = (record.number, row.table, row.row, cells)
        self._file.execute("INSERT INTO rows (record, tab, row, cells) VALUES (?, ?, ?, ?)", values)

    def replace(self, record: Known, row: Kept) -> None:
        """Keep a row in place of all others of the record."""
        self._file.execute("DELETE FROM rows WHERE record = ?", (record.number,))
        self.keep(record, row)

    def name(self, referred: int, name: str, title: str) -> None:
        """Remember what other rows may call a page."""
        self._file.execute("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", (referred, name, title))

    def named(self, referred: int, name: str) -> list[str]:
        """Return the titles a name leads to, at most two."""
        found = self._file.execute(
            "SELECT title FROM names WHERE referred = ? AND name = ? ORDER BY rowid LIMIT 2", (referred, name)
        )
        return [row[0] for row in found.fetchall()]

    def records(self) -> Iterator[tuple[Known, list[Kept]]]:
        """Yield every record with its rows, in the order in which they were met."""
        found = self._file.execute("SELECT title, number, place FROM records ORDER BY number")
        for title, number, place in found:
            rows = self._file.execute(
                "SELECT tab, row, cells FROM rows WHERE record = ? ORDER BY id", (number,)
            )
            yield (
                Known(title, number, place),
                [Kept(tab, row, json.loads(cells)) for tab, row, cells in rows.fetchall()],
            )
