"""Tables as text (RFC 4180 and what is called so): CSV, TSV and their relatives, whatever their encoding and separator.

A quotation mark that is never closed would swallow the rest of a file: the line it stands in is read without
quotation marks instead, and it is said.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from importers.draft import Issue
from importers.encodings import WESTERN, called, encoding_of
from importers.table.sheet import MOST_COLUMNS, Row, Sheet, UnreadableError, without_tail

SEPARATORS = (",", ";", "\t", "|")
LONGEST = 64 << 20
"""Characters of one line, and of one cell; what is longer is no table."""
MOST_LINES = 50_000
"""Lines of one cell."""
MOST_MENDED = 100
"""Lines read without quotation marks, before all others are too."""

_SAMPLE = 1 << 16
_CUT = 3  # bytes of a character that may be cut off at the end of the sample
_TRIED = 50  # records looked at to find the separator
_SAID = re.compile(r"sep=(.)[\r\n]*$", re.IGNORECASE)  # Excel's own first line
_ALONE = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

csv.field_size_limit(LONGEST)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written; what is "" is found out."""

    encoding: str = ""
    separator: str = ""
    quote: str = ""  # one character; "none" = there are no quotation marks


def read_text(path: Path, place: str, dialect: Dialect) -> Sheet:
    """Return the table of a text file; raises UnreadableError."""
    with path.open("rb") as file:
        encoding, assumed = _encoding(file, dialect.encoding)
    sample = "".join(_some_lines(path, encoding))
    separator = dialect.separator or _separator(sample)
    if len(separator) != 1 or separator in '"\r\n':
        raise UnreadableError(
            f"the separator {separator!r} is not one character. Give the one between the cells"
        )
    quoting = dialect.quote or '"'

    def rows() -> Iterator[Row | Issue]:
        if assumed:
            yield Issue(place, f"{assumed}; if letters look wrong, give its `encoding` in the mapping")
        yield from _Reading(place, separator, "" if quoting == "none" else quoting).rows(path, encoding)

    return Sheet(place, "", rows)


def _encoding(file: BufferedReader, said: str) -> tuple[str, str]:
    """Return the encoding, and what a person should know of how it was found."""
    head = file.read(_SAMPLE)
    if said:
        try:
            head.decode(said, "replace")
            return codecs.lookup(said).name, ""
        except (LookupError, ValueError) as error:
            raise UnreadableError(
                f"there is no encoding {said!r} for text. Write it as in utf-8 or windows-1252"
            ) from error
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ""
    if b"\0" in head:
        ends = Counter(at % 2 for at, byte in enumerate(head) if not byte)
        if min(ends[0], ends[1]) > max(ends[0], ends[1]) // 20 or sum(ends.values()) * 5 < len(head):
            raise UnreadableError("it has NUL bytes, so it is no text. Save it as .csv in UTF-8")
        return "utf-16-le" if ends[1] > ends[0] else "utf-16-be", "the file was read as UTF-16"
    return _legacy(head)


def _legacy(head: bytes) -> tuple[str, str]:
    """Return the encoding of a text without NUL bytes: UTF-8 but for what is clearly another one."""
    try:
        head[: len(head) - _CUT].decode("utf-8")
    except UnicodeDecodeError:
        name = encoding_of(head)
        if name != WESTERN:
            return name, f"the file is not UTF-8; it was read as {called(name)}, which it looks like"
    return "utf-8-sig", ""


def _some_lines(path: Path, encoding: str) -> Iterator[str]:
    left = _SAMPLE
    for line in _lines(path, encoding):
        yield line
        left -= len(line)
        if left <= 0:
            return


def _lines(path: Path, encoding: str) -> Iterator[str]:
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        while line := file.readline(LONGEST):
            yield line


def _separator(sample: str) -> str:
    """Return the separator by which most lines have the same number of cells, more than one."""
    first = sample.partition("\n")[0]
    if said := _SAID.match(first):
        return said[1]
    return max(SEPARATORS, key=lambda each: (_evenness(sample, each), -SEPARATORS.index(each)))


