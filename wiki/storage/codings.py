"""What pages code, as rows: written with the page, read by tables over many of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from patterns.codings import Coding, Evidence
from patterns.comparison.coverage import CodingCounts, ValueCount
from wiki.revisions import Listed
from wiki.storage.rows import batched, listed, listing
from wiki.storage.schema import codings, pages

BLOCK = 256
"""Titles asked for at once."""

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
_OF_KIND = (pages.c.shelf == bindparam("kind")) & (pages.c.deleted == 0)
_ON_SHELF = codings.c.page.in_(select(pages.c.id).where(_OF_KIND)) & (
    (bindparam("field") == "") | (codings.c.field == bindparam("field"))
)
_UNDER = (codings.c.page == pages.c.id) & (codings.c.field == bindparam("field"))
_IS_CODED = select(codings.c.page).where(_UNDER).correlate(pages).exists()
_PAGES = select(func.count()).select_from(pages).where(_OF_KIND)
_said = (
    select(codings.c.field, codings.c.page, func.group_concat(codings.c.status.distinct()).label("said"))
    .where(_ON_SHELF)
    .group_by(codings.c.field, codings.c.page)
    .subquery()
)
_STATUSES = select(_said.c.field, _said.c.said, func.count()).group_by(_said.c.field, _said.c.said)
_VALUES = (
    select(
        codings.c.field,
        codings.c.value,
        func.min(codings.c.label),
        codings.c.status,
        func.count(codings.c.page.distinct()),
    )
    .where(_ON_SHELF, codings.c.value != "")
    .group_by(codings.c.field, codings.c.value, codings.c.status)
)
_CODERS = (
    select(codings.c.field, codings.c.coders, func.count())
    .where(_ON_SHELF, codings.c.coders != "")
    .group_by(codings.c.field, codings.c.coders)
)


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


def of_titles(connection: Connection, titles: Iterable[str]) -> Mapping[str, tuple[Coding, ...]]:
    """Return the codings of each of these pages that has some, in the order of its text."""
    found: dict[str, list[Coding]] = {}
    for some in batched(dict.fromkeys(titles), BLOCK):
        for row in connection.execute(_OF_TITLES, {"titles": some}):
            found.setdefault(row.page_title, []).append(_coding(row))
    return {title: tuple(each) for title, each in found.items()}


def counts(connection: Connection, kind: str, field: str = "") -> CodingCounts:
    """Add up what the pages of a kind code, under one field if it is named."""
    given = {"kind": kind, "field": field}
    return CodingCounts(
        pages=connection.execute(_PAGES, {"kind": kind}).scalar_one(),
        statuses=tuple(
            (field, frozenset(said.split(",")), number)
            for field, said, number in connection.execute(_STATUSES, given)
        ),
        values=tuple(ValueCount(*row) for row in connection.execute(_VALUES, given)),
        coders=tuple(
            (field, coder, number)
            for field, coders, number in connection.execute(_CODERS, given)
            for coder in coders.split("\n")
        ),
    )


def coded(
    connection: Connection, kind: str, field: str, after: str, limit: int
) -> list[tuple[str, tuple[Coding, ...]]]:
    """List pages of a kind that code a field, by title, with their codings under it."""
    chosen = listing(_OF_KIND, _IS_CODED, pages.c.title > after).limit(limit)
    titles = [row.title for row in connection.execute(chosen, {"kind": kind, "field": field})]
    found: dict[str, list[Coding]] = {title: [] for title in titles}
    under = _OF_TITLES.where(codings.c.field == field)
    for some in batched(titles, BLOCK):
        for row in connection.execute(under, {"titles": some}):
            found[row.page_title].append(_coding(row))
    return [(title, tuple(each)) for title, each in found.items()]


def uncoded(connection: Connection, kind: str, field: str, after: str, limit: int) -> list[Listed]:
    """List pages of a kind that say nothing under a field, by title."""
    query = listing(_OF_KIND, ~_IS_CODED, pages.c.title > after).limit(limit)
    return [listed(row) for row in connection.execute(query, {"kind": kind, "field": field})]


def _coding(row: Row[Any]) -> Coding:
    return Coding(
        row.field,
        row.value,
        row.label,
        row.status,
        row.title,
        tuple(Evidence(*each) for each in json.loads(row.evidence)),
    )
