"""Runs of imports that people began in the browser: what can be done with one, and the process that works on them.

Any web process shows how a run stands, for it is all in the storage. One process, started by the supervisor when
something waits, works on one run after the other. If it ends before a run does, the next one calls that run
interrupted; what was written stays, in whole transactions, and can be gone on with or taken back.
"""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, BinaryIO

from importers.formats import FORMATS, UnusableSourceError
from importers.guessing import guess
from importers.profile import profile_names
from importers.source import Source
from importers.table.ownexport import own_tables
from importers.table.propose import propose
from wiki.again import choose
from wiki.arrivals import Arrival, bring_into
from wiki.assembly import Wiki
from wiki.errors import BadInputError, CommonloomError, NotFoundError
from wiki.importing import Tally
from wiki.ownprofiles import check_profile
from wiki.runs import Chosen, Line, Run, State, pace

RESTING = frozenset(State) - {State.WAITING, State.RUNNING}
"""States in which nothing is being done with a run."""

UNFINISHED = frozenset({State.CANCELLED, State.INTERRUPTED, State.FAILED})
"""States from which an import is gone on with in the same batch."""

EVERY = 0.5
"""Seconds between two notes of how far a run is, and between two looks whether it is to stop."""

GONE = "What was sent for this import was deleted in the meantime, as the settings of this wiki say. Send it again."


def receive(wiki: Wiki, stream: BinaryIO, name: str, author: str) -> int:
    """Keep a file that was sent and begin a run with it; return the run's number. Raises BadInputError."""
    upload = wiki.uploads.receive(stream, name)
    place = wiki.uploads.place(upload.digest, upload.name)
    form, profile = guess(place) if place else ("", "")
    if not form:
        raise BadInputError(
            f"“{upload.name}” is no text, table, workbook, PDF or archive that could be read: it looks like a picture or "
            "a program. Send the texts, as one file or packed as a ZIP file."
        )
    chosen = _read_before(wiki, upload.name, form) or Chosen(form, profile)
    return wiki.runs.add(author, upload.digest, upload.name, upload.size, chosen)


def convert_again(wiki: Wiki, batch: int, author: str) -> int:
    """Begin a run over the originals of an import, as they were read then; return its number.

    What stands for the upload names the import only. Raises NotFoundError and BadInputError when there are none.
    """
    choice = choose(wiki, str(batch))
    stream = BytesIO(f"{choice.words}\n".encode())
    upload = wiki.uploads.receive(stream, f"Originals of batch {batch}")
    profile = choice.profile if choice.profile in profile_names() else ""
    chosen = Chosen(choice.format, profile, choice.license, again=batch)
    return wiki.runs.add(author, upload.digest, upload.name, upload.size, chosen)


def _read_before(wiki: Wiki, name: str, form: str) -> Chosen | None:
    """Return how a file of that name was read last with a mapping of a person's own, None when it was not."""
    for run in wiki.runs.runs(limit=REMEMBERED):
        if run.name == name and run.chosen.format == form and run.chosen.mapping:
            return run.chosen
    return None


REMEMBERED = 500
"""Runs that are looked through for an earlier mapping."""


def start(wiki: Wiki, number: int, chosen: Chosen, *, preview: bool) -> None:
    """Let a run wait for its turn, as a dry run or in earnest.

    Raises NotFoundError, and BadInputError when it is under way already, done, or its upload is gone.
    """
    run = the_run(wiki, number)
    if run.chosen.again:
        chosen = replace(chosen, format=run.chosen.format, again=run.chosen.again)
    if chosen.format not in FORMATS:
        raise BadInputError(
            f"There is no import format {chosen.format!r}. Formats are: {', '.join(FORMATS)}."
        )
    if wiki.uploads.place(run.upload, run.name) is None:
        raise BadInputError(GONE)
    check_profile(wiki, run, chosen)
    same = run.batch if run.state in UNFINISHED and not run.preview and not preview else None
    begun = {"chosen": chosen, "preview": preview, "stopping": False, "message": "", "batch": same}
    begun |= {"read": 0, "expected": None, "counts": {}, "state": State.WAITING}
    if not wiki.runs.change(number, RESTING - _over(run), **begun):
        raise BadInputError("This import is under way or done already. Send the file again for another one.")
    wiki.uploads.ring()


