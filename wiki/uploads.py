"""What people send to be imported: kept in the data folder under the SHA-256 of its content, archives unpacked.

An upload appears whole or not at all. `uploads/DIGEST/` holds the file under its name, or `unpacked/`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from wiki.config import MEBIBYTE
from wiki.errors import BadInputError, StorageError
from wiki.unpacking import is_archive, unpack

FOLDER = "uploads"
BELL = "imports.wanted"
"""File in the folder of running hosts: a run waits for who works on it."""

UNPACKED = "unpacked"
MAPPING = "mapping"
LONGEST_NAME = 120  # bytes
PIECE = 1024 * 1024
ROOM = 4
"""How many times the largest upload an archive may be when it is unpacked."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was sent."""

    digest: str  # SHA-256 of its content, in lower-case hex
    name: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Uploads:
    """The uploads of a data folder."""

    folder: Path
    bell: Path
    mebibytes: int  # largest upload

    def receive(self, stream: BinaryIO, name: str) -> Upload:
        """Keep what the stream gives. Raises BadInputError for what is too large, or an archive that may do harm."""
        name = safe_name(name)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=".", dir=self.folder) as scratch:
                part = Path(scratch) / "kept"
                part.mkdir()
                digest, size = self._copy(stream, part / name)
                if is_archive(part / name):
                    unpack(part / name, part / UNPACKED, self.mebibytes * MEBIBYTE * ROOM)
                    (part / name).unlink()
                self._settle(part, self.folder / digest)
        except OSError as error:
            raise StorageError(
                f"What was sent cannot be kept ({error.strerror}). Nothing was changed; tell the operator."
            ) from error
        return Upload(digest, name, size)

    def place(self, digest: str, name: str) -> Path | None:
        """Return what an importer is given: the file, or the folder an archive held; None when it is gone."""
        kept = self.folder / digest
        unpacked = kept / UNPACKED
        if unpacked.is_dir():
            inside = list(unpacked.iterdir())
            return inside[0] if len(inside) == 1 else unpacked
        return kept / name if (kept / name).is_file() else None

    def write_mapping(self, digest: str, name: str, text: str) -> Path:
        """Keep the mapping that goes with an upload as a file, named like it, and return its path."""
        path = self.folder / digest / MAPPING / f"{Path(name).name.partition('.')[0] or MAPPING}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def forget(self, days: float, needed: Collection[str]) -> list[str]:
        """Delete uploads last sent longer ago, those needed apart; return their digests."""
        before, gone = time.time() - days * 24 * 3600, []
        for each in self.folder.iterdir() if self.folder.is_dir() else ():
            if each.name not in needed and each.stat().st_mtime < before:
                shutil.rmtree(each, ignore_errors=True)
                gone.append(each.name)
        return gone

    def ring(self) -> None:
        """Let the supervisor start the process that works on what waits."""
        self.bell.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.bell.touch()

    def _copy(self, stream: BinaryIO, path: Path) -> tuple[str, int]:
        seen, size = hashlib.sha256(), 0
        with path.open("wb") as file:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > self.mebibytes * MEBIBYTE:
                    raise BadInputError(too_large(self.mebibytes))
                seen.update(piece)
                file.write(piece)
        if not size:
            raise BadInputError("The file that was sent is empty. Choose another.")
        return seen.hexdigest(), size

    def _settle(self, part: Path, place: Path) -> None:
        """Move what was sent to its place; the same content may be there already, under another name perhaps."""
        os.sync()  # an archive may hold many thousand files
        try:
            part.rename(place)
        except OSError:
            if not place.is_dir():
                raise
            for file in part.iterdir():
                if file.is_file():
                    file.replace(place / file.name)
        os.utime(place)
        os.sync()


def too_large(mebibytes: int) -> str:
    """Say how large an upload may be, and what to do with a larger one."""
    return (
        f"That is too large: a file may have {mebibytes:,} MiB here, and nothing was kept. Compress it, send it in "
        "parts, or ask the operator to import it at the command line."
    )


def safe_name(name: str) -> str:
    """Return a file's name as it may stand in a folder of ours: without path and signs that show nothing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(each for each in unicodedata.normalize("NFC", last) if each.isprintable()).strip(" .")
    if clean in {"", UNPACKED, MAPPING}:
        clean = f"{clean}-file".lstrip("-")
    stem, dot, ending = clean.partition(".")
    room = LONGEST_NAME - len((dot + ending).encode())
    kept = stem.encode()[: max(room, 1)].decode("utf-8", "ignore") + dot + ending
    return kept.encode()[:LONGEST_NAME].decode("utf-8", "ignore")
