"""What follows from pages, worked out in boxes while the process that imports them does other things.

What a box could not do, and what was read by a codebook that has changed since, is worked out when it is written: see
`wiki.committing`.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from importers.source import StoppedError, Work
from ontology.kinds import Ontology
from patterns.projection import Projected
from wiki.assembly import Wiki
from wiki.boxes import projecting
from wiki.boxes.projecting import Page

PAGES = 16
"""Pages in one piece of work: few enough to be done at once, many enough to make little of the way there."""

CHARACTERS = 100_000
"""Characters of text from which on a piece of work gets no further page."""

UNREAD = Projected("", "", "", b"", mark="unread")
"""Stands for a projection that is still to be made: no ontology has this mark."""


class Ahead:
    """Projections under way."""

    def __init__(self, wiki: Wiki, work: Work | None = None, hands: int = 1) -> None:
        self._wiki, self._work = wiki, work
        self._pool = ThreadPoolExecutor(max_workers=hands)
        self._begun: dict[Page, tuple[Future[list[Projected]], int]] = {}
        self._ontology: tuple[Ontology, bytes] | None = None

    def begin(self, pages: Iterable[Page]) -> None:
        """Have these read, where there are boxes to do it."""
        if self._work is None:
            return
        ontology = self._pickled()
        for some in _portions(pages):
            done = self._pool.submit(self._project, ontology, some)
            self._begun.update({page: (done, number) for number, page in enumerate(some)})

    def take(self, page: Page) -> Projected:
        """Return what follows from a page, waiting for it if it was begun; UNREAD if it was not, or was stopped."""
        begun = self._begun.pop(page, None)
        if begun is None:
            return UNREAD
        done, number = begun
        made = done.result()
        return made[number] if made else UNREAD

    def close(self) -> None:
        """Let go of what nobody has taken."""
        self._pool.shutdown(cancel_futures=True)

    def _pickled(self) -> bytes:
        now = self._wiki.ontology
        if self._ontology is None or self._ontology[0] is not now:
            self._ontology = (now, pickle.dumps(now, pickle.HIGHEST_PROTOCOL))
        return self._ontology[1]

    def _project(self, ontology: bytes, pages: list[Page]) -> list[Projected]:
        assert self._work is not None
        try:
            answer = self._work(projecting.WORK, projecting.packed(ontology, self._wiki.config.base, pages))
        except StoppedError:
            return []
        return projecting.unpacked(answer)


def _portions(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Cut into pieces of work."""
    some: list[Page] = []
    for page in pages:
        some.append(page)
        if len(some) == PAGES or sum(len(text) for _, text in some) > CHARACTERS:
            yield some
            some = []
    if some:
        yield some
