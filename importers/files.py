"""The text files of a folder, and their text whatever its encoding."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from importers.draft import Issue
from importers.encodings import WESTERN, called, encoding_of
from importers.source import UnusableSourceError

OF_PROGRAMS = {"node_modules", "bower_components", "__pycache__", "__MACOSX"}
"""Folders that programs fill, besides those whose name begins with a dot."""

_NO_UTF8 = re.compile("[\udc80-\udcff]")


class NoTextError(Exception):
    """A file that holds no text."""


def files_below(path: Path, endings: Iterable[str]) -> tuple[list[Path], list[Issue]]:
    """Return the files of these endings in order of their names, and what looks like one but cannot be taken.

    Links are followed as long as they stay below the path: what a collection of strangers links to elsewhere on this
    machine is not theirs to publish. Folders of programs (`.git`, `.obsidian`, `node_modules`) are not entered.
    Raises UnusableSourceError when there is no file.
    """
    if path.is_file():
        return [path], []
    wanted = frozenset(endings)
    named = sorted(each for each in _below(path) if each.suffix.lower() in wanted)
    if not named:
        looked_for = ", ".join(sorted(wanted))
        raise UnusableSourceError(f"{path} holds no file that ends in {looked_for}. Check the path.")
    root, found, issues = path.resolve(), list[Path](), list[Issue]()
    for each in named:
        problem = _problem(each, root)
        if problem:
            issues.append(Issue(each.relative_to(path).as_posix(), f"{problem}; it was left out"))
        elif not each.is_dir():
            found.append(each)
    return found, issues


def _below(path: Path) -> Iterator[Path]:
    """Yield everything below a folder but what programs keep there for themselves."""
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in OF_PROGRAMS]
        yield from (Path(folder, name) for name in (*folders, *files) if not name.startswith("."))


def _problem(path: Path, root: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "it is a link that leads nowhere"
    if not path.resolve().is_relative_to(root):
        return "it is a link to a file outside the folder"
    return "" if path.is_dir() or path.is_file() else "it is no ordinary file"


class Decoded(NamedTuple):
    """A file's text, and how it was read."""

    text: str
    wrong: int = 0  # line of the first byte that is not UTF-8, 0 when all are
    how: str = ""  # what was done with such bytes, as a sentence without full stop


def decoded(raw: bytes) -> Decoded:
    """Return a file's text.

    UTF-16 is recognized by its mark. A text that is not UTF-8 is read as what it looks like, see `importers.encodings`;
    where only single bytes are not, they are read as Windows-1252. Raises NoTextError for a file with NUL bytes.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(raw.decode("utf-16", "replace"))
    if b"\0" in raw:
        raise NoTextError
    text = raw.decode("utf-8-sig", "surrogateescape")
    wrong = _NO_UTF8.search(text)
    if not wrong:
        return Decoded(text)
    line, name = text.count("\n", 0, wrong.start()) + 1, encoding_of(raw)
    if name != WESTERN:
        how = f"the file is not UTF-8; it was read as {called(name)}, which it looks like"
        return Decoded(raw.decode(name, "replace"), line, how)
    western = _NO_UTF8.sub(lambda byte: _western(ord(byte[0]) - 0xDC00), text)
    return Decoded(western, line, f"bytes that are not UTF-8 were read as {called(WESTERN)}")


def _western(byte: int) -> str:
    return bytes([byte]).decode(WESTERN, "replace")
