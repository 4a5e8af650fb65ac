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

    def keep(self, found: Mapping[str, tuple[str, Sequence[Original]]], batch: int) -> None:
        del batch
        for title, (origin, revisions) in found.items():
            page = self.pages.get(title)
            for each in revisions if page else ():
                text = zlib.decompress(each.kept).decode()
                said = (origin, each.number, each.time, each.author, each.summary, each.model)
                key = (page.page, origin, each.time, each.number)
                self.kept.setdefault(key, SourceRevision(*said, len(text.encode()), text))

    def count(self, titles: Sequence[str]) -> Mapping[str, int]:
        owner = {title: page.page for title in titles if (page := self.pages.get(title))}
        found = {title: sum(key[0] == page for key in self.kept) for title, page in owner.items()}
        return {title: number for title, number in found.items() if number}

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
