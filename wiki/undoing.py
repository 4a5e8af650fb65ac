"""Taking an import back as a whole: each page gets the state it had before, and what was edited later is kept."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from importers.draft import Issue
from patterns.links import split_title
from patterns.merge import merge
from wiki.assembly import Wiki
from wiki.committing import commit
from wiki.deciding import Step
from wiki.editing import nothing
from wiki.errors import BadInputError, EditConflictError, NotFoundError
from wiki.importing import CHUNK, TRIES, Tally
from wiki.revisions import Action, Batch, Revision, Write

SEED = "seed corpus"
"""The source of the batch a wiki begins with."""

SHOWN = 10
"""Pages that are named of those a batch brought."""


@dataclass(frozen=True, slots=True)
class Goes:
    """What would go if a batch were taken back."""

    seed: bool  # it is what the wiki began with
    pages: int
    kinds: tuple[tuple[str, int], ...]  # kind → pages, the most first
    titles: tuple[str, ...]  # the first ones

    def __str__(self) -> str:
        """Return it as a sentence says it."""
        return ", ".join(f"{count:,} × {kind}" for kind, count in self.kinds)


def what_goes(wiki: Wiki, number: int) -> Goes:
    """Return what a batch brought. Raises what `undo` raises."""
    batch = check_undoable(wiki, number)
    titles = list({line.page: line.title for line in wiki.batches.batch_revisions(number)}.values())
    kinds = Counter(split_title(title, wiki.ontology).kind for title in titles)
    return Goes(batch.source == SEED, len(titles), tuple(kinds.most_common()), tuple(titles[:SHOWN]))


def undo(wiki: Wiki, number: int, author: str) -> Tally:
    """Take an import back as a whole, keeping what was edited later.

    Raises NotFoundError for an unknown batch, BadInputError when it is undone already.
    """
    check_undoable(wiki, number)
    tally, _ = _undo_from(wiki, number, author, 0, None)
    return tally


def check_undoable(wiki: Wiki, number: int) -> Batch:
    """Return the batch; raises NotFoundError for an unknown one, BadInputError when it is undone already."""
    batch = wiki.batches.batch(number)
    if batch is None:
        raise NotFoundError(f"There is no batch {number}. `batches` lists them.")
    if batch.undone:
        raise BadInputError(f"Batch {number} was taken back on {batch.undone:%Y-%m-%d %H:%M} UTC already.")
    return batch


def undo_part(wiki: Wiki, number: int, author: str, begin: int, seconds: float) -> tuple[Tally, int | None]:
    """Take back an import from its page number `begin` (from 0) on, for about so long; return where to go on.

    None: everything is taken back. Raises what `undo` raises.
    """
    check_undoable(wiki, number)
    return _undo_from(wiki, number, author, begin, seconds)


def _undo_from(
    wiki: Wiki, number: int, author: str, begin: int, seconds: float | None
) -> tuple[Tally, int | None]:
    tally, pages = Tally(), list(_pages_of(wiki, number).items())
    until = None if seconds is None else time.monotonic() + seconds
    for start in range(begin, len(pages), CHUNK):
        _undo_chunk(wiki, number, author, pages[start : start + CHUNK], tally)
        if until is not None and time.monotonic() > until and start + CHUNK < len(pages):
            return tally, start + CHUNK
    wiki.batches.mark_undone(number, datetime.now(UTC))
    return tally, None


def _pages_of(wiki: Wiki, number: int) -> dict[int, tuple[int, int]]:
    """Return per page the first and the last position the batch wrote."""
    spans: dict[int, tuple[int, int]] = {}
    for line in wiki.batches.batch_revisions(number):
        first, _ = spans.get(line.page, (line.position, 0))
        spans[line.page] = (first, line.position)
    return spans


def _undo_chunk(
    wiki: Wiki, number: int, author: str, pages: list[tuple[int, tuple[int, int]]], tally: Tally
) -> None:
    for _ in range(TRIES):
        steps = [_undone(wiki, number, author, first, last) for _, (first, last) in pages]
        writes = [write for step in steps for write in step.writes]
        try:
            if writes:
                commit(wiki, writes)
        except EditConflictError:
            continue
        tally.took(steps)
        return
    raise EditConflictError("The pages are being edited faster than they can be taken back. Run undo again.")


def _undone(wiki: Wiki, number: int, author: str, first: int, last: int) -> Step:
    """Return how one page goes back to what it was before the batch."""
    written, opened = _kept(wiki, last), _kept(wiki, first)
    before = wiki.pages.revision(opened.parent) if opened.parent else None
    now = wiki.pages.history(written.page, limit=1)[0]
    title, summary = now.title, f"Import {number} taken back"
    if now.action is Action.DELETE:
        return Step("unchanged", title)
    if before is None or before.action is Action.DELETE:
        if now.position != last:
            sentence = (
                f"{title!r} was edited after the import and stays; delete it by hand if it should go too."
            )
            return Step("kept", title, issue=Issue(title, sentence))
        gone = Write(Action.DELETE, title, "", nothing(wiki, title), author, summary, last)
        return Step("deleted", title, (gone,))
    current = _kept(wiki, now.position)
    result = merge(written.text, before.text, current.text, wiki.ontology)
    if result.conflicts:
        sentence = f"{title!r} was edited after the import in the same places; the present text was kept."
        return Step("kept", title, issue=Issue(title, sentence))
    if result.text == current.text:
        return Step("unchanged", title)
    back = Write(
        Action.SAVE, title, result.text, wiki.project(title, result.text), author, summary, now.position
    )
    return Step("restored", title, (back,))


def _kept(wiki: Wiki, position: int) -> Revision:
    revision = wiki.pages.revision(position)
    if revision is None:
        raise NotFoundError(f"Revision {position} is missing from the log. Run check.")
    return revision
