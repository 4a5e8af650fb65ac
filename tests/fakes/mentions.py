"""`Mentions` and `Dismissals` in memory, over the log of `MemoryPages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from patterns.folding import joined
from patterns.mentions import Reading
from tests.fakes.pages import MemoryPages
from wiki.queues import Dismissed, NameRow, Unread
from wiki.storage.titles import title_rows


class MemoryMentions:
    """What was read, in a dictionary."""

    def __init__(self, pages: MemoryPages) -> None:
        self.pages = pages
        self.known: set[str] = set()
        self.read: dict[int, tuple[int, Reading]] = {}

    def names(self, of: Iterable[str] | None = None) -> list[NameRow]:
        wanted = None if of is None else set(of)
        found = []
        for title, entry in self.pages.live().items():
            if wanted is not None and title not in wanted:
                continue
            for row in title_rows(entry.revision.page, entry.projected, self.pages.kinds):
                if row.role != "title" or entry.projected.kind == "page":
                    found.append(NameRow(title, row.key, entry.projected.redirect, row.rank))
        return found

    def learn(self, marks: Iterable[str]) -> int:
        new = set(marks) - self.known
        self.known |= new
        for entry in self.pages.live().values():
            words = f" {joined(entry.revision.text)} "
            if any(f" {mark.removeprefix('=')} " in words for mark in new):
                self.read.pop(entry.revision.page, None)
        return len(new)

    def unread(self, limit: int) -> list[Unread]:
        return [Unread(e.revision.title, e.revision.position, e.revision.text) for e in self._unread()][
            :limit
        ]

    def unread_count(self) -> int:
        return len(self._unread())

    def _unread(self):
        return [
            entry
            for entry in self.pages.live().values()
            if not entry.projected.redirect
            and entry.projected.kind != "talk"
            and self.read.get(entry.revision.page, (0,))[0] != entry.revision.position
        ]

    def keep(self, found: Mapping[str, tuple[int, Reading]]) -> None:
        for title, (position, reading) in found.items():
            revision = self.pages.get(title)
            if revision is not None and revision.position == position:
                self.read[revision.page] = (position, reading)

    def readings(self, of: Iterable[str] | None = None, after: str = "") -> Iterator[tuple[str, Reading]]:
        wanted = None if of is None else set(of)
        for title, entry in sorted(self.pages.live().items()):
            if title <= after if wanted is None else title not in wanted:
                continue
            position, reading = self.read.get(entry.revision.page, (0, Reading((), ())))
            if position == entry.revision.position:
                yield title, reading


class MemoryDismissals:
    """What was turned down, in a dictionary."""

    def __init__(self, pages: MemoryPages) -> None:
        self.pages = pages
        self.kept: dict[tuple[str, int, int], tuple[str, datetime]] = {}
        self.links: dict[tuple[str, int], tuple[str, datetime]] = {}

    def dismiss(self, queue: str, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        for pair in self._numbers(pairs):
            self.kept.setdefault((queue, *pair), (author, time))

    def restore(self, queue: str, pairs: Iterable[tuple[str, str]]) -> None:
        for pair in self._numbers(pairs):
            self.kept.pop((queue, *pair), None)

    def dismissed(self, queue: str) -> list[Dismissed]:
        titles = {entry.revision.page: title for title, entry in self.pages.live().items()}
        found = [
            Dismissed(titles[one], titles[other], *said)
            for (name, one, other), said in self.kept.items()
            if name == queue and one in titles and other in titles
        ]
        return sorted(found, key=lambda each: (-each.time.timestamp(), each.page, each.other))

    def dismiss_links(self, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        for pair in self._targets(pairs):
            self.links.setdefault(pair, (author, time))

    def restore_links(self, pairs: Iterable[tuple[str, str]]) -> None:
        for pair in self._targets(pairs):
            self.links.pop(pair, None)

    def dismissed_links(self) -> list[Dismissed]:
        titles = {entry.revision.page: title for title, entry in self.pages.live().items()}
        kept = [(target, page, said) for (target, page), said in self.links.items() if page in titles]
        found = [Dismissed(target, titles[page], *said) for target, page, said in kept]
        return sorted(found, key=lambda each: (-each.time.timestamp(), each.page, each.other))

    def _targets(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
        known = {title: entry.revision.page for title, entry in self.pages.live().items()}
        return [(target, known[title]) for target, title in pairs if title in known]

    def _numbers(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        known = {title: entry.revision.page for title, entry in self.pages.live().items()}
        return [(known[one], known[other]) for one, other in pairs if one in known and other in known]
