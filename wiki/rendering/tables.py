r"""Tables as GitHub writes them: a header, a row of dashes, rows.

A `|` inside `[[Page|label]]` does not end a cell, as it would with a plain split; `\|` stands for the bar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

MOST_COLUMNS = 100

_CELL = re.compile(r"(?:\[\[[^\[\]|]*+\|[^\[\]|]*+\]\]|\\.|[^|])*+")
_DASHES = re.compile(r"(?!-(?: |$))\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_ALIGNMENTS = {(True, True): "center", (True, False): "left", (False, True): "right"}


def split_row(row: str) -> list[str]:
    """Cut a row into the texts of its cells, outer bars ignored."""
    text = row.strip()
    cells, at = [], 1 if text.startswith("|") else 0
    while at < len(text):
        found = _CELL.match(text, at)
        end = found.end() if found else len(text)
        cells.append(text[at:end].strip().replace("\\|", "|"))
        at = end + 1
    return cells


def is_header_for(header: str, dashes: str) -> bool:
    """Say whether two lines begin a table: as many header cells as runs of dashes, and a bar among them.

    A dash with a blank behind it begins a list instead.
    """
    if "|" not in header or not _DASHES.match(dashes.strip()):
        return False
    count = len(split_row(header))
    return count == len(split_row(dashes)) <= MOST_COLUMNS


def build_table(parent: Element, lines: Sequence[str]) -> None:
    """Append a table element: header, dashes, rows; short rows are filled up."""
    alignments = [_alignment(cell) for cell in split_row(lines[1])]
    table = SubElement(parent, "table")
    _build_row(SubElement(table, "thead"), "th", lines[0], alignments)
    if len(lines) > 2:  # noqa: PLR2004 - header and dashes
        body = SubElement(table, "tbody")
        for line in lines[2:]:
            _build_row(body, "td", line, alignments)


def _alignment(dashes: str) -> str:
    return _ALIGNMENTS.get((dashes.startswith(":"), dashes.endswith(":")), "")


def _build_row(parent: Element, tag: str, line: str, alignments: Sequence[str]) -> None:
    row = SubElement(parent, "tr")
    cells = split_row(line)
    for at, alignment in enumerate(alignments):
        cell = SubElement(row, tag, {"align": alignment} if alignment else {})
        cell.text = cells[at] if at < len(cells) else ""
