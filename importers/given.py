"""Files as they were given, for formats of one file a text: where each is, its bytes, its text."""

from __future__ import annotations

from pathlib import Path

from importers.draft import Issue
from importers.files import NoTextError, decoded
from importers.source import unreadable


def place_of(path: Path, root: Path) -> str:
    """Return a file's path from the folder that was given, its name when it was given itself."""
    return path.relative_to(root).as_posix() if root.is_dir() else path.name


def bytes_of(path: Path, place: str, largest: int) -> bytes | Issue:
    """Return a file's bytes, or why it is left out."""
    try:
        if path.stat().st_size > largest:
            return Issue(place, f"it is larger than {largest >> 20} MiB; it was left out")
        return path.read_bytes()
    except OSError as error:
        return unreadable(place, error)


def text_of(raw: bytes, place: str) -> tuple[str, list[Issue]] | Issue:
    """Return a file's text with what a person should know of its encoding, or why it is left out."""
    try:
        text, wrong, how = decoded(raw)
    except NoTextError:
        return Issue(place, "the file is no text; it was left out")
    if not wrong:
        return text, []
    return text, [Issue(f"{place}:{wrong}", how)]
