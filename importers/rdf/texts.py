"""Texts of several languages: which is meant, and which are left for later. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.rdf.terms import is_literal, literal


@dataclass(frozen=True, slots=True)
class Languages:
    """Which languages are wanted."""

    wanted: Sequence[str] = ("en",)
    skipped: Sequence[str] = ()

    def rank(self, tag: str) -> tuple[int, int, str]:
        """Order tags: the wanted ones in their order, exactly before regionally, then none at all, then the others."""
        for place, each in enumerate(self.wanted):
            if tag == each:
                return place, 0, tag
            if tag.startswith(each + "-"):
                return place, 1, tag
        return (len(self.wanted), 0, "") if not tag else (len(self.wanted) + 1, 0, tag)

    def skips(self, term: str) -> bool:
        """Say whether a literal is in a language that is left out."""
        return is_literal(term) and literal(term).language in self.skipped

    def best(self, terms: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the literals of the language that is best, with those that have none, and all others."""
        given = list(terms)
        chosen = min((literal(each).language for each in given), key=self.rank, default="")
        first = [each for each in given if literal(each).language in {chosen, ""}]
        first.sort(key=lambda term: (self.rank(literal(term).language), literal(term).text))
        return first, [each for each in given if literal(each).language not in {chosen, ""}]
