"""The columns of a table that was sent, beside the mapping it is to be read by: looked at and changed one by one."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from importers.draft import Issue
from importers.source import UnusableSourceError
from importers.table.columnform import TableChoice, mapping_text, read_choices, with_choices
from importers.table.files import tables_of
from importers.table.mapping import TableProfile, TableRule, read_mapping
from importers.table.sheet import UnreadableError
from importers.table.survey import survey
from wiki.assembly import Wiki
from wiki.bringing import GONE, keep
from wiki.errors import BadInputError
from wiki.ownprofiles import refuse_what_grows
from wiki.runs import Run

SHOWN = 3
"""Texts of a column that are shown beside it."""

LISTED = 60
"""Different texts of a column of which one may say what they mean."""

ROOM = 8
"""Files whose columns one process remembers."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of the file holds, in the rows that were looked at."""

    name: str
    texts: tuple[tuple[str, int], ...]  # the most frequent with their rows, at most LISTED
    different: int
    filled: int
    rows: int

    @property
    def samples(self) -> tuple[str, ...]:
        """Some texts, the most frequent first."""
        return tuple(text for text, _ in self.texts[:SHOWN])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file with the rule it is read by."""

    place: str
    rule: int  # of the mapping's `tables`, counted from 0
    columns: tuple[Column, ...]
    choice: TableChoice

    def held(self, name: str) -> Column | None:
        """Return what a column holds; of a rule for many, None."""
        return next((each for each in self.columns if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """All tables of a file."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]  # tables that no rule is for or that cannot be read, in sentences


_Surveyed = tuple[str, str, str, tuple[Column, ...]]  # place, file, sheet, columns
_kept: OrderedDict[tuple[Any, ...], list[_Surveyed | Issue]] = OrderedDict()
_lock = Lock()


def columns_of(wiki: Wiki, run: Run) -> Columns:
    """Return the tables of what was sent, with what its mapping makes of them; raises BadInputError."""
    written, profile = _mapping(run)
    place = wiki.uploads.place(run.upload, run.name)
    if place is None:
        raise BadInputError(GONE)
    sheets, notes = [], []
    try:
        found = _surveyed(place, run.upload, profile)
    except (UnreadableError, UnusableSourceError) as error:
        raise BadInputError(str(error)) from error
    for each in found:
        if isinstance(each, Issue):
            notes.append(f"{each.place}: {each.message}.")
            continue
        where, file, name, columns = each
        rule = profile.rule(file, name)
        if rule is None or rule.ignore:
            why = f"left out: {rule.ignore}" if rule else "the mapping has no rule for it, so it is left out"
            notes.append(f"{where}: {why}.")
            continue
        number = profile.tables.index(rule)
        choice = read_choices(written["tables"][number], rule, [column.name for column in columns])
        sheets.append(Sheet(where, number, columns, choice))
    return Columns(tuple(sheets), tuple(notes))


def change(wiki: Wiki, run: Run, sheet: Sheet, chosen: TableChoice) -> None:
    """Write what was chosen for the columns of a table into the run's mapping; raises BadInputError.

    A mapping of which nothing changes stays as it is written, remarks and all.
    """
    written, _ = _mapping(run)
    tables = list(written["tables"])
    made = with_choices(tables[sheet.rule], sheet.choice, chosen)
    if made == tables[sheet.rule]:
        return
    tables[sheet.rule] = made
    text = mapping_text({**written, "tables": tables})
    keep(wiki, run.number, replace(run.chosen, mapping=text))


def _mapping(run: Run) -> tuple[Mapping[str, Any], TableProfile]:
    """Return a run's mapping as plain values and understood; raises BadInputError with what is wrong in it."""
    if run.chosen.format != "table" or not run.chosen.mapping.strip():
        raise BadInputError(
            "This import has no mapping of columns yet. Choose the format of tables and press Preview."
        )
    refuse_what_grows(run.chosen.mapping)
    try:
        written = yaml.safe_load(run.chosen.mapping)
        if not isinstance(written, dict):
            raise BadInputError("The mapping is no list of keys and values.")
        return written, read_mapping("mapping", written)
    except (yaml.YAMLError, UnusableSourceError) as error:
        raise BadInputError(f"The mapping cannot be read, so mend it as text first: {error}") from error


def _surveyed(path: Path, digest: str, profile: TableProfile) -> list[_Surveyed | Issue]:
    """Look at the tables of a file, or remember them; raises UnreadableError and UnusableSourceError."""
    how = tuple((each.match, each.sheet, each.header, each.dialect()) for each in profile.tables)
    key = (digest, path.name, how)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = list(_survey(path, profile))
    with _lock:
        _kept[key] = found
        while len(_kept) > ROOM:
            _kept.popitem(last=False)
    return found


def _survey(path: Path, profile: TableProfile) -> Sequence[_Surveyed | Issue]:
    found: list[_Surveyed | Issue] = []
    rules: dict[str, TableRule] = {}

    def dialect(file: str) -> Any:
        rules[file] = next(iter(profile.of_file(file)), TableRule(file))
        return rules[file].dialect()

    for sheet in tables_of(path, dialect):
        if isinstance(sheet, Issue):
            found.append(sheet)
            continue
        rule = profile.rule(sheet.file, sheet.name) or rules[sheet.file]
        try:
            looked = survey(sheet, rule.header)
        except UnreadableError as error:
            found.append(Issue(sheet.place, f"the table cannot be read: {error}"))
            continue
        columns = tuple(_column(each.name, each.texts, each.rows) for each in looked.columns)
        found.append((sheet.place, sheet.file, sheet.name, columns))
    return found


def _column(name: str, texts: Counter[str], rows: int) -> Column:
    return Column(name, tuple(texts.most_common(LISTED)), len(texts), texts.total(), rows)
