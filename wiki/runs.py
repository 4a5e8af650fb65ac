"""Imports through the browser, and the questions that imports leave open: the values that are kept of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from importers.question import Question


class State(StrEnum):
    """How a run stands."""

    CHOOSING = "choosing"  # sent, and waiting for a person to say what it is
    WAITING = "waiting"  # for its turn
    RUNNING = "running"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # its process ended before it did
    FAILED = "failed"  # `message` says why
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Chosen:
    """How an upload is to be read."""

    format: str = ""
    profile: str = ""
    license: str = ""
    source: str = ""  # address the material was taken from
    mapping: str = ""  # YAML; counts instead of the profile when there is one
    current: bool = False  # leave the source's history out
    again: int = 0  # import whose originals are converted again, 0 = what was sent is read


@dataclass(frozen=True, slots=True)
class Run:
    """One import through the browser."""

    number: int
    author: str
    upload: str  # SHA-256 of the file that was sent, in lower-case hex
    name: str  # of that file
    size: int  # bytes
    created: datetime
    changed: datetime
    state: State = State.CHOOSING
    preview: bool = True  # a dry run, the last time it ran or is to run
    chosen: Chosen = field(default_factory=Chosen)
    stopping: bool = False  # somebody asked it to stop
    read: int = 0  # drafts so far
    expected: int | None = None  # drafts that will come in all, where it is known
    counts: dict[str, int] = field(default_factory=dict)
    batch: int | None = None
    message: str = ""  # why it failed; how fast it goes; what to do next


def pace(read: int, expected: int | None, seconds: float) -> str:
    """Say how fast a run goes and how long it will take still, "" as long as that cannot be told."""
    if seconds < SOON or read <= 0:
        return ""
    rate = read / seconds
    fast = f"{rate:,.0f} pages a second" if rate >= 2 else f"{rate * 60:,.0f} pages a minute"  # noqa: PLR2004
    if not expected or expected <= read:
        return f"{fast}."
    left = (expected - read) / rate
    if left < MINUTE:
        return f"{fast}, less than a minute left."
    minutes = round(left / MINUTE)
    long = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"{fast}, about {long if minutes < MINUTE else f'{left / MINUTE / MINUTE:.1f} hours'} left."


SOON, MINUTE = 1.0, 60
"""Seconds after which a rate says something, and of a minute."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a run met or did."""

    what: str  # "problem", "sample", or what was (or would be) done: "created", "updated", "skipped"
    title: str  # of the page, or where the problem is
    words: str = ""  # the problem's sentence, the sample's text
    number: int = 0  # its place in the run's list


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the review queue."""

    number: int
    question: Question
    asked: datetime
    answer: str = ""  # value of an option, "" = not answered yet
    by: str = ""
    answered: datetime | None = None
