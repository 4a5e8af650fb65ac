"""What every form of table is read as: sheets of rows of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from importers.draft import Issue

MOST_COLUMNS = 16_384
"""Columns a sheet may have; it is what spreadsheet programs allow."""

MOST_CELLS = 100_000_000
"""Cells of one sheet of a workbook, repeated and merged ones counted."""
MOST_FILLED = 10_000_000
"""Cells of one sheet that are there only since a row or a merged area repeats them: a few bytes can say a million."""
LONGEST_CELL = 16_000_000
"""Characters of one cell of a workbook."""
MOST_TEXT = 1_000_000_000
"""Characters of all cells of a sheet of a workbook: each may be a shared text of which the file has but one."""


class UnreadableError(Exception):
    """A file cannot be read as a table; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; numbers, dates and yes or no are written as our pages write them."""

    number: int  # line of a text file where it begins, row of a sheet; from 1
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; it can be read as often as needed."""

    file: str  # path from the folder given, for people
    name: str  # the sheet's name; "" = the file is one table
    rows: Callable[[], Iterator[Row | Issue]]

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.file} [{self.name}]" if self.name else self.file

    def at(self, row: int) -> str:
        """Where a row is, for people."""
        return f"{self.place}:{row}"


def limited(rows: Iterator[Row | Issue]) -> Iterator[Row | Issue]:
    """Yield the rows of a workbook as long as they are as many as a sheet has; raises UnreadableError beyond that.

    A few bytes can say that a wide row is repeated a million times, or that a merged area is as large as the sheet.
    """
    left, text = MOST_CELLS, MOST_TEXT
    for row in rows:
        if isinstance(row, Row):
            left -= len(row.cells)
            text -= sum(map(len, row.cells))
            if left < 0:
                raise UnreadableError(f"it has more than {MOST_CELLS:,} cells; save its sheets as .csv")
            if text < 0:
                raise UnreadableError(
                    f"its cells have more than {MOST_TEXT:,} characters; save its sheets as .csv"
                )
        yield row


@dataclass(slots=True)
class Filling:
    """Counts the cells of a sheet that are filled by repetition; raises UnreadableError when they are too many."""

    left: int = MOST_FILLED

    def fill(self, cells: int) -> None:
        """Count cells, or steps that take as long."""
        self.left -= cells
        if self.left < 0:
            raise UnreadableError(
                f"more than {MOST_FILLED:,} of its cells only repeat others; save its sheets as .csv"
            )


def within(length: int) -> None:
    """Raise UnreadableError when a cell is longer than any text is."""
    if length > LONGEST_CELL:
        raise UnreadableError(f"a cell has more than {LONGEST_CELL:,} characters; it was not read")


def without_tail(cells: list[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])
