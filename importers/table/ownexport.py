"""Tables that `export table` wrote, a row a page or a row a coding: taken back without a mapping.

A row a page says every field, but of evidence only who disagrees; a row a coding says all of a coding. Where both
are there, the second counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from importers.draft import Draft, Issue
from importers.source import Source
from importers.table.files import tables_of
from importers.table.headed import Headed, Record, headed
from importers.table.sheet import UnreadableError
from importers.table.spool import Kept, Known, Spool
from importers.table.textfile import Dialect
from ontology.kinds import Field, Kind, Ontology, ValueType
from ontology.variables import VariableEntry, with_variables
from patterns import frontmatter
from patterns.codebook import VARIABLE, variable_entry
from patterns.codings import STATUS
from patterns.links import canonical_title, split_title
from patterns.page import Value
from patterns.saying import PRESENT, VALUELESS, field_of
from patterns.tablerows import FURTHER, TITLE
from patterns.tabletext import Entry, read_cell, unguard
from patterns.yamlreading import resolve

LONG = (TITLE, "field", "value", STATUS)
"""The first columns of a table with a row a coding."""

LEAST = 0.8
"""Share of a kind's fields that head a table with a row a page: an older export lacks those that came later."""

_RESOLVED = {ValueType.INTEGER, ValueType.DECIMAL, ValueType.BOOLEAN, ValueType.YEAR}


def own_tables(source: Source) -> list[Headed]:
    """Return the tables of a path when all of them are exports of ours, else none.

    Raises UnusableSourceError when there is no file, or the only one cannot be read.
    """
    found = []
    for each in tables_of(source.path, lambda _: Dialect()):
        if not isinstance(each, Issue):
            try:
                head = headed(each)
                ours = _is_long(head) or _is_wide(head, source.ontology)
            except UnreadableError:
                return []
            if not ours:
                return []
            found.append(head)
    return found


def _is_long(head: Headed) -> bool:
    return head.columns[: len(LONG)] == LONG and FURTHER in head.columns


def _is_wide(head: Headed, ontology: Ontology) -> bool:
    if head.columns[:1] != (TITLE,):
        return False
    given = set(head.columns)
    return any(
        len(given & kind.by_key.keys()) >= LEAST * len(kind.by_key) and _speaks_of(head, kind, ontology)
        for kind in ontology.kinds
    )


def _speaks_of(head: Headed, kind: Kind, ontology: Ontology) -> bool:
    """Say whether the first row is a page of that kind; a table without rows may be."""
    first = next((each for each in head.records() if isinstance(each, Record)), None)
    return first is None or split_title(unguard(first.cells[TITLE]), ontology).kind == kind.name


def read_own(source: Source, tables: Sequence[Headed]) -> Iterator[Draft | Issue]:
    """Read tables of ours."""
    with TemporaryDirectory(prefix="commonloom-") as folder:
        spool = Spool(Path(folder))
        try:
            reading = _Reading(source, dict(enumerate(tables)), spool)
            for number in reading.tables:
                yield from reading.survey(number)
            yield from reading.drafts()
        finally:
            spool.close()


