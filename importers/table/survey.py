"""What the columns of a table hold, counted: what a proposed mapping is made from. Pure, but for reading the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from importers.draft import Issue
from importers.table.headed import Headed, Record, headed, turned
from importers.table.sheet import Row, Sheet
from importers.table.values import pieces, read_address, read_boolean, read_number

SAMPLE = 5_000
"""Rows looked at."""
MOST_HEADS = 25
"""First rows among which the head is looked for."""
SEPARATORS = (";", "|", ",")

_POINT = re.compile(r"[+-]?\d{1,2}(?:\.\d+)?\s*,\s*[+-]?\d{1,3}(?:\.\d+)?")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_LONG = 120
_NAMES = frozenset({"variable", "indicator", "question", "attribute", "measure", "item"})
_VALUES = frozenset({"value", "answer", "score", "rating", "observation"})


@dataclass
class ColumnSurvey:
    """One column."""

    name: str
    rows: int = 0
    texts: Counter[str] = field(default_factory=Counter)  # text → rows, "" left out

    @property
    def filled(self) -> int:
        """Rows in which it says something."""
        return self.texts.total()

    def is_unique(self) -> bool:
        """Say whether each row has a text of its own."""
        return self.filled == self.rows > 0 and len(self.texts) == self.rows

    def share(self, fits: Sequence[bool]) -> float:
        """Return the share of different texts that fit."""
        return sum(fits) / len(fits) if fits else 0.0

    def separator(self) -> str:
        """Return what stands between several values of a cell, "" when cells are one value each."""
        for each in SEPARATORS:
            if each == "," and any(_THOUSANDS.search(text) for text in self.texts):
                continue
            cut = [pieces(text, each) for text in self.texts]
            several = [parts for parts in cut if len(parts) > 1]
            values = Counter(part for parts in cut for part in parts)
            repeated = sum(1 for times in values.values() if times > 1)
            short = all(len(value) <= 60 for value in values)  # noqa: PLR2004 - longer ones are sentences
            if len(several) >= max(2, len(cut) // 20) and short and repeated * 3 >= len(values):
                return each
        return ""

    def values(self, separator: str) -> Counter[str]:
        """Return the values with the number of cells they are in."""
        return Counter(part for text in self.texts for part in set(pieces(text, separator)))

    def is_yes_or_no(self) -> bool:
        """Say whether it holds nothing but 0 and 1, or other words for yes and no."""
        return 0 < len(self.texts) <= 3 and all(read_boolean(each) is not None for each in self.texts)  # noqa: PLR2004

    def is_number(self) -> bool:
        """Say whether nearly all texts are numbers."""
        return self.share([read_number(each) is not None for each in self.texts]) > 0.9  # noqa: PLR2004

    def is_address(self) -> bool:
        """Say whether nearly all texts are web addresses."""
        return self.share([read_address(each) is not None and "." in each for each in self.texts]) > 0.8  # noqa: PLR2004

    def is_point(self) -> bool:
        """Say whether nearly all texts are latitude and longitude."""
        return self.share([bool(_POINT.fullmatch(each)) for each in self.texts]) > 0.8  # noqa: PLR2004

    def is_long(self) -> bool:
        """Say whether the texts are prose."""
        long = [len(each) > _LONG or "\n" in each for each in self.texts]
        return self.share(long) > 0.25  # noqa: PLR2004 - a quarter of prose is prose


@dataclass
class TableSurvey:
    """One table."""

    head: Headed
    header: tuple[int, ...]  # rows of the head where it is not the first that says something, else ()
    columns: list[ColumnSurvey]
    rows: int
    names: str = ""  # column that says what a row is about, in a table with a row a value
    value: str = ""

    def tells_apart(self, *columns: str) -> bool:
        """Say whether no two rows say the same in these columns together."""
        records = islice((each for each in self.head.records() if isinstance(each, Record)), SAMPLE)
        keys = [tuple(each.cells.get(name, "") for name in columns) for each in records]
        return len(keys) == len(set(keys)) > 0


def survey(sheet: Sheet, header: tuple[int, ...] = ()) -> TableSurvey:
    """Look at a table's first rows; `header`: the rows of its head, () = to be found."""
    header = header or _header(sheet)
    plain = headed(sheet, header)
    names, value = _called(plain, _NAMES), _called(plain, _VALUES)
    head = turned(plain, names, value) if value else plain
    columns = [ColumnSurvey(name) for name in head.columns]
    rows = 0
    for record in islice((each for each in head.records() if isinstance(each, Record)), SAMPLE):
        rows += 1
        for column in columns:
            if text := record.cells.get(column.name, ""):
                column.texts[text] += 1
    for column in columns:
        column.rows = rows
    return TableSurvey(head, header, columns, rows, *((names, value) if head is not plain else ()))


def _called(head: Headed, names: frozenset[str]) -> str:
    return next((each for each in head.columns if each.casefold() in names), "")


def _header(sheet: Sheet) -> tuple[int, ...]:
    """Return the row of the names when lines of explanation stand above it, else ()."""
    rows = list(islice((each for each in sheet.rows() if not isinstance(each, Issue)), MOST_HEADS))
    widths = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    usual = sorted(widths)[len(widths) // 2] if widths else 0
    if usual < 2:  # noqa: PLR2004 - a list has no head worth looking for
        return ()
    said = [row for row, width in zip(rows, widths, strict=True) if width]
    for row in said:
        if _names_columns(row, usual):
            return () if row is said[0] else (row.number,)
    return ()


def _names_columns(row: Row, usual: int) -> bool:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    different = len(set(cells))  # a title over all columns is one text in merged cells
    return different * 2 > usual and different > 1 and all(read_number(cell) is None for cell in cells)
