"""Which work is which page: by DOI, by ISBN, by title with year or creator. Nothing is matched by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from importers.citations.identifiers import read_doi, read_isbns, read_year, same_doi, same_isbn
from importers.citations.names import surname
from importers.citations.work import Work
from patterns import frontmatter

_APPENDED = re.compile(r"\s*\([^()]*\b\d{4}\)$")


@dataclass(frozen=True, slots=True)
class Match:
    """A page that is of the same work, and by what it is known."""

    title: str  # full title
    by: str


@dataclass(frozen=True, slots=True)
class _Kept:
    title: str
    year: int | None
    surnames: frozenset[str]


@dataclass
class Shelf:
    """The works there are pages of."""

    _by_doi: dict[str, str] = field(default_factory=dict)
    _by_isbn: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, list[_Kept]] = field(default_factory=dict)
    _doi_of: dict[str, str] = field(default_factory=dict)

    def read(self, pages: Iterable[tuple[str, str]]) -> None:
        """Put on the shelf what pages (full title, text) say they are."""
        for title, text in pages:
            said = frontmatter.mapping(frontmatter.parse(text))
            if "redirect" not in said:
                self._keep(title, said)

    def _keep(self, title: str, said: dict[str, Any]) -> None:
        if doi := read_doi(str(said.get("doi", ""))):
            self._by_doi.setdefault(same_doi(doi), title)
            self._doi_of[title] = same_doi(doi)
        if str(said.get("type", "")) in {"book", "report", "thesis", ""}:
            for isbn in read_isbns(str(said.get("isbn", ""))):
                self._by_isbn.setdefault(same_isbn(isbn), title)
        surnames = frozenset(
            same_words(str(each).rsplit(" ", 1)[-1]) for each in _listed(said.get("creators"))
        )
        kept = _Kept(title, read_year(str(said.get("year", ""))), surnames)
        name = str(said.get("title") or title.partition(":")[2])
        for each in dict.fromkeys((name, _APPENDED.sub("", name), *map(str, _listed(said.get("aliases"))))):
            self._by_name.setdefault(same_words(each), []).append(kept)

    def put(self, work: Work, title: str) -> None:
        """Remember the page a work was given."""
        if work.doi:
            self._by_doi.setdefault(same_doi(work.doi), title)
            self._doi_of.setdefault(title, same_doi(work.doi))
        if work.isbn and work.names_itself:
            self._by_isbn.setdefault(same_isbn(work.isbn), title)
        kept = _Kept(title, work.year, _surnames(work))
        self._by_name.setdefault(same_words(work.title), []).append(kept)

    def find(self, work: Work) -> Match | None:
        """Return the page of a work, None if there is none for certain."""
        if work.doi and (title := self._by_doi.get(same_doi(work.doi))):
            return Match(title, f"the DOI {work.doi}")
        if work.isbn and work.names_itself and (title := self._by_isbn.get(same_isbn(work.isbn))):
            return Match(title, f"the ISBN {work.isbn}")
        return next(self._by_title(work), None)

    def _by_title(self, work: Work) -> Iterator[Match]:
        mine = _surnames(work)
        for kept in self._by_name.get(same_words(work.title), ()):
            theirs = self._doi_of.get(kept.title, "")
            if work.doi and theirs and theirs != same_doi(work.doi):
                continue
            if mine and kept.surnames and not mine & kept.surnames:
                continue
            if work.year and work.year == kept.year:
                yield Match(kept.title, "title and year")
            elif not (work.year and kept.year) and mine & kept.surnames:
                yield Match(kept.title, "title and creator")


def same_title(title: str, name: str) -> bool:
    """Say whether a page's name is a work's title, with or without the author and year that tell it from others."""
    return same_words(title) in {same_words(name), same_words(_APPENDED.sub("", name))}


def same_words(text: str) -> str:
    """Return words to compare by: no capitals, marks or accents."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(
        "".join(each if each.isalnum() else " " for each in bare if not unicodedata.combining(each)).split()
    )


def _surnames(work: Work) -> frozenset[str]:
    return frozenset(same_words(surname(each)) for each in work.creators)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [each.get("value", "") if isinstance(each, dict) else each for each in values]
