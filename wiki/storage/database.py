"""One SQLite file, opened once per process: transactions that are what they seem, and errors in sentences."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, local
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from wiki.errors import StorageError

WAIT = 10.0
"""Seconds a writer waits for another process's write before giving up."""

ASK = 0.002
"""Seconds between two attempts to get the write lock."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for the writer, nor it for them
    "PRAGMA synchronous=FULL",  # a commit that returned survives power loss
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16384",  # 16 MiB a connection
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",  # give back what a long import made the WAL grow to
)


@dataclass
class _Opened:
    """What one process has open. The lock makes its threads wait in turn, where SQLite would poll."""

    engine: Engine
    writing: Lock = field(default_factory=Lock)


class Database:
    """The file, usable from all threads and, after a fork, from the child as from the parent."""

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        self.path = path
        self._wait = wait
        self._threads = local()
        self._opened: dict[int, _Opened] = {}  # by process id: a connection must not be carried across a fork

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the file throughout. Raises StorageError."""
        with self._told(), self._here().engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only writing transaction there is; committed at the end, rolled back on any exception."""
        here = self._here()
        with self._told(), here.writing, here.engine.connect() as plain:
            connection = plain.execution_options(wait=self._wait)
            with connection.begin():
                yield connection

    def glance(self, query: str) -> Any:
        """Return the one value of a short reading query, at a fraction of what a transaction of `reading` costs.

        For what every request asks. Each thread of each process keeps a connection of its own for it.
        """
        with self._told():
            row = self._glancing().execute(query).fetchone()
        return row[0] if row else None

    def _glancing(self) -> sqlite3.Connection:
        kept: tuple[int, sqlite3.Connection] | None = getattr(self._threads, "kept", None)
        if kept is None or kept[0] != os.getpid():
            connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)
            connection.execute("PRAGMA query_only=ON")
            kept = self._threads.kept = (os.getpid(), connection)
        return kept[1]

    def close(self) -> None:
        """Close this process's connections."""
        opened = self._opened.pop(os.getpid(), None)
        if opened is not None:
            opened.engine.dispose()

    def _here(self) -> _Opened:
        """Return this process's engine. The parent's stays open: closing it here could harm the file."""
        found = self._opened.get(os.getpid())
        return found or self._opened.setdefault(os.getpid(), _Opened(_engine(self.path, self._wait)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            sentence = problem(self.path, error.orig if isinstance(error, DBAPIError) else error)
            if sentence is None:
                raise
            raise StorageError(sentence) from error


def _engine(path: Path, wait: float) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": wait, "check_same_thread": False},
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=-1,
    )
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where sqlite3 guesses
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begun(connection: Connection) -> None:
    """Begin for real. A writer takes the lock at once: upgrading a reading transaction could fail as busy."""
    wait = connection.get_execution_options().get("wait")
    if wait is None:
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection.connection.dbapi_connection, wait)  # type: ignore[arg-type]


def _begin_writing(connection: sqlite3.Connection, wait: float) -> None:
    """Take the write lock, asking every few milliseconds.

    SQLite itself asks ten times a second at last, and hardly ever finds the moment between the
    transactions of a process that writes one after the other.
    """
    until = time.monotonic() + wait
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(ASK)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(wait * 1000)}")


_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk holding {path} is full; nothing was written. "
    "Free some space and try again.",
    sqlite3.SQLITE_BUSY: "{path} is being written by another program for too long; nothing was written. "
    "Try again, and if it lasts, look for a program that keeps the file open.",
    sqlite3.SQLITE_LOCKED: "{path} is locked; nothing was written. Try again.",
    sqlite3.SQLITE_NOTADB: "{path} is not a database of this wiki, or its beginning is damaged. "
    "Restore it from a backup (python -m wiki restore).",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged: {cause}. Stop the wiki, keep a copy of the file, "
    "and restore it from a backup (python -m wiki restore).",
    sqlite3.SQLITE_READONLY: "{path} or its folder may not be written to; nothing was written. "
    "Give the user that runs the wiki the right to write there.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Check that its folder exists and that the user that "
    "runs the wiki may read and write there.",
    sqlite3.SQLITE_IOERR: "Reading or writing {path} failed: {cause}. Check the disk; what was acknowledged "
    "before is kept if the disk kept it (python -m wiki check).",
}


_NO_ROOM = frozenset({sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP})
"""What SQLite says of a full disk when it makes the index of its write-ahead log."""


def problem(path: Path, error: BaseException | None) -> str | None:
    """Return the sentence for an error of the file itself; None when the error is not of that sort."""
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", 0)
    kind = sqlite3.SQLITE_FULL if code in _NO_ROOM else code & 0xFF  # the low byte is the kind of error
    sentence = _SENTENCES.get(kind)
    return sentence.format(path=path, cause=error) if sentence else None
