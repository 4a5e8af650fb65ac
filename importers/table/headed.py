"""A sheet with names for its columns: which rows are its head, and each row below as column → text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest

from importers.draft import Issue
from importers.table.sheet import Row, Sheet

_BRACES = str.maketrans("{}", "()")
"""Braces in a head would be places of a title in the mapping."""

BETWEEN = " – "
"""Between the parts of a name that stands in several rows."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the head."""

    number: int
    cells: dict[str, str]  # column → trimmed text, "" included


@dataclass(frozen=True)
class Headed:
    """A sheet, its head read."""

    sheet: Sheet
    columns: tuple[str, ...]
    last: int  # number of the head's last row, 0 = it has none
    issues: tuple[Issue, ...] = ()

    def records(self) -> Iterator[Record | Issue]:
        """Yield the rows that are not blank, and the cells that belong to no column."""
        for row in self.sheet.rows():
            if isinstance(row, Issue):
                yield row
            elif row.number > self.last and any(each.strip() for each in row.cells):
                extra = [each.strip() for each in row.cells[len(self.columns) :] if each.strip()]
                if extra:
                    words = f"the row has more cells than the table has columns; left out: {', '.join(extra)[:200]}"
                    yield Issue(self.sheet.at(row.number), words)
                cells = zip_longest(self.columns, row.cells[: len(self.columns)], fillvalue="")
                yield Record(row.number, {name: text.strip() for name, text in cells})


@dataclass(frozen=True)
class Turned(Headed):
    """A table with a row a value, read as if what a row is about were a column; each row has one of these."""

    whole: Headed | None = None  # the table as it is
    names: str = ""  # its column that says what a row is about
    value: str = ""  # its column that holds the value

    def records(self) -> Iterator[Record | Issue]:
        """Yield the rows, the value as a cell of the column it is about."""
        for record in self.whole.records() if self.whole else ():
            if isinstance(record, Record):
                text = record.cells.pop(self.value)
                name = _about(record.cells.pop(self.names), record.cells)
                if text and not name:
                    yield Issue(
                        self.sheet.at(record.number), f"the row says nothing in {self.names}; it was left out"
                    )
                yield Record(record.number, record.cells | ({name: text} if name else {}))
            else:
                yield record


MOST_NAMES = 5_000
"""Different things the rows of such a table may be about."""


def turned(head: Headed, names: str, value: str) -> Headed:
    """Return a table read so, if it has these columns; what its rows are about become columns behind the others."""
    if not names or names not in head.columns or value not in head.columns:
        return head
    others = [each for each in head.columns if each not in {names, value}]
    met = dict.fromkeys(others)
    for record in head.records():
        if (
            isinstance(record, Record)
            and len(met) < MOST_NAMES
            and (about := _about(record.cells[names], others))
        ):
            met[about] = None
    return Turned(head.sheet, tuple(met), head.last, head.issues, head, names, value)


def _about(name: str, others: Collection[str]) -> str:
    """Return what a row is about as a column's name, apart from the columns there are."""
    plain = " ".join(name.split())
    return f"{plain} (2)" if plain in others else plain


def headed(sheet: Sheet, header: Sequence[int] = ()) -> Headed:
    """Read the head of a sheet: these rows; () = the first that is not blank; (0,) = there is none.

    Columns without a name are called by their letter, and of two with one name the second "Name (2)".
    """
    if 0 in header:
        width = max((len(row.cells) for row in sheet.rows() if isinstance(row, Row)), default=0)
        return Headed(sheet, tuple(letters(at) for at in range(width)), 0)
    rows = list(_head(sheet, header))
    last = max((row.number for row in rows), default=0)
    return Headed(sheet, *_named(sheet, _joined(rows), last))


def _head(sheet: Sheet, header: Sequence[int]) -> Iterator[Row]:
    for row in sheet.rows():
        if isinstance(row, Issue):
            continue
        if row.number in header or (not header and any(each.strip() for each in row.cells)):
            yield row
        if (not header and any(each.strip() for each in row.cells)) or (header and row.number >= max(header)):
            return


def _joined(rows: Sequence[Row]) -> list[str]:
    """Join the names that stand above each other; in all but the last row an empty cell goes on from its left."""
    parts = [_filled(row.cells) for row in rows[:-1]] + [list(row.cells) for row in rows[-1:]]
    width = max((len(row.cells) for row in rows), default=0)
    names = []
    for at in range(width):
        pieces = [" ".join(part[at].split()) for part in parts if at < len(part)]
        name = BETWEEN.join(dict.fromkeys(each for each in pieces if each))
        names.append(name.translate(_BRACES))
    return names


def _filled(cells: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for each in cells:
        filled.append(each if each.strip() or not filled else filled[-1])
    return filled


def _named(sheet: Sheet, names: Sequence[str], last: int) -> tuple[tuple[str, ...], int, tuple[Issue, ...]]:
    columns, issues, seen = list[str](), list[Issue](), Counter[str]()
    for at, each in enumerate(names):
        name = each or letters(at)
        seen[name] += 1
        if seen[name] > 1 or name in columns:
            name = next(new for number in count(2) if (new := f"{name} ({number})") not in {*columns, *names})
            issues.append(
                Issue(
                    sheet.at(last),
                    f"two columns are called {each or letters(at)!r}; the later one is {name!r} here",
                )
            )
        columns.append(name)
    return tuple(columns), last, tuple(issues)


def letters(at: int) -> str:
    """Return what spreadsheets call the column at this place, from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
