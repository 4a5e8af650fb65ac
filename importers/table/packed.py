"""Workbooks as files: a ZIP of XML documents, opened so that a hostile one does no harm.

Refused are archives that unpack to far more than they are (zip bombs), encrypted ones, and documents with a DOCTYPE,
so that there are no entities. Everything is read as a stream.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from importers.table.sheet import UnreadableError

CHUNK = 1 << 17
MOST_BYTES = 2 << 30
"""Bytes all parts of a workbook may unpack to."""
SMALL = 64 << 20
"""Bytes up to which it does not matter how well a part is packed."""
MOST_PACKED = 300
"""Times that a larger part may shrink by packing; sheets that are nothing but zeros come to some 200."""
LONGEST_MARK = 4 << 20
"""Bytes of one element's name and attributes: expat reads an unfinished one again with each piece of the file."""
MOST_READ = 4 << 30
"""Bytes that reading each sheet once may take; of some workbooks all sheets are in one part."""
DEEPEST = 250
"""Elements inside each other: a parser remembers every one that is open."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for any amount of memory
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What unpacking raises for archives that are damaged, or made to be."""

START, END, TEXT = "start", "end", "text"
Event = tuple[str, str, dict[str, str]]
"""(START, local name, attributes by local name), (END, local name, {}) or (TEXT, the text, {})."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a workbook; raises UnreadableError for one that cannot or should not be read."""
    with path.open("rb") as file:
        if file.read(8) == _OLD:
            raise UnreadableError(
                "it is a workbook of the old form (.xls), or one with a password. Save it as .xlsx or .ods without one"
            )
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            yield archive
    except _DAMAGED as error:
        raise UnreadableError(f"it is damaged or no workbook ({error}). Save it anew") from error


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(each.flag_bits & 1 for each in parts):
        raise UnreadableError("it is protected by a password. Save it without one")
    if any(each.compress_type not in _PACKED for each in parts):
        raise UnreadableError("it is packed in a way that no program for workbooks uses. Save it anew")
    large = [each for each in parts if each.file_size > SMALL]
    if sum(each.file_size for each in parts) > MOST_BYTES or any(
        each.file_size > MOST_PACKED * max(1, each.compress_size) for each in large
    ):
        raise UnreadableError("it unpacks to far more than a workbook holds; save its sheets as .csv")


def read_often(archive: zipfile.ZipFile, parts: Iterable[str]) -> None:
    """Raise UnreadableError when reading these parts, some of them several times, would take too long."""
    sizes = {each.filename: each.file_size for each in archive.infolist()}
    if sum(sizes.get(each, 0) for each in parts) > MOST_READ:
        raise UnreadableError("its sheets are too many for their size; save them as .csv")


def events(archive: zipfile.ZipFile, part: str) -> Iterator[Event]:
    """Read one part as XML; raises UnreadableError when it is missing, no XML, or has a DOCTYPE."""
    ready: list[Event] = []
    reading = handled(
        archive,
        part,
        lambda name, attributes: ready.append((START, name, attributes)),
        lambda name: ready.append((END, name, {})),
        lambda text: ready.append((TEXT, text, {})),
    )
    for _ in reading:
        yield from ready
        ready.clear()


def handled(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> Iterator[None]:
    """Read one part as XML, calling these with local names; pause after each piece so that what was made can be taken.

    Raises UnreadableError as `events` does.
    """
    try:
        stream = archive.open(part)
    except (KeyError, RuntimeError) as error:
        raise UnreadableError(f"it has no part {part}, so it is no workbook") from error
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opens(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableError(f"its part {part} has more than {DEEPEST} elements inside each other")
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def closes(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    with stream:
        yield from _fed(parser, stream, part)


def _fed(parser: expat.XMLParserType, stream: IO[bytes], part: str) -> Iterator[None]:
    moved = 0  # where the parser was when it last went on
    read = 0
    try:
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
            moved = max(moved, parser.CurrentByteIndex)
            if read - moved > LONGEST_MARK:
                raise UnreadableError(f"its part {part} has a mark of more than {LONGEST_MARK:,} bytes")
            yield
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise UnreadableError(f"its part {part} is no well-formed XML ({error})") from error
    yield


def _refuse(*_: object) -> None:
    raise UnreadableError("it has a DOCTYPE, which no workbook needs; it was not read")
