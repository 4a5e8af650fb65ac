"""`wiki.ports.Runs` on the file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from wiki.runs import Chosen, Line, Run, State
from wiki.storage.database import Database
from wiki.storage.schema import run_lines, runs, to_number, to_time


class SqlRuns:
    """Imports through the browser."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, author: str, upload: str, name: str, size: int, chosen: Chosen) -> int:
        """See the port."""
        now = to_number(datetime.now(UTC))
        row = {
            "author": author,
            "upload": upload,
            "name": name,
            "size": size,
            "created": now,
            "changed": now,
            "state": State.CHOOSING.value,
            "preview": 1,
            "chosen": json.dumps(asdict(chosen)),
            "stopping": 0,
            "read": 0,
            "counts": "{}",
            "message": "",
        }
        with self._database.writing() as connection:
            return int(connection.execute(insert(runs).returning(runs.c.number), row).scalar_one())

    def get(self, number: int) -> Run | None:
        """See the port."""
        with self._database.reading() as connection:
            row = connection.execute(select(runs).where(runs.c.number == number)).first()
        return _run(row) if row else None

    def runs(self, before: int | None = None, limit: int = 50) -> list[Run]:
        """See the port."""
        query = select(runs).order_by(runs.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(runs.c.number < before)
        with self._database.reading() as connection:
            return [_run(row) for row in connection.execute(query)]

    def change(self, number: int, where: Collection[State], **values: Any) -> bool:
        """See the port."""
        states = [each.value for each in where]
        row = {"changed": to_number(datetime.now(UTC)), **_columns(values)}
        query = update(runs).where(runs.c.number == number, runs.c.state.in_(states)).values(**row)
        with self._database.writing() as connection:
            return connection.execute(query).rowcount > 0

    def next_waiting(self) -> Run | None:
        """See the port."""
        waiting = select(runs).where(runs.c.state == State.WAITING.value)
        with self._database.reading() as connection:
            row = connection.execute(waiting.order_by(runs.c.changed, runs.c.number).limit(1)).first()
        return _run(row) if row else None

    def drop(self, number: int) -> None:
        """See the port."""
        with self._database.writing() as connection:
            connection.execute(delete(run_lines).where(run_lines.c.run == number))
            connection.execute(delete(runs).where(runs.c.number == number))

    def add_lines(self, number: int, lines: Sequence[Line]) -> None:
        """See the port."""
        last = select(func.max(run_lines.c.number)).where(run_lines.c.run == number)
        with self._database.writing() as connection:
            first = (connection.execute(last).scalar() or 0) + 1
            rows = [
                {"run": number, "number": at, "what": each.what, "title": each.title, "words": each.words}
                for at, each in enumerate(lines, start=first)
            ]
            if rows:
                connection.execute(insert(run_lines), rows)

    def clear_lines(self, number: int) -> None:
        """See the port."""
        with self._database.writing() as connection:
            connection.execute(delete(run_lines).where(run_lines.c.run == number))

    def lines(self, number: int, what: Collection[str], after: int = 0, limit: int = 50) -> list[Line]:
        """See the port."""
        query = (
            select(run_lines)
            .where(run_lines.c.run == number, run_lines.c.number > after, run_lines.c.what.in_(list(what)))
            .order_by(run_lines.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [Line(row.what, row.title, row.words, row.number) for row in connection.execute(query)]


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _WRITTEN.get(name, _same)(value) for name, value in values.items()}


def _same(value: Any) -> Any:
    return value


_WRITTEN: Mapping[str, Any] = {
    "chosen": lambda chosen: json.dumps(asdict(chosen)),
    "counts": lambda counts: json.dumps(dict(counts)),
    "state": lambda state: state.value,
    "preview": int,
    "stopping": int,
}


def _run(row: Row[Any]) -> Run:
    return Run(
        row.number,
        row.author,
        row.upload,
        row.name,
        row.size,
        to_time(row.created),
        to_time(row.changed),
        State(row.state),
        bool(row.preview),
        Chosen(**json.loads(row.chosen)),
        bool(row.stopping),
        row.read,
        row.expected,
        json.loads(row.counts),
        row.batch,
        row.message,
    )
