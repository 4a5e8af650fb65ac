"""Bringing drafts home: each import is one batch that can be repeated without harm and taken back as a whole.

What a source said is kept as revisions of its own, so that a later import can tell what changed there from what
was edited here, and merge the two three ways instead of overwriting either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from importers.draft import Described, Draft, Expected, Issue
from importers.question import Question
from patterns.links import split_title
from patterns.nearness import Near, NearNames
from wiki.ahead import Ahead
from wiki.assembly import Wiki
from wiki.committing import commit
from wiki.deciding import AGAIN, IMPORTED, Known, Step, decided, is_known, known_of
from wiki.errors import EditConflictError
from wiki.matching import LEAVE, doubt, key_of, made_before, namesakes, settle
from wiki.revisions import Write

CHUNK = 200
"""Pages written in one transaction: large enough to share its fsync, small enough to let editors in between …"""

CHUNK_BYTES = 8 << 20
"""… and about the bytes of text and history from which on it gets no further page, so that memory has a bound."""

TRIES = 5

ALL = 2**31
"""More problems than any import has."""

Arriving = Draft | Issue | Expected | Question | Described
"""What an importer gives, one after the other."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to import, and in whose name."""

    format: str
    source: str  # path or address the drafts come from
    author: str
    profile: str = ""
    license: str = ""
    dry_run: bool = False
    batch: int | None = None  # one that was stopped and is to be gone on with
    again: bool = False  # originals of an earlier import are converted again


@dataclass
class Tally:
    """What an import did so far; handed to the progress callback and returned at the end."""

    counts: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)  # (what, title), of a dry run
    dry_run: bool = False
    batch: int | None = None  # None: a dry run, or nothing had to be written
    expected: int | None = None  # drafts that will come in all, as soon as the importer knows
    samples: list[Draft] = field(default_factory=list)  # the first new page of each kind, for the dry run
    questions: list[Question] = field(default_factory=list)  # what is uncertain and nobody has answered yet

    def note(self, issue: Issue) -> None:
        """Keep a problem and count it."""
        self.issues.append(issue)
        self.counts["problems"] += 1

    def did(self, what: str, title: str) -> None:
        """Count a page; in a dry run, remember its title."""
        self.counts[what] += 1
        if self.dry_run and what != "unchanged":
            self.changes.append((what, title))

    def ask(self, question: Question) -> None:
        """Keep a question and count it."""
        self.questions.append(question)
        self.counts["questions"] += 1

    def took(self, steps: Iterable[Step]) -> None:
        """Count what was done to each page, and keep the problems met."""
        for step in steps:
            self.did(step.what, step.title)
            if step.issue:
                self.note(step.issue)
            if step.question:
                self.ask(step.question)


Progress = Callable[[Tally, int], None]
"""Called with the tally and the number of drafts read so far."""

Begun = Callable[[int], None]
"""Called with the number of a batch that was opened and holds nothing yet."""


def run_import(
    wiki: Wiki,
    wish: Wish,
    drafts: Iterable[Arriving],
    progress: Progress | None = None,
    ahead: Ahead | None = None,
    begun: Begun | None = None,
) -> Tally:
    """Import the drafts; with `dry_run` say what would happen and write nothing.

    A crash or Ctrl-C leaves whole transactions only; running the same import again goes on where it stopped. With
    `ahead`, what follows from the next pages is worked out while the ones before are written. `begun` is told the
    batch before anything is written, so that an import that ends in any moment can be gone on with in it.
    """
    tally = Tally(dry_run=wish.dry_run, batch=wish.batch)
    answers, before = wiki.questions.answers(), _written_before(wiki, wish)
    read, going = 0, _Going(wiki, wish, tally, answers, before, ahead or Ahead(wiki), begun)
    report = _Report(wiki, tally)
    asked = 0
    for chunk in _begun(going, drafts):
        read += len(chunk.drafts)
        _write_chunk(going, chunk)
        if not wish.dry_run:
            wiki.questions.ask(tally.questions[asked:])
            asked = len(tally.questions)
            report.keep()
        if progress:
            progress(tally, read)
    if tally.batch is not None and not wish.dry_run:
        wiki.batches.close_batch(tally.batch, tally.counts)
    return tally


