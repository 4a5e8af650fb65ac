"""The fields of a foreign front matter under our keys, by the profile. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.markdown.fronts import as_list
from importers.markdown.record import Record
from importers.markdown.relinks import linked_title
from importers.markdown.targets import Targets
from importers.markdown.variables import VARIABLE, variable_key
from importers.profile import FieldRule, Profile
from importers.prose import prose
from patterns.yamlwriting import yaml_entry

_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?:\d{4})?(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_NAMES = ("name", "title", "value")
"""Keys under which a value that is a mapping may be named, besides the profile's identifiers."""
UNRESOLVED = "Related at the source"
"""Heading of the section that keeps identifiers of pages that were not imported."""

_KEEP = {"kind", "title"}


@dataclass
class Fields:
    """Translates the front matter of one record; `sections` fills while it does."""

    profile: Profile
    targets: Targets
    record: Record
    sections: list[tuple[str, str]] = field(default_factory=list)  # heading and text, above the page's own
    codes: dict[str, list[str]] = field(
        default_factory=dict
    )  # heading → entries as written, below the page's own
    unresolved: dict[str, list[Any]] = field(
        default_factory=dict
    )  # our key → identifiers with what is beside them
    lists: list[tuple[str, str]] = field(default_factory=list)  # heading and list, below the page's own

    def kept(self) -> dict[str, Any]:
        """Return the front matter under our keys; what the profile does not name is kept and reported."""
        kept: dict[str, Any] = {}
        for path, value in self._flat("", self.record.values):
            rule = self.profile.fields.get(path)
            if rule is None:
                self._unnamed(path)
                rule = FieldRule(path)
            if value in (None, "", [], {}):
                continue
            where, _, heading = rule.key.partition(":")
            if where == "code" and heading:
                self._code(heading, path, value)
            elif where == "section" and heading:
                several = isinstance(value, list | dict)
                said = _bullets(value) if several else str(value)
                (self.lists if several else self.sections).append((heading, said))
            elif where == "table" and heading:
                self.lists.append((heading, _table(as_list(value))))
            elif rule.key and rule.key not in _KEEP:
                found = self._values(value, rule)
                if found not in ([], "", None):
                    ours = variable_key(heading) if where == VARIABLE else rule.key
                    found = self._sourced(found) if where == VARIABLE else found
                    kept[ours] = found if ours not in kept else _together(kept[ours], found)
        return kept

    def _flat(self, above: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield the fields a profile may name: those inside a mapping too, where it names any of them."""
        for key, value in values.items():
            path = f"{above}{key}"
            inner = f"{path}."
            if not isinstance(value, dict) or not any(each.startswith(inner) for each in self.profile.fields):
                yield path, value
                continue
            whole = path in self.profile.fields
            named = {each: value[each] for each in value if not whole or self._is_named(f"{inner}{each}")}
            yield from self._flat(inner, named)
            if whole:
                yield path, {each: value[each] for each in value if each not in named}

    def _sourced(self, value: Any) -> Any:
        """Return the value of a variable as a coding with its source."""
        source = self.profile.evidence
        found = [
            {"value": each, "source": source} if source and not isinstance(each, dict) else each
            for each in as_list(value)
        ]
        return found if isinstance(value, list) else found[0]

    def _is_named(self, path: str) -> bool:
        return any(each == path or each.startswith(f"{path}.") for each in self.profile.fields)

    def _code(self, heading: str, path: str, value: Any) -> None:
        self.codes.setdefault(heading, []).append(yaml_entry(path.rpartition(".")[2], value))

    def below(self) -> Iterator[tuple[str, str]]:
        """Yield heading and text of the sections that follow the page's own."""
        yield from self.lists
        for key, values in self.unresolved.items():
            self._code(UNRESOLVED, key, values)
        for heading, entries in self.codes.items():
            yield heading, f"```yaml\n{''.join(entries)}```"

    def _unnamed(self, path: str) -> None:
        if self.profile.name:
            last = path.rpartition(".")[2]
            self.record.note(
                f"the field {path!r} is not named by profile {self.profile.name}; it was kept as it is",
                f"\n{last}:" if last == path else f" {last}:",
            )

    def _values(self, value: Any, rule: FieldRule) -> Any:
        if not self._changes(rule):
            return self._linked(value)
        parts = [part for each in as_list(value) for part in _parts(each, rule.separator)]
        found = [self._value(part, rule) for part in parts]
        kept = [each for each in found if each not in ("", None)]
        return kept if len(kept) != 1 or isinstance(value, list) else kept[0]

    @staticmethod
    def _changes(rule: FieldRule) -> bool:
        return bool(
            rule.separator or rule.pages or rule.qualifiers or rule.words or rule.form or rule.sourced
        )

    def _linked(self, value: Any) -> Any:
        """Return a value with links to pages as their titles."""
        if isinstance(value, str):
            return linked_title(value, self.record.path, self.targets) or value
        if isinstance(value, list):
            return [self._linked(each) for each in value]
        return value

    def _value(self, written: Any, rule: FieldRule) -> Any:
        whole = written
        qualifiers: dict[str, Any] = {}
        if isinstance(written, dict):
            known = {there: ours for there, ours in rule.qualifiers.items() if there in written}
            qualifiers = {ours: written[there] for there, ours in known.items() if ours}
            rest = {key: each for key, each in written.items() if key not in known}
            named = next((key for key in (*self.profile.identifiers, *_NAMES) if key in rest), "")
            written = rest.pop(named, "") if named else ""
            for key in rest:
                self.record.note(
                    f"beside a value of {rule.key!r}, {key!r} is not named by the profile; left out",
                    f"{key}:",
                )
        value: Any = str(written).strip() if not isinstance(written, bool) else written
        read = self._read(value, rule)
        if rule.pages and value and not read and not self.targets.by_name(value, self.record.path):
            self.unresolved.setdefault(rule.key, []).append(whole)
        if read != value and read not in ("", None) and _is_coded(rule) and self.profile.evidence:
            qualifiers["quote"] = str(value)
        if ("quote" in qualifiers or rule.sourced) and self.profile.evidence:
            qualifiers["source"] = self.profile.evidence
        return {"value": read, **qualifiers} if qualifiers and read not in ("", None) else read

    def _read(self, value: Any, rule: FieldRule) -> Any:
        text = str(value)
        if text in rule.words:
            return rule.words[text]
        if rule.form == "year":
            year = _YEAR.search(text)
            if year is None:
                self.record.note(f"{text!r} names no year; it was left out of {rule.key!r}", text)
            return int(year[1]) if year else ""
        if rule.form == "day":
            day = _DAY.search(text)
            return day[0] if day else text
        if rule.pages:
            return self._page(text, rule)
        return value

    def _page(self, name: str, rule: FieldRule) -> str:
        places = self.targets.by_name(name, self.record.path) if name else []
        if places:
            return "" if places[0].title == self.record.title else places[0].title
        identifier = bool(self.profile.identifiers and (_IDENTIFIER.fullmatch(name) or "://" in name))
        if name:
            what = "it stays under its identifier" if identifier else "it stays a red link"
            self.record.note(f"{name!r} under {rule.key!r} names no page of the collection; {what}", name)
        return "" if identifier else name


def _is_coded(rule: FieldRule) -> bool:
    return bool(rule.words) or rule.form == "year"


def _parts(value: Any, separator: str) -> list[Any]:
    if not separator or not isinstance(value, str):
        return [value]
    return [part.strip() for part in value.split(separator) if part.strip()]


def _together(mine: Any, theirs: Any) -> list[Any]:
    return [*as_list(mine), *(each for each in as_list(theirs) if each not in as_list(mine))]


def _bullets(values: list[Any] | dict[str, Any]) -> str:
    if isinstance(values, dict):
        values = [f"{key}: {', '.join(map(str, as_list(each)))}" for key, each in values.items() if each]
    return "\n".join(f"- {each}" for each in values)


def _table(rows: list[Any]) -> str:
    """Return rows as a table of Markdown, in the order of the columns; columns that say nothing are left out."""
    said = [each for each in rows if isinstance(each, dict)]
    names = [
        name
        for name in dict.fromkeys(key for each in said for key in each)
        if any(each.get(name) for each in said)
    ]
    lines = [names, ["---"] * len(names), *([str(each.get(name) or "") for name in names] for each in said)]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text if text == "---" else prose(text).replace("|", "\\|")
