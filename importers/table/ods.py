"""Workbooks of OpenDocument (ISO/IEC 26300, .ods): values as they are kept, not as they are shown.

Merged cells: each cell of the area has the value of its first one. Rows come as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from importers.draft import Issue
from importers.table.packed import START, TEXT, Event, events, opened, read_often
from importers.table.sheet import MOST_COLUMNS, Filling, Row, Sheet, limited, within, without_tail
from importers.table.xlsx import plain_number

CONTENT = "content.xml"
MOST_ROWS = 1_048_576
_CELLS = {"table-cell", "covered-table-cell"}
_ASIDE = {"annotation", "tracked-changes", "shapes"}  # notes and drawings are no values


def read_ods(path: Path, place: str) -> list[Sheet]:
    """Return the sheets of a workbook in their order; raises UnreadableError."""
    with opened(path) as archive:
        names = [
            attributes.get("name", "")
            for kind, name, attributes in events(archive, CONTENT)
            if kind == START and name == "table" and "name" in attributes
        ]
        read_often(archive, [CONTENT] * len(names))
    return [
        Sheet(place, name, lambda index=index: limited(_rows(path, index)))  # type: ignore[misc]
        for index, name in enumerate(names)
    ]


def _rows(path: Path, index: int) -> Iterator[Row | Issue]:
    with opened(path) as archive:
        reader, at = _Reader(), -1
        for event in events(archive, CONTENT):
            if event[0] == START and event[1] == "table" and "name" in event[2]:
                at += 1
                if at > index:
                    return
            if at == index:
                yield from reader.take(event)


@dataclass(slots=True)
class _Span:
    """A merged area that reaches into the rows to come."""

    left: int
    right: int
    last: int
    value: str


@dataclass(slots=True)
class _Reader:
    """Turns the elements of one sheet into rows."""

    number: int = 0
    repeated: int = 1
    cells: list[str] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    paragraphs: list[list[str]] = field(default_factory=list)
    length: int = 0  # characters of the paragraphs
    filling: Filling = field(default_factory=Filling)
    aside: int = 0

    def take(self, event: Event) -> Iterator[Row]:
        """Take one event; yield the rows it completes."""
        kind, name, attributes = event
        if name in _ASIDE and kind != TEXT:
            self.aside += 1 if kind == START else -1
        elif self.aside:
            return
        elif kind == TEXT:
            self._text(name)
        elif kind == START:
            self._start(name, attributes)
        elif name in _CELLS:
            self._cell()
        elif name == "table-row":
            yield from self._row()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-row":
            self.cells, self.repeated = [], _count(attributes.get("number-rows-repeated"), MOST_ROWS)
        elif name in _CELLS:
            self.attributes, self.paragraphs, self.length = attributes, [], 0
        elif name == "p":
            self.paragraphs.append([])
            self.length += 1
        elif self.paragraphs and name in {"s", "tab", "line-break"}:
            blank = {"s": " " * _count(attributes.get("c"), 1000), "tab": "\t", "line-break": "\n"}[name]
            self._text(blank)

    def _text(self, text: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1].append(text)
            self.length += len(text)
            within(self.length)

    def _cell(self) -> None:
        value = self._value()
        left = len(self.cells)
        room = MOST_COLUMNS - left
        times = min(room, _count(self.attributes.get("number-columns-repeated"), MOST_COLUMNS))
        self.cells += [value] * times
        self.filling.fill(times - 1 if value else 0)
        columns = _count(self.attributes.get("number-columns-spanned"), MOST_COLUMNS)
        rows = _count(self.attributes.get("number-rows-spanned"), MOST_ROWS)
        if value and (columns > 1 or rows > 1):
            self.spans.append(_Span(left, min(left + columns, MOST_COLUMNS), self.number + rows, value))

    def _value(self) -> str:
        text = "\n".join("".join(each) for each in self.paragraphs)
        said = self.attributes
        match said.get("value-type"):
            case "float" | "currency" | "percentage":
                return plain_number(said.get("value", "")) or text
            case "date":
                return said.get("date-value", text).removesuffix("T00:00:00")
            case "boolean":
                return said.get("boolean-value", text)
            case "string":
                return said.get("string-value", text)
            case _:
                return text

    def _row(self) -> Iterator[Row]:
        for again in range(self.repeated if any(each.strip() for each in self.cells) else 1):
            self.number += 1
            cells = list(self.cells)
            self.filling.fill(len(cells) if again else 0)
            for span in self.spans:
                self.filling.fill(span.right - span.left)
                cells.extend([""] * (span.right - len(cells)))
                cells[span.left : span.right] = [span.value] * (span.right - span.left)
            yield Row(self.number, without_tail(cells))
            self.spans = [span for span in self.spans if span.last > self.number]
        if not any(each.strip() for each in self.cells):
            self.number += self.repeated - 1


def _count(text: str | None, most: int) -> int:
    short = text is not None and text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004
    return max(1, min(int(text or ""), most)) if short else 1