def _evenness(sample: str, separator: str) -> float:
    widths = Counter[int]()
    try:
        for cells in csv.reader(sample.splitlines(keepends=True), delimiter=separator):
            if cells:
                widths[len(cells)] += 1
            if sum(widths.values()) >= _TRIED:
                break
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda each: (each[1], each[0]))
    return times / sum(widths.values()) + min(width, 20) / 1000 if width > 1 else 0.0


class _TooLongError(Exception):
    """A cell goes on over more lines than any does."""


@dataclass
class _Lines:
    """The lines of a file, of which some can be given back; it may be asked again after its end."""

    source: Iterator[str]
    number: int = 0  # of the line taken last
    taken: list[str] = field(default_factory=list)  # lines of the record under way
    given_back: list[str] = field(default_factory=list)  # the next one last
    wrong: int = 0  # first line with bytes that are not UTF-8
    ended: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise _TooLongError(f"a cell goes on over {MOST_LINES:,} lines")
        line = self.given_back.pop() if self.given_back else next(self.source, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number += 1
        if _SURROGATE.search(line):
            self.wrong = self.wrong or self.number
            line = _SURROGATE.sub("\ufffd", _ALONE.sub(_western, line))
        self.taken.append(line)
        return line

    def alone(self) -> str:
        """Return the first line of the record under way and give the others back."""
        first, *others = self.taken
        self.given_back += reversed(others)
        self.number -= len(others)
        self.taken = [first]
        return first


def _western(byte: re.Match[str]) -> str:
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")


@dataclass
class _Reading:
    """One pass over a file."""

    place: str
    separator: str
    quote: str  # "" = there are no quotation marks
    mended: int = 0

    def rows(self, path: Path, encoding: str) -> Iterator[Row | Issue]:
        """Yield every record, blank lines too, and what is wrong with them."""
        lines = _Lines(_lines(path, encoding))
        while not lines.ended:
            reader = self._reader(lines, self.quote if self.mended < MOST_MENDED else "")
            yield from self._until_it_breaks(reader, lines)
        if lines.wrong:
            words = "bytes that are not UTF-8 were read as Windows-1252; look at them, or give the `encoding`"
            yield Issue(f"{self.place}:{lines.wrong}", words)

    def _until_it_breaks(self, reader: Iterator[list[str]], lines: _Lines) -> Iterator[Row | Issue]:
        while True:
            lines.taken = []
            start = lines.number + 1
            try:
                cells, why = next(reader, None), ""
            except (csv.Error, _TooLongError) as error:
                cells, why = [], str(error)
            if lines.ended and self._is_open(lines.taken):
                why = "a quotation mark is opened here and never closed"
            if why and lines.taken:
                yield Issue(f"{self.place}:{start}", f"{why}; the line was read without quotation marks")
                cells = next(self._reader(iter([lines.alone()]), ""), [])
                self.mended += 1
                lines.ended = False
            if cells is None:
                return
            if not (start == 1 and _SAID.match(lines.taken[0])):
                yield from self._made(start, cells)
            if why:
                return

    def _made(self, start: int, cells: list[str]) -> Iterator[Row | Issue]:
        if len(cells) > MOST_COLUMNS:
            words = f"the row has {len(cells):,} cells; those after the {MOST_COLUMNS:,}th were left out"
            yield Issue(f"{self.place}:{start}", words)
        yield Row(start, without_tail(cells[:MOST_COLUMNS]))

    def _is_open(self, taken: list[str]) -> bool:
        """Say whether a record goes on: then a further line becomes part of it."""
        return bool(self.quote and taken) and len(list(self._reader(iter([*taken, "x\n"]), self.quote))) == 1

    def _reader(self, lines: Iterator[str], quote: str) -> Iterator[list[str]]:
        if not quote:
            return csv.reader(lines, delimiter=self.separator, quotechar=None, quoting=csv.QUOTE_NONE)
        return csv.reader(lines, delimiter=self.separator, quotechar=quote)
