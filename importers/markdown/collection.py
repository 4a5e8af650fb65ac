"""A folder of somebody else's Markdown, read by profile, or by what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from importers.draft import Draft, Issue
from importers.expecting import unmet
from importers.files import NoTextError
from importers.markdown.companions import Companions
from importers.markdown.folders import Folder
from importers.markdown.fronts import as_list
from importers.markdown.naming import Names
from importers.markdown.reading import Reading
from importers.markdown.record import Record
from importers.markdown.targets import Place, Targets, folded, names_of_file
from importers.markdown.translating import Translation
from importers.markdown.variables import variable_drafts
from importers.markdown.vaults import blocks_in
from importers.profile import FileRule, OwnPage, Profile
from importers.source import Source, unreadable
from patterns import frontmatter
from patterns.links import split_title

LARGEST = 8 << 20
"""Bytes of a file; a page may have far fewer."""

IN_PATHS = "/:@!$&'*+,;=~-._"
"""Characters that stand in an address as they are; brackets do not, since they end a Markdown link."""

_ADDRESSES = ("permalink", "url", "redirect_from", "slug")


@dataclass
class _Entry:
    """A file whose records are known by name."""

    path: Path
    place: str
    rule: FileRule
    titles: list[tuple[str, str]]  # identity and full title of each record
    notes: list[Issue] = field(default_factory=list)


@dataclass
class Collection:
    """All files of a collection: first their names, then their texts with links between them."""

    source: Source
    profile: Profile
    folder: Folder
    files: list[Path]
    _groups: dict[str, list[tuple[_Entry, str]]] = field(
        default_factory=dict
    )  # join key → who belongs together
    _key_of: dict[str, str] = field(default_factory=dict)  # identity → join key

    def __post_init__(self) -> None:
        self._reading = Reading(self.profile, self.folder)
        self._names = Names(self.profile, self.source.ontology, self.folder.vault)
        self._targets = Targets(self._address, lambda title: split_title(title, self.source.ontology).name)
        self._companions = Companions(self.profile)
        self._translation = Translation(self.source, self.profile, self._targets, self._address)

    def drafts(self) -> Iterator[Draft | Issue]:
        """Yield the collection's own pages, a draft a record, and every problem."""
        for page in self.profile.pages:
            self._names.given[page.title] = ""
            yield self._own(page)
        for each in variable_drafts(self.source, self.profile):
            if isinstance(each, Draft):
                self._names.given[each.title] = ""
            yield each
        yield from self._companions.read(self.folder.root)
        entries: list[_Entry] = []
        for path in self.files:
            yield from self._entered(path, entries)
        kinds: Counter[str] = Counter()
        for entry in entries:
            yield from entry.notes
            for record in self._complete(entry):
                self._companions.complete(record)
                kinds[record.kind] += 1
                yield from self._translation.drafted(record)
        yield from self._companions.left()
        yield from unmet(str(self.source.path), self.profile.expect, kinds)

    def _own(self, page: OwnPage) -> Draft:
        parts = split_title(page.title, self.source.ontology)
        text = frontmatter.compose({"kind": parts.kind, "title": parts.name, **page.front}, page.text)
        place, origin = f"profile {self.profile.name}", f"{self.profile.name}:{page.title}"
        return Draft(page.title, text, place, origin, supplements=True)

    # The first opening: names.

    def _entered(self, path: Path, entries: list[_Entry]) -> Iterator[Issue]:
        """Enter a file's records under their titles; yields what cannot be read."""
        place = path.relative_to(self.folder.root).as_posix()
        rule = self.profile.rule(PurePosixPath(path.resolve().as_posix()))
        if rule is None:
            yield Issue(place, f"no rule of profile {self.profile.name} names this file; left out")
            return
        if rule.ignore:
            return
        entry = _Entry(path, place, rule, [])
        try:
            if path.stat().st_size > LARGEST:
                words = f"the file has more than {LARGEST >> 20} MiB, so it is no text people wrote; it was left out"
                yield Issue(place, words)
                return
            for record in self._reading.records(path, place, rule):
                self._enter(record, entry)
        except OSError as error:
            yield unreadable(place, error)
        except NoTextError:
            yield Issue(place, "the file has NUL bytes, so it is no text; it was left out")
        else:
            entries.append(entry)

    def _enter(self, record: Record, entry: _Entry) -> None:
        key = _join_key(record)
        group = self._groups.setdefault(key, []) if key else []
        if group:
            title = next(title for first, title in group[0][0].titles if first == group[0][1])
        else:
            said = len(record.issues)
            wanted = self._names.title(record)
            entry.notes += record.issues[said:]
            title = self._names.unique(wanted, record.path)
            if title != wanted:
                words = f"there is a page {wanted!r} already, of {self._names.given[wanted] or 'the profile'}"
                entry.notes.append(Issue(record.place, f"{words}; this one is called {title!r}"))
        if key:
            group.append((entry, record.identity))
            self._key_of[record.identity] = key
        entry.titles.append((record.identity, title))
        self._make_known(record, title)

    def _make_known(self, record: Record, title: str) -> None:
        place, targets = Place(title, record.path), self._targets
        if record.heading:
            targets.sections.setdefault((record.path, folded(record.heading)), place)
        names = [split_title(title, self.source.ontology).name, title, *self._said_names(record)]
        if not record.heading:
            names += names_of_file(record.path)
        addresses = [str(each) for key in _ADDRESSES for each in as_list(record.values.get(key))]
        targets.add(place, names, addresses)
        targets.blocks.update({key: (title, text) for key, text in blocks_in(record.front.body)})

    def _said_names(self, record: Record) -> Iterator[str]:
        """Yield what a record says it is called besides: aliases, whatever the field, and identifiers."""
        other = {path: rule for path, rule in self.profile.fields.items() if rule.key == "aliases"}
        for path in dict.fromkeys(("aliases", *other, *self.profile.identifiers)):
            separator = other[path].separator if path in other else ""
            for value in as_list(record.said(path)):
                if isinstance(value, str | int):
                    yield from (
                        each.strip() for each in (str(value).split(separator) if separator else [str(value)])
                    )

    # The second opening: texts.

    def _complete(self, entry: _Entry) -> Iterator[Record]:
        """Yield the records of a file anew, each with what other files say of it."""
        titles = dict(entry.titles)
        for record in self._again(entry):
            title = titles.get(record.identity, "")
            group = self._groups.get(self._key_of.get(record.identity, ""), [])
            if not title or (group and group[0] != (entry, record.identity)):
                continue
            for other, identity in group[1:]:
                for more in self._again(other):
                    if more.identity == identity:
                        record.join(more)
            record.title = title
            self._reading.outline(record, split_title(title, self.source.ontology).name)
            yield record

    def _again(self, entry: _Entry) -> Iterator[Record]:
        try:
            yield from self._reading.records(entry.path, entry.place, entry.rule)
        except (OSError, NoTextError):
            entry.notes.append(Issue(entry.place, "the file was changed while it was read; import again"))

    def _address(self, path: str) -> str:
        clean = path.removeprefix("../")
        return (
            self.profile.address.format(path=quote(clean, safe=IN_PATHS))
            if self.profile.address and not clean.startswith("..")
            else ""
        )


def _join_key(record: Record) -> str:
    """Return what the files of one record have in common, "" when the record is of one file."""
    how, _, what = record.rule.join.partition(":")
    if how == "field":
        value: Any = record.values.get(what)
        return f"{value}" if isinstance(value, str | int) and f"{value}".strip() else ""
    if how == "file":
        found = re.search(what, record.path)
        return (found[1] if found.re.groups else found[0]) if found else ""
    return ""
