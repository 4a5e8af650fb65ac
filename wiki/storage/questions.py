"""`wiki.ports.Questions` on the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from importers.question import Option, Question
from wiki.errors import BadInputError, NotFoundError
from wiki.runs import Asked
from wiki.storage.database import Database
from wiki.storage.schema import questions, to_number, to_time


class SqlQuestions:
    """The review queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, asked: Sequence[Question]) -> None:
        """See the port."""
        now = to_number(datetime.now(UTC))
        rows = [_row(each, now) for each in asked]
        if not rows:
            return
        new = insert(questions)
        words = {name: new.excluded[name] for name in ("place", "sentence", "options", "preset")}
        query = new.on_conflict_do_update(index_elements=["key"], set_=words)
        with self._database.writing() as connection:
            connection.execute(query, rows)

    def answer(self, key: str, value: str, by: str) -> None:
        """See the port."""
        with self._database.writing() as connection:
            row = connection.execute(select(questions).where(questions.c.key == key)).first()
            if row is None:
                raise NotFoundError(f"No import has asked {key!r}.")
            options = [each for each, _ in json.loads(row.options)]
            if value and value not in options:
                raise BadInputError(f"{value!r} is no answer to {key!r}. Answers are: {', '.join(options)}.")
            given = {"answer": value, "by": by if value else "", "answered": to_number(datetime.now(UTC))}
            given |= {} if value else {"answered": None}
            connection.execute(update(questions).where(questions.c.key == key).values(**given))

    def answers(self) -> Mapping[str, str]:
        """See the port."""
        query = select(questions.c.key, questions.c.answer).where(questions.c.answer != "")
        with self._database.reading() as connection:
            return {row.key: row.answer for row in connection.execute(query)}

    def queue(self, *, answered: bool, after: int = 0, limit: int = 50) -> list[Asked]:
        """See the port."""
        wanted = questions.c.answer != "" if answered else questions.c.answer == ""
        query = select(questions).where(wanted, questions.c.number > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(questions.c.number).limit(limit))
            return [_asked(row) for row in rows]

    def count_open(self) -> int:
        """See the port."""
        query = select(func.count()).select_from(questions).where(questions.c.answer == "")
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())


def _row(question: Question, now: int) -> dict[str, Any]:
    return {
        "key": question.key,
        "place": question.place,
        "sentence": question.sentence,
        "options": json.dumps([[each.value, each.label] for each in question.options]),
        "preset": question.default,
        "asked": now,
        "answer": "",
        "by": "",
    }


def _asked(row: Row[Any]) -> Asked:
    options = tuple(Option(value, label) for value, label in json.loads(row.options))
    question = Question(row.key, row.place, row.sentence, options, row.preset)
    when = to_time(row.answered) if row.answered is not None else None
    return Asked(row.number, question, to_time(row.asked), row.answer, row.by, when)