def keep(wiki: Wiki, number: int, chosen: Chosen) -> None:
    """Note how a run is to be read, without letting it begin; raises NotFoundError and BadInputError."""
    run = the_run(wiki, number)
    check_profile(wiki, run, chosen)
    if not wiki.runs.change(number, changeable(run), chosen=chosen):
        raise BadInputError("This import is under way or done already, so it cannot be changed any more.")


def changeable(run: Run) -> frozenset[State]:
    """Return the states in which it may be changed how a run is read."""
    return RESTING - _over(run)


def _over(run: Run) -> frozenset[State]:
    """Return the states that end a run for good: done in earnest."""
    return frozenset() if run.preview else frozenset({State.DONE})


def stop(wiki: Wiki, number: int) -> None:
    """Take a run out of the queue, or let it stop at the next whole transaction."""
    if not wiki.runs.change(number, {State.WAITING}, state=State.CANCELLED):
        wiki.runs.change(number, {State.RUNNING}, stopping=True)


def forget(wiki: Wiki, number: int) -> None:
    """Drop a run that rests; what it imported stays."""
    if the_run(wiki, number).state not in RESTING:
        raise BadInputError("This import is under way. Stop it first.")
    wiki.runs.drop(number)


def the_run(wiki: Wiki, number: int) -> Run:
    """Return a run; raises NotFoundError for one that is not there (any more)."""
    run = wiki.runs.get(number)
    if run is None:
        raise NotFoundError(
            f"There is no import number {number}, or it was deleted with what was sent for it."
        )
    return run


def work_through(wiki: Wiki) -> None:
    """Work on what waits, one run after the other, until nothing does; to be called by one process at a time."""
    for left in [each for each in _all_runs(wiki) if each.state is State.RUNNING]:
        wiki.runs.change(left.number, {State.RUNNING}, state=State.INTERRUPTED, message="")
    tidy(wiki)
    while run := wiki.runs.next_waiting():
        if wiki.runs.change(run.number, {State.WAITING}, state=State.RUNNING):
            work_on(wiki, the_run(wiki, run.number))


def _all_runs(wiki: Wiki) -> Iterator[Run]:
    before = None
    while some := wiki.runs.runs(before):
        yield from some
        before = some[-1].number


def tidy(wiki: Wiki) -> None:
    """Delete uploads that are older than the settings allow, and the runs they were for."""
    needed = {each.upload for each in _all_runs(wiki) if each.state not in RESTING}
    gone = set(wiki.uploads.forget(wiki.config.upload_days, needed))
    for run in [each for each in _all_runs(wiki) if each.upload in gone]:
        wiki.runs.drop(run.number)


def work_on(wiki: Wiki, run: Run) -> None:
    """Do one run and note how it ended."""
    wiki.runs.clear_lines(run.number)
    note = _Note(wiki, run.number)
    ended: dict[str, Any]
    try:
        with _stopped_on_request(wiki, run.number):
            if _propose(wiki, run):
                return
            tally = bring_into(wiki, _arrival(wiki, run), note.progress, note.begun_as)
            note.all_of(tally)
            wiki.questions.ask(tally.questions)  # a dry run has not
        ended = {"state": State.DONE, "batch": tally.batch, "message": "", **_nothing(tally, run)}
    except KeyboardInterrupt:
        if not the_run(wiki, run.number).stopping:  # Ctrl-C where the wiki was started
            wiki.runs.change(run.number, {State.RUNNING}, state=State.INTERRUPTED, message="")
            raise
        ended = {"state": State.CANCELLED, "message": ""}
    except CommonloomError as error:
        ended = {"state": State.FAILED, "message": str(error)}
    except Exception as error:
        ended = {"state": State.FAILED, "message": f"{FAULT} ({type(error).__name__}: {error})"}
        wiki.runs.change(run.number, {State.RUNNING}, **ended)
        raise
    wiki.runs.change(run.number, {State.RUNNING}, **ended)


