"""The doors between the wiki's verbs and its adapters. Each has a fake that passes the same contract suite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Protocol

from importers.draft import Issue, Original
from importers.question import Question
from wiki.beside import NOTHING, Beside
from wiki.codedpages import CodedPages
from wiki.revisions import (
    Account,
    Backlink,
    Batch,
    Change,
    Draft,
    Listed,
    Resolved,
    Revision,
    RevisionLine,
    SourceRevision,
    Write,
)
from wiki.runs import Asked, Chosen, Line, Run, State


class Pages(CodedPages, Protocol):
    """The truth: pages, revisions and what is written in the same transaction (titles, links, facets, search rows)."""

    def head(self) -> int:
        """Position of the newest revision; 0 when the log is empty."""

    def codebook_mark(self) -> str:
        """Return a word that is another one after every change to the live pages of variables. Asked at every request."""

    def get(self, title: str) -> Revision | None:
        """Return the current revision of the page with exactly this full title; None if absent or deleted."""

    def get_all(self, titles: Iterable[str]) -> Mapping[str, Revision]:
        """Return the current revisions of those of these full titles that are pages: one query for all of them."""

    def revision(self, position: int) -> Revision | None:
        """Return one revision of any page."""

    def as_of(self, title: str, when: datetime) -> Revision | None:
        """Return the revision that bore this title at that time, None if there was none or it was deleted."""

    def all_as_of(self, titles: Iterable[str], when: datetime) -> Mapping[str, Revision]:
        """Return the pages with exactly these full titles as they were at that time; those that were not are left out."""

    def kind_as_of(self, kind: str, when: datetime) -> list[Revision]:
        """Return all pages of a kind as they were at that time, by title."""

    def since(self, titles: Iterable[str], position: int) -> Mapping[str, tuple[RevisionLine, ...]]:
        """Return what pages with exactly these full titles were at a position and have been since, oldest first.

        Those that nobody has changed since then are left out, and so are rereadings; a page that was not there yet, or
        was deleted in between, has no revision for that time, or one without a text.
        """

    def texts(self, positions: Iterable[int]) -> Mapping[int, str]:
        """Return the texts of revisions, by position; those that are not there are left out."""

    def deleted(self, title: str) -> Revision | None:
        """Return the last revision with text of a deleted page of that title."""

    def history(self, page: int, before: int | None = None, limit: int = 50) -> list[RevisionLine]:
        """List what people did to a page, newest first, older than position `before`: without rereadings."""

    def recent(self, before: int | None = None, limit: int = 50, kind: str = "") -> list[RevisionLine]:
        """List what people did to all pages, newest first, older than position `before`: without rereadings."""

    def changes(self, since: int, limit: int = 1000) -> list[Change]:
        """Return what happened after position `since`, in order: the log as projections follow it."""

    def facts(self, title: str) -> bytes:
        """Return the N-Quads of the current page with exactly this title; b"" when there is none."""

    def graphs(self) -> Iterator[tuple[int, bytes]]:
        """Stream (position, N-Quads) of every current page."""

    def graphs_as_of(self, when: datetime) -> Iterator[bytes]:
        """Stream the N-Quads of every page as it was at that time."""

    def commit(
        self,
        writes: Sequence[Write],
        batch: int | None = None,
        time: datetime | None = None,
        codebook: str | None = None,
    ) -> list[int]:
        """Append the writes to the log in one durable transaction and return their positions.

        All or nothing. Raises EditConflictError (with the title) when an `expected` does not hold – a page that was
        only reread since is still as its writer saw it –, TitleTakenError when a new title is taken, and
        CodebookChangedError when `codebook` is no longer the mark of the codebook. When it returns, the writes
        survive power loss. Verbs write by `wiki.committing`, which keeps all pages read under one codebook.
        """

    def resolve(self, targets: Iterable[str]) -> Mapping[str, Resolved]:
        """Say for each link target what page it means: one query for all of them."""

    def links_to(self, title: str, after: tuple[str, int] | None = None, limit: int = 50) -> list[Backlink]:
        """List links whose target resolves to this page, ordered by linking title."""

    def list_pages(self, kind: str | None = None, after: str = "", limit: int = 100) -> list[Listed]:
        """List current pages by title; talk pages and redirects only when `kind` asks for them."""

    def wanted(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        """List titles that are linked to and do not exist, most wanted first."""

    def orphans(self, after: str = "", limit: int = 50) -> list[Listed]:
        """List pages no other page links to, by title."""

    def flawed(self, after: tuple[int, str] | None = None, limit: int = 50) -> list[Listed]:
        """List pages with violations or warnings, those with most of them first; `count` is their number."""

    def count_by_kind(self) -> Mapping[str, int]:
        """Count the current pages of each kind, redirects and talk pages apart (kinds "redirect" and "talk")."""


class Accounts(Protocol):
    """People: accounts, sessions, tokens, drafts."""

    def add(self, name: str, password_hash: str, role: str) -> Account:
        """Create an account; raises TitleTakenError when the name is taken (names differing in case only count as taken)."""

    def get(self, name: str) -> Account | None:
        """Return the account of that name."""

    def password_hash(self, name: str) -> str | None:
        """Return the stored argon2 hash."""

    def set_password_hash(self, name: str, password_hash: str) -> None:
        """Replace the stored hash."""

    def set_role(self, name: str, role: str) -> None:
        """Change the role."""

    def open_session(self, name: str, key_hash: str, expires: datetime) -> None:
        """Keep a log-in under the SHA-256 of its secret."""

    def session(self, key_hash: str, now: datetime) -> Account | None:
        """Return whose unexpired session this is."""

    def close_session(self, key_hash: str) -> None:
        """Forget a session."""

    def close_sessions(self, name: str) -> None:
        """Forget all sessions of an account."""

    def add_token(self, name: str, key_hash: str, label: str) -> None:
        """Keep an API token under its SHA-256."""

    def token(self, key_hash: str) -> Account | None:
        """Return whose token this is."""

    def keep_draft(self, name: str, draft: Draft) -> None:
        """Keep or replace the person's draft of that page."""

    def draft(self, name: str, title: str) -> Draft | None:
        """Return the person's draft of that page."""

    def drop_draft(self, name: str, title: str) -> None:
        """Forget it."""


