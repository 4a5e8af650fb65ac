"""The pages a bibliography has made so far, in a file that vanishes: memory does not grow with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from importers.draft import Draft

_TABLE = "CREATE TABLE pages (number INTEGER PRIMARY KEY, title TEXT UNIQUE, text TEXT, place TEXT, origin TEXT, more INTEGER)"


class MadePages:
    """Drafts by their full titles, in the order in which they were first made."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / "pages.sqlite3", isolation_level=None)
        self._file.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLE};")
        self._file.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __contains__(self, title: str) -> bool:
        """Say whether there is a page of a title."""
        return bool(self._file.execute("SELECT 1 FROM pages WHERE title = ?", (title,)).fetchone())

    def __getitem__(self, title: str) -> Draft:
        """Return the page of a title, which must be there."""
        found = self._file.execute(
            "SELECT title, text, place, origin, more FROM pages WHERE title = ?", (title,)
        )
        return _draft(found.fetchone())

    def put(self, draft: Draft) -> None:
        """Keep a page, in the place of one of the same title."""
        sentence = (
            "INSERT INTO pages (title, text, place, origin, more) VALUES (?, ?, ?, ?, ?) ON CONFLICT (title) DO UPDATE SET "
            "text = excluded.text, place = excluded.place, origin = excluded.origin, more = excluded.more"
        )
        self._file.execute(sentence, (draft.title, draft.text, draft.place, draft.origin, draft.supplements))

    def count(self) -> int:
        """Return how many pages there are."""
        return int(self._file.execute("SELECT count(*) FROM pages").fetchone()[0])

    def all(self) -> Iterator[Draft]:
        """Yield every page."""
        yield from map(
            _draft, self._file.execute("SELECT title, text, place, origin, more FROM pages ORDER BY number")
        )


def _draft(row: tuple[str, str, str, str, int]) -> Draft:
    title, text, place, origin, more = row
    return Draft(title, text, place, origin, supplements=bool(more))