def _nothing(tally: Tally, run: Run) -> dict[str, Any]:
    """Say that no page came of what was sent, when none did: then it was read as something it is not."""
    if any(tally.counts[each] for each in ("created", "updated", "unchanged", "skipped")):
        return {}
    why = "The problems below say why" if tally.counts["problems"] else "Nothing in it is of this format"
    words = f"No page could be made of “{run.name}” read as {run.chosen.format}."
    return {"state": State.FAILED, "message": f"{words} {why}; choose another format, or send another file."}


def _propose(wiki: Wiki, run: Run) -> bool:
    """Give a table that has no mapping the proposed one and let the person look at it; say whether that was done."""
    place, chosen = wiki.uploads.place(run.upload, run.name), run.chosen
    if chosen.format != "table" or chosen.profile or chosen.mapping or place is None:
        return False
    try:
        if own_tables(Source(place, wiki.ontology)):
            return False
        mapping = propose(place, wiki.ontology, license_=chosen.license, address=chosen.source)
    except UnusableSourceError as error:
        raise BadInputError(str(error)) from error
    proposed = {"state": State.CHOOSING, "chosen": replace(chosen, mapping=mapping), "message": PROPOSED}
    return wiki.runs.change(run.number, {State.RUNNING}, **proposed)


PROPOSED = (
    "Tables are read by a mapping. One is proposed below from names and values: correct it, column by column or as text, "
    "then look at the preview."
)
FAULT = (
    "Something in the program is broken, and the import ended before it was complete. What was written stays, "
    "and can be gone on with or taken back. Please tell the operator, with this"
)


def _arrival(wiki: Wiki, run: Run) -> Arrival:
    chosen = run.chosen
    place = wiki.uploads.place(run.upload, run.name)
    if place is None:
        raise BadInputError(GONE)
    profile = chosen.profile
    if chosen.mapping.strip():
        profile = str(wiki.uploads.write_mapping(run.upload, run.name, chosen.mapping))
    batch = wiki.batches.batch(run.batch) if run.batch is not None and not run.preview else None
    return Arrival(
        chosen.format,
        place,
        profile,
        chosen.license,
        chosen.source,
        run.author,
        dry_run=run.preview,
        current=chosen.current,
        named=run.name,
        batch=batch.number if batch and not batch.undone else None,
        again=str(chosen.again) if chosen.again else None,
    )


@contextmanager
def _stopped_on_request(wiki: Wiki, number: int) -> Iterator[None]:
    """Raise KeyboardInterrupt in the main thread, as Ctrl-C would, once somebody asks the run to stop."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(EVERY):
            run = wiki.runs.get(number)
            if run is None or run.stopping:
                _thread.interrupt_main()
                return

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


@dataclass
class _Note:
    """Writes down how far a run is, and what it met since it was last written down."""

    wiki: Wiki
    number: int
    begun: float = field(default_factory=time.monotonic)
    written: float = 0.0
    issues: int = 0
    changes: int = 0
    read: int = 0

    def begun_as(self, batch: int) -> None:
        """Note the batch in which it is gone on with, should it end in the next moment."""
        self.wiki.runs.change(self.number, {State.RUNNING}, batch=batch)

    def progress(self, tally: Tally, read: int) -> None:
        """Note it, unless that was done a moment ago."""
        self.read = read
        if time.monotonic() - self.written >= EVERY or tally.batch is not None:
            self._put(tally)

    def all_of(self, tally: Tally) -> None:
        """Note what is left to be noted, the samples too."""
        self._put(tally)
        self.wiki.runs.add_lines(
            self.number, [Line("sample", each.title, each.text) for each in tally.samples]
        )

    def _put(self, tally: Tally) -> None:
        self.written = time.monotonic()
        lines = [Line("problem", each.place, each.message) for each in tally.issues[self.issues :]]
        lines += [Line(what, title) for what, title in tally.changes[self.changes :]]
        self.issues, self.changes = len(tally.issues), len(tally.changes)
        self.wiki.runs.add_lines(self.number, lines)
        self.wiki.runs.change(
            self.number,
            {State.RUNNING},
            read=self.read,
            expected=tally.expected,
            counts=tally.counts,
            batch=tally.batch,
            message=pace(self.read, tally.expected, self.written - self.begun),
        )
