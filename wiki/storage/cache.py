"""Rendered HTML, kept beside the data in a file that may vanish or be damaged at any time.

Losing it costs time only: it is never synced, and whatever goes wrong with it counts as "not there".
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from threading import local

from wiki import rendering
from wiki.ports import Heading, Rendered

FILE = "cache.sqlite3"
LIMIT = 256 * 1024 * 1024
"""Bytes the file may grow to before the older half of it is dropped."""

ROUND = 64
"""Puts of one process between two looks at the size."""

RENDERERS = ("markdown", "pymdown-extensions", "nh3")
"""Packages whose version makes a difference to the HTML."""

_OPENING = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=OFF",
    "PRAGMA busy_timeout=200",
    """CREATE TABLE IF NOT EXISTS rendered (
        id INTEGER PRIMARY KEY, position INTEGER NOT NULL, version TEXT NOT NULL, html BLOB NOT NULL,
        UNIQUE (position, version)
    )""",
)
_GET = "SELECT html FROM rendered WHERE position = ? AND version = ?"
_PUT = "INSERT OR REPLACE INTO rendered (position, version, html) VALUES (?, ?, ?)"
_USED = """SELECT (page_count - freelist_count) * page_size
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size"""
_DROP_OLDER_HALF = "DELETE FROM rendered WHERE id <= (SELECT (min(id) + max(id)) / 2 FROM rendered)"


def renderer_version() -> str:
    """Return a digest of all that turns Markdown into HTML: our own code and the packages it uses."""
    digest = hashlib.sha256()
    for source in sorted(Path(next(iter(rendering.__path__))).glob("*.py")):
        digest.update(source.read_bytes())
    digest.update(" ".join(version(name) for name in RENDERERS).encode())
    return digest.hexdigest()[:16]


class HtmlCache:
    """Rendered bodies by revision, for this version of the renderer. Usable from all threads."""

    def __init__(self, folder: Path, renderer: str = "", limit: int = LIMIT) -> None:
        self._path = folder / FILE
        self._version = renderer or renderer_version()
        self._limit = limit
        self._local = local()  # a connection belongs to one thread of one process and one file
        self._puts = 0

    def get(self, position: int) -> Rendered | None:
        """Return what was put for this revision, if it is still there."""
        try:
            row = self._connection().execute(_GET, (position, self._version)).fetchone()
            return _unpack(row[0]) if row else None
        except (sqlite3.Error, OSError) as error:
            self._forget(error)
        except (zlib.error, ValueError, TypeError, KeyError):
            pass  # a damaged row is replaced by the next put
        return None

    def put(self, position: int, rendered: Rendered) -> None:
        """Keep this for a revision, as long as there is room."""
        try:
            self._connection().execute(_PUT, (position, self._version, _pack(rendered)))
            self._puts += 1
            if self._puts % ROUND == 0:
                self._keep_small()
        except (sqlite3.Error, OSError) as error:
            self._forget(error)

    def clear(self) -> None:
        """Forget everything."""
        try:
            self._connection().execute("DELETE FROM rendered")
        except (sqlite3.Error, OSError) as error:
            self._forget(error)

    def _keep_small(self) -> None:
        connection = self._connection()
        if connection.execute(_USED).fetchone()[0] > self._limit:
            connection.execute(_DROP_OLDER_HALF)

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection, a new one after a fork or when the file is another one."""
        known: tuple[object, sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known is None or known[0] != self._identity():
            self._local.before = known  # kept open: closing what a fork handed down could harm the parent
            known = self._local.known = self._opened()
        return known[1]

    def _opened(self) -> tuple[object, sqlite3.Connection]:
        if not self._path.exists():
            self._remove()  # a log left behind by a deleted file would be taken for the new one's
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        for statement in _OPENING:
            connection.execute(statement)
        return self._identity(), connection

    def _identity(self) -> object:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return os.getpid(), found.st_dev, found.st_ino

    def _forget(self, error: Exception) -> None:
        """Begin anew with an empty file, unless the old one is only busy or may not be written."""
        self._local.known = None
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}:
            with suppress(OSError):
                self._remove()

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm"):
            self._path.with_name(FILE + end).unlink(missing_ok=True)


def _pack(rendered: Rendered) -> bytes:
    return zlib.compress(json.dumps(asdict(rendered)).encode(), 1)


def _unpack(kept: bytes) -> Rendered:
    read = json.loads(zlib.decompress(kept))
    headings = tuple(Heading(**heading) for heading in read["headings"])
    return Rendered(read["html"], headings, tuple(read["targets"]), read["problem"])
