"""Tables and JSON files beside the texts of a collection, whose entries belong to its records by a key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from importers.draft import Issue
from importers.files import files_below
from importers.markdown.fronts import as_list
from importers.markdown.record import Record
from importers.profile import CompanionRule, Profile
from importers.source import UnusableSourceError
from importers.table.files import TEXTS, WORKBOOKS, open_tables
from importers.table.headed import Record as Row
from importers.table.headed import headed
from importers.table.sheet import UnreadableError
from importers.table.textfile import Dialect

FILE = "file"
"""What a rule's `key` says where the file's name without ending is the key."""
LARGEST = 16 << 20
"""Bytes of a JSON file."""
SHOWN = 3
"""Keys shown of those that belong to no page."""
LONGEST = 60
"""Characters shown of a key."""
MOST_LETTERS = 4
"""Letters in a text that is a number with a mark of its country or register."""

_TABLES = {*TEXTS, *WORKBOOKS}
_ENDINGS = {*_TABLES, ".json"} - {".txt"}
_NO_DIGIT = re.compile(r"[^0-9]+")


@dataclass
class Companions:
    """What the files beside the texts say, by rule and key; taken out by the records they belong to."""

    profile: Profile
    said: list[tuple[CompanionRule, dict[str, Any]]] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)  # rule by rule, key → where it stands first
    taken: set[tuple[int, str]] = field(default_factory=set)  # number of the rule and key

    def read(self, root: Path) -> Iterator[Issue]:
        """Read the files of every rule below a folder; yields what cannot be read, and files that no rule names."""
        if not self.profile.companions or not root.is_dir():
            return
        self.said = [(rule, {}) for rule in self.profile.companions]
        self.places = [{} for _ in self.profile.companions]
        met = set[str]()
        for path in _files(root):
            place = path.relative_to(root).as_posix()
            number, rule = self._rule(path)
            if rule is None:
                if self.profile.rule(_whole(path)) is None and not place.endswith(
                    self.profile.schema or "\0"
                ):
                    yield Issue(
                        place, f"no companion of profile {self.profile.name} names this file; left out"
                    )
                continue
            met.add(rule.match)
            if not rule.ignore:
                yield from self._entries(path, place, number)
        for rule in self.profile.companions:
            if rule.match not in met:
                yield Issue(rule.match, "no file of the collection is a companion of this name")

    def complete(self, record: Record) -> None:
        """Give a record the values that its companions have for it, each below the rule's key."""
        for number, (rule, entries) in enumerate(self.said):
            for said in as_list(record.said(rule.of)):
                key = _folded(str(said), rule)
                if key in entries:
                    self.taken.add((number, key))
                    record.values[rule.under] = entries[key]

    def left(self) -> Iterator[Issue]:
        """Yield what belongs to no record."""
        for number, (rule, entries) in enumerate(self.said):
            alone = [key for key in entries if (number, key) not in self.taken]
            if alone:
                shown = ", ".join(each[:LONGEST] for each in alone[:SHOWN]) + (
                    " …" if len(alone) > SHOWN else ""
                )
                words = f"no page has under {rule.of!r} what {len(alone):,} keys of companions say, left out: {shown}"
                yield Issue(self.places[number][alone[0]], words)

    def _rule(self, path: Path) -> tuple[int, CompanionRule | None]:
        whole = _whole(path)
        found = ((at, rule) for at, rule in enumerate(self.profile.companions) if whole.match(rule.match))
        return next(found, (0, None))

    def _entries(self, path: Path, place: str, number: int) -> Iterator[Issue]:
        rule, entries = self.said[number]
        try:
            if path.suffix.lower() in _TABLES:
                yield from self._rows(path, place, number)
            else:
                found = _json(path)
                keyed = {path.stem: found} if rule.key == FILE else found
                folded = {_folded(key, rule): each for key, each in keyed.items()}
                entries |= folded
                self.places[number] |= dict.fromkeys(folded, place)
        except (UnreadableError, OSError, ValueError, RecursionError) as error:
            yield Issue(place, f"the file cannot be read ({error}); it was left out")

    def _rows(self, path: Path, place: str, number: int) -> Iterator[Issue]:
        rule, entries = self.said[number]
        for sheet in open_tables(path, place, Dialect()):
            head = headed(sheet)
            if rule.key not in head.columns:
                yield Issue(sheet.place, f"the table has no column {rule.key!r}; it was left out")
                continue
            for name in head.columns:
                if name not in rule.columns and name != rule.key:
                    words = f"the column {name!r} is not named by profile {self.profile.name}; it was kept as it is"
                    yield Issue(sheet.place, words)
            for row in head.records():
                if isinstance(row, Row):
                    named = {rule.columns.get(name, name): text for name, text in row.cells.items()}
                    kept = {name: text for name, text in named.items() if name and name != rule.key}
                    key = _folded(row.cells[rule.key], rule)
                    entries.setdefault(key, []).append(kept)
                    self.places[number].setdefault(key, sheet.at(row.number))
                else:
                    yield row


def _files(root: Path) -> list[Path]:
    try:
        return files_below(root, _ENDINGS)[0]
    except UnusableSourceError:
        return []


def _whole(path: Path) -> PurePosixPath:
    return PurePosixPath(path.resolve().as_posix())


def _folded(key: str, rule: CompanionRule) -> str:
    """Return a key as it is compared: capitals do not matter, with `digits` only the number counts."""
    number = rule.digits and sum(map(str.isalpha, key)) <= MOST_LETTERS
    return _NO_DIGIT.sub("", key).lstrip("0") if number else " ".join(key.split()).casefold()


def _json(path: Path) -> Mapping[str, Any]:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it has more than {LARGEST >> 20} MiB")
    found = json.loads(path.read_bytes())
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - said as what is wrong with the file
    return found
