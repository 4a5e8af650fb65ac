"""Workbooks of Office Open XML (ECMA-376, .xlsx, .xlsm): cached values of formulas, dates by their number format.

Merged cells: each cell of the area has the value of its first one. Rows come as a stream; of the workbook only its
shared strings are held.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from importers.draft import Issue
from importers.table.packed import CHUNK, END, START, TEXT, Event, events, handled, opened, read_often
from importers.table.sheet import (
    MOST_COLUMNS,
    Filling,
    Row,
    Sheet,
    UnreadableError,
    limited,
    within,
    without_tail,
)

MOST_SHARED = 512 << 20
"""Bytes of memory that all shared strings take."""
LONGEST_FORMAT = 1_000
"""Characters of a number format that are looked at."""
MOST_AREAS = 100_000
"""Merged areas of one sheet; a table with more is no table."""

_BUILT_IN = dict.fromkeys([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)], "y") | {46: "[h]:mm:ss"}
"""Formats that no workbook spells out, ECMA-376 18.8.30: dates and times, one of them a length of time."""

_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_AREA = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s")
_UNCOMPUTED = (
    "formulas without a kept value, taken as empty since nothing is computed here: {:,}. "
    "Open the file in a spreadsheet program and save it"
)
_BEHIND = (
    "cells with an address behind their words, of which only the words were taken: {:,}. "
    "Write these addresses in a column of their own to have them"
)
_RELS, _TAIL = "_rels/.rels", 256  # bytes: no element <mergeCell> is longer
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets have no zones
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_FIRST_RIGHT = 61  # before it the serial numbers count a 29 February 1900 that never was


@dataclass(frozen=True, slots=True)
class _Book:
    names: tuple[tuple[str, str], ...]  # sheet → part
    strings: tuple[str, ...]
    dates: frozenset[int]  # styles whose numbers are dates
    spans: frozenset[int]  # styles whose numbers are lengths of time
    epoch: datetime


def read_xlsx(path: Path, place: str) -> list[Sheet]:
    """Return the sheets of a workbook in their order; raises UnreadableError."""
    with opened(path) as archive:
        book = _book(archive)
        read_often(archive, [part for _, part in book.names])
    return [
        Sheet(place, name, lambda part=part, name=name: limited(_rows(path, f"{place} [{name}]", part, book)))  # type: ignore[misc]
        for name, part in book.names
    ]


def serial_date(number: float, epoch: datetime = _EPOCH) -> str:
    """Return the date (and time, unless it is midnight) that a serial number means; "" when it means none."""
    if not 0 <= number < _LAST_SERIAL:
        return ""
    seconds = round(number * 86_400)
    if seconds < 86_400:  # noqa: PLR2004 - less than a day is a time
        return (epoch + timedelta(seconds=seconds)).time().isoformat()
    moment = epoch + timedelta(days=epoch == _EPOCH and number < _FIRST_RIGHT, seconds=seconds)
    return moment.date().isoformat() if seconds % 86_400 == 0 else moment.isoformat()


def time_span(days: float) -> str:
    """Return a length of time in hours, minutes and seconds.

    >>> time_span(1.25), time_span(-0.5)
    ('30:00:00', '-12:00:00')
    """
    minutes, seconds = divmod(round(abs(days) * 86_400), 60)
    return f"{'-' if days < 0 else ''}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _book(archive: zipfile.ZipFile) -> _Book:
    main = (
        next(iter(_related(archive, "").values()), "xl/workbook.xml") if _RELS in archive.namelist() else ""
    )
    main = main or "xl/workbook.xml"
    ids, epoch = list[tuple[str, str]](), _EPOCH
    for kind, name, attributes in events(archive, main):
        if kind == START and name == "sheet":
            ids.append((attributes.get("name", ""), attributes.get("id", "")))
        elif kind == START and name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = _EPOCH_1904
    sheets, others = _related(archive, main), _related(archive, main, "sharedStrings", "styles")
    parts = tuple((name, sheets[each]) for name, each in ids if each in sheets)
    strings = next((each for each in others.values() if "sharedstrings" in each.casefold()), "")
    styles = next((each for each in others.values() if "styles" in each.casefold()), "")
    formats = _formats(archive, styles)
    dates, spans = (
        frozenset(at for at, each in enumerate(formats) if is_one(each))
        for is_one in (is_date_format, is_span)
    )
    return _Book(parts, tuple(_strings(archive, strings)), dates - spans, spans, epoch)


def _related(archive: zipfile.ZipFile, part: str, *kinds: str) -> dict[str, str]:
    """Return the parts that a part names, by their ids: those of these kinds, else the document or the sheets."""
    folder = PurePosixPath(part).parent
    rels = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels") if part else _RELS
    wanted = kinds or (("worksheet",) if part else ("officeDocument",))
    found = {}
    for kind, name, attributes in events(archive, rels):
        if kind == START and name == "Relationship" and attributes.get("Type", "").endswith(wanted):
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else str(folder / target)
            found[attributes.get("Id", "")] = whole
    return found


def _strings(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    if part not in archive.namelist():
        return
    left = MOST_SHARED
    for text in _texts(events(archive, part), "si"):
        left -= sys.getsizeof(text) + 8  # and a place in the list
        if left < 0:
            raise UnreadableError("its texts are too long to be held; save its sheets as .csv")
        yield text


def _texts(stream: Iterator[Event], element: str) -> Iterator[str]:
    """Yield the text of each such element: what stands in <t>, without the phonetic reading in <rPh>."""
    pieces, inside, spoken, length = list[str](), False, False, 0
    for kind, name, _ in stream:
        if kind == TEXT:
            if inside and not spoken:
                pieces.append(name)
                length += len(name)
                within(length)
        elif name == "t":
            inside = kind == START
        elif name == "rPh":
            spoken = kind == START
        elif name == element and kind == END:
            yield _unescaped("".join(pieces))
            pieces, length = [], 0


def _unescaped(text: str) -> str:
    """Undo `_x000D_` and the like (ECMA-376 22.9.2.19)."""
    if "_x" not in text:
        return text
    return re.sub(
        r"_x([0-9A-Fa-f]{4})_",
        lambda found: chr(int(found[1], 16)) if not 0xD800 <= int(found[1], 16) < 0xE000 else found[0],  # noqa: PLR2004
        text,
    )


def _formats(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Return the number format of each style."""
    if part not in archive.namelist():
        return []
    formats, styles, inside = _BUILT_IN.copy(), list[str](), False
    for kind, name, attributes in events(archive, part):
        if kind == START and name == "numFmt":
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = kind == START
        elif kind == START and name == "xf" and inside:
            styles.append(formats.get(_whole(attributes.get("numFmtId")), ""))
    return styles