def _written_before(wiki: Wiki, wish: Wish) -> dict[str, str]:
    """Return what the batch that is gone on with did to pages already, by their titles."""
    found: dict[str, str] = {}
    if wish.batch is not None:
        for line in wiki.batches.batch_revisions(wish.batch):
            found.setdefault(line.title, "updated" if line.parent else "created")
    return found


class _Report:
    """Keeps the problems of an import with its batch, as they come; what an interrupted part has kept is not repeated."""

    def __init__(self, wiki: Wiki, tally: Tally) -> None:
        self.wiki, self.tally, self.done = wiki, tally, 0
        number = tally.batch
        self.known = (
            set[Issue]() if number is None else {each for _, each in wiki.batches.issues(number, 0, ALL)}
        )

    def keep(self) -> None:
        """Keep what is new; as long as nothing was written there is no batch to keep it with."""
        if self.tally.batch is None:
            return
        fresh = [each for each in self.tally.issues[self.done :] if each not in self.known]
        self.done = len(self.tally.issues)
        self.wiki.batches.note_issues(self.tally.batch, fresh)


@dataclass
class _Going:
    """An import under way."""

    wiki: Wiki
    wish: Wish
    tally: Tally
    answers: Mapping[str, str]  # to the questions of earlier imports
    before: Mapping[str, str]  # what was done to pages before the import was interrupted
    ahead: Ahead
    begun: Begun | None
    seen: set[str] = field(default_factory=set)
    near: NearNames | None = None  # names of the pages there were, as soon as they are asked for

    def batch(self) -> int:
        """Return the batch of this import, begun with the first thing there is to write."""
        if self.tally.batch is None:
            wish = self.wish
            self.tally.batch = self.wiki.batches.open_batch(
                wish.format, wish.profile, wish.source, wish.license, wish.author
            )
            if self.begun:
                self.begun(self.tally.batch)
        return self.tally.batch

    def nearly(self, title: str) -> list[Near]:
        """Return the pages there were before this import whose names are nearly the title's."""
        if self.near is None:
            self.near = NearNames(self.wiki.ontology)
            names = self.wiki.mentions.names()
            rows = [each for each in names if not each.redirect and each.title not in self.before]
            self.near.add((each.title, each.written) for each in rows)
        return [each for each in self.near.near(title) if each.title not in self.seen]

    def taken(self, chunk: Iterable[Arriving]) -> list[Draft]:
        """Return the drafts that are to be written, and note the rest."""
        fresh = []
        for each in chunk:
            if isinstance(each, Draft):
                fresh += self._one(each)
            elif isinstance(each, Issue):
                self.tally.note(each)
            elif isinstance(each, Question):
                self.tally.ask(each)
            elif isinstance(each, Described):
                self._describe(each)
            else:
                self.tally.expected = each.pages
        return fresh

    def _describe(self, source: Described) -> None:
        """Keep what the source says of itself, unless that is known."""
        originals = self.wiki.originals
        if not self.wish.dry_run and originals.described().get(source.name) != source.said:
            originals.describe(source.name, source.said)

    def _one(self, each: Draft) -> list[Draft]:
        settled = settle(each, self.answers, self.wiki.ontology)
        draft = settled.draft
        if draft is None:
            self.tally.did("skipped", each.title)
        elif draft.title in self.seen:
            sentence = f"a second record for {draft.title!r} was left out; give it a title of its own"
            self.tally.note(Issue(draft.place, sentence))
            self.tally.counts["skipped"] += 1
        else:
            self.seen.add(draft.title)
            if settled.moved and self.wiki.pages.get(settled.moved):
                self.tally.note(made_before(draft, settled.moved))
            return [draft]
        return []


