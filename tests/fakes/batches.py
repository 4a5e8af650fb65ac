"""`Batches` in memory, over the log of `MemoryPages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from importers.draft import Issue
from tests.fakes.pages import MemoryPages
from wiki.errors import NotFoundError
from wiki.revisions import Batch, Revision, RevisionLine


class MemoryBatches:
    """Imports in a list."""

    def __init__(self, pages: MemoryPages) -> None:
        self.pages = pages
        self.opened: list[Batch] = []
        self.noted: dict[int, list[Issue]] = {}

    def open_batch(self, format: str, profile: str, source: str, license: str, author: str) -> int:  # noqa: A002
        number = len(self.opened) + 1
        started = datetime.now(UTC)
        self.opened.append(Batch(number, format, profile, source, license, author, started, None, None))
        return number

    def close_batch(self, number: int, counts: Mapping[str, int]) -> None:
        self._set(number, finished=datetime.now(UTC), counts=dict(counts))

    def batch(self, number: int) -> Batch | None:
        return self.opened[number - 1] if 1 <= number <= len(self.opened) else None

    def batches(self, before: int | None = None, limit: int = 50) -> list[Batch]:
        return [each for each in reversed(self.opened) if before is None or each.number < before][:limit]

    def batch_revisions(self, number: int, after: int = 0, limit: int | None = None) -> list[RevisionLine]:
        mine = [self.pages.line(e.revision) for e in self.pages.log if e.revision.batch == number]
        return [each for each in mine if each.position > after][:limit]

    def mark_undone(self, number: int, when: datetime) -> None:
        self._set(number, undone=when)

    def note_issues(self, number: int, issues: Sequence[Issue]) -> None:
        self.noted.setdefault(number, []).extend(issues)

    def issues(self, number: int, after: int = 0, limit: int = 50) -> list[tuple[int, Issue]]:
        return list(enumerate(self.noted.get(number, []), 1))[after : after + limit]

    def last_imported(self, origins: Mapping[str, str]) -> Mapping[str, Revision]:
        found = {title: self._last(title, origin) for title, origin in origins.items()}
        return {title: revision for title, revision in found.items() if revision}

    def _last(self, title: str, origin: str) -> Revision | None:
        live, gone = self.pages.get(title), self.pages.deleted(title)
        page = (live or gone).page if live or gone else 0  # type: ignore[union-attr]
        undone = {each.number for each in self.opened if each.undone}
        found = [
            each.revision
            for each in self.pages.log
            if each.revision.page == page and each.origin == origin and each.revision.batch not in undone
        ]
        return found[-1] if found else None

    def _set(self, number: int, **values: object) -> None:
        found = self.batch(number)
        if found is None:
            raise NotFoundError(f"There is no import number {number}.")
        self.opened[number - 1] = replace(found, **values)  # type: ignore[arg-type]