@dataclass
class _Reading:
    source: Source
    tables: dict[int, Headed]
    spool: Spool
    ontology: Ontology = field(init=False)

    def __post_init__(self) -> None:
        self.ontology = self.source.ontology

    def survey(self, number: int) -> Iterator[Issue]:
        """Set the rows of a table aside, by the page they speak of."""
        head, seen = self.tables[number], set[str]()
        for record in head.records():
            if isinstance(record, Issue):
                yield record
                continue
            place = head.sheet.at(record.number)
            cells = {column: unguard(text) for column, text in record.cells.items()}
            title = canonical_title(cells.pop(TITLE), self.ontology)
            if not title:
                yield Issue(place, "the row has no title; it was left out")
            elif title in seen and not _is_long(head):
                yield Issue(place, f"a second row for {title!r} was left out")
            else:
                if not _is_long(head):
                    seen.add(title)
                known = self.spool.known("", title) or self.spool.begin("", title, title, place)
                self.spool.keep(known, Kept(number, record.number, cells))

    def drafts(self) -> Iterator[Draft | Issue]:
        """Yield the pages: variables first, since they are fields of the others."""
        entries = list[VariableEntry]()
        for known, rows in self.spool.records():
            if split_title(known.title, self.ontology).kind == VARIABLE:
                draft = self._draft(known, rows)
                entry = variable_entry(draft.text, known.title, self.ontology, "")
                entries += [entry] if entry else []
                yield draft
        self.ontology = with_variables(self.ontology, entries)
        for known, rows in self.spool.records():
            if split_title(known.title, self.ontology).kind != VARIABLE:
                yield self._draft(known, rows)

    def _draft(self, known: Known, rows: Sequence[Kept]) -> Draft:
        parts = split_title(known.title, self.ontology)
        kind = self.ontology.by_name.get(parts.kind)
        said: dict[str, list[Any]] = {}
        coded: dict[str, list[Any]] = {}
        sections: list[tuple[str, str]] = []
        for row in rows:
            if _is_long(self.tables[row.table]):
                self._take_coding(row.cells, kind, coded)
            else:
                sections += self._take_page(row.cells, kind, said)
        front: dict[str, Any] = {"kind": parts.kind, "title": parts.name}
        front |= {
            key: items[0] if len(items) == 1 else items for key, items in {**coded, **said, **coded}.items()
        }
        body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections)
        text = frontmatter.compose(front, f"{body}\n" if body else "")
        return Draft(known.title, text, known.place, f"commonloom table:{known.title}")

    def _take_page(
        self, cells: dict[str, str], kind: Kind | None, said: dict[str, list[Any]]
    ) -> Iterator[tuple[str, str]]:
        """Take a row that is a page; yield its sections."""
        for key, text in cells.items():
            known = field_of(key, kind)
            if known and known.section:
                yield known.label, text
            else:
                items = [_item(entry, known) for entry in read_cell(text)]
                said.setdefault(key, []).extend(each for each in items if each is not None)

    def _take_coding(self, cells: dict[str, str], kind: Kind | None, coded: dict[str, list[Any]]) -> None:
        key = cells.get("field", "")
        known = field_of(key, kind)
        qualifiers = {
            name: _only(
                [_value(entry.value, self.ontology.qualifier_by_key.get(name)) for entry in read_cell(text)]
            )
            for name, text in cells.items()
            if name not in {*LONG, FURTHER} and text
        }
        for entry in read_cell(cells.get(FURTHER, "")):
            name, _, value = entry.value.partition(": ")
            qualifiers[name] = _value(value, None)
        item = _item(Entry(cells.get("value", ""), cells.get(STATUS, "")), known, qualifiers)
        if key and item is not None:
            coded.setdefault(key, []).append(item)


def _item(entry: Entry, known: Field | None, qualifiers: dict[str, Any] | None = None) -> Any:
    """Return a value as the front matter says it: alone where nothing more is said, else as a mapping."""
    said: dict[str, Any] = {}
    if entry.value:
        said["value"] = _value(entry.value, known)
    if entry.status and (entry.status != PRESENT or not entry.value):
        said[STATUS] = entry.status
    if entry.coders:
        said["coder"] = _only(list(entry.coders))
    said |= qualifiers or {}
    if list(said) == ["value"]:
        return said["value"]
    if list(said) == [STATUS] and known and known.codable and entry.status in VALUELESS:
        return entry.status
    return said or None


def _only(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(text: str, known: Field | None) -> Value:
    """Return a text as the value it was: by its field, and without one as YAML reads it."""
    if known is not None and known.type not in _RESOLVED:
        return text
    found = resolve(text)
    return text if found is None else found
