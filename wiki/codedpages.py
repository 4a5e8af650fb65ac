"""The part of the door to pages through which tables, counts and scorecards read what pages code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from patterns.codings import Coding
from patterns.comparison.completeness import CodingCounts
from patterns.comparison.resting import Rests
from wiki.revisions import Listed


class CodedPages(Protocol):
    """What current pages code, and the values of their facets."""

    def codings(
        self, titles: Iterable[str], fields: Iterable[str] | None = None
    ) -> Mapping[str, tuple[Coding, ...]]:
        """Return what each of the pages with exactly these full titles codes, under any field or under these.

        Pages that code nothing are left out.
        """

    def said_under(
        self, titles: Sequence[str], fields: Iterable[str]
    ) -> Mapping[str, Sequence[tuple[Coding, ...]]]:
        """Return by field what each of the pages with exactly these full titles says under it, in the order of the titles.

        () stands for a page that says nothing, or is not there. Of the evidence, only the names of those who coded it are
        told. What many pages say alike is one and the same object.
        """

    def rests(self, titles: Sequence[str]) -> Rests:
        """Return what all codings of the pages with exactly these full titles rest on."""

    def coding_counts(self, kind: str, field: str = "") -> CodingCounts:
        """Add up what all current pages of a kind code, redirects apart: under all fields, or under one."""

    def coded(
        self, kind: str, field: str, after: str = "", limit: int = 50
    ) -> list[tuple[str, tuple[Coding, ...]]]:
        """List pages of a kind that code a field, by title, each with its codings under it."""

    def uncoded(self, kind: str, field: str, after: str = "", limit: int = 50) -> list[Listed]:
        """List pages of a kind that say nothing under a field, by title."""

    def facet_values(self, titles: Iterable[str], field: str) -> Mapping[str, tuple[str, ...]]:
        """Return the values of a facet that pages with exactly these full titles have, sorted; those without are left out."""

    def facet_sets(self, kind: str, field: str) -> Mapping[tuple[str, ...], int]:
        """Return, for the values of a facet that pages have together, sorted, how many current pages of a kind have just these.

        Pages without a value are not counted.
        """
