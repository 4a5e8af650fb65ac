"""Lists over all links and findings: back links, wanted pages, orphans, flawed pages."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, func, not_, or_, select

from ontology.kinds import Severity
from wiki.revisions import Backlink, Listed
from wiki.storage.rows import listed, listing
from wiki.storage.schema import EPOCH, findings, links, pages, titles, to_time
from wiki.storage.titles import keys_leading_to, resolve

ASIDE = ("redirect", "talk")
"""Shelves that stand aside in lists of pages."""

_rival = titles.alias("rival")
_MEANT = (  # the page a key means, redirects not followed
    select(_rival.c.page)
    .where(_rival.c.key == titles.c.key)
    .order_by(_rival.c.rank, _rival.c.page)
    .limit(1)
    .correlate(titles)
    .scalar_subquery()
)
_LINKED = (
    select(links.c.page)
    .join_from(titles, links, links.c.target == titles.c.key)
    .where(titles.c.page == pages.c.id, links.c.page != pages.c.id, pages.c.id == _MEANT)
    .correlate(pages)
    .exists()
)
_ORPHAN = listing(pages.c.shelf.not_in(ASIDE), ~_LINKED)
_BORNE = select(titles.c.page).where(titles.c.key == links.c.target).correlate(links).exists()
_WANTED = (
    select(links.c.target, func.count().label("count"))
    .group_by(links.c.target)
    .having(~_BORNE)
    .order_by(func.count().desc(), links.c.target)
)
_here = pages.alias("here")
_KEYS = (
    select(titles.c.key).join(_here, _here.c.id == titles.c.page).where(_here.c.title == bindparam("title"))
)
_REDIRECT = select(pages.c.id).where(pages.c.redirect.in_(_KEYS), pages.c.deleted == 0).limit(1)


def links_to(connection: Connection, title: str, after: tuple[str, int] | None, limit: int) -> list[Backlink]:
    """List links that resolve to the page of this title, by (linking title, number) after `after`."""
    page = connection.execute(select(pages.c.id).where(pages.c.title == title, pages.c.deleted == 0)).scalar()
    keys = [title] if page is None else keys_leading_to(connection, page)
    targets = [key for key, found in resolve(connection, keys).items() if found.title == title]
    found = [row for target in targets for row in _links(connection, target, after, limit)]
    return sorted(found, key=lambda link: (link.title, link.number))[:limit]


def _links(connection: Connection, target: str, after: tuple[str, int] | None, limit: int) -> list[Backlink]:
    """List links to one target as the index has them, so that a page with very many is no slower."""
    query = (
        select(links.c.title, pages.c.kind, links.c.key, links.c.sentence, links.c.section, links.c.number)
        .join_from(links, pages, pages.c.id == links.c.page)
        .where(links.c.target == target)
        .order_by(links.c.title, links.c.page, links.c.number)
    )
    if after is not None:
        listed_before = and_(links.c.title == after[0], links.c.number <= after[1])
        query = query.where(links.c.title >= after[0], not_(listed_before))
    return [Backlink(*row) for row in connection.execute(query.limit(limit))]


def wanted(connection: Connection, after: tuple[int, str] | None, limit: int) -> list[Listed]:
    """List link targets that no page bears as title, name or alias, by number of links downwards."""
    query = _WANTED
    if after is not None:
        count, target = after
        fewer = func.count() < count
        query = query.having(or_(fewer, and_(func.count() == count, links.c.target > target)))
    return [Listed(target, "", 0, EPOCH, count) for target, count in connection.execute(query.limit(limit))]


def orphans(connection: Connection, after: str, limit: int) -> list[Listed]:
    """List pages no other page links to, neither directly nor over a redirect."""
    found: list[Listed] = []
    while len(found) < limit:
        rows = connection.execute(_ORPHAN.where(pages.c.title > after).limit(limit)).all()
        found += [row for row in map(listed, rows) if not _redirected_links(connection, row.title)]
        if len(rows) < limit:
            break
        after = rows[-1].title
    return found[:limit]


def _redirected_links(connection: Connection, title: str) -> bool:
    """Say whether another page links to a redirect to this page."""
    if connection.execute(_REDIRECT, {"title": title}).first() is None:
        return False
    return any(link.title != title for link in links_to(connection, title, None, 2 * 10**9))


_FLAWED = (
    select(pages.c.title, pages.c.kind, pages.c.size, pages.c.time, func.count().label("count"))
    .join_from(findings, pages, pages.c.id == findings.c.page)
    .where(findings.c.severity.in_([Severity.VIOLATION.value, Severity.WARNING.value]))
    .group_by(pages.c.id)
    .order_by(func.count().desc(), pages.c.title)
)


def flawed(connection: Connection, after: tuple[int, str] | None, limit: int) -> list[Listed]:
    """List pages by their number of violations and warnings downwards, those behind (number, title) `after`."""
    query = _FLAWED
    if after is not None:
        count, title = after
        same = and_(func.count() == count, pages.c.title > title)
        query = query.having(or_(func.count() < count, same))
    found = connection.execute(query.limit(limit))
    return [Listed(row.title, row.kind, row.size, to_time(row.time), row[4]) for row in found]
