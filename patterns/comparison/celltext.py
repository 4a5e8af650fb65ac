"""What cells say, as text for tables and as plain data for programs."""

from __future__ import annotations

from collections.abc import Mapping

from patterns.codings import Coding
from patterns.comparison.cells import Cell
from patterns.tabletext import Entry, write_cell

_ANSWERS = {"true": "yes", "false": "no"}
_UNREADABLE = "status cannot be read"


def cell_text(cell: Cell) -> str:
    """Write a cell as exported tables have it (`patterns.tabletext`)."""
    return write_cell(
        Entry(each.title or each.label, words_of(each), each.coders if cell.disputed else ())
        for each in cell.codings
    )


def said_of(coding: Coding) -> str:
    """Return a coding's value as people read it: true and false, as answers to a question, are yes and no."""
    return _ANSWERS.get(coding.value, coding.label) if coding.value == coding.label else coding.label


def words_of(coding: Coding) -> str:
    """Return a coding's status in words."""
    return coding.status.replace("-", " ") or _UNREADABLE


def coding_data(coding: Coding) -> Mapping[str, object]:
    """Return a coding for JSON: its value, status, and every qualifier as a list of words."""
    evidence: dict[str, list[str]] = {}
    for each in coding.evidence:
        evidence.setdefault(each.key, []).append(each.title or each.words)
    return {
        "value": coding.title or coding.label,
        "status": words_of(coding),
        "evidence": evidence,
    }
