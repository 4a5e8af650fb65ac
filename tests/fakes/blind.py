"""`BlindCodings` in memory, over the log of `MemoryPages`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tests.fakes.pages import MemoryPages
from wiki.blind import Blind


class MemoryBlindCodings:
    """What is kept apart, in a dictionary by the numbers of pages."""

    def __init__(self, pages: MemoryPages) -> None:
        self.pages = pages
        self.kept: dict[tuple[int, int, str], tuple[str, bool, datetime]] = {}

    def take(self, round_: str, case: str, coder: str, most: int, now: datetime) -> bool:
        numbers = self._numbers(round_, case)
        if numbers is None:
            return False
        others = {key[2] for key in self.kept if key[:2] == numbers}
        if coder not in others and len(others) >= most:
            return False
        self.kept.setdefault((*numbers, coder), ("", False, now))
        return True

    def keep(self, round_: str, case: str, coder: str, text: str, now: datetime, *, done: bool) -> bool:
        numbers = self._numbers(round_, case)
        if numbers is None or (*numbers, coder) not in self.kept:
            return False
        self.kept[*numbers, coder] = (text, done, now)
        return True

    def of_round(self, round_: str) -> list[Blind]:
        return [each for each in self._all() if each.round == round_]

    def of_coder(self, coder: str) -> list[Blind]:
        return [each for each in self._all() if each.coder == coder]

    def drop(self, round_: str, pairs: Iterable[tuple[str, str]]) -> None:
        for case, coder in pairs:
            numbers = self._numbers(round_, case)
            if numbers is not None:
                self.kept.pop((*numbers, coder), None)

    def _all(self) -> list[Blind]:
        live = {entry.revision.page: title for title, entry in self.pages.live().items()}
        titles = {entry.revision.page: entry.revision.title for entry in self.pages.log} | live
        found = [
            Blind(live[of], titles[page], coder, *said)
            for (of, page, coder), said in self.kept.items()
            if of in live
        ]
        return sorted(found, key=lambda each: (each.round, each.case, each.coder))

    def _numbers(self, round_: str, case: str) -> tuple[int, int] | None:
        live = {title: entry.revision.page for title, entry in self.pages.live().items()}
        return (live[round_], live[case]) if {round_, case} <= live.keys() else None
