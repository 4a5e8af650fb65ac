"""Imports as the command line and the browser ask for them: which importer, in whose name, into which wiki."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from importers.draft import Issue
from importers.formats import FORMATS, UnusableSourceError, read
from importers.profile import short_name
from importers.question import Question
from importers.source import Source, StoppedError, Work
from wiki.again import KeptOriginals, choose
from wiki.ahead import Ahead
from wiki.assembly import Wiki, open_wiki
from wiki.boxes.client import BoxClient
from wiki.boxes.process import start_boxes
from wiki.errors import BadInputError, BoxError
from wiki.importing import Arriving, Begun, Progress, Tally, Wish, run_import
from wiki.undoing import Goes, undo, what_goes


@dataclass(frozen=True, slots=True)
class Arrival:
    """One import as asked for."""

    format: str
    path: Path
    profile: str
    license: str
    source: str  # address the material was taken from, "" = the path
    author: str
    dry_run: bool = False
    current: bool = False  # leave the source's history out
    named: str = ""  # what stands in the list of batches in place of the path
    batch: int | None = None  # one that was stopped and is to be gone on with
    again: str | None = (
        None  # read, instead of the path, the originals of this batch or source, "" = the only one
    )


BOXED = {"mediawiki", "documents", "rdf"}
"""Formats whose texts are read in boxes: a reader may be slow on a hostile one."""

SECONDS = 10.0
"""Longest a single text may take."""


Answer = Callable[[Question], str]
"""Gives the value of an option, or "" to leave the question open."""


def bring(
    data: Path, arrival: Arrival, progress: Progress | None = None, answer: Answer | None = None
) -> Tally:
    """Run the import; with `answer`, ask first what is uncertain and remember what is answered.

    Raises BadInputError for an unknown format or profile, a source that cannot be read at all, or an answer
    that is none.
    """
    wiki = open_wiki(data)
    if answer is not None:
        _ask(wiki, arrival, answer)
    return bring_into(wiki, arrival, progress)


def _ask(wiki: Wiki, arrival: Arrival, answer: Answer) -> None:
    """Look through the source for questions and keep the answers."""
    if str(arrival.path) == "-":
        raise BadInputError("To ask, the source is read twice, which standard input cannot be. Give a file.")
    found = bring_into(wiki, replace(arrival, dry_run=True)).questions
    wiki.questions.ask(found)
    for each in found:
        value = answer(each)
        if value:
            wiki.questions.answer(each.key, value, arrival.author)


def bring_into(
    wiki: Wiki, arrival: Arrival, progress: Progress | None = None, begun: Begun | None = None
) -> Tally:
    """Run the import into an open wiki; see `bring` and `wiki.importing.run_import`."""
    if arrival.format not in FORMATS:
        raise BadInputError(
            f"There is no import format {arrival.format!r}. Formats are: {', '.join(FORMATS)}."
        )
    kept = None
    if arrival.again is not None:
        arrival, kept = _again(wiki, arrival, arrival.again)
    wish = Wish(
        arrival.format,
        arrival.source or arrival.named or str(arrival.path),
        arrival.author,
        short_name(arrival.profile) if arrival.named else arrival.profile,
        arrival.license,
        dry_run=arrival.dry_run,
        batch=arrival.batch,
        again=kept is not None,
    )
    answers = wiki.questions.answers()
    with _workers(arrival.format) as (work, hands):
        given = (arrival.path, wiki.ontology, arrival.profile, arrival.license, arrival.source)
        source = Source(
            *given,
            current=arrival.current,
            work=work,
            hands=hands,
            known=_Present(wiki),
            kept=kept,
            answers=answers,
        )
        ahead = Ahead(wiki, work, hands)
        try:
            found = _placed(read(arrival.format, source), arrival)
            return run_import(wiki, wish, found, progress, ahead, begun)
        except UnusableSourceError as error:
            raise BadInputError(_named(str(error), arrival)) from error
        finally:
            ahead.close()


def _placed(found: Iterator[Arriving], arrival: Arrival) -> Iterator[Arriving]:
    """Yield what was found, its problems without the path of what a person sent, which is this machine's business."""
    for each in found:
        yield (
            replace(each, place=_named(each.place, arrival), message=_named(each.message, arrival))
            if arrival.named and isinstance(each, Issue)
            else each
        )


def _named(words: str, arrival: Arrival) -> str:
    """Return words with the name of what was sent for the place where it is kept."""
    sent = arrival.named and arrival.again is None
    return words.replace(str(arrival.path), arrival.named) if sent else words


def _again(wiki: Wiki, arrival: Arrival, given: str) -> tuple[Arrival, KeptOriginals]:
    """Return an import of originals with what was chosen when they came, and the originals."""
    choice = choose(wiki, given)
    if choice.format != arrival.format:
        raise BadInputError(
            f"The originals are of the format {choice.format}, not {arrival.format}. Say: import {choice.format} --again."
        )
    profile, license_ = arrival.profile or choice.profile, arrival.license or choice.license
    return replace(arrival, named=choice.words, profile=profile, license=license_), choice.kept


@contextmanager
def _workers(form: str) -> Iterator[tuple[Work | None, int]]:
    """Give boxes of its own to an import that needs them, as many as there are processors, and how many."""
    if form not in BOXED:
        yield None, 1
        return
    hands = len(os.sched_getaffinity(0))
    with TemporaryDirectory(prefix="commonloom-") as folder, ThreadPoolExecutor(1) as waiting:
        host = start_boxes(Path(folder))
        try:
            ready = waiting.submit(host.wait_ready)
            yield _once(ready, work_of(BoxClient(host.socket))), hands
        finally:
            host.stop()


def _once(ready: Future[bool], work: Work) -> Work:
    """Return work that waits until the boxes are there, so that a source is looked through while they start."""

    def wait_and_work(name: str, payload: bytes) -> bytes:
        if not ready.result():
            raise BadInputError("The boxes in which texts are read did not start. Try again.")
        return work(name, payload)

    return wait_and_work


@dataclass(frozen=True, slots=True)
class _Present:
    """The pages there are, as readers may look into them."""

    wiki: Wiki

    def pages(self, kind: str) -> Iterator[tuple[str, str]]:
        after = ""
        while listed := self.wiki.pages.list_pages(kind, after):
            after = listed[-1].title
            found = self.wiki.pages.get_all(each.title for each in listed)
            yield from ((title, revision.text) for title, revision in found.items())

    def arrived(self, origins: Mapping[str, str]) -> frozenset[str]:
        return frozenset(self.wiki.batches.last_imported(origins))


def work_of(boxes: BoxClient) -> Work:
    """Return how readers have work done in these boxes."""

    def work(name: str, payload: bytes) -> bytes:
        try:
            return boxes.run(name, payload, seconds=SECONDS)
        except (BoxError, BadInputError) as error:
            raise StoppedError(str(error)) from error

    return work


def going(data: Path, number: int) -> Goes:
    """Return what would go if a batch were taken back."""
    return what_goes(open_wiki(data), number)


def take_back(data: Path, number: int, author: str) -> Tally:
    """Undo a batch."""
    return undo(open_wiki(data), number, author)


def all_batches(data: Path) -> list[dict[str, Any]]:
    """Return every batch, newest first, as plain mappings."""
    batches = open_wiki(data).batches
    found: list[dict[str, Any]] = []
    before: int | None = None
    while rows := batches.batches(before):
        found += [asdict(row) for row in rows]
        before = rows[-1].number
    return found
