"""What pages code, and the values of their facets, as rows: written with the page, read by tables over many of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from patterns.codings import STATUSES, Coding, Evidence
from patterns.comparison.completeness import CodingCounts, ValueCount
from wiki.revisions import Listed
from wiki.storage.rows import batched, listed, listing
from wiki.storage.schema import codings, facets, pages

BLOCK = 256
"""Titles asked for at once."""

KEPT = 16_384
"""Texts of evidence whose reading is kept: some 20 MB, and half the time of a large table."""

_CODING: Select[Any] = (
    select(
        pages.c.title.label("page_title"),
        codings.c.field,
        codings.c.value,
        codings.c.label,
        codings.c.status,
        codings.c.title,
        codings.c.evidence,
    )
    .join_from(codings, pages, pages.c.id == codings.c.page)
    .where(pages.c.deleted == 0)
)
_OF_TITLES = _CODING.where(pages.c.title.in_(bindparam("titles", expanding=True))).order_by(
    codings.c.page, codings.c.number
)
_FIELD = codings.c.field.concat("")  # so that SQLite reads pages through and looks up no field of theirs
_FACET: Select[Any] = (
    select(pages.c.title, facets.c.value)
    .join_from(facets, pages, pages.c.id == facets.c.page)
    .where(pages.c.title.in_(bindparam("titles", expanding=True)), pages.c.deleted == 0)
    .where(facets.c.field == bindparam("field"))
    .order_by(facets.c.value)
)
_OF_KIND = (pages.c.shelf == bindparam("kind")) & (pages.c.deleted == 0)
_ON_SHELF = codings.c.page.in_(select(pages.c.id).where(_OF_KIND)) & (
    (bindparam("field") == "") | (codings.c.field == bindparam("field"))
)
_UNDER = (codings.c.page == pages.c.id) & (codings.c.field == bindparam("field"))
_IS_CODED = select(codings.c.page).where(_UNDER).correlate(pages).exists()
_PAGES = "SELECT count(*) FROM pages WHERE shelf = :kind AND deleted = 0"

# The plus keeps SQLite from looking every page up, where reading an index through is several times quicker.
_OF_ALL = "+page IN (SELECT id FROM pages WHERE shelf = :kind AND deleted = 0)"
_OF_ONE = f"field = :field AND {_OF_ALL}"
_BITS = {status: 1 << place for place, status in enumerate(STATUSES)}
_SAID = " + ".join(f"{bit} * max(status = '{status}')" for status, bit in _BITS.items())
_STATUSES = f"""SELECT field, said, count(*) FROM
    (SELECT field, {_SAID} AS said FROM codings WHERE {{of}} GROUP BY field, page) GROUP BY field, said"""  # noqa: S608
_VALUES = """SELECT field, value, min(label), status, count(DISTINCT page) FROM codings
    WHERE value != '' AND {of} GROUP BY field, value, status"""
_TOGETHER = """SELECT found, count(*) FROM (SELECT json_group_array(value) AS found FROM facets
    WHERE field = :field AND page IN (SELECT id FROM pages WHERE shelf = :kind AND deleted = 0) GROUP BY page)
    GROUP BY found"""
_CODERS = "SELECT field, coders, count(*) FROM codings WHERE coders != '' AND {of} GROUP BY field, coders"


def coding_row(coding: Coding) -> tuple[str, ...]:
    """Return what the table keeps of a coding, after page and number."""
    evidence = [[each.key, each.words, each.title] for each in coding.evidence]
    return (
        coding.field,
        coding.value,
        coding.label,
        coding.status,
        coding.title,
        "\n".join(coding.coders),
        json.dumps(evidence, ensure_ascii=False),
    )


def of_titles(
    connection: Connection, titles: Iterable[str], fields: Iterable[str] | None = None
) -> Mapping[str, tuple[Coding, ...]]:
    """Return the codings of each of these pages that has some, in the order of its text; under these fields if they are named."""
    query = _OF_TITLES if fields is None else _OF_TITLES.where(_FIELD.in_(list(fields)))
    return _by_title(connection, query, dict.fromkeys(titles))


def counts(connection: Connection, kind: str, field: str = "") -> CodingCounts:
    """Add up what the pages of a kind code, under one field if it is named."""
    chosen, given = (_OF_ONE, {"kind": kind, "field": field}) if field else (_OF_ALL, {"kind": kind})

    def ask(query: str) -> Sequence[Any]:
        return connection.execute(text(query.format(of=chosen)), given).all()

    return CodingCounts(
        pages=connection.execute(text(_PAGES), {"kind": kind}).scalar_one(),
        statuses=tuple((key, _statuses(said), number) for key, said, number in ask(_STATUSES)),
        values=tuple(ValueCount(*row) for row in ask(_VALUES)),
        coders=tuple(_coders(ask(_CODERS))),
    )


def _statuses(bits: int) -> frozenset[str]:
    return frozenset(status for status, bit in _BITS.items() if bits & bit)


def _coders(rows: Iterable[Any]) -> Iterator[tuple[str, str, int]]:
    """Yield (field, coder, codings): a coding that several people signed counts for each."""
    found: Counter[tuple[str, str]] = Counter()
    for key, coders, number in rows:
        found.update(dict.fromkeys(((key, coder) for coder in coders.split("\n")), number))
    return ((key, coder, number) for (key, coder), number in found.items())


def coded(
    connection: Connection, kind: str, field: str, after: str, limit: int
) -> list[tuple[str, tuple[Coding, ...]]]:
    """List pages of a kind that code a field, by title, with their codings under it."""
    chosen = listing(_OF_KIND, _IS_CODED, pages.c.title > after).limit(limit)
    titles = [row.title for row in connection.execute(chosen, {"kind": kind, "field": field})]
    found = _by_title(connection, _OF_TITLES.where(codings.c.field == field), titles)
    return [(title, found[title]) for title in titles]


def uncoded(connection: Connection, kind: str, field: str, after: str, limit: int) -> list[Listed]:
    """List pages of a kind that say nothing under a field, by title."""
    query = listing(_OF_KIND, ~_IS_CODED, pages.c.title > after).limit(limit)
    return [listed(row) for row in connection.execute(query, {"kind": kind, "field": field})]


def facet_values(connection: Connection, titles: Iterable[str], field: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values of one facet by page."""
    found: dict[str, list[str]] = {}
    for some in batched(dict.fromkeys(titles), BLOCK):
        for title, value in connection.execute(_FACET, {"titles": some, "field": field}):
            found.setdefault(title, []).append(value)
    return {title: tuple(each) for title, each in found.items()}


