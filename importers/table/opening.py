"""The tables of a collection with the rules of their columns: what each column is, said or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from importers.draft import Issue
from importers.table.files import tables_of
from importers.table.headed import Headed, Turned, headed, turned
from importers.table.mapping import ColumnRule, TableProfile, TableRule, filled
from importers.table.sheet import Sheet, UnreadableError
from importers.table.textfile import Dialect
from ontology.kinds import Field, Kind, Ontology
from ontology.variables import VariableEntry
from patterns.saying import field_of
from patterns.values import choices

SECTION = "section:"
PLACE = re.compile(r"\{([^{}]+)\}")
"""Where a template names a column."""

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, its rule understood."""

    name: str
    rule: ColumnRule
    key: str  # of our front matter; "" = no value of its own
    field: Field | None
    heading: str | None = None  # of the section it becomes; "" = before the first heading
    referred: int = 0  # number of the column its values are looked up in


@dataclass(frozen=True)
class Table:
    """One table of the collection."""

    number: int
    rule: TableRule
    kind: Kind
    headed: Headed
    columns: tuple[Column, ...]
    entries: Mapping[str, VariableEntry] = field(default_factory=dict)  # column → the variable it makes

    @property
    def sheet(self) -> Sheet:
        """The sheet it is."""
        return self.headed.sheet


@dataclass
class Opening:
    """Opens the tables of a path by a mapping."""

    profile: TableProfile
    ontology: Ontology
    references: dict[str, int] = field(default_factory=dict)  # "TABLE: COLUMN" → number

    def tables(self, path: Path) -> Iterator[Table | Issue]:
        """Yield every table that has a rule, and what a person should know of the others."""
        number = 0
        for sheet in tables_of(path, self._dialect):
            if isinstance(sheet, Issue):
                yield sheet
                continue
            rule = self.profile.rule(sheet.file, sheet.name)
            if rule is None:
                yield Issue(sheet.place, f"no rule of profile {self.profile.name} names this table; left out")
            elif not rule.ignore:
                number += 1
                try:
                    head = turned(headed(sheet, rule.header), rule.names, rule.value)
                except UnreadableError as error:
                    yield Issue(sheet.place, f"the table cannot be read: {error}; it was left out")
                    continue
                yield from head.issues
                yield from self._table(number, rule, head)

    def _dialect(self, file: str) -> Dialect | None:
        rules = self.profile.of_file(file)
        if rules and all(each.ignore for each in rules) and any(each.sheet == "*" for each in rules):
            return None
        return rules[0].dialect() if rules else Dialect()

    def _table(self, number: int, rule: TableRule, head: Headed) -> Iterator[Table | Issue]:
        kind, place = self.ontology.by_name[rule.kind], head.sheet.place
        turning = [each for each in (rule.names, rule.value) if each and not isinstance(head, Turned)]
        needed = (*rule.key, *rule.fill, *PLACE.findall(rule.title))
        missing = [*turning, *(each for each in needed if each not in head.columns)]
        if missing:
            shown = ", ".join(head.columns[:20])
            words = f"the table has no column {missing[0]!r}, which the mapping needs; it was left out. It has: {shown}"
            yield Issue(place, words)
            return
        for each in rule.columns:
            if "*" not in each.column and each.column not in head.columns:
                yield Issue(
                    place, f"the mapping names the column {each.column!r}, which the table does not have"
                )
        columns, entries = list[Column](), dict[str, VariableEntry]()
        for name in head.columns:
            said = rule.rule(name)
            if said is None and not _identifies(name, rule):
                said = ColumnRule(name, key_of(name))
                words = f"the column {name!r} is not named by the mapping; it was kept as it is under {said.key!r}"
                yield Issue(head.sheet.at(head.last), words)
            if said is not None:
                column, entry = self._column(name, said, kind)
                columns.append(column)
                if entry:
                    entries[name] = entry
        yield Table(number, rule, kind, head, tuple(columns), entries)

    def _column(self, name: str, rule: ColumnRule, kind: Kind) -> tuple[Column, VariableEntry | None]:
        referred = self.reference(rule.refers) if rule.refers else 0
        if rule.variable:
            entry = self._entry(name, rule)
            known = kind.by_key.get(entry.key) or entry.field()
            return Column(name, rule, entry.key, known, referred=referred), entry
        if rule.key.startswith(SECTION):
            return Column(name, rule, "", None, rule.key.removeprefix(SECTION).strip()), None
        found = self.ontology.qualifier_by_key.get(rule.key) if rule.of else field_of(rule.key, kind)
        return Column(name, rule, rule.key, found, referred=referred), None

    def _entry(self, name: str, rule: ColumnRule) -> VariableEntry:
        said = rule.variable
        front = said.front if said else {}
        options = front.get("options", ())
        entry = VariableEntry(
            filled(said.name if said else name, rule.column, name),
            "",
            scale=_scale(str(front.get("scale", "")), self.ontology),
            options=tuple(map(str, options)) if isinstance(options, list | tuple) else (str(options),),
        )
        return entry if entry.key else replace(entry, name=f"Column {entry.name}")

    def reference(self, refers: str) -> int:
        """Return the number of a column that others refer to."""
        return self.references.setdefault(" ".join(refers.split()), len(self.references) + 1)

    def referred(self, table: Table) -> dict[str, int]:
        """Return the columns of a table that others refer to, with their numbers."""
        found = {}
        for refers, number in self.references.items():
            where, _, column = refers.partition(":")
            sheet = table.sheet
            named = PurePosixPath(sheet.file).match(where.strip()) or fnmatchcase(sheet.name, where.strip())
            if named and column.strip() in table.headed.columns:
                found[column.strip()] = number
        return found


def _scale(written: str, ontology: Ontology) -> str:
    """Return the last segment of a scale's IRI, by the words people write."""
    kind = ontology.by_name.get("variable")
    known = kind.by_key.get("scale") if kind else None
    option = choices(known).get(written.casefold()) if known else None
    return option.iri if option else written


def _identifies(column: str, rule: TableRule) -> bool:
    """Say whether a column without a rule has done its duty: it is the key, or in the title."""
    return column in rule.key or f"{{{column}}}" in rule.title


def key_of(name: str) -> str:
    """Return a column's name as a key of front matter.

    >>> key_of("Time span: Start")
    'time_span_start'
    """
    key = _NO_WORD.sub("_", name.casefold()).strip("_")
    return key if key[:1].isalpha() and key not in {"kind", "title", "redirect", "value"} else f"column_{key}"
