"""What the wiki has already: for readers that must not make a second page of the same thing, or read originals again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from importers.draft import Original


class Known(Protocol):
    """The current pages."""

    def pages(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield full title and text of every page of a kind, redirects included."""

    def arrived(self, origins: Mapping[str, str]) -> frozenset[str]:
        """Return those of these full titles (each with a draft's origin) that an import of that origin wrote."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page whose original was kept at an earlier import."""

    theirs: str  # what stands behind the colon in its origin: its title or path at the source
    here: str  # full title here now
    newest: Original
    redirects: bool  # it is a redirect here
    wanted: bool  # it is to be converted again; the others say only what they are called


class Kept(Protocol):
    """The originals of one source."""

    @property
    def name(self) -> str:
        """Return what stands before the colon in the origins of its drafts."""

    @property
    def said(self) -> str:
        """Return what the source said of itself when it was imported; "" = that was not kept."""

    def pages(self) -> Iterator[KeptPage]:
        """Yield every page of the source that is here still."""
