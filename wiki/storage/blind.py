"""`wiki.blind.BlindCodings` on the file: pages are kept by their numbers, so that a renamed page is the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from wiki.blind import Blind
from wiki.storage.database import Database
from wiki.storage.schema import blind, pack, pages, to_number, to_time, unpack

_round, _case = pages.alias("of_round"), pages.alias("of_case")
_LISTED = (
    select(
        _round.c.title.label("round"),
        _case.c.title.label("case"),
        blind.c.coder,
        blind.c.text,
        blind.c.done,
        blind.c.saved,
    )
    .join_from(blind, _round, _round.c.id == blind.c.round)
    .join(_case, _case.c.id == blind.c.page)
    .order_by(_round.c.title, _case.c.title, blind.c.coder)
)
_TAKE = "INSERT OR IGNORE INTO blind (round, page, coder, text, done, saved) VALUES (?, ?, ?, ?, 0, ?)"


class SqlBlindCodings:
    """What is kept apart until the coders of a case are done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, round_: str, case: str, coder: str, most: int, now: datetime) -> bool:
        """See the port."""
        with self._database.writing() as connection:
            numbers = _numbers(connection, round_, case)
            if numbers is None:
                return False
            of_case = select(blind.c.coder).where(blind.c.round == numbers[0], blind.c.page == numbers[1])
            coders = set(connection.execute(of_case).scalars())
            if coder not in coders and len(coders) >= most:
                return False
            connection.exec_driver_sql(_TAKE, (*numbers, coder, b"", to_number(now)))
            return True

    def keep(self, round_: str, case: str, coder: str, text: str, now: datetime, *, done: bool) -> bool:
        """See the port."""
        with self._database.writing() as connection:
            numbers = _numbers(connection, round_, case)
            if numbers is None:
                return False
            values = {"text": pack(text.encode()), "done": int(done), "saved": to_number(now)}
            query = update(blind).where(*_is(numbers, coder)).values(**values)
            return connection.execute(query).rowcount > 0

    def of_round(self, round_: str) -> list[Blind]:
        """See the port."""
        return self._listed(_round.c.title == round_, _round.c.deleted == 0)

    def of_coder(self, coder: str) -> list[Blind]:
        """See the port."""
        return self._listed(blind.c.coder == coder, _round.c.deleted == 0)

    def drop(self, round_: str, pairs: Iterable[tuple[str, str]]) -> None:
        """See the port."""
        with self._database.writing() as connection:
            for case, coder in pairs:
                numbers = _numbers(connection, round_, case)
                if numbers is not None:
                    connection.execute(delete(blind).where(*_is(numbers, coder)))

    def _listed(self, *wanted: ColumnElement[bool]) -> list[Blind]:
        with self._database.reading() as connection:
            return [_blind(row) for row in connection.execute(_LISTED.where(*wanted))]


def _is(numbers: tuple[int, int], coder: str) -> tuple[ColumnElement[bool], ...]:
    return blind.c.round == numbers[0], blind.c.page == numbers[1], blind.c.coder == coder


def _numbers(connection: Connection, round_: str, case: str) -> tuple[int, int] | None:
    """Return the numbers of the two pages; None when one is not there."""
    query = select(pages.c.title, pages.c.id).where(pages.c.title.in_([round_, case]), pages.c.deleted == 0)
    known = {row.title: row.id for row in connection.execute(query)}
    return (known[round_], known[case]) if {round_, case} <= known.keys() else None


def _blind(row: Any) -> Blind:
    text = unpack(row.text).decode()
    return Blind(row.round, row.case, row.coder, text, bool(row.done), to_time(row.saved))
