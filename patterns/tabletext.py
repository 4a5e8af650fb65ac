r"""Tables as text: how a cell writes values with their statuses, and how rows become CSV or TSV. Pure, and undoable.

A cell lists values with ` | ` between them. A value stands for itself when it is present; any other status follows it
in brackets, or stands alone where there is no value: `after publication [contested]`, `[unknown]`. Where coders
disagree, each value names its coders: `open input [present, ana] | restricted input [present, ben]`. An empty cell
says that nothing is coded. A backslash stands before a `\`, `|` or `[` of the value itself.

Spreadsheet programs take a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula or lose that
sign (OWASP, "CSV Injection"). Such a cell gets an apostrophe before it, and so does one that begins with an
apostrophe: taking one leading apostrophe away gives back what was there. Plain numbers are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from patterns.saying import PRESENT

BETWEEN = " | "
_FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r'[,;\t"\r\n]|^\s|\s$')
_PIECE = re.compile(r"\\(.)|( \| |\[)|(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a cell."""

    value: str = ""
    status: str = PRESENT  # in words: "not applicable"
    coders: tuple[str, ...] = ()  # named only where coders disagree


def write_cell(entries: Iterable[Entry]) -> str:
    """Write the values of a cell; "" for none.

    >>> write_cell([Entry("after publication", "contested"), Entry("", "unknown")])
    'after publication [contested] | [unknown]'
    """
    return BETWEEN.join(map(_write_entry, entries))


def read_cell(text: str) -> tuple[Entry, ...]:
    """Undo `write_cell`. A text of somebody else's is read as well as it can be; never raises."""
    return tuple(_read_entry(value, note) for value, note in _pieces(text)) if text else ()


def _write_entry(entry: Entry) -> str:
    value = re.sub(r"[\\|\[]", r"\\\g<0>", entry.value)
    if entry.status == PRESENT and not entry.coders and entry.value:
        return value
    notes = [re.sub(r"[\\|\[\],]", r"\\\g<0>", each) for each in (entry.status, *entry.coders)]
    return f"{value} [{', '.join(notes)}]" if value else f"[{', '.join(notes)}]"


def _pieces(text: str) -> Iterable[tuple[str, str | None]]:
    """Cut at what stands between values: (value, what the brackets behind it hold, still escaped)."""
    value, note = "", None
    for escaped, sign, plain in _PIECE.findall(text):
        if note is not None and sign != BETWEEN:
            note += f"\\{escaped}" if escaped else sign or plain
        elif sign == BETWEEN:
            yield value, note
            value, note = "", None
        elif sign:
            note = ""
        else:
            value += escaped or plain
    yield value, note


def _read_entry(value: str, note: str | None) -> Entry:
    if note is None:
        return Entry(value)
    words = re.findall(r"(?:[^\\,]|\\.)+", re.sub(r"\]$", "", note), re.DOTALL) or [""]
    status, *coders = (re.sub(r"\\(.)", r"\1", each, flags=re.DOTALL) for each in words)
    return Entry(value.removesuffix(" "), status, tuple(each.removeprefix(" ") for each in coders))


def guard(cell: str) -> str:
    """Keep spreadsheet programs from reading a cell as a formula.

    >>> guard("=1+1"), guard("-12"), guard("'tis")
    ("'=1+1", '-12', "''tis")
    """
    return f"'{cell}" if cell[:1] in _FORMULA and cell and not _NUMBER.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`."""
    return cell.removeprefix("'")


def line(cells: Iterable[str], separator: str = ",") -> str:
    """Write one row (RFC 4180), guarded; a cell is quoted also where another program would cut or trim it."""
    return separator.join(_quoted(guard(each)) for each in cells) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
