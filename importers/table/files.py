"""The tables of a path: each file by its ending, each workbook by its sheets."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from importers.draft import Issue
from importers.files import files_below
from importers.source import UnusableSourceError
from importers.table.ods import read_ods
from importers.table.packed import opened
from importers.table.sheet import Sheet, UnreadableError
from importers.table.textfile import Dialect, read_text
from importers.table.xlsx import read_xlsx

TEXTS = {".csv", ".tsv", ".tab", ".txt"}
WORKBOOKS: Mapping[str, Callable[[Path, str], list[Sheet]]] = {
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".ods": read_ods,
}
ENDINGS = (".csv", ".tsv", ".tab", *WORKBOOKS, ".xls")


def tables_of(path: Path, dialect: Callable[[str], Dialect | None]) -> Iterator[Sheet | Issue]:
    """Yield the sheets of every table at a path, in order of the files' names.

    `dialect` says how a file is written, or None to leave it closed. Raises UnusableSourceError when the path is one
    file, and it cannot be read.
    """
    files, issues = files_below(path, ENDINGS)
    yield from issues
    root = path if path.is_dir() else path.parent
    for file in files:
        place = file.relative_to(root).as_posix()
        how = dialect(place)
        if how is None:
            continue
        try:
            yield from open_tables(file, place, how)
        except (UnreadableError, OSError) as error:
            why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            if path.is_file():
                raise UnusableSourceError(f"{place} cannot be read: {why}.") from error
            yield Issue(place, f"the file cannot be read: {why}; it was left out")


def open_tables(file: Path, place: str, dialect: Dialect) -> list[Sheet]:
    """Return the sheets of one file; what it is counts more than its ending. Raises UnreadableError."""
    read = WORKBOOKS.get(file.suffix.lower())
    if read is None and zipfile.is_zipfile(file):
        with opened(file) as archive:
            read = read_ods if "content.xml" in archive.namelist() else read_xlsx
    if read is None and file.suffix.lower() == ".xls":
        read = read_xlsx  # says what to do with an old one
    return read(file, place) if read else [read_text(file, place, dialect)]