def is_span(code: str) -> bool:
    """Say whether a number format shows a length of time, which may be longer than a day.

    >>> is_span("[h]:mm:ss"), is_span("hh:mm"), is_span("[Red]0")
    (True, False, False)
    """
    return _SPAN.search(code[:LONGEST_FORMAT]) is not None


def is_date_format(code: str) -> bool:
    r"""Say whether a number format shows a date or time.

    >>> is_date_format("yyyy\\-mm\\-dd;@"), is_date_format('0.00 "days"'), is_date_format("[Red]0")
    (True, False, False)
    """
    positive = _LITERAL.sub("", code[:LONGEST_FORMAT]).partition(";")[0]
    return bool(re.search(r"[ymdhs]", positive, re.IGNORECASE)) and "general" not in positive.casefold()


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


@dataclass(slots=True)
class _Merged:
    """The merged areas of a sheet: (first row, last row, first column, last column)."""

    areas: list[tuple[int, int, int, int]]
    values: dict[int, str] = field(default_factory=dict)  # number of the area → its value
    _next: int = 0
    _filling: Filling = field(default_factory=Filling)
    _open: list[int] = field(default_factory=list)

    def fill(self, number: int, cells: list[str]) -> None:
        """Give the cells of a row the values of their areas; rows come in order."""
        while self._next < len(self.areas) and self.areas[self._next][0] <= number:
            self._open.append(self._next)
            self._next += 1
        self._open = [each for each in self._open if self.areas[each][1] >= number]
        for each in self._open:
            first, _, left, right = self.areas[each]
            self._filling.fill(right + 1 - left)
            if first == number:
                self.values[each] = cells[left] if left < len(cells) else ""
            if value := self.values.get(each, ""):
                cells.extend([""] * (right + 1 - len(cells)))
                cells[left : right + 1] = [value] * (right + 1 - left)


def _areas(archive: zipfile.ZipFile, part: str) -> list[tuple[int, int, int, int]]:
    """Find the merged areas, which stand behind the rows they concern."""
    found = set[tuple[int, int, int, int]]()
    with archive.open(part) as stream:
        rest = b""
        while (chunk := stream.read(CHUNK)) and len(found) < MOST_AREAS:
            for area in _AREA.finditer(rest + chunk):
                (left, top), (right, bottom) = _at(area[1].decode()), _at(area[2].decode())
                if left <= right < MOST_COLUMNS and top <= bottom:
                    found.add((top, bottom, left, right))
            rest = (rest + chunk)[-_TAIL:]
    return sorted(found)


