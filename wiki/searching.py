"""What an address asks of the search: words, kind, facets, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ontology.kinds import Ontology
from patterns.years import counted, read_year, shown
from wiki.parameters import Parameters
from wiki.ports import SearchRequest
from wiki.search.language import field_key

SIZE = 20
"""Hits on a page."""

LAST_PAGE = 500
OWN = frozenset({"q", "kind", "page", "from", "to", "format"})
"""Parameters that are no facet."""


LITTLE = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are as at be been but by can could do does for from had has have how i if in into is it its may my no "
        "not of on or our should so than that the their them then there these they this to was we were what when where "
        "which who whose why will with would you your",
    )
)
"""Words of a question that say nothing of what is looked for."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGITS = re.compile(r"-?[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it."""

    text: str = ""
    kind: str = ""
    filters: tuple[tuple[str, str], ...] = ()  # (field, value), in the address's order
    since: str = ""  # first and last year, as typed
    until: str = ""
    page: int = 1

    @property
    def empty(self) -> bool:
        """Say whether nothing is looked for."""
        return not (self.text.strip() or self.kind or self.filters or self.since or self.until)

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Give what an address needs to ask the same again."""
        named = (("q", self.text), ("kind", self.kind), ("from", self.since), ("to", self.until))
        yield from ((name, value) for name, value in named if value)
        yield from self.filters
        if self.page > 1:
            yield "page", str(self.page)

    def address(self) -> str:
        """Return the address of this search."""
        return f"/search?{urlencode(list(self.parameters()))}"

    def without(self, field: str, value: str) -> Asked:
        """Return the search without one value of a facet."""
        kept = tuple(pair for pair in self.filters if pair != (field, value))
        return replace(self, filters=kept, page=1)

    def has(self, field: str, value: str) -> bool:
        """Say whether a value of a facet is asked for."""
        return value == self.kind if field == "kind" else (field, value) in self.filters


def loosened(asked: Asked) -> Asked | None:
    """Return the search for any of the words, where one asks for all of them and says no more than words; else None."""
    words = [each.strip(",.;?!") for each in asked.text.split()]
    if not all(map(_WORD.fullmatch, words)) or {"AND", "OR", "NOT"} & set(words):
        return None
    telling = dict.fromkeys(each for each in words if each.lower() not in LITTLE)
    wider = " OR ".join(telling)
    return replace(asked, text=wider, page=1) if wider and wider != asked.text else None


def read_asked(parameters: Parameters, ontology: Ontology) -> Asked:
    """Read an address; what makes no sense in it counts as not written."""
    fields = ontology.by_key
    written = parameters.first("page", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < len("10000") else 1
    chosen = ((field_key(name), value) for name, value in parameters if name not in OWN and value)
    return Asked(
        text=parameters.first("q"),
        kind=parameters.first("kind").strip(),
        filters=tuple(dict.fromkeys(pair for pair in chosen if pair[0] in fields)),
        since=year(parameters.first("from")),
        until=year(parameters.first("to")),
        page=min(max(number, 1), LAST_PAGE),
    )


def year(written: str) -> str:
    """Return a year as typed if it is one: up to four digits, before our era with its era or as ISO 8601 counts it; else ""."""
    found = written.strip()
    return found if _counted(found) else ""


def year_words(typed: str) -> str:
    """Return a typed year as people read it, "…" for none."""
    found = _counted(typed)
    return shown(int(found)) if found.startswith("-") else typed or "…"


def _counted(typed: str) -> str:
    """Return a typed year as pages of it are found by, "" when it is none."""
    if _DIGITS.fullmatch(typed):
        return counted(int(typed))
    year = read_year(typed)
    return "" if year is None else counted(year)


def request_of(asked: Asked) -> SearchRequest:
    """Put a search into the port's words; years become a part of the query."""
    filters: dict[str, tuple[str, ...]] = {}
    for field, value in asked.filters:
        filters[field] = (*filters.get(field, ()), value)
    text = asked.text
    if asked.since or asked.until:
        text = narrowed(text, years_query(asked))
    return SearchRequest(text=text, kind=asked.kind, filters=filters, page=asked.page, size=SIZE)


def years_query(asked: Asked) -> str:
    """Return the query for a year between two."""
    return f"year:[{_counted(asked.since)} TO {_counted(asked.until)}]"


def narrowed(text: str, further: str) -> str:
    """Join a query with a further condition; one with loose brackets or quotes is not put into brackets."""
    if not text.strip():
        return further
    whole = text.count("(") == text.count(")") and text.count('"') % 2 == 0
    return f"({text}) AND {further}" if whole else f"{text} {further}"
