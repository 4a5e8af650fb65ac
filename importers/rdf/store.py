"""All statements of a source by subject, in a file of its own: memory stays the same however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from importers.rdf.terms import TYPE, Quad

MOST = 20_000
"""Statements of one subject that are read: a page cannot hold more."""

CACHE_MIB = 64

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
CREATE TABLE quads (s TEXT, p TEXT, o TEXT, g TEXT, f INTEGER, PRIMARY KEY (s, p, o, g)) WITHOUT ROWID;
CREATE TABLE names (subject TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX by_title ON names (title);
"""


class Store:
    """The statements, and what each subject that becomes a page is called here."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / "statements.sqlite3", isolation_level=None)
        self._file.executescript(f"PRAGMA cache_size=-{CACHE_MIB * 1024};{_TABLES}")
        self._file.execute("BEGIN")
        self._indexed = False
        self.about = lru_cache(maxsize=32)(self._about)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def add(self, quads: Iterable[Quad], file: int) -> None:
        """Keep statements of a file; what was said already is kept once."""
        rows = ((each.subject, each.predicate, each.object, each.graph, file) for each in quads)
        self._file.executemany("INSERT OR IGNORE INTO quads VALUES (?, ?, ?, ?, ?)", rows)

    def index(self) -> None:
        """Make ready for questions by object; call it when all is there."""
        if not self._indexed:
            self._file.execute("CREATE INDEX by_object ON quads (o, p) WHERE substr(o, 1, 1) <> '\"'")
            self._file.execute("CREATE INDEX by_graph ON quads (g) WHERE g <> ''")
            self._indexed = True

    def subjects(self) -> Iterator[tuple[str, list[Quad]]]:
        """Yield every subject with what is said of it, in the order of their names."""
        rows = self._file.execute("SELECT s, p, o, g FROM quads ORDER BY s, p, o, g")
        for subject, group in groupby(rows, key=lambda row: row[0]):
            yield subject, [Quad(*row) for _, row in zip(range(MOST), group, strict=False)]

    def _about(self, subject: str) -> list[Quad]:
        """Return what is said of a subject, sorted; ask only when all is there."""
        sentence = "SELECT s, p, o, g FROM quads WHERE s = ? ORDER BY s, p, o, g LIMIT ?"
        return [Quad(*row) for row in self._file.execute(sentence, (subject, MOST))]

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the objects of a property of a subject, sorted."""
        sentence = "SELECT DISTINCT o FROM quads WHERE s = ? AND p = ? ORDER BY o LIMIT ?"
        return [row[0] for row in self._file.execute(sentence, (subject, predicate, MOST))]

    def subjects_of(self, predicate: str, target: str) -> list[str]:
        """Return the subjects that have a node as the object of a property, sorted."""
        sentence = "SELECT DISTINCT s FROM quads WHERE o = ? AND p = ? AND substr(o, 1, 1) <> '\"' ORDER BY s LIMIT ?"
        return [row[0] for row in self._file.execute(sentence, (target, predicate, MOST))]

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of every statement with a property."""
        yield from self._file.execute("SELECT DISTINCT s, o FROM quads WHERE p = ?", (predicate,))

    def members(self, cls: str) -> Iterator[str]:
        """Yield every subject of a class."""
        sentence = "SELECT DISTINCT s FROM quads WHERE o = ? AND p = ? AND substr(o, 1, 1) <> '\"'"
        yield from (row[0] for row in self._file.execute(sentence, (cls, TYPE)))

    def types(self, subject: str) -> list[str]:
        """Return the classes of a subject."""
        return self.objects(subject, TYPE)

    def file_of(self, subject: str) -> int:
        """Return the number of a file that speaks of a subject, 0 when none does."""
        row = self._file.execute("SELECT min(f) FROM quads WHERE s = ?", (subject,)).fetchone()
        return int(row[0] or 0)

    def count(self) -> int:
        """Return how many statements there are."""
        return int(self._file.execute("SELECT count(*) FROM quads").fetchone()[0])

    def name(self, subject: str, kind: str, title: str) -> bool:
        """Give a subject its full title; False when another has it."""
        try:
            self._file.execute("INSERT INTO names VALUES (?, ?, ?)", (subject, kind, title))
        except sqlite3.IntegrityError:
            return False
        return True

    def named(self, subject: str) -> tuple[str, str] | None:
        """Return kind and full title of a subject that becomes a page."""
        row = self._file.execute("SELECT kind, title FROM names WHERE subject = ?", (subject,)).fetchone()
        return (row[0], row[1]) if row else None

    def has_title(self, title: str) -> bool:
        """Say whether a subject has this full title already."""
        return bool(self._file.execute("SELECT 1 FROM names WHERE title = ?", (title,)).fetchone())

    def is_local(self) -> bool:
        """Say whether a subject has an address that was relative in its file, which nobody said the address of."""
        sentence = "SELECT 1 FROM quads WHERE s >= '<file:///' AND s < '<file://0' LIMIT 1"
        return bool(self._file.execute(sentence).fetchone())

    def is_graph(self, node: str) -> bool:
        """Say whether a node names a graph."""
        return bool(
            self._file.execute("SELECT 1 FROM quads WHERE g = ? AND g <> '' LIMIT 1", (node,)).fetchone()
        )

    def is_object(self, node: str) -> bool:
        """Say whether a node is the object of a statement."""
        sentence = "SELECT 1 FROM quads WHERE o = ? AND substr(o, 1, 1) <> '\"' LIMIT 1"
        return bool(self._file.execute(sentence, (node,)).fetchone())

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """Yield subject, kind and title of every page, IRIs before blank nodes."""
        by_name = "SELECT subject, kind, title FROM names ORDER BY substr(subject, 1, 2) = '_:', subject"
        yield from self._file.execute(by_name)

    def page_count(self) -> int:
        """Return how many subjects become pages."""
        return int(self._file.execute("SELECT count(*) FROM names").fetchone()[0])