def _count(archive: zipfile.ZipFile, part: str, wanted: re.Pattern[bytes]) -> int:
    """Count elements of a sheet that stand behind its rows."""
    found, rest = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            data = rest + chunk
            cut = max(data.rfind(b"<"), 0)
            found += len(wanted.findall(data[:cut]))
            rest = data[cut:]
    return found


def _at(reference: str) -> tuple[int, int]:
    """Return column (from 0) and row (from 1) of a reference like B12."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return MOST_COLUMNS, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(found[2])


def _rows(path: Path, place: str, part: str, book: _Book) -> Iterator[Row | Issue]:
    with opened(path) as archive:
        if part not in archive.namelist():
            raise UnreadableError(f"it has no part {part}")
        merged = _Merged(_areas(archive, part))
        reader = _RowReader(place, book)
        for _ in handled(archive, part, reader.start, reader.end, reader.text):
            yield from reader.issues
            for row in reader.rows:
                merged.fill(*row)
                yield Row(row[0], without_tail(row[1]))
            reader.issues.clear()
            reader.rows.clear()
        if reader.uncomputed:
            yield Issue(place, _UNCOMPUTED.format(reader.uncomputed))
        if links := _count(archive, part, _LINK):
            yield Issue(place, _BEHIND.format(links))


@dataclass(slots=True)
class _RowReader:
    """Turns the elements of a sheet into rows."""

    place: str
    book: _Book
    issues: list[Issue] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)  # those that are complete
    number: int = 0
    cells: list[str] = field(default_factory=list)
    column: int = 0
    type: str = ""
    style: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0  # characters of the pieces
    inside: bool = False
    spoken: bool = False  # inside a phonetic reading
    formula: bool = False  # the cell has one
    uncomputed: int = 0  # formulas without a kept value

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "c":
            self.column = _at(attributes["r"])[0] if "r" in attributes else self.column + 1
            self.type, self.style = attributes.get("t", "n"), _whole(attributes.get("s"))
            self.pieces, self.length, self.formula = [], 0, False
        elif name == "f":
            self.formula = True
        elif name in {"v", "t"}:
            self.inside = not self.spoken
        elif name == "row":
            self.number = max(self.number + 1, _whole(attributes.get("r")))
            self.cells, self.column = [], -1
        elif name == "rPh":
            self.spoken = True

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in {"v", "t"}:
            self.inside = False
        elif name == "c":
            self._cell()
        elif name == "row":
            self.rows.append((self.number, self.cells))
        elif name == "rPh":
            self.spoken = False

    def text(self, text: str) -> None:
        """Take text."""
        if self.inside:
            self.pieces.append(text)
            self.length += len(text)
            within(self.length)

    def _cell(self) -> None:
        value = self._value("".join(self.pieces))
        if self.formula and not self.pieces:
            self.uncomputed += 1
        if not value or self.column >= MOST_COLUMNS:
            return
        self.cells.extend([""] * (self.column + 1 - len(self.cells)))
        self.cells[self.column] = value

    def _value(self, text: str) -> str:
        match self.type:
            case "s":
                index = _whole(text.strip())
                return self.book.strings[index] if text.strip() and index < len(self.book.strings) else ""
            case "b":
                return {"1": "true", "0": "false"}.get(text.strip(), text)
            case "e":
                words = f"the cell shows the error {text}; it was taken as empty"
                self.issues.append(Issue(f"{self.place}:{self.number}", words))
                return ""
            case "str" | "inlineStr":
                return _unescaped(text)
            case "d":
                return text.removesuffix("T00:00:00")
            case _:
                return self._number(text.strip())

    def _number(self, text: str) -> str:
        written = plain_number(text)
        if written and self.style in self.book.spans:
            return time_span(float(written))
        if written and self.style in self.book.dates:
            return serial_date(float(written), self.book.epoch) or written
        return written or text


def plain_number(text: str) -> str:
    """Return a number as people write it, without the noise of binary fractions; "" when it is none.

    >>> plain_number("2008.0"), plain_number("0.30000000000000004"), plain_number("1E+3"), plain_number("x")
    ('2008', '0.3', '1000', '')
    """
    if not re.fullmatch(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?", text):
        return ""
    if re.fullmatch(r"-?\d+", text):
        return text
    number = float(text)
    if abs(number) >= 1e15:  # noqa: PLR2004 - beyond what a binary fraction holds exactly
        return text
    return f"{number:.15g}" if "e" not in f"{number:.15g}" else f"{number:.20f}".rstrip("0").rstrip(".")
