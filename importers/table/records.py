"""From the rows of a record to the text of its page: values with their evidence, sections, and what would not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from importers.draft import Draft, Issue
from importers.table.mapping import TableProfile
from importers.table.opening import Column, Table
from importers.table.spool import Kept, Known, Spool
from importers.table.values import Read, pieces, read_cell, read_title
from importers.wikitext.escaping import escaped, starting
from ontology.kinds import Ontology
from patterns import frontmatter
from patterns.links import split_title

IN_PATHS = "/:@!$&'*+,;=~-._"
LONGEST_QUOTE = 300
"""Characters of a cell that are quoted whole; of a longer one, the value alone."""
MOST_PARTS = 8
"""Parts of a list that may be one name with separators in it."""


@dataclass
class RecordMaker:
    """Makes the pages of one collection."""

    profile: TableProfile
    ontology: Ontology
    tables: Mapping[int, Table]
    spool: Spool
    license: str
    source: str  # full title of the Source page
    address: str  # of the collection, where the profile knows none of its files
    repeated: Counter[tuple[str, str]] = field(default_factory=Counter)  # (table, sentence) → times

    def draft(self, record: Known, rows: Sequence[Kept]) -> Iterator[Draft | Issue]:
        """Yield the page of a record, and what a person should know of it."""
        table = self.tables[rows[0].table]
        page = _Page(self, record.title)
        for row in rows:
            page.take(self.tables[row.table], row)
        parts = split_title(record.title, self.ontology)
        front: dict[str, Any] = {"kind": parts.kind, "title": parts.name, **page.front}
        for key, value in {**self.profile.set, **table.rule.set}.items():
            front.setdefault(key, value)
        front |= {key: value for key, value in self.provenance(table.sheet.file).items() if key not in front}
        yield from page.issues
        origin = f"{self.profile.name}:{table.sheet.file}:{record.title}"
        text = frontmatter.compose(front, page.body())
        yield Draft(record.title, text, record.place, origin, supplements=True)

    def provenance(self, file: str) -> dict[str, Any]:
        """Return what every page says of where it comes from."""
        pattern = self.profile.address
        origin = pattern.replace("{path}", quote(file, safe=IN_PATHS)) if pattern else self.address
        said = {
            "license": self.license,
            "attribution": self.profile.attribution,
            "derived_from": [self.source],
            "origin": origin,
        }
        return {key: value for key, value in said.items() if value}

    def note(self, table: Table, row: int, sentence: str) -> Iterator[Issue]:
        """Yield a problem the first time its table has it; later ones are counted."""
        self.repeated[table.sheet.place, sentence] += 1
        if self.repeated[table.sheet.place, sentence] == 1:
            yield Issue(table.sheet.at(row), sentence)

    def summary(self) -> Iterator[Issue]:
        """Yield how often problems were met again."""
        for (place, sentence), times in self.repeated.items():
            if times > 1:
                yield Issue(place, f"{times - 1:,} more rows: {sentence}")


@dataclass
class _Page:
    """What the rows of a record say, gathered."""

    maker: RecordMaker
    title: str
    front: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def take(self, table: Table, row: Kept) -> None:
        """Take a row."""
        qualifiers: dict[str, dict[str, Any]] = {}
        for column in table.columns:
            if column.rule.of and (text := row.cells.get(column.name)):
                values = self._values(table, column, row, text)
                if values:
                    qualifiers.setdefault(column.rule.of, {})[column.key] = (
                        values if len(values) > 1 else values[0]
                    )
        for column in table.columns:
            text = row.cells.get(column.name, "")
            if column.heading is not None and not self.maker.profile.status(text):
                paragraphs = self.sections.setdefault(column.heading, [])
                if (prose := as_prose(text)) not in paragraphs:
                    paragraphs.append(prose)
            elif column.key and not column.rule.of and text:
                every = qualifiers.get("*", {}) if column.field and column.field.codable else {}
                self._say(table, column, row, every | qualifiers.get(column.key, {}))

    def _values(self, table: Table, column: Column, row: Kept, text: str) -> list[Any]:
        found = []
        for read in read_cell(text, column.rule, column.field, self.maker.profile):
            if read.problem:
                self._misfit(table, column, row, read)
            elif read.value is not None:
                found.append(read.value)
        return found

    def _say(self, table: Table, column: Column, row: Kept, qualifiers: Mapping[str, Any]) -> None:
        text = row.cells[column.name]
        if column.referred:
            for name in self._linked(table, column, row, text):
                self._add(column, name, self._evidence(table, column, row, text, name) | dict(qualifiers))
            return
        for read in read_cell(text, column.rule, column.field, self.maker.profile):
            if read.problem:
                self._misfit(table, column, row, read)
                continue
            evidence = self._evidence(table, column, row, text, read.written) | dict(qualifiers)
            if not read.status:
                self._add(column, read.value, evidence, table, row)
            elif column.field and column.field.codable:
                self._add(column, None, {"status": read.status} | evidence)

    def _evidence(self, table: Table, column: Column, row: Kept, cell: str, written: str) -> dict[str, Any]:
        if not (column.field and column.field.codable):
            return {}
        whole = " ".join(cell.split())
        shown = whole if len(whole) <= LONGEST_QUOTE else " ".join(written.split())[:LONGEST_QUOTE]
        where = f"{table.sheet.place}, {'row' if table.sheet.name else 'line'} {row.row}"
        return {"source": self.maker.source, "quote": f"{column.name}: {shown}", "locator": where}

    def _add(
        self,
        column: Column,
        value: Any,
        evidence: Mapping[str, Any],
        table: Table | None = None,
        row: Kept | None = None,
    ) -> None:
        """Say a value, unless it is said already; of a field that takes one, the first counts."""
        said = {"value": value, **evidence} if evidence else value
        if evidence and value is None:
            said = dict(evidence)
        listed = self.front.get(column.key)
        before = listed if isinstance(listed, list) else [] if listed is None else [listed]
        if any(_same(each, said) for each in before):
            return
        one = column.field is not None and not column.field.many and not column.field.codable
        if before and one and table and row:
            sentence = (
                f"a second value for {column.key!r}, which has one, was kept under {column.key + '_note'!r}"
            )
            self.issues += self.maker.note(table, row.row, sentence)
            self._keep(column.key + "_note", str(value))
        elif before or evidence:
            self.front[column.key] = [*before, said]
        else:
            self.front[column.key] = said

    def _misfit(self, table: Table, column: Column, row: Kept, read: Read) -> None:
        key = f"{column.key}_note"
        words = f"{read.written[:60]!r} in the column {column.name!r} {read.problem.rstrip('.')}"
        self.issues += self.maker.note(table, row.row, f"{words}; it was kept under {key!r}")
        self._keep(key, " ".join(read.written.split()))

    def _keep(self, key: str, text: str) -> None:
        listed = self.front.get(key, [])
        before = listed if isinstance(listed, list) else [listed]
        if text not in before:
            self.front[key] = [*before, text] if before else text

    def _linked(self, table: Table, column: Column, row: Kept, text: str) -> Iterator[str]:
        """Yield the pages a cell names, as the table it refers to knows them; a name may hold separators itself."""
        if self.maker.profile.status(text):
            return
        parts, separator = pieces(text, column.rule.separator), column.rule.separator
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + MOST_PARTS), at, -1):
                name = f"{separator} ".join(parts[at:end])
                found = self.maker.spool.named(column.referred, folded(name))
                if found or end == at + 1:
                    yield from self._target(table, column, row, name, found)
                    at = end
                    break

    def _target(self, table: Table, column: Column, row: Kept, name: str, found: list[str]) -> Iterator[str]:
        if len(found) == 1:
            yield self._short(found[0], column)
            return
        why = "has several rows" if found else "has no row"
        sentence = f"{name[:60]!r} in the column {column.name!r} {why} in {column.rule.refers}"
        title = read_title(name)
        kept = (
            "it was kept as the title of a page"
            if title and not found
            else "the first counts"
            if found
            else "left out"
        )
        self.issues += self.maker.note(table, row.row, f"{sentence}; {kept}")
        if found or title:
            yield self._short(found[0], column) if found else title or ""

    def _short(self, title: str, column: Column) -> str:
        """Return a title as its field wants it: without the namespace that goes without saying."""
        parts = split_title(title, self.maker.ontology)
        kinds = column.field.kinds if column.field else ()
        return parts.name if kinds and kinds[0] == parts.kind else title

    def body(self) -> str:
        """Return the text below the front matter."""
        lead = "\n\n".join(self.sections.get("", []))
        headed = [
            f"## {' '.join(heading.split())}\n\n" + "\n\n".join(texts)
            for heading, texts in self.sections.items()
            if heading and texts
        ]
        return (
            "".join(f"{each}\n\n" for each in (lead, *headed) if each).rstrip("\n") + "\n"
            if lead or headed
            else ""
        )


def _same(before: Any, said: Any) -> bool:
    """Say whether two values are one, wherever they were read."""

    def content(value: Any) -> Any:
        return (
            {k: v for k, v in value.items() if k not in {"locator", "quote"}}
            if isinstance(value, dict)
            else value
        )

    return type(before) is type(said) and bool(content(before) == content(said))


def folded(name: str) -> str:
    """Return a name as rows of other tables are looked up by."""
    return " ".join(name.replace(",", " , ").split()).casefold()


def as_prose(text: str) -> str:
    """Return a cell's text as Markdown that shows it as it is, line by line."""
    paragraphs = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        lines = [each.strip() for each in paragraph.split("\n")]
        shown = "  \n".join(escaped(each) for each in lines if each)
        if shown:
            paragraphs.append(starting(shown))
    return "\n\n".join(paragraphs)
