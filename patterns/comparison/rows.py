"""The rows of a kept result as its page has them: the table as CSV, taken apart and put together again.

They stand in the front matter under `rows`, a line a row, the first with the names of the columns, each cell as the CSV
of the result has it (`patterns.tabletext`). So the hash of the result can be checked from the page alone.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ontology.kinds import Severity
from patterns.page import Finding
from patterns.saying import LOOM, Said, Saying
from patterns.tabletext import line, unguard

ROWS = "rows"
"""Key of the entry that has the rows."""

_RESULT_ROWS = LOOM + "resultRows"

COMPARISON = "comparison"
"""The kind of the pages of comparisons."""

MOST_CELLS = 5_000
"""Cells that a page holds. Each may become two facts, and all of them are written anew whenever the page is saved."""

LONGEST = 150_000
"""Bytes of rows that a page holds in UTF-8; of a front matter 262,144 are read."""


@dataclass(frozen=True, slots=True)
class Table:
    """A result's table as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # each as long as `columns`; "" = nothing is known

    def digest(self) -> str:
        """Return the SHA-256 of the CSV that the result is given as, in hexadecimal digits."""
        text = "".join(map(line, (self.columns, *self.rows)))
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table, a line a row, without an end of the last line."""
    return "\n".join(line(each).removesuffix("\r\n") for each in (columns, *rows))


def fits(text: str, columns: int) -> bool:
    """Whether a page holds a table of so many columns."""
    return text.count("\n") * columns <= MOST_CELLS and len(text.encode(errors="replace")) <= LONGEST


def read_rows(text: str) -> Table | None:
    """Undo `write_rows`; None when the text is no table, each row as long as the first line."""
    try:
        lines = [tuple(map(unguard, each)) for each in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error:
        return None
    if not lines or not lines[0] or any(len(each) != len(lines[0]) for each in lines):
        return None
    return Table(lines[0], tuple(lines[1:]))


def is_rows(said: Said) -> bool:
    """Whether a statement is the table of a result, which is told row by row and is no text to be searched."""
    return said.field is not None and said.field.iri == _RESULT_ROWS


def text_of(saying: Saying) -> str:
    """Return the rows that the page of a comparison has, as text; "" when it has none, or is another page."""
    written = saying.values.get(ROWS)
    return written if saying.parts.kind == COMPARISON and isinstance(written, str) else ""


def rows_findings(saying: Saying) -> Iterator[Finding]:
    """Say what is wrong with the rows of a comparison's page: not a table, or not the one that was kept."""
    text = text_of(saying)
    if not text:
        return
    table, kept = read_rows(text), saying.values.get("result_hash")
    if table is None:
        message = "The rows of the result are no table: each line needs as many cells as the first. Keep the result anew."
        yield Finding(Severity.WARNING, message, ROWS)
    elif isinstance(kept, str) and kept.strip() and table.digest() != kept.strip():
        message = (
            "The rows are not those that were kept: their hash is another one than `result_hash`. Undo the edit that "
            "changed them, or keep today’s result instead."
        )
        yield Finding(Severity.WARNING, message, ROWS)
