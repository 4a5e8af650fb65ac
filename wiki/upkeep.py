"""Keeping the data well: projections made anew, everything verified, copies taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wiki.assembly import open_wiki, storage_of
from wiki.codebook import Retelling
from wiki.config import BASE, DATABASE, write_config
from wiki.errors import StorageError
from wiki.storage import backup as copying
from wiki.storage.cache import HtmlCache

Advance = Callable[[int, str], None]
"""Called with how many revisions are done, and words to show beside it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    revisions: int
    pages: int
    problems: tuple[str, ...]


def rebuild(data: Path, what: str, advance: Advance) -> int:
    """Make "graph", "search", "links", "html" or "all" anew from the texts; return how many texts were read."""
    wiki, storage = open_wiki(data), storage_of(data)
    read = 0
    if what != "html":
        retelling = Retelling(wiki.shapes, wiki.config.base)
        read = storage.rebuild(what, wiki.project, lambda done, total: advance(done, _of(total)), retelling)
    if what in {"graph", "all"}:
        storage.note(BASE, wiki.config.base)
    if what in {"html", "all"}:
        HtmlCache(data).clear()  # rendered again at the next view
    return read


def check(data: Path, advance: Advance) -> Report:
    """Verify checksums, the log and every projection against the truth."""
    wiki, storage = open_wiki(data), storage_of(data)
    problems = tuple(storage.check(wiki.project, lambda done, total: advance(done, _of(total))))
    return Report(wiki.pages.head(), sum(wiki.pages.count_by_kind().values()), problems)


def backup(data: Path, dest: Path) -> int:
    """Copy the data file, also while the wiki runs; return the number of revisions in the copy."""
    return storage_of(data).backup(dest)


def restore(data: Path, source: Path) -> int:
    """Make a data folder from a backup; raises StorageError when it holds a wiki already."""
    if (data / DATABASE).exists():
        raise StorageError(
            f"{data} holds a wiki already; nothing was changed. Choose another folder with --data."
        )
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = copying.restore(source, data / DATABASE)
    if not (data / "commonloom.toml").exists():
        base = storage_of(data).noted(BASE)
        write_config(data, **({"base": base} if base else {}))
    return count


def _of(total: int) -> str:
    return f"of {total:,}"
