"""From rows to the values of `wiki.revisions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.sql.functions import coalesce

from wiki.revisions import Action, Listed, Revision, RevisionLine
from wiki.storage.schema import pages, revisions, to_time, unpack

T = TypeVar("T")
_parent = revisions.alias("parent")

REVISION = select(
    revisions.c.position,
    revisions.c.page,
    revisions.c.title,
    revisions.c.kind,
    revisions.c.action,
    revisions.c.text,
    revisions.c.sha256,
    revisions.c.author,
    revisions.c.summary,
    revisions.c.time,
    revisions.c.parent,
    revisions.c.batch,
)
"""What `revision` reads."""

LINE: Select[Any] = select(
    revisions.c.position,
    revisions.c.page,
    revisions.c.title,
    revisions.c.kind,
    revisions.c.action,
    revisions.c.author,
    revisions.c.summary,
    revisions.c.time,
    revisions.c.parent,
    revisions.c.batch,
    revisions.c.size,
    (revisions.c.size - coalesce(_parent.c.size, 0)).label("change"),
    revisions.c.sha256,
).select_from(revisions.outerjoin(_parent, _parent.c.position == revisions.c.parent))
"""What `line` reads."""


def revision(row: Row[Any]) -> Revision:
    """Return the revision of a row of REVISION."""
    return Revision(
        row.position,
        row.page,
        row.title,
        row.kind,
        Action(row.action),
        unpack(row.text).decode(),
        row.sha256,
        row.author,
        row.summary,
        to_time(row.time),
        row.parent,
        row.batch,
    )


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut into lists of at most so many: SQL has a limit on parameters."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def line(row: Row[Any]) -> RevisionLine:
    """Return the list row of a row of LINE."""
    return RevisionLine(
        row.position,
        row.page,
        row.title,
        row.kind,
        Action(row.action),
        row.author,
        row.summary,
        to_time(row.time),
        row.parent,
        row.batch,
        row.size,
        row.change,
        row.sha256,
    )


def listing(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the query for live pages by title that `listed` reads."""
    chosen = select(pages.c.title, pages.c.kind, pages.c.size, pages.c.time)
    return chosen.where(pages.c.deleted == 0, *conditions).order_by(pages.c.title)


def listed(row: Row[Any]) -> Listed:
    """Return the list row of a row of `listing`."""
    return Listed(row.title, row.kind, row.size, to_time(row.time))
