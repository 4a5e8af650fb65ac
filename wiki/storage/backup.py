"""Copying the file while it is in use, and making a data file from such a copy. Neither overwrites anything."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from wiki.errors import StorageError
from wiki.storage.database import WAIT, problem
from wiki.storage.migrations import MIGRATIONS
from wiki.storage.schema import unpack

STEP = 2048
"""Database pages (8 MiB) copied between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told how many database pages are copied, and of how many."""


def backup(source: Path, dest: Path, progress: Progress | None = None) -> int:
    """Copy the data file to `dest` as it is at this moment; return the position of its newest revision.

    The copy is complete, verified and durable when this returns; writers and readers go on meanwhile.
    Raises StorageError when `dest` exists or cannot be written, and when the copy is not sound.
    """
    return _copy(source, dest, progress)


def restore(source: Path, dest: Path, progress: Progress | None = None) -> int:
    """Make the data file `dest` from a backup; return the position of its newest revision.

    Raises StorageError when `dest` exists, or `source` is not a sound backup of this or an earlier version.
    """
    if not source.is_file():
        raise StorageError(f"There is no backup file at {source}.")
    return _copy(source, dest, progress)


def _copy(source: Path, dest: Path, progress: Progress | None) -> int:
    _check_free(dest)
    unfinished = dest.with_name(f".{dest.name}.{os.getpid()}.unfinished")
    try:
        with _told(source, dest):
            unfinished.touch(mode=0o600)  # what is secret in the file is so in its copy
            _copy_pages(source, unfinished, progress)
            position = _verified(unfinished, source)
            sync(unfinished)
            _check_free(dest)
            unfinished.rename(dest)
            sync(dest.parent)
        return position
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


def _check_free(dest: Path) -> None:
    if dest.exists():
        raise StorageError(f"{dest} exists already and was not overwritten. Give another name.")
    if not dest.parent.is_dir():
        raise StorageError(f"There is no folder {dest.parent}. Create it first.")


@contextmanager
def _told(source: Path, dest: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        sentence = problem(source, error) or f"{error}."
        raise StorageError(f"{dest} was not written. {sentence}") from error
    except OSError as error:
        raise StorageError(f"{dest} was not written: {error.strerror}.") from error


def _copy_pages(source: Path, dest: Path, progress: Progress | None) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with closing(_reading(source)) as origin, closing(sqlite3.connect(dest)) as copy:
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on, one state of the file
        origin.backup(copy, pages=STEP, progress=report)
        origin.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, with no log beside it


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, timeout=WAIT)


def _verified(copy: Path, source: Path) -> int:
    """Return the position of the newest revision of a sound copy; raises StorageError for any other."""
    with closing(_reading(copy)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if not {"meta", "revisions"} <= tables:
            raise StorageError(f"{source} is not a data file of this program, nor a backup of one.")
        damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        (version,) = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        newest = connection.execute(
            "SELECT position, sha256, text FROM revisions ORDER BY position DESC LIMIT 1"
        ).fetchone()
    if damage != "ok":
        raise StorageError(f"{source} is damaged ({damage}); it was not copied. Use an earlier backup.")
    if int(version) > len(MIGRATIONS):
        raise StorageError(f"{source} is of a newer version of this program. Install that version first.")
    if newest is None:
        return 0
    if not _sound(newest[1], newest[2]):
        raise StorageError(
            f"The newest revision in {source} does not match its checksum. Use an earlier backup."
        )
    return int(newest[0])


def _sound(sha256: str, kept: bytes) -> bool:
    try:
        return hashlib.sha256(unpack(kept)).hexdigest() == sha256
    except zlib.error:
        return False


def sync(path: Path) -> None:
    """Make a file's content, or a folder's list of names, survive power loss."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
