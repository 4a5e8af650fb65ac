"""Unpacking archives that strangers send: nothing leaves the folder, and nothing grows beyond its bounds."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from wiki.errors import BadInputError

MOST_FILES = 100_000
LONGEST_PART = 255  # bytes of a file's name
DEEPEST = 40  # folders in one another
PIECE = 1024 * 1024
ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_OF_THE_SYSTEM = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db"})
"""What operating systems put into archives beside what people put there."""

_NOT_ARCHIVES = (".xlsx", ".ods", ".docx", ".odt", ".epub")
"""Files that are ZIP archives inside and one file to people."""


def is_archive(path: Path) -> bool:
    """Say whether a file is a ZIP archive of files or is called one, and not a workbook that is one inside."""
    name = path.name.casefold()
    return name.endswith(".zip") or (not name.endswith(_NOT_ARCHIVES) and zipfile.is_zipfile(path))


def unpack(archive: Path, folder: Path, most: int) -> None:
    """Unpack into a new folder, `most` bytes at the utmost.

    Raises BadInputError, naming the entry, for one that would leave the folder, is a link, is locked by a password,
    comes twice or is damaged, and when they are too many or too large.
    """
    folder.mkdir()
    try:
        with ZipFile(archive) as opened:
            entries = [each for each in opened.infolist() if not _is_of_the_system(each)]
            if len(entries) > MOST_FILES:
                raise BadInputError(
                    f"The archive holds {len(entries):,} files; {MOST_FILES:,} can be taken. Send it in parts."
                )
            room = most
            for entry in entries:
                room -= _take(opened, entry, folder, room)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise BadInputError(
            f"The archive cannot be unpacked ({error}). Pack the folder again as an ordinary ZIP file and send that."
        ) from error
    if not any(path.is_file() for path in folder.rglob("*")):
        raise BadInputError("The archive holds no files. Pack the folder again and send that.")


def _is_of_the_system(entry: ZipInfo) -> bool:
    return any(part in _OF_THE_SYSTEM for part in entry.filename.split("/"))


def _take(opened: ZipFile, entry: ZipInfo, folder: Path, room: int) -> int:
    """Write one entry and return its bytes; what it says of its size is not believed."""
    problem = _problem(entry)
    if problem:
        raise BadInputError(
            f"The archive was refused: {entry.filename!r} {problem}. Nothing of it was kept; pack the folder anew."
        )
    place = folder / entry.filename
    if entry.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        return 0
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return _copy(opened, entry, place, room)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise BadInputError(f"The archive was refused: {entry.filename!r} is in it twice.") from error


def _copy(opened: ZipFile, entry: ZipInfo, place: Path, room: int) -> int:
    size = 0
    with opened.open(entry) as source, place.open("xb") as target:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > room:
                raise BadInputError(
                    "The archive was refused: unpacked it is larger than can be taken here. Send it in parts."
                )
            target.write(piece)
    return size


def _problem(entry: ZipInfo) -> str:
    """Say what is wrong with an entry, "" when nothing is."""
    name, mode = entry.filename, entry.external_attr >> 16
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or _DRIVE.match(name) or {"..", ".", ""} & set(parts):
        return "has a path that leads out of the archive"
    if not name.isprintable():
        return "has signs in its name that cannot be shown"
    if len(parts) > DEEPEST or any(len(each.encode()) > LONGEST_PART for each in parts):
        return "has a path that is too long"
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device, not a file"
    return "is locked by a password" if entry.flag_bits & ENCRYPTED else ""