def _chunks(drafts: Iterable[Arriving]) -> Iterator[list[Arriving]]:
    """Cut what arrives into transactions, of long pages and long histories into small ones."""
    chunk: list[Arriving] = []
    size = 0
    for each in drafts:
        chunk.append(each)
        if isinstance(each, Draft):
            size += len(each.text) + sum(len(one.kept) for one in each.originals)
        if len(chunk) == CHUNK or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What is written in one transaction, and what the wiki had of it when it was read."""

    drafts: list[Draft]
    known: Known


def _begun(going: _Going, drafts: Iterable[Arriving]) -> Iterator[_Chunk]:
    """Yield what is to be written; what follows from the next pages is being worked out meanwhile.

    When the source breaks off or a person does, what was read whole is written before.
    """
    held = None
    try:
        for some in _chunks(drafts):
            chunk = _read(going, some)
            if held:
                yield held
            held = chunk
    except (Exception, KeyboardInterrupt):
        if held:
            yield held
        raise
    if held:
        yield held


def _read(going: _Going, some: Iterable[Arriving]) -> _Chunk:
    fresh = going.taken(some)
    chunk = _Chunk(fresh, known_of(going.wiki, fresh))
    if not going.wish.dry_run:
        most = going.wiki.config.page_bytes
        new = (each for each in fresh if len(each.text) <= most and not is_known(each, chunk.known))
        going.ahead.begin((each.title, each.text) for each in new)
    return chunk


def _write_chunk(going: _Going, chunk: _Chunk) -> None:
    """Write one transaction; when somebody edits one of the pages in the same moment, look again."""
    wiki, wish, tally, drafts, known = going.wiki, going.wish, going.tally, chunk.drafts, chunk.known
    for _ in range(TRIES):
        doubts = _doubts(going, drafts, known)
        steps = [_decided(going, draft, known, doubts.get(draft.title)) for draft in drafts]
        writes = [_read_ahead(going, write) for step in steps for write in step.writes]
        if writes and not wish.dry_run:
            try:
                commit(wiki, writes, going.batch())
            except EditConflictError:
                known = known_of(wiki, drafts)
                continue
        if not wish.dry_run:
            _keep_originals(going, drafts)
        tally.took(steps)
        if wish.dry_run:
            _sample(wiki, tally, drafts, steps)
        return
    raise EditConflictError(
        "The pages are being edited faster than the import can follow. Run the import again later."
    )


def _read_ahead(going: _Going, write: Write) -> Write:
    """Give a write what has been worked out of its page; the rest is worked out by what writes it."""
    return (
        write if going.wish.dry_run else replace(write, projected=going.ahead.take((write.title, write.text)))
    )


def _sample(wiki: Wiki, tally: Tally, drafts: list[Draft], steps: list[Step]) -> None:
    """Keep the first new page of each kind, so that people see what pages would look like."""
    kinds = {split_title(each.title, wiki.ontology).kind for each in tally.samples}
    for draft, step in zip(drafts, steps, strict=True):
        kind = split_title(draft.title, wiki.ontology).kind
        if step.what == "created" and kind not in kinds and not draft.text.startswith("---\nredirect:"):
            kinds.add(kind)
            tally.samples.append(draft)


def _keep_originals(going: _Going, drafts: list[Draft]) -> None:
    """Keep what the pages are at their source, in its own markup: what is there already is left as it is."""
    given = {draft.title: draft for draft in drafts if draft.originals}
    originals = going.wiki.originals
    known = originals.known(list(given)) if given else {}
    fresh = {
        title: (draft.origin, draft.originals)
        for title, draft in given.items()
        if not {(each.time, each.number) for each in draft.originals} <= known.get(title, frozenset())
    }
    if fresh:
        originals.keep(fresh, going.batch())


def _doubts(going: _Going, drafts: list[Draft], known: Known) -> dict[str, Question]:
    """Return, by title, what is uncertain about the records that come for the first time."""
    ontology = going.wiki.ontology
    new = [each for each in drafts if each.title not in known.last and key_of(each) not in going.answers]
    named = {each.title: namesakes(each.title, ontology) for each in new if each.title not in known.current}
    there = going.wiki.pages.get_all(title for titles in named.values() for title in titles)
    found = {}
    for each in new:
        others = [there[title] for title in named.get(each.title, ()) if title in there]
        foreign = [other for other in others if other.title not in going.seen]
        near = going.nearly(each.title) if each.title not in known.current else []
        question = doubt(each, known.current.get(each.title), foreign, ontology, near)
        if question:
            found[each.title] = question
    return found


def _decided(going: _Going, draft: Draft, known: Known, question: Question | None) -> Step:
    if question and question.default == LEAVE:
        return Step("skipped", draft.title, question=question)
    how = AGAIN if going.wish.again else IMPORTED
    made = decided(going.wiki, going.wish.author, draft, known, how)
    if made.what == "unchanged":
        return replace(made, what=going.before.get(draft.title, made.what))
    return replace(made, question=question)
