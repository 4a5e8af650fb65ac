"""One record of a collection on its way to a page: a file, a part of one, or several put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from importers.draft import Issue
from importers.markdown.fronts import Front, as_list
from importers.outline import Part
from importers.profile import FileRule


@dataclass
class Record:
    """What one page will be made of."""

    place: str  # path from the folder given, for people
    path: str  # path from the collection's root: the part its rule matched
    rule: FileRule
    kind: str  # kind its rule says, "" = its front matter does
    text: str  # of the file, as it was written
    front: Front
    values: dict[str, Any]
    body: str
    parts: list[Part] = field(default_factory=list)
    heading: str = ""  # of the part of a file it is
    number: int = 1  # which part of that heading it is
    title: str = ""
    tags: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    joined: list[Record] = field(default_factory=list)  # records of other files that belong to it
    _said: set[Issue] = field(default_factory=set)

    @property
    def identity(self) -> str:
        """Return what names the record in its collection, whatever it is called."""
        again = f"#{self.number}" if self.number > 1 else ""
        return f"{self.path}#{self.heading}{again}" if self.heading else self.path

    def note(self, message: str, about: str = "") -> None:
        """Keep a problem, with the line of the first thing written so in the files it is made of."""
        place = self.place
        for record in (self, *self.joined):
            at = record.text.find(about) if about else -1
            if at >= 0:
                place = f"{record.place}:{record.text.count(chr(10), 0, at + 1) + 1}"
                break
        issue = Issue(place, message)
        if issue not in self._said:
            self._said.add(issue)
            self.issues.append(issue)

    def said(self, path: str) -> Any:
        """Return the value of a field of the front matter; dots lead into mappings. None = not said."""
        value: Any = self.values
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def join(self, other: Record) -> None:
        """Take another file's text and fields in; a field both say differently gets both values."""
        self.joined.append(other)
        self.issues += other.issues
        self.tags += [tag for tag in other.tags if tag not in self.tags]
        for key, value in other.values.items():
            mine = as_list(self.values.get(key))
            more = [each for each in as_list(value) if each not in mine and each not in ("", None)]
            if more:
                self.values[key] = [*mine, *more] if mine else value
        if other.body.strip():
            self.body = f"{self.body.rstrip()}\n\n{other.body}" if self.body.strip() else other.body
