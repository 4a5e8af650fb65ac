"""The doors of the queues that come after an import, and the values that go through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from patterns.mentions import Reading


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of a page, as links find it: bare name, or alias."""

    title: str  # full title of the page
    written: str
    redirect: str  # where the page leads, as it says it; "" when it is no redirect
    rank: int  # of the pages of one name the one with the lowest is meant


@dataclass(frozen=True, slots=True)
class Unread:
    """A current text that was not read for mentions yet."""

    title: str
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Something that a queue proposed of two pages, and somebody turned down."""

    page: str  # full titles
    other: str
    author: str
    time: datetime


class Mentions(Protocol):
    """What the current texts mention, as last read: a projection that follows when it is asked for."""

    def names(self, of: Iterable[str] | None = None) -> list[NameRow]:
        """Return the names of all live pages, or of those with exactly these full titles; talk pages have none."""

    def learn(self, marks: Iterable[str]) -> int:
        """Note the names there are now; texts that hold one that is new are unread again. Returns how many are new."""

    def unread(self, limit: int) -> list[Unread]:
        """Return current texts that are to be read, redirects and talk pages apart."""

    def unread_count(self) -> int:
        """Count them."""

    def keep(self, found: Mapping[str, tuple[int, Reading]]) -> None:
        """Keep, by full title, what the text of a revision mentions; a page that has moved on stays unread."""

    def readings(self, of: Iterable[str] | None = None, after: str = "") -> Iterator[tuple[str, Reading]]:
        """Stream what each text that has been read mentions, by full title: of all behind a title, or of these titles."""


class Dismissals(Protocol):
    """What queues proposed and people turned down, as pairs of pages; a renamed page stays the same page."""

    def dismiss(self, queue: str, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        """Remember pairs of full titles; those turned down before, and those of a missing page, change nothing."""

    def restore(self, queue: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget pairs, so that they are proposed again."""

    def dismissed(self, queue: str) -> list[Dismissed]:
        """List what was turned down, the newest first."""

    def dismiss_links(self, pairs: Iterable[tuple[str, str]], author: str, time: datetime) -> None:
        """Remember that red links (what they say, full title) do not mean these pages; see `dismiss`."""

    def restore_links(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget it, so that they are proposed again."""

    def dismissed_links(self) -> list[Dismissed]:
        """List links that do not mean a page, the newest first; `page` is what the link says."""