class Batches(Protocol):
    """Imports, so that each can be taken back as a whole."""

    def open_batch(self, format: str, profile: str, source: str, license: str, author: str) -> int:  # noqa: A002
        """Begin a batch and return its number."""

    def close_batch(self, number: int, counts: Mapping[str, int]) -> None:
        """Record that the batch is complete."""

    def batch(self, number: int) -> Batch | None:
        """Return one batch."""

    def batches(self, before: int | None = None, limit: int = 50) -> list[Batch]:
        """List batches, newest first."""

    def batch_revisions(self, number: int, after: int = 0, limit: int | None = None) -> list[RevisionLine]:
        """List the revisions a batch wrote, in log order: behind position `after`, all of them or `limit`."""

    def mark_undone(self, number: int, when: datetime) -> None:
        """Record that the batch was taken back."""

    def note_issues(self, number: int, issues: Sequence[Issue]) -> None:
        """Keep problems met by a batch, behind those kept before."""

    def issues(self, number: int, after: int = 0, limit: int = 50) -> list[tuple[int, Issue]]:
        """List the problems of a batch with their numbers, in order, those behind number `after`."""

    def last_imported(self, origins: Mapping[str, str]) -> Mapping[str, Revision]:
        """Return, for full titles and the origin asked of each, the newest revision an import from there wrote.

        Imports that were taken back do not count; a deleted page is looked at when no live one has the title.
        """


