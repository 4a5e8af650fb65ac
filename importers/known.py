"""What the wiki has already: for readers that must not make a second page of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol


class Known(Protocol):
    """The current pages."""

    def pages(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield full title and text of every page of a kind, redirects included."""

    def arrived(self, origins: Mapping[str, str]) -> frozenset[str]:
        """Return those of these full titles (each with a draft's origin) that an import of that origin wrote."""
