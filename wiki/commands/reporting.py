"""How commands talk: bars on a terminal, plain lines in a pipe, JSON when asked."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click

EVERY = 5.0
"""Seconds between two progress lines in a pipe."""


class Advance(Protocol):
    """Called with how much is done so far and what to say beside it."""

    def __call__(self, done: int, words: str = "", total: int | None = None) -> None:
        """Show the progress; `total` as soon as it is known."""


def as_json(value: object, *, err: bool = False) -> None:
    """Print one JSON document; on standard error when the output is for something else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str), err=err)


def json_option(command: Any) -> Any:
    """Add `--json` to a reporting command."""
    return click.option("--json", "as_document", is_flag=True, help="Report as one JSON document.")(command)


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Advance]:
    """Show long work's progress on standard error: rate and remaining time on a terminal, lines now and then in a pipe."""
    if sys.stderr.isatty():
        with _bar(title, total) as advance:
            yield advance
    else:
        yield _lines(title, total)


@contextmanager
def _bar(title: str, total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total, words="", rate="")
        begun = time.monotonic()

        def advance(done: int, words: str = "", total: int | None = None) -> None:
            if total is not None:
                bar.update(task, total=total)
            bar.update(task, completed=done, words=words, rate=_rate(done, begun))

        yield advance


def _lines(title: str, total: int | None) -> Advance:
    begun = last = time.monotonic()

    def advance(done: int, words: str = "", total: int | None = total) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY:
            last = now
            of = f" of {total:,}" if total else ""
            left = f", {_remaining(done, total, begun)} left" if total else ""
            click.echo(f"{title}: {done:,}{of} {_rate(done, begun)}{left} {words}".rstrip(), err=True)

    return advance


def _remaining(done: int, total: int, begun: float) -> str:
    """Return the time that the rest takes at the rate so far."""
    seconds = (total - done) * (time.monotonic() - begun) / max(done, 1)
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s" if seconds >= 60 else f"{seconds:.0f} s"  # noqa: PLR2004


def _rate(done: int, begun: float) -> str:
    seconds = max(time.monotonic() - begun, 0.001)
    return f"{done / seconds:,.0f}/s"
