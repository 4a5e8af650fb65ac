"""RIS (Research Information Systems, 2001 and 2011): a tag a line, a record from TY to ER. Never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.citations.entry import BibEntry, Name, Said, Trouble
from importers.citations.marked import unmarked
from importers.citations.names import person

_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])[ \t]{0,2}-(?:[ \t](.*)|[ \t]*)\Z")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_NAMES = frozenset({"AU", "A1", "A2", "A3", "A4", "ED", "TA"})


@dataclass
class _Record:
    line: int
    type: str = ""
    said: list[tuple[str, str, int]] = field(default_factory=list)

    def entry(self) -> BibEntry:
        key = next((text for tag, text, _ in self.said if tag == "ID"), "")
        fields = tuple(_said(*each) for each in self.said if each[0] != "ID" and each[1])
        return BibEntry(key, self.type, self.line, fields)


def read_ris(text: str) -> Iterator[BibEntry | Trouble]:
    """Yield the records in the order of the file, and what was wrong in it."""
    record: _Record | None = None
    for number, each in enumerate(_LINE.finditer(text), 1):
        line = each[1]
        found = _TAG.match(line)
        tag, said = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag in {"TY", "ER"}:
            if record:
                yield record.entry()
                if tag == "TY":
                    yield Trouble(
                        record.line, "the record has no ER at its end; the next TY was taken for it"
                    )
            record = _Record(number, said) if tag == "TY" else None
        elif record is None:
            if said:
                yield Trouble(number, f"{said[:40]!r} stands outside any record; it was left out")
        elif tag:
            record.said.append((tag, said, number))
        elif said:
            _continued(record, said, number)
    if record:
        yield record.entry()
        yield Trouble(record.line, "the record has no ER at its end; the end of the file was taken for it")


def _continued(record: _Record, said: str, number: int) -> None:
    """Add a line without a tag to the field before it."""
    if record.said:
        tag, text, line = record.said[-1]
        record.said[-1] = tag, f"{text}\n{said}".strip(), line
    else:
        record.said.append(("N1", said, number))


def _said(tag: str, text: str, line: int) -> Said:
    names: tuple[Name, ...] = ()
    plain = unmarked(text)
    if tag in _NAMES:
        names = tuple(person(each) for each in re.split(r"[;\n]", plain) if each.strip(" ,"))
    return Said(tag, plain, line, names)