def facet_sets(connection: Connection, kind: str, field: str) -> Mapping[tuple[str, ...], int]:
    """Count the pages of a kind by the values that they have of one facet together."""
    found: Counter[tuple[str, ...]] = Counter()
    for values, count in connection.execute(text(_TOGETHER), {"kind": kind, "field": field}):
        found[tuple(sorted(json.loads(values)))] += count
    return found


def _by_title(
    connection: Connection, query: Select[Any], titles: Iterable[str]
) -> Mapping[str, tuple[Coding, ...]]:
    found: dict[str, list[Coding]] = {}
    once = dict[str, str]().setdefault  # of equal words one is kept: there are thousands of each
    for some in batched(titles, BLOCK):
        for row in connection.execute(query, {"titles": some}).all():
            page, *words, kept = row
            field, value, label, status, title = [once(word, word) for word in words]
            found.setdefault(page, []).append(Coding(field, value, label, status, title, _evidence(kept)))
    return {title: tuple(each) for title, each in found.items()}


@lru_cache(maxsize=KEPT)
def _evidence(kept: str) -> tuple[Evidence, ...]:
    return tuple(starmap(_one, json.loads(kept)))


@lru_cache(maxsize=KEPT)
def _one(key: str, words: str, title: str) -> Evidence:
    return Evidence(key, words, title)
