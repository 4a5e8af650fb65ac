"""What pages in memory code: the part of the door that tables, counts and scorecards use."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from patterns.codings import CODER, Coding, Evidence
from patterns.comparison.completeness import CodingCounts, count_codings
from patterns.comparison.resting import Rests, rests_of
from patterns.projection import Projected
from wiki.revisions import Listed


class CodedMemory:
    """Works everything out from what follows from the texts."""

    @abstractmethod
    def projections(self) -> Mapping[str, Projected]: ...

    @abstractmethod
    def list_pages(self, kind: str | None = None, after: str = "", limit: int = 50) -> list[Listed]: ...

    def codings(
        self, titles: Iterable[str], fields: Iterable[str] | None = None
    ) -> Mapping[str, tuple[Coding, ...]]:
        live, keys = self.projections(), None if fields is None else frozenset(fields)
        found = {
            title: tuple(each for each in live[title].codings if keys is None or each.field in keys)
            for title in titles
            if title in live
        }
        return {title: each for title, each in found.items() if each}

    def said_under(
        self, titles: Sequence[str], fields: Iterable[str]
    ) -> Mapping[str, Sequence[tuple[Coding, ...]]]:
        said = self.codings(titles)
        return {
            key: [tuple(map(signed, under(key, said.get(title, ())))) for title in titles] for key in fields
        }

    def rests(self, titles: Sequence[str]) -> Rests:
        return rests_of(titles, self.codings(titles))

    def coding_counts(self, kind: str, field: str = "") -> CodingCounts:
        said = self._codings(kind).items()
        return count_codings(
            {title: [each for each in found if field in {"", each.field}] for title, found in said}
        )

    def coded(
        self, kind: str, field: str, after: str = "", limit: int = 50
    ) -> list[tuple[str, tuple[Coding, ...]]]:
        found = [(title, under(field, said)) for title, said in self._codings(kind).items()]
        return [(title, said) for title, said in found if said and title > after][:limit]

    def uncoded(self, kind: str, field: str, after: str = "", limit: int = 50) -> list[Listed]:
        empty = {title for title, said in self._codings(kind).items() if not under(field, said)}
        return [page for page in self.list_pages(kind, after, 10**9) if page.title in empty][:limit]

    def facet_values(self, titles: Iterable[str], field: str) -> Mapping[str, tuple[str, ...]]:
        live = self.projections()
        found = {
            title: tuple(sorted({row.value for row in live[title].facets if row.field == field}))
            for title in titles
            if title in live
        }
        return {title: each for title, each in found.items() if each}

    def facet_sets(self, kind: str, field: str) -> Mapping[tuple[str, ...], int]:
        titles = [title for title, each in self.projections().items() if shelf_of(each) == kind]
        return Counter(self.facet_values(titles, field).values())

    def _codings(self, kind: str) -> dict[str, tuple[Coding, ...]]:
        live = sorted(self.projections().items())
        return {title: each.codings for title, each in live if shelf_of(each) == kind}


def shelf_of(projected: Projected) -> str:
    return "redirect" if projected.redirect else projected.kind


def under(field: str, said: Iterable[Coding]) -> tuple[Coding, ...]:
    return tuple(each for each in said if each.field == field)


def signed(coding: Coding) -> Coding:
    return replace(coding, evidence=tuple(Evidence(CODER, each) for each in coding.coders))
