"""`Pages` in memory: the whole log in one list, everything asked worked out from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ontology.kinds import Severity
from patterns.projection import Projected
from tests.fakes.coded import CodedMemory, shelf_of
from wiki.errors import CodebookChangedError, EditConflictError, NotFoundError, TitleTakenError
from wiki.revisions import (
    FOLLOWS,
    Action,
    Backlink,
    Change,
    Listed,
    Resolved,
    Revision,
    RevisionLine,
    Write,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    revision: Revision
    projected: Projected | None  # None: deleted
    graphs: tuple[str, ...]
    origin: str


class MemoryPages(CodedMemory):
    """Everything is recomputed from the log at each question: right before fast."""

    def __init__(self, kinds: Sequence[str] = ()) -> None:
        self.kinds = list(kinds)
        self.log: list[Entry] = []

    # -- the state that follows from the log

    def current(self, log: Iterable[Entry] | None = None) -> dict[int, Entry]:
        return {entry.revision.page: entry for entry in (self.log if log is None else log)}

    def live(self) -> dict[str, Entry]:
        return {e.revision.title: e for e in self.current().values() if e.projected is not None}

    def projections(self) -> Mapping[str, Projected]:
        return {title: entry.projected for title, entry in self.live().items() if entry.projected}

    # -- reading

    def head(self) -> int:
        return len(self.log)

    def codebook_mark(self) -> str:
        found = [e for e in self.current().values() if e.projected and self._shelf(e) == "variable"]
        return f"{len(found)}.{max((e.revision.position for e in found), default=0)}"

    def get(self, title: str) -> Revision | None:
        found = self.live().get(title)
        return found.revision if found else None

    def get_all(self, titles: Iterable[str]) -> Mapping[str, Revision]:
        found = {title: self.get(title) for title in titles}
        return {title: revision for title, revision in found.items() if revision}

    def revision(self, position: int) -> Revision | None:
        return self.log[position - 1].revision if 1 <= position <= len(self.log) else None

    def as_of(self, title: str, when: datetime) -> Revision | None:
        then = self.current(entry for entry in self.log if entry.revision.time <= when)
        found = [e.revision for e in then.values() if e.revision.title == title and e.projected is not None]
        return found[0] if found else None

    def all_as_of(self, titles: Iterable[str], when: datetime) -> Mapping[str, Revision]:
        found = {title: self.as_of(title, when) for title in titles}
        return {title: revision for title, revision in found.items() if revision}

    def kind_as_of(self, kind: str, when: datetime) -> list[Revision]:
        titles = {entry.revision.title for entry in self.log if entry.revision.kind == kind}
        found = self.all_as_of(titles, when)
        return [found[title] for title in sorted(found)]

    def since(self, titles: Iterable[str], position: int) -> Mapping[str, tuple[RevisionLine, ...]]:
        found = {}
        for title, entry in self.live().items():
            if title in set(titles):
                own = [
                    each.revision
                    for each in self.log
                    if each.revision.page == entry.revision.page and each.revision.action is not Action.REREAD
                ]
                earlier = [each for each in own if each.position <= position]
                if later := own[len(earlier) :]:
                    found[title] = tuple(self.line(each) for each in (*earlier[-1:], *later))
        return found

    def texts(self, positions: Iterable[int]) -> Mapping[int, str]:
        found = {position: self.revision(position) for position in positions}
        return {position: each.text for position, each in found.items() if each}

    def deleted(self, title: str) -> Revision | None:
        gone = [e for e in self.current().values() if e.projected is None and e.revision.title == title]
        if not gone:
            return None
        page = max(gone, key=lambda entry: entry.revision.position).revision.page
        return [e.revision for e in self.log if e.revision.page == page and e.projected is not None][-1]

    def history(self, page: int, before: int | None = None, limit: int = 50) -> list[RevisionLine]:
        return self._lines(lambda revision: revision.page == page, before)[:limit]

    def recent(self, before: int | None = None, limit: int = 50, kind: str = "") -> list[RevisionLine]:
        return self._lines(lambda revision: kind in {"", revision.kind}, before)[:limit]

    def _lines(self, chosen, before: int | None = None) -> list[RevisionLine]:
        found = [e.revision for e in reversed(self.log) if before is None or e.revision.position < before]
        edits = (revision for revision in found if revision.action is not Action.REREAD)
        return [self.line(revision) for revision in edits if chosen(revision)]

    def line(self, revision: Revision) -> RevisionLine:
        parent = self.revision(revision.parent) if revision.parent else None
        return RevisionLine(
            revision.position,
            revision.page,
            revision.title,
            revision.kind,
            revision.action,
            revision.author,
            revision.summary,
            revision.time,
            revision.parent,
            revision.batch,
            len(revision.text),
            len(revision.text) - (len(parent.text) if parent else 0),
            revision.sha256,
        )

    def changes(self, since: int, limit: int = 1000) -> list[Change]:
        return [
            Change(e.revision.position, e.revision.title, e.graphs, e.projected.facts if e.projected else b"")
            for e in self.log[since : since + limit]
        ]

    def facts(self, title: str) -> bytes:
        entry = self.live().get(title)
        return entry.projected.facts if entry and entry.projected else b""

    def graphs(self) -> Iterator[tuple[int, bytes]]:
        live = sorted(self.live().values(), key=lambda entry: entry.revision.position)
        return iter([(e.revision.position, e.projected.facts) for e in live if e.projected])

    def graphs_as_of(self, when: datetime) -> Iterator[bytes]:
        then = self.current(entry for entry in self.log if entry.revision.time <= when)
        return iter([e.projected.facts for e in then.values() if e.projected and e.projected.facts])

    # -- writing

    def commit(
        self,
        writes: Sequence[Write],
        batch: int | None = None,
        time: datetime | None = None,
        codebook: str | None = None,
    ) -> list[int]:
        if codebook not in {None, self.codebook_mark()}:
            raise CodebookChangedError("A variable was changed.")
        kept, first = list(self.log), len(self.log)
        newest = self.log[-1].revision.time if self.log else EPOCH
        when = time or max(datetime.now(UTC), newest)
        try:
            for write in writes:
                self.log.append(self._entry(write, batch, when, first))
        except Exception:
            self.log = kept
            raise
        return list(range(first + 1, len(self.log) + 1))

    def _entry(self, write: Write, batch: int | None, when: datetime, first: int) -> Entry:
        live = self.live().get(write.title)
        gone = [e for e in self.current().values() if e.projected is None and e.revision.title == write.title]
        before = live or max(gone, key=lambda entry: entry.revision.position, default=None)
        self._check(write, live, before, first)
        deleted = write.action is Action.DELETE
        page = before.revision.page if before else max(self.current(), default=0) + 1
        text = "" if deleted else write.text
        revision = Revision(
            len(self.log) + 1,
            page,
            write.new_title if write.action is Action.RENAME else write.title,
            write.projected.kind,
            write.action,
            text,
            hashlib.sha256(text.encode()).hexdigest(),
            write.author,
            write.summary,
            when,
            before.revision.position if before else None,
            None if write.action is Action.REREAD else batch,
        )
        own = write.projected.graph
        graphs = dict.fromkeys((own, before.graphs[0]) if before else (own,))
        return Entry(revision, None if deleted else write.projected, tuple(graphs), write.origin)

    def _check(self, write: Write, live: Entry | None, before: Entry | None, first: int) -> None:
        at = before.revision.position if before else None
        if write.expected == FOLLOWS:
            right = at is not None and at > first
        elif live is None:
            right = write.expected in {None, at}
        else:
            known = {at, self._said(live)}
            right = write.expected in known or (write.expected is None and write.action is Action.UNDELETE)
        if not right:
            raise EditConflictError(f"“{write.title}” has changed.")
        if write.action is Action.UNDELETE and live:
            raise TitleTakenError(f"“{write.title}” exists.")
        missing = before is None if write.action is Action.UNDELETE else live is None
        if write.action is not Action.SAVE and missing:
            raise NotFoundError(f"There is no “{write.title}”.")
        taken = self.live().get(write.new_title) if write.action is Action.RENAME else None
        if taken is not None and taken is not live:
            raise TitleTakenError(f"“{write.new_title}” exists.")

    def _said(self, live: Entry) -> int:
        """Position of the page's newest revision that is no rereading."""
        own = (e.revision for e in reversed(self.log) if e.revision.page == live.revision.page)
        return next(each.position for each in own if each.action is not Action.REREAD)

    # -- titles and links

    def _meanings(self) -> dict[str, list[tuple[tuple[int, int, int], Entry]]]:
        """Key → pages found by it, best first: (band, place of the kind, page)."""
        found: dict[str, list[tuple[tuple[int, int, int], Entry]]] = {}
        for title, entry in self.live().items():
            said, page = entry.projected, entry.revision.page
            assert said is not None
            place = self.kinds.index(said.kind) if said.kind in self.kinds else len(self.kinds)
            keys = {title: (0, 0, page)}
            if said.kind != "talk":
                name = title if said.kind == "page" else title.partition(":")[2]
                keys.setdefault(name, (2 if said.redirect else 1, place, page))
                for alias in () if said.redirect else said.aliases:
                    keys.setdefault(alias, (3, place, page))
            for key, rank in keys.items():
                found.setdefault(key, []).append((rank, entry))
        return {key: sorted(each, key=lambda pair: pair[0]) for key, each in found.items()}

    def resolve(self, targets: Iterable[str]) -> Mapping[str, Resolved]:
        meanings = self._meanings()
        return {target: self._resolved(target, meanings) for target in targets}

    def _resolved(
        self, target: str, meanings: dict[str, list[tuple[tuple[int, int, int], Entry]]]
    ) -> Resolved:
        key, found = target, meanings.get(target, [])
        ambiguous = sum(rank[0] == found[0][0][0] for rank, _ in found) > 1 if found else False
        for _ in range(6):
            if key not in meanings:
                break
            entry = meanings[key][0][1]
            assert entry.projected is not None
            if not entry.projected.redirect:
                return Resolved(target, entry.revision.title, True, entry.projected.kind, ambiguous)
            key = entry.projected.redirect
        return Resolved(target, target, exists=False)

    def _links(self) -> list[tuple[Entry, int, str]]:
        """(linking page, number, target), by linking title."""
        return [
            (entry, number, link.target)
            for _, entry in sorted(self.live().items())
            for number, link in enumerate(entry.projected.links if entry.projected else ())
        ]

    def links_to(self, title: str, after: tuple[str, int] | None = None, limit: int = 50) -> list[Backlink]:
        meanings = self._meanings()
        found = []
        for entry, number, target in self._links():
            where = (entry.revision.title, number)
            if self._resolved(target, meanings).title == title and (after is None or where > after):
                assert entry.projected is not None
                link = entry.projected.links[number]
                found.append(
                    Backlink(where[0], entry.projected.kind, link.key, link.sentence, link.section, number)
                )
        return found[:limit]

    def list_pages(self, kind: str | None = None, after: str = "", limit: int = 100) -> list[Listed]:
        found = [
            self._listed(e)
            for title, e in sorted(self.live().items())
            if title > after
            and (self._shelf(e) == kind if kind else self._shelf(e) not in {"redirect", "talk"})
        ]
        return found[:limit]

    def wanted(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        meanings = self._meanings()
        targets = [target for _, _, target in self._links() if target not in meanings]
        counted = sorted((-targets.count(target), target) for target in set(targets))
        later = [pair for pair in counted if after is None or pair > (-after[0], after[1])]
        return [Listed(target, "", 0, EPOCH, -count) for count, target in later[:limit]]

    def orphans(self, after: str = "", limit: int = 50) -> list[Listed]:
        meanings = self._meanings()
        linked = {
            found.title
            for entry, _, target in self._links()
            if (found := self._resolved(target, meanings)).title != entry.revision.title
        }
        return [page for page in self.list_pages(after=after, limit=10**9) if page.title not in linked][
            :limit
        ]

    def flawed(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        counted = []
        for title, entry in self.live().items():
            found = entry.projected.findings if entry.projected else ()
            number = sum(each.severity is not Severity.INFO for each in found)
            if number and (after is None or (-number, title) > (-after[0], after[1])):
                counted.append((-number, title, entry.revision))
        return [
            Listed(title, revision.kind, len(revision.text), revision.time, -number)
            for number, title, revision in sorted(counted, key=lambda row: row[:2])[:limit]
        ]

    def count_by_kind(self) -> Mapping[str, int]:
        shelves = [self._shelf(entry) for entry in self.live().values()]
        return {shelf: shelves.count(shelf) for shelf in shelves}

    @staticmethod
    def _shelf(entry: Entry) -> str:
        assert entry.projected is not None
        return shelf_of(entry.projected)

    @staticmethod
    def _listed(entry: Entry) -> Listed:
        revision = entry.revision
        return Listed(revision.title, revision.kind, len(revision.text), revision.time)
