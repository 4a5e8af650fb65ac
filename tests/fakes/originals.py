"""`Originals` in memory, over the pages of `MemoryPages`."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.draft import Original
from tests.fakes.pages import MemoryPages
from wiki.revisions import SourceRevision


class MemoryOriginals:
    """Revisions of sources in a dictionary."""

    def __init__(self, pages: MemoryPages) -> None:
        self.pages = pages
        self.kept: dict[tuple[int, str, str, str], SourceRevision] = {}
        self.batches: dict[tuple[int, str, str, str], int] = {}
        self.sources: dict[str, str] = {}

    def keep(self, found: Mapping[str, tuple[str, Sequence[Original]]], batch: int) -> None:
        for title, (origin, revisions) in found.items():
            page = self.pages.get(title)
            for each in revisions if page else ():
                text = zlib.decompress(each.kept).decode()
                said = (origin, each.number, each.time, each.author, each.summary, each.model)
                key = (page.page, origin, each.time, each.number)
                self.kept.setdefault(key, SourceRevision(*said, len(text.encode()), text))
                self.batches.setdefault(key, batch)

    def known(self, titles: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
        owner = {title: page.page for title in titles if (page := self.pages.get(title))}
        found = {
            title: frozenset(key[2:] for key in self.kept if key[0] == page) for title, page in owner.items()
        }
        return {title: keys for title, keys in found.items() if keys}

    def describe(self, name: str, said: str) -> None:
        self.sources[name] = said

    def described(self) -> Mapping[str, str]:
        return self.sources

    def newest(self, origins: str, after: int = 0, limit: int = 200) -> list[tuple[int, str, SourceRevision]]:
        titles = {entry.revision.page: title for title, entry in self.pages.live().items()}
        found: dict[int, tuple[str, str, str]] = {}
        for page, origin, time, number in sorted(self.kept, key=self._age):
            if origin.startswith(origins) and page in titles and page > after:
                found[page] = (origin, time, number)
        return [(page, titles[page], self.kept[page, *found[page]]) for page in sorted(found)[:limit]]

    def _age(self, key: tuple[int, str, str, str]) -> tuple[str, int, int]:
        return key[2], self.batches[key], int(key[3]) if key[3].isdecimal() else 0

    def of_page(
        self, page: int, before: tuple[str, str] | None = None, limit: int = 50
    ) -> list[SourceRevision]:
        mine = sorted((key for key in self.kept if key[0] == page), key=lambda key: key[2:], reverse=True)
        return [replace(self.kept[key], text="") for key in mine if before is None or key[2:] < before][
            :limit
        ]

    def one(self, page: int, origin: str, number: str) -> SourceRevision | None:
        found = (
            each for key, each in self.kept.items() if (key[0], key[1], key[3]) == (page, origin, number)
        )
        return next(found, None)
