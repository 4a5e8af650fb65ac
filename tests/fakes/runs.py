"""`Runs` and `Questions` in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from importers.question import Question
from wiki.errors import BadInputError, NotFoundError
from wiki.runs import Asked, Chosen, Line, Run, State
from wiki.uploads import Uploads


class MemoryRuns:
    """Imports through the browser in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[int, Run] = {}
        self.said: dict[int, list[Line]] = {}
        self.last = 0

    def add(self, author: str, upload: str, name: str, size: int, chosen: Chosen) -> int:
        self.last += 1
        now = datetime.now(UTC)
        self.kept[self.last] = Run(self.last, author, upload, name, size, now, now, chosen=chosen)
        return self.last

    def get(self, number: int) -> Run | None:
        return self.kept.get(number)

    def runs(self, before: int | None = None, limit: int = 50) -> list[Run]:
        return [self.kept[n] for n in sorted(self.kept, reverse=True) if before is None or n < before][:limit]

    def change(self, number: int, where: Collection[State], **values: Any) -> bool:
        run = self.kept.get(number)
        if run is None or run.state not in where:
            return False
        self.kept[number] = replace(run, changed=datetime.now(UTC), **values)
        return True

    def next_waiting(self) -> Run | None:
        waiting = [each for each in self.kept.values() if each.state is State.WAITING]
        return min(waiting, key=lambda run: (run.changed, run.number), default=None)

    def drop(self, number: int) -> None:
        self.kept.pop(number, None)
        self.said.pop(number, None)

    def add_lines(self, number: int, lines: Sequence[Line]) -> None:
        said = self.said.setdefault(number, [])
        for each in lines:
            said.append(replace(each, number=len(said) + 1))

    def clear_lines(self, number: int) -> None:
        self.said.pop(number, None)

    def lines(self, number: int, what: Collection[str], after: int = 0, limit: int = 50) -> list[Line]:
        said = self.said.get(number, [])
        return [each for each in said if each.what in what and each.number > after][:limit]


class MemoryQuestions:
    """The review queue in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, Asked] = {}

    def ask(self, asked: Sequence[Question]) -> None:
        for each in asked:
            known = self.kept.get(each.key)
            number = known.number if known else len(self.kept) + 1
            fresh = Asked(number, each, datetime.now(UTC))
            self.kept[each.key] = replace(known, question=each) if known else fresh

    def answer(self, key: str, value: str, by: str) -> None:
        if key not in self.kept:
            raise NotFoundError(f"No import has asked {key!r}.")
        known = self.kept[key]
        if value and value not in {each.value for each in known.question.options}:
            raise BadInputError(f"{value!r} is no answer to {key!r}.")
        when = datetime.now(UTC) if value else None
        self.kept[key] = replace(known, answer=value, by=by if value else "", answered=when)

    def answers(self) -> Mapping[str, str]:
        return {key: each.answer for key, each in self.kept.items() if each.answer}

    def queue(self, *, answered: bool, after: int = 0, limit: int = 50) -> list[Asked]:
        found = [each for each in self.kept.values() if bool(each.answer) is answered and each.number > after]
        return sorted(found, key=lambda each: each.number)[:limit]

    def count_open(self) -> int:
        return sum(not each.answer for each in self.kept.values())


def no_uploads() -> Uploads:
    """Uploads of a wiki without a data folder: nothing can be sent to it."""
    return Uploads(Path("/dev/null/uploads"), Path("/dev/null/bell"), 1)
