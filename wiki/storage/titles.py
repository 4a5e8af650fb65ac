"""What a link target means: a full title, else a bare name, else an alias; redirects are followed.

Every page has a row in `titles` for each key it can be found by. The key means the page with the lowest
rank: bands for full title, name, name of a redirect, alias; inside a band the order of the kinds, then the
older page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from patterns.projection import Projected
from wiki.revisions import Resolved
from wiki.storage.schema import pages, titles

KINDS = "kinds"
"""Key in `meta` of the order of kinds, a JSON list of their names."""

NAME, REDIRECT_NAME, ALIAS = 1_000, 2_000, 3_000
"""First ranks of the bands; a full title has rank 0."""

HOPS = 5
"""Longest chain of redirects that is followed."""

CHUNK = 500
"""Parameters of one query, well under SQLite's limit."""

_RANK_AGAIN = """UPDATE titles SET rank = band + coalesce(place, json_array_length(:kinds)) FROM (
        SELECT t.key AS k, t.page AS p, o.key AS place, CASE
            WHEN t.role = 'alias' THEN 3000 WHEN g.redirect <> '' THEN 2000 ELSE 1000 END AS band
        FROM titles t JOIN pages g ON g.id = t.page LEFT JOIN json_each(:kinds) o ON o.value = g.kind
        WHERE t.role <> 'title')
    WHERE titles.key = k AND titles.page = p"""


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One key a page is found by."""

    key: str
    rank: int
    page: int
    role: str


def bare_name(projected: Projected) -> str:
    """Return the title without its namespace; only a plain page has none."""
    return projected.title if projected.kind == "page" else projected.title.partition(":")[2]


def title_rows(page: int, projected: Projected, kinds: Sequence[str]) -> list[TitleRow]:
    """Return the keys of a page, each once. A talk page has only its title, a redirect no aliases."""
    place = kinds.index(projected.kind) if projected.kind in kinds else len(kinds)
    rows = {projected.title: TitleRow(projected.title, 0, page, "title")}
    if projected.kind != "talk":
        band = REDIRECT_NAME if projected.redirect else NAME
        name = bare_name(projected)
        rows.setdefault(name, TitleRow(name, band + place, page, "name"))
        for alias in () if projected.redirect else projected.aliases:
            rows.setdefault(alias, TitleRow(alias, ALIAS + place, page, "alias"))
    return list(rows.values())


def rank_again(connection: Connection, kinds: str) -> None:
    """Give all rows the ranks that follow from this order of kinds (JSON)."""
    connection.exec_driver_sql(_RANK_AGAIN.replace(":kinds", "?"), (kinds, kinds))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The page a key means."""

    page: int
    title: str
    kind: str
    redirect: str
    rank: int
    rivals: int = 0  # other pages found by the same key in the same band


def resolve(connection: Connection, targets: Iterable[str]) -> dict[str, Resolved]:
    """Say what each target means: one query per 500 targets, one more per step of redirects."""
    asked = list(dict.fromkeys(targets))
    known = _meanings(connection, asked)
    for _ in range(HOPS):
        further = {each.redirect for each in known.values() if each.redirect} - known.keys()
        found = _meanings(connection, further)
        if not found:
            break
        known.update(found)
    return {target: _resolved(target, known) for target in asked}


def _meanings(connection: Connection, keys: Iterable[str]) -> dict[str, _Meaning]:
    """Return the page each key means, without following redirects."""
    candidates: dict[str, list[_Meaning]] = {}
    for chunk in chunks(keys):
        asked = select(
            titles.c.key, pages.c.id, pages.c.title, pages.c.kind, pages.c.redirect, titles.c.rank
        ).join_from(titles, pages, pages.c.id == titles.c.page)
        for key, *row in connection.execute(asked.where(titles.c.key.in_(chunk))):
            candidates.setdefault(key, []).append(_Meaning(*row))
    return {key: _best(found) for key, found in candidates.items()}


def _best(found: list[_Meaning]) -> _Meaning:
    best = min(found, key=lambda each: (each.rank, each.page))
    rivals = sum(each.rank // 1000 == best.rank // 1000 for each in found) - 1
    return _Meaning(best.page, best.title, best.kind, best.redirect, best.rank, rivals)


def _resolved(target: str, known: Mapping[str, _Meaning]) -> Resolved:
    found = first = known.get(target)
    for _ in range(HOPS):
        if found is None or not found.redirect:
            break
        found = known.get(found.redirect)
    if found is None or first is None or found.redirect:  # still a redirect: a circle, or a chain too long
        return Resolved(target, target, exists=False)
    return Resolved(target, found.title, exists=True, kind=found.kind, ambiguous=first.rivals > 0)


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """Cut keys into lists that fit one query each."""
    listed = list(keys)
    for first in range(0, len(listed), CHUNK):
        yield listed[first : first + CHUNK]


def keys_leading_to(connection: Connection, page: int) -> list[str]:
    """Return every key that may lead to the page, directly or over redirects; `resolve` says which do."""
    found: dict[str, None] = {}
    seen, frontier = {page}, [page]
    for _ in range(HOPS + 1):
        keys = connection.execute(select(titles.c.key).where(titles.c.page.in_(frontier))).scalars().all()
        found.update(dict.fromkeys(keys))
        redirects = select(pages.c.id).where(pages.c.deleted == 0, pages.c.redirect.in_(keys))
        frontier = [each for each in connection.execute(redirects).scalars() if each not in seen]
        seen.update(frontier)
        if not frontier:
            break
    return list(found)
