"""Workbooks as files: a ZIP of XML documents, opened so that a hostile one does no harm.

Refused are archives that unpack to far more than they are (zip bombs), encrypted ones, and documents with a DOCTYPE,
so that there are no entities. Everything is read as a stream.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
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
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableError(f"it is damaged or no workbook ({error}). Save it anew") from error


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(each.flag_bits & 1 for each in parts):
        raise UnreadableError("it is protected by a password. Save it without one")
    large = [each for each in parts if each.file_size > SMALL]
    if sum(each.file_size for each in parts) > MOST_BYTES or any(
        each.file_size > MOST_PACKED * max(1, each.compress_size) for each in large
    ):
        raise UnreadableError("it unpacks to far more than a workbook holds; save its sheets as .csv")


def events(archive: zipfile.ZipFile, part: str) -> Iterator[Event]:
    """Read one part as XML; raises UnreadableError when it is missing, no XML, or has a DOCTYPE."""
    try:
        stream = archive.open(part)
    except (KeyError, RuntimeError) as error:
        raise UnreadableError(f"it has no part {part}, so it is no workbook") from error
    with stream:
        yield from _parsed(stream, part)


def _parsed(stream: IO[bytes], part: str) -> Iterator[Event]:
    ready: list[Event] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: ready.append(
        (START, _local(name), {_local(key): value for key, value in attributes.items()})
    )
    parser.EndElementHandler = lambda name: ready.append((END, _local(name), {}))
    parser.CharacterDataHandler = lambda text: ready.append((TEXT, text, {}))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
            yield from ready
            ready.clear()
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise UnreadableError(f"its part {part} is no well-formed XML ({error})") from error
    yield from ready


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise UnreadableError("it has a DOCTYPE, which no workbook needs; it was not read")
