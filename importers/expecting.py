"""How many pages of each kind an import should give: what profiles say under `expect`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from importers.draft import Issue
from importers.source import UnusableSourceError

_WRITTEN = re.compile(r"(\d{1,9})(\+?)")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A number of pages: exactly so many, or at least."""

    number: int
    more: bool = False  # written "80+", for a collection that grows

    def holds(self, found: int) -> bool:
        """Say whether that many pages are what is expected."""
        return found == self.number or (self.more and found > self.number)

    def __str__(self) -> str:
        """Return it as a sentence says it."""
        return f"at least {self.number:,}" if self.more else f"{self.number:,}"


def expectations(name: str, written: Any) -> dict[str, Expectation]:
    """Return what a profile says under `expect`; raises UnusableSourceError for what is no number of pages."""
    if not isinstance(written, Mapping):
        raise UnusableSourceError(f"Profile {name}: 'expect' must be a mapping of kinds to numbers of pages.")
    return {str(kind): _expectation(name, str(kind), each) for kind, each in written.items()}


def _expectation(name: str, kind: str, written: Any) -> Expectation:
    found = _WRITTEN.fullmatch(str(written).strip()) if not isinstance(written, bool) else None
    if found is None:
        raise UnusableSourceError(
            f"Profile {name}: 'expect' says {written!r} for {kind}; it must be a number of pages, 80, or 80+ for at least 80."
        )
    return Expectation(int(found[1]), bool(found[2]))


def unmet(place: str, expected: Mapping[str, Expectation], found: Mapping[str, int]) -> Iterator[Issue]:
    """Yield an issue for each kind of which there are more or fewer pages than expected."""
    for kind, wanted in expected.items():
        number = found.get(kind, 0)
        if not wanted.holds(number):
            pages = "page" if number == 1 else "pages"
            sentence = f"{number:,} {pages} of kind {kind}, where the profile expects {wanted}; is the source complete?"
            yield Issue(place, sentence)
