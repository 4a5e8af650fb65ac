"""Appending to the log: what the writes do is worked out in memory, then written in a few statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, func, select

from patterns.projection import Projected
from wiki.errors import EditConflictError, NotFoundError, TitleTakenError
from wiki.revisions import FOLLOWS, Action, Write
from wiki.storage.projections import write_index, write_rows
from wiki.storage.schema import insertion, pack, pages, revisions
from wiki.storage.titles import chunks


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all revisions of one commit have in common."""

    time: int  # microseconds since 1970
    batch: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A page as it stands after a revision."""

    id: int
    title: str
    kind: str
    redirect: str
    graph: str
    current: int
    deleted: bool
    size: int
    said: int = 0  # position of its newest revision that is no rereading
    touched: bool = False  # by this commit
    projected: Projected | None = None  # if live and touched


_STANDING = select(
    pages.c.id,
    pages.c.title,
    pages.c.kind,
    pages.c.redirect,
    pages.c.graph,
    pages.c.current,
    pages.c.deleted,
    pages.c.size,
)
_SAID = (
    select(revisions.c.page, func.max(revisions.c.position).label("said"))
    .where(revisions.c.action != Action.REREAD.value)
    .group_by(revisions.c.page)
)
_REVISION = insertion(revisions)
_HIDE = "UPDATE pages SET deleted = 2 WHERE id = ?"
_PAGE = f"""{insertion(pages)} ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind,
    redirect = excluded.redirect, shelf = excluded.shelf, graph = excluded.graph, current = excluded.current,
    deleted = excluded.deleted, size = excluded.size, time = excluded.time"""

Row = tuple[int | str | bytes | None, ...]


class Ledger:
    """The pages a commit touches, followed write by write before anything is written."""

    def __init__(self, connection: Connection, titles: Iterable[str]) -> None:
        self.live: dict[str, Standing] = {}
        self.deleted: dict[str, Standing] = {}
        self.touched: dict[int, Standing] = {}
        self.head = head(connection)
        self.known = connection.execute(select(func.max(pages.c.id))).scalar() or 0
        self.newest = self.known
        for chunk in chunks(titles):
            self._read(connection, pages.c.title.in_(chunk))

    def _read(self, connection: Connection, condition: ColumnElement[bool]) -> None:
        rows = connection.execute(_STANDING.where(condition).order_by(pages.c.current)).all()
        asked = _SAID.where(revisions.c.page.in_([row.id for row in rows]))
        said = {row.page: row.said for row in connection.execute(asked)}
        for row in rows:
            found = Standing(*row[:6], deleted=bool(row.deleted), size=row.size, said=said[row.id])
            (self.deleted if found.deleted else self.live)[found.title] = found

    def enter(self, write: Write, stamp: Stamp) -> Row:
        """Follow one write and return its row of `revisions`; raises when it may not be done."""
        before = self._before(write)
        self.head += 1
        after = self._after(write, before)
        self._move(before, after)
        text = b"" if after.deleted else write.text.encode()
        batch = None if write.action is Action.REREAD else stamp.batch
        graphs = dict.fromkeys([after.graph, before.graph] if before else [after.graph])
        return (
            self.head,
            after.id,
            before.current if before else None,
            batch,
            stamp.time,
            after.size,
            write.action.value,
            after.kind,
            hashlib.sha256(text).hexdigest(),
            after.title,
            write.author,
            write.summary,
            write.origin,
            "\n".join(graphs),
            pack(text),
            b"" if after.deleted else pack(write.projected.facts),
        )

    def _before(self, write: Write) -> Standing | None:
        """Return the page the write goes to, None for a new one; raises what `Pages.commit` promises."""
        page = self.live.get(write.title)
        gone = None if page else self.deleted.get(write.title)
        _check_expected(write, page, gone)
        if write.action is Action.UNDELETE:
            if page:
                raise TitleTakenError(
                    f"A page “{write.title}” exists already, so the deleted one was not brought back."
                )
            if not gone:
                raise NotFoundError(f"No deleted page has the title “{write.title}”.")
        elif write.action is not Action.SAVE and not page:
            raise NotFoundError(f"There is no page “{write.title}”; nothing was written.")
        taken = self.live.get(write.new_title) if write.action is Action.RENAME else None
        if taken is not None and taken is not page:
            raise TitleTakenError(f"A page “{write.new_title}” exists already; nothing was written.")
        return page or gone

    def _after(self, write: Write, before: Standing | None) -> Standing:
        deleted = write.action is Action.DELETE
        if before is None:
            self.newest += 1
        return Standing(
            before.id if before else self.newest,
            write.new_title if write.action is Action.RENAME else write.title,
            write.projected.kind,
            "" if deleted else write.projected.redirect,
            write.projected.graph,
            self.head,
            deleted=deleted,
            size=0 if deleted else len(write.text),
            said=before.said if before and write.action is Action.REREAD else self.head,
            touched=True,
            projected=None if deleted else write.projected,
        )

    def _move(self, before: Standing | None, after: Standing) -> None:
        if before is not None:
            standing = self.deleted if before.deleted else self.live
            if standing.get(before.title) is before:
                del standing[before.title]
        (self.deleted if after.deleted else self.live)[after.title] = after
        self.touched[after.id] = after


def _check_expected(write: Write, page: Standing | None, gone: Standing | None) -> None:
    """Raise EditConflictError unless the page is as its writer saw it."""
    if write.expected == FOLLOWS:
        right = any(each is not None and each.touched for each in (page, gone))
    elif page is not None:
        known = {page.current, page.said}
        right = write.expected in known or (write.expected is None and write.action is Action.UNDELETE)
    else:
        right = write.expected is None or (gone is not None and write.expected == gone.current)
    if not right:
        raise EditConflictError(
            f"“{write.title}” has changed since you opened it; nothing was written. "
            "Open it again and repeat the edit."
        )


def head(connection: Connection) -> int:
    """Return the position of the newest revision, 0 when there is none."""
    return connection.execute(select(func.max(revisions.c.position))).scalar() or 0


def append(connection: Connection, writes: Sequence[Write], stamp: Stamp) -> list[int]:
    """Append the writes inside the caller's write transaction; return their positions."""
    ledger = Ledger(connection, dict.fromkeys(title for each in writes for title in _titles(each)))
    first, known = ledger.head + 1, ledger.known
    rows = [ledger.enter(write, stamp) for write in writes]
    touched = list(ledger.touched.values())
    old = [page.id for page in touched if page.id <= known]
    if any(write.action is Action.RENAME for write in writes):  # titles may change places within the commit
        connection.exec_driver_sql(_HIDE, [(page,) for page in old])
    connection.exec_driver_sql(_PAGE, [page_row(page, stamp.time) for page in touched])
    connection.exec_driver_sql(_REVISION, rows)
    live = {page.id: page.projected for page in touched if page.projected is not None}
    write_rows(connection, old, live)
    write_index(connection, old, live)
    return list(range(first, ledger.head + 1))


def _titles(write: Write) -> tuple[str, ...]:
    return (write.title, write.new_title) if write.new_title else (write.title,)


def page_row(page: Standing, time: int) -> Row:
    """Return the page's row of `pages`."""
    return (
        page.id,
        page.title,
        page.kind,
        page.redirect,
        shelf(page.kind, page.redirect),
        page.graph,
        page.current,
        int(page.deleted),
        page.size,
        time,
    )


def shelf(kind: str, redirect: str) -> str:
    """Return the list a page stands in: its kind, or "redirect"."""
    return "redirect" if redirect else kind


def moved(page: Standing, projected: Projected) -> Standing:
    """Return the page with what follows from its text made again."""
    return replace(page, kind=projected.kind, redirect=projected.redirect, graph=projected.graph)
