"""`wiki.ports.Pages` on the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from patterns.codings import Coding
from patterns.comparison.completeness import CodingCounts
from patterns.comparison.resting import Rests
from wiki.errors import CodebookChangedError
from wiki.revisions import Action, Backlink, Change, Listed, Resolved, Revision, RevisionLine, Write
from wiki.storage import alike, codings, listings, log, titles
from wiki.storage.database import Database
from wiki.storage.rows import LINE, REVISION, batched, line, listed, listing, revision
from wiki.storage.schema import pages, revisions, to_number, unpack

_LIVE = REVISION.join_from(revisions, pages, pages.c.current == revisions.c.position).where(
    pages.c.deleted == 0, pages.c.title == bindparam("title")
)
_DELETED = (
    REVISION.join_from(revisions, pages, pages.c.id == revisions.c.page)
    .where(pages.c.deleted == 1, pages.c.title == bindparam("title"), revisions.c.action != Action.DELETE)
    .order_by(pages.c.current.desc(), revisions.c.position.desc())
    .limit(1)
)
_CHANGES = (
    select(revisions.c.position, revisions.c.title, revisions.c.graphs, revisions.c.facts)
    .where(revisions.c.position > bindparam("since"))
    .order_by(revisions.c.position)
)
_GRAPHS = (
    select(revisions.c.position, revisions.c.facts)
    .join_from(pages, revisions, revisions.c.position == pages.c.current)
    .where(pages.c.deleted == 0)
    .order_by(revisions.c.position)
)
_FACTS = (
    select(revisions.c.facts)
    .join_from(pages, revisions, revisions.c.position == pages.c.current)
    .where(pages.c.deleted == 0, pages.c.title == bindparam("title"))
)
_then = revisions.alias("then")
_LATEST = (  # the newest entry of the page's part of revisions_by_page that is old enough
    select(_then.c.position)
    .where(_then.c.page == pages.c.id, _then.c.time <= bindparam("time"))
    .order_by(_then.c.position.desc())
    .limit(1)
    .correlate(pages)
    .scalar_subquery()
)
_GRAPHS_AS_OF = select(revisions.c.facts).join_from(pages, revisions, revisions.c.position == _LATEST)
_BORE = select(revisions.c.page).where(revisions.c.title == bindparam("title")).distinct()
_AS_OF = (
    REVISION.join_from(pages, revisions, revisions.c.position == _LATEST)
    .where(
        pages.c.id.in_(_BORE), revisions.c.title == bindparam("title"), revisions.c.action != Action.DELETE
    )
    .order_by(revisions.c.position.desc())
    .limit(1)
)
_ALL_AS_OF: Select[Any] = (
    REVISION.join_from(pages, revisions, revisions.c.position == _LATEST)
    .where(revisions.c.action != Action.DELETE)
    .order_by(revisions.c.position)
)
_TITLES: BindParameter[Any] = bindparam("titles", expanding=True)
_TITLES_AS_OF = _ALL_AS_OF.where(
    pages.c.id.in_(select(revisions.c.page).where(revisions.c.title.in_(_TITLES))),
    revisions.c.title.in_(_TITLES),
)
_KIND_AS_OF = _ALL_AS_OF.where(
    pages.c.id.in_(select(revisions.c.page).where(revisions.c.kind == bindparam("kind"))),
    revisions.c.kind == bindparam("kind"),
)
_earlier = revisions.alias("earlier")
_FROM = (  # what the page was at the position: 0 where it was not there yet
    select(func.coalesce(func.max(_earlier.c.position), 0))
    .where(
        _earlier.c.page == pages.c.id,
        _earlier.c.position <= bindparam("since"),
        _earlier.c.action != Action.REREAD.value,
    )
    .correlate(pages)
    .scalar_subquery()
)
_SINCE = (
    LINE.add_columns(pages.c.title.label("today"))
    .join(pages, pages.c.id == revisions.c.page)
    .where(
        pages.c.title.in_(_TITLES),
        pages.c.deleted == 0,
        pages.c.current > bindparam("since"),
        revisions.c.position >= _FROM,
        revisions.c.action != Action.REREAD.value,
    )
    .order_by(revisions.c.position)
)
_TEXTS = select(revisions.c.position, revisions.c.text).where(
    revisions.c.position.in_(bindparam("positions", expanding=True))
)
_COUNTS = (
    select(pages.c.shelf, func.count().label("number")).where(pages.c.deleted == 0).group_by(pages.c.shelf)
)

_MARK = (
    "SELECT count(*) || '.' || coalesce(max(current), 0) FROM pages WHERE shelf = 'variable' AND deleted = 0"
)
"""Whatever enters the shelf has a later revision than all that was there; what only leaves it lowers the number."""

BLOCK = 256
"""Rows fetched at once where all pages are streamed."""


class SqlPages:
    """The log and its current state. Reads see everything acknowledged before they began."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> int:
        """See the port."""
        return int(self._database.glance("SELECT max(position) FROM revisions") or 0)

    def codebook_mark(self) -> str:
        """See the port."""
        return str(self._database.glance(_MARK))

    def get(self, title: str) -> Revision | None:
        """See the port."""
        return self._one(_LIVE, title=title)

    def get_all(self, titles: Iterable[str]) -> Mapping[str, Revision]:
        """See the port."""
        live: Select[Any] = REVISION.join_from(pages, revisions, revisions.c.position == pages.c.current)
        query = live.where(pages.c.deleted == 0, pages.c.title.in_(bindparam("titles", expanding=True)))
        found: dict[str, Revision] = {}
        with self._database.reading() as connection:
            for some in batched(dict.fromkeys(titles), BLOCK):
                rows = connection.execute(query, {"titles": some})
                found.update((row.title, revision(row)) for row in rows)
        return found

    def revision(self, position: int) -> Revision | None:
        """See the port."""
        return self._one(REVISION.where(revisions.c.position == bindparam("position")), position=position)

    def as_of(self, title: str, when: datetime) -> Revision | None:
        """See the port. Of two revisions of a page that are old enough, the later in the log counts."""
        return self._one(_AS_OF, title=title, time=to_number(when))

    def all_as_of(self, titles: Iterable[str], when: datetime) -> Mapping[str, Revision]:
        """See the port."""
        found: dict[str, Revision] = {}
        with self._database.reading() as connection:
            for some in batched(dict.fromkeys(titles), BLOCK):
                rows = connection.execute(_TITLES_AS_OF, {"titles": some, "time": to_number(when)})
                found.update((row.title, revision(row)) for row in rows)
        return found

    def kind_as_of(self, kind: str, when: datetime) -> list[Revision]:
        """See the port."""
        with self._database.reading() as connection:
            rows = connection.execute(_KIND_AS_OF, {"kind": kind, "time": to_number(when)})
            return sorted({row.title: revision(row) for row in rows}.values(), key=lambda each: each.title)

    def since(self, titles: Iterable[str], position: int) -> Mapping[str, tuple[RevisionLine, ...]]:
        """See the port."""
        found: dict[str, list[RevisionLine]] = {}
        with self._database.reading() as connection:
            for some in batched(dict.fromkeys(titles), BLOCK):
                rows = connection.execute(_SINCE, {"titles": some, "since": position})
                for row in rows:
                    found.setdefault(row.today, []).append(line(row))
        return {title: tuple(each) for title, each in found.items() if each[-1].position > position}

    def texts(self, positions: Iterable[int]) -> Mapping[int, str]:
        """See the port."""
        found: dict[int, str] = {}
        with self._database.reading() as connection:
            for some in batched(dict.fromkeys(positions), BLOCK):
                rows = connection.execute(_TEXTS, {"positions": some})
                found.update((row.position, unpack(row.text).decode()) for row in rows)
        return found

    def deleted(self, title: str) -> Revision | None:
        """See the port. Of several deleted pages of that title, the one deleted last counts."""
        return self._one(_DELETED, title=title)

    def history(self, page: int, before: int | None = None, limit: int = 50) -> list[RevisionLine]:
        """See the port."""
        return self._lines(LINE.where(revisions.c.page == page), before, limit)

    def recent(self, before: int | None = None, limit: int = 50, kind: str = "") -> list[RevisionLine]:
        """See the port."""
        return self._lines(LINE.where(revisions.c.kind == kind) if kind else LINE, before, limit)

    def changes(self, since: int, limit: int = 1000) -> list[Change]:
        """See the port."""
        with self._database.reading() as connection:
            rows = connection.execute(_CHANGES.limit(limit), {"since": since})
            return [
                Change(row.position, row.title, tuple(row.graphs.split("\n")), unpack(row.facts))
                for row in rows
            ]

    def facts(self, title: str) -> bytes:
        """See the port."""
        with self._database.reading() as connection:
            kept = connection.execute(_FACTS, {"title": title}).scalar()
        return unpack(kept) if kept else b""

    def graphs(self) -> Iterator[tuple[int, bytes]]:
        """See the port. What is written meanwhile is not in it."""
        with self._database.reading() as connection:
            for position, facts in connection.execution_options(yield_per=BLOCK).execute(_GRAPHS):
                yield position, unpack(facts)

    def graphs_as_of(self, when: datetime) -> Iterator[bytes]:
        """See the port. Pages that stated nothing then are left out."""
        with self._database.reading() as connection:
            streamed = connection.execution_options(yield_per=BLOCK)
            for (facts,) in streamed.execute(_GRAPHS_AS_OF, {"time": to_number(when)}):
                if facts:
                    yield unpack(facts)

    def commit(
        self,
        writes: Sequence[Write],
        batch: int | None = None,
        time: datetime | None = None,
        codebook: str | None = None,
    ) -> list[int]:
        """See the port. Writes are done in order: a title freed by one may be taken by a later one.

        Without `time`, no revision gets an earlier time than the one before, even if the clock is set back.
        Raises NotFoundError when a write renames, deletes or undeletes a page that is not there.
        """
        if not writes:
            return []
        with self._database.writing() as connection:
            if codebook is not None and connection.exec_driver_sql(_MARK).scalar() != codebook:
                raise CodebookChangedError(
                    "A variable was changed in this moment; nothing was written. Save again."
                )
            number = to_number(time) if time else _now(connection)
            return log.append(connection, writes, log.Stamp(number, batch))

    def resolve(self, targets: Iterable[str]) -> Mapping[str, Resolved]:
        """See the port."""
        with self._database.reading() as connection:
            return titles.resolve(connection, targets)

    def links_to(self, title: str, after: tuple[str, int] | None = None, limit: int = 50) -> list[Backlink]:
        """See the port. `after`: title and number of the last link listed before."""
        with self._database.reading() as connection:
            return listings.links_to(connection, title, after, limit)

    def list_pages(self, kind: str | None = None, after: str = "", limit: int = 100) -> list[Listed]:
        """See the port."""
        chosen = pages.c.shelf == kind if kind else pages.c.shelf.not_in(listings.ASIDE)
        with self._database.reading() as connection:
            rows = connection.execute(listing(chosen, pages.c.title > after).limit(limit))
            return [listed(row) for row in rows]

    def wanted(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        """See the port. `count` is the number of links, `time` is 1970 for a page that never was."""
        with self._database.reading() as connection:
            return listings.wanted(connection, after, limit)

    def orphans(self, after: str = "", limit: int = 50) -> list[Listed]:
        """See the port. A link over a redirect counts, a page's link to itself does not."""
        with self._database.reading() as connection:
            return listings.orphans(connection, after, limit)

    def flawed(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        """See the port."""
        with self._database.reading() as connection:
            return listings.flawed(connection, after, limit)

    def count_by_kind(self) -> Mapping[str, int]:
        """See the port."""
        with self._database.reading() as connection:
            return {row.shelf: row.number for row in connection.execute(_COUNTS)}

    def codings(
        self, titles: Iterable[str], fields: Iterable[str] | None = None
    ) -> Mapping[str, tuple[Coding, ...]]:
        """See the port."""
        with self._database.reading() as connection:
            return codings.of_titles(connection, titles, fields)

    def said_under(
        self, titles: Sequence[str], fields: Iterable[str]
    ) -> Mapping[str, Sequence[tuple[Coding, ...]]]:
        """See the port."""
        with self._database.reading() as connection:
            return alike.said_under(connection, titles, fields)

    def rests(self, titles: Sequence[str]) -> Rests:
        """See the port."""
        with self._database.reading() as connection:
            return alike.rests(connection, titles)

    def coding_counts(self, kind: str, field: str = "") -> CodingCounts:
        """See the port."""
        with self._database.reading() as connection:
            return codings.counts(connection, kind, field)

    def coded(
        self, kind: str, field: str, after: str = "", limit: int = 50
    ) -> list[tuple[str, tuple[Coding, ...]]]:
        """See the port."""
        with self._database.reading() as connection:
            return codings.coded(connection, kind, field, after, limit)

    def uncoded(self, kind: str, field: str, after: str = "", limit: int = 50) -> list[Listed]:
        """See the port."""
        with self._database.reading() as connection:
            return codings.uncoded(connection, kind, field, after, limit)

    def facet_values(self, titles: Iterable[str], field: str) -> Mapping[str, tuple[str, ...]]:
        """See the port."""
        with self._database.reading() as connection:
            return codings.facet_values(connection, titles, field)

    def facet_sets(self, kind: str, field: str) -> Mapping[tuple[str, ...], int]:
        """See the port."""
        with self._database.reading() as connection:
            return codings.facet_sets(connection, kind, field)

    def _one(self, query: Select[Any], **parameters: str | int) -> Revision | None:
        with self._database.reading() as connection:
            row = connection.execute(query, parameters).first()
            return revision(row) if row else None

    def _lines(self, query: Select[Any], before: int | None, limit: int) -> list[RevisionLine]:
        if before is not None:
            query = query.where(revisions.c.position < before)
        edits = query.where(revisions.c.action != Action.REREAD.value)
        with self._database.reading() as connection:
            rows = connection.execute(edits.order_by(revisions.c.position.desc()).limit(limit))
            return [line(row) for row in rows]


def _now(connection: Connection) -> int:
    """Return the present time, or that of the newest revision if the clock was set back behind it."""
    newest = select(revisions.c.time).order_by(revisions.c.position.desc()).limit(1)
    return max(to_number(datetime.now(UTC)), connection.execute(newest).scalar() or 0)