class Originals(Protocol):
    """What imported pages are at their source: every revision known of, in its own markup. Never changed."""

    def keep(self, found: Mapping[str, tuple[str, Sequence[Original]]], batch: int) -> None:
        """Keep, for live pages by full title, the origin and its revisions; those kept before stay as they are."""

    def known(self, titles: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Return (time, number) of those kept of each of these live pages; pages that have none are left out."""

    def describe(self, name: str, said: str) -> None:
        """Keep what a source says of itself, in place of what it said before; `name` begins its pages' origins."""

    def described(self) -> Mapping[str, str]:
        """Return what sources say of themselves, by their names."""

    def newest(self, origins: str, after: int = 0, limit: int = 200) -> list[tuple[int, str, SourceRevision]]:
        """List live pages (id above `after`, title, newest original with text) whose origins begin with `origins`."""

    def of_page(
        self, page: int, before: tuple[str, str] | None = None, limit: int = 50
    ) -> list[SourceRevision]:
        """List a page's, newest first, without their texts; `before`: (time, number) of the last one seen."""

    def one(self, page: int, origin: str, number: str) -> SourceRevision | None:
        """Return one with its text."""


class Runs(Protocol):
    """Imports through the browser: any web process shows how they stand, one process works on them."""

    def add(self, author: str, upload: str, name: str, size: int, chosen: Chosen) -> int:
        """Begin a run, in the state in which a person chooses how it is read, and return its number."""

    def get(self, number: int) -> Run | None:
        """Return one run."""

    def runs(self, before: int | None = None, limit: int = 50) -> list[Run]:
        """List runs, newest first."""

    def change(self, number: int, where: Collection[State], **values: Any) -> bool:
        """Set some of a run's values if it is in one of these states; say whether it was."""

    def next_waiting(self) -> Run | None:
        """Return the run that has waited longest."""

    def drop(self, number: int) -> None:
        """Forget a run and its lines."""

    def add_lines(self, number: int, lines: Sequence[Line]) -> None:
        """Append to what a run met and did."""

    def clear_lines(self, number: int) -> None:
        """Forget what a run met and did, for it begins anew."""

    def lines(self, number: int, what: Collection[str], after: int = 0, limit: int = 50) -> list[Line]:
        """List what a run met or did, in its order, behind the line of that number."""


class Questions(Protocol):
    """The review queue: what imports could not decide, and what people answered."""

    def ask(self, asked: Sequence[Question]) -> None:
        """Put questions into the queue; one of a known key gets its new words and keeps its answer."""

    def answer(self, key: str, value: str, by: str) -> None:
        """Keep an answer, or with "" take it back; raises NotFoundError, and BadInputError for what is no option."""

    def answers(self) -> Mapping[str, str]:
        """Return every answer by the key of its question."""

    def queue(self, *, answered: bool, after: int = 0, limit: int = 50) -> list[Asked]:
        """List the open questions, or the answered ones, in the order they were asked."""

    def count_open(self) -> int:
        """Count the questions nobody has answered."""


@dataclass(frozen=True, slots=True)
class GraphQuery:
    """A SPARQL query and how it is to be answered."""

    text: str
    accept: str = (
        "application/sparql-results+json"  # exact media type of the answer, for the form of the query …
    )
    accept_graph: str = "text/turtle"  # … when it is SELECT/ASK, or CONSTRUCT/DESCRIBE
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    as_of: datetime | None = None
    seconds: float | None = None  # a shorter limit than the configured one
    beside: Beside = NOTHING


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """A complete result: never short, never broken off."""

    form: str  # "select", "ask", "graph"
    media_type: str
    body: BinaryIO  # at its start; the caller closes it
    size: int  # bytes
    position: int  # log position the answer holds for
    seconds: float


class Graph(Protocol):
    """Where SPARQL queries are answered."""

    def query(self, query: GraphQuery) -> GraphAnswer:
        """Answer a query on the state of the log at the time of the call, or raise a QueryError."""

    def ready(self) -> bool:
        """Say whether queries can be answered now."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for."""

    text: str
    kind: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # facet field → wanted values (any of them)
    page: int = 1  # 1-based
    size: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One page found."""

    title: str
    kind: str
    snippet: str  # HTML: text escaped, matches in <mark>
    score: float  # larger is better


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of the found pages have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]  # most frequent first; "kind" always among them
    suggestion: str = ""  # "did you mean", "" = none
    hint: str = ""  # why the query was read differently than written, "" = it was not


class Search(Protocol):
    """Finding pages by words."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Find pages; never fails on any text."""

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        """Return the full titles of the first `most` pages that `search` finds, in its order, and how many it finds in all."""

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        """Return (full title, matched title or alias) that begin with the prefix, accents and case apart."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's body as HTML: sanitized, links marked but not yet resolved."""

    html: str
    headings: tuple[Heading, ...] = ()
    targets: tuple[str, ...] = ()  # link targets in it, distinct
    problem: str = ""  # why it is shown as plain text, "" = it is not


class Renderer(Protocol):
    """Turning a page's Markdown into safe HTML."""

    def render(self, body: str) -> Rendered:
        """Render the Markdown after the front matter. Never raises, never hangs."""
