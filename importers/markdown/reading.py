"""From a file to the records in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from importers.draft import Issue
from importers.expressions import is_line
from importers.files import decoded
from importers.markdown.folders import Folder
from importers.markdown.fronts import Front, read_front, renamed
from importers.markdown.masked import fenced
from importers.markdown.record import Record
from importers.markdown.sites import plain_admonitions, visible_calls, visible_jsx
from importers.markdown.vaults import tags_in, unfolded
from importers.outline import outline
from importers.profile import FileRule, Profile
from patterns.page import Section
from patterns.sections import plain_text, split_sections

_POST = re.compile(r"(\d{4}-\d\d-\d\d)-.+")
LISTS = {".yml", ".yaml", ".json"}
"""Endings of files that may be lists of records, where a profile names them."""

LIST = "list"
ROOM = 30_000_000
"""Characters of files whose front matter is kept from the first opening to the second."""

_NO_UTF8 = "{}; look at it, and save the file as UTF-8"


@dataclass(frozen=True)
class Reading:
    """Reads the files of one collection."""

    profile: Profile
    folder: Folder
    _fronts: dict[Path, Front] = field(
        default_factory=dict
    )  # of files that were opened before, as far as there is room
    _room: list[int] = field(default_factory=lambda: [ROOM])

    def records(self, path: Path, place: str, rule: FileRule) -> Iterator[Record]:
        """Yield the records of a file in their order. Raises OSError and NoTextError."""
        text, wrong, how = decoded(path.read_bytes())
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        tail = (
            "/".join(path.resolve().parts[-len(PurePosixPath(rule.match).parts) :])
            if self.profile.name
            else place
        )
        if path.suffix.lower() in LISTS:
            yield from self._items(text, (place, tail), rule)
            return
        whole = self._whole(self._front(path, text), text, (place, tail), rule)
        if wrong:
            whole.issues.append(Issue(f"{place}:{wrong}", _NO_UTF8.format(how)))
        for record in self._split(whole) if rule.split else (whole,):
            self.outline(record)
            yield record

    def _items(self, text: str, where: tuple[str, str], rule: FileRule) -> Iterator[Record]:
        """Yield a record for each entry of a YAML or JSON list."""
        place, tail = where
        front = read_front(f"---\n{LIST}:\n{text.removeprefix('---').strip(chr(10))}\n---\n")
        key = rule.title.partition(":")[2]
        seen: Counter[str] = Counter()
        listed = front.values.get(LIST)
        if not isinstance(listed, list) or front.problems:
            empty = Record(place, tail, rule, rule.kind, text, Front(""), {}, "")
            empty.note("the file is no list that can be read; it became one page, with its text as it is")
            yield replace(empty, body=fenced(text), kind="page", rule=FileRule(rule.match))
            return
        for number, item in enumerate(listed, 1):
            values = item if isinstance(item, dict) else {key: item}
            name = str(values.get(key) or f"Entry {number}")
            seen[name] += 1
            yield Record(
                place,
                tail,
                rule,
                rule.kind,
                text,
                Front("", values),
                dict(values),
                "",
                heading=name,
                number=seen[name],
            )

    def outline(self, record: Record, name: str = "") -> None:
        """Give a record the parts of its text; `name` is that of its page, whose heading is not said again."""
        record.parts = outline(record.body, self.profile.headings, self.profile.labels, name)

    def _front(self, path: Path, text: str) -> Front:
        """Return a file's front matter, from memory where it was read before: YAML takes most of the time."""
        front = self._fronts.pop(path, None)
        if front is None or not text.endswith(front.body):
            front = read_front(text)
            if self._room[0] > len(text):
                self._room[0] -= len(text)
                self._fronts[path] = front
        return front

    def _whole(self, front: Front, text: str, where: tuple[str, str], rule: FileRule) -> Record:
        place, tail = where
        values = renamed(front.values, self.profile.fields)
        if rule.prefix:
            values = _prefixed(values, rule)
        post = _POST.fullmatch(PurePosixPath(tail).stem)
        if post and PurePosixPath(tail).parent.name in {"_posts", "_drafts"}:
            values.setdefault("date", post[1])
        record = Record(place, tail, rule, rule.kind, text, front, values, "")
        for line, message in front.problems:
            record.issues.append(Issue(f"{place}:{line}" if line else place, message))
        record.body = self._readable(record)
        return record

    def _readable(self, record: Record) -> str:
        """Return a record's text with what programs of its home know written as Markdown."""
        body = record.front.body
        if self.profile.strip:
            marks = self.profile.strip
            lines = body.split("\n")
            body = "\n".join(line for line in lines if not any(is_line(mark, line) for mark in marks))
        if self.profile.hashtags:
            record.tags = tags_in(body)
        if PurePosixPath(record.path).suffix.lower() == ".mdx":
            body = visible_jsx(body, record.note)
        body = plain_admonitions(visible_calls(body, record.note))
        return unfolded(body) if self.folder.outlines else body

    def _split(self, whole: Record) -> Iterator[Record]:
        """Yield a record for each heading of the rule's level, and one for what stands around them."""
        around: list[str] = []
        pieces: list[tuple[Section, list[str]]] = []
        inside = False
        for section in split_sections(whole.body):
            if section.level == whole.rule.split:
                pieces.append((section, []))
                around.append(f"\n- [[#{plain_text(section.heading)}]]\n")
                inside = True
            elif inside and section.level > whole.rule.split:
                pieces[-1][1].append(section.raw)
            else:
                inside = False
                around.append(section.raw)
        if not pieces:
            yield whole
            return
        if any(
            section.body.strip() or not section.level for section in split_sections(_without_list(around))
        ):
            yield replace(
                whole, kind="page", rule=replace(whole.rule, title="", set={}), body="".join(around)
            )
        seen: Counter[str] = Counter()
        for section, below in pieces:
            heading = plain_text(section.heading)
            seen[heading] += 1
            yield self._piece(whole, section, "".join(below), heading, seen[heading])

    def _piece(self, whole: Record, section: Section, below: str, heading: str, number: int) -> Record:
        front = read_front(section.body.lstrip("\n"))
        inherited: dict[str, Any] = {key: each for key, each in whole.values.items() if key != "title"}
        values = {**inherited, **renamed(front.values, self.profile.fields)}
        return replace(
            whole,
            front=Front("", values),
            values=values,
            body=f"{front.body}\n{below}" if below else front.body,
            heading=heading or f"Part {number}",
            number=number,
            tags=tags_in(section.raw + below) if self.profile.hashtags else [],
            issues=[],
            joined=[],
            _said=set(),
        )


def _without_list(around: list[str]) -> str:
    return "".join(each for each in around if not each.startswith("\n- [[#"))


def _prefixed(values: dict[str, Any], rule: FileRule) -> dict[str, Any]:
    """Return a file's fields below its rule's prefix, but for that by which files are joined."""
    joining = rule.join.partition(":")[2]
    inner = {key: each for key, each in values.items() if key != joining}
    return {**{key: each for key, each in values.items() if key == joining}, rule.prefix: inner}
