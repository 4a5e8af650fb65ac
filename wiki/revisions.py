"""Values of the wiki's history: what is written, what is kept, what can be asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from patterns.projection import Projected


class Action(StrEnum):
    """What a revision did."""

    SAVE = "save"
    RENAME = "rename"  # the page has a new title; its text may have changed with it
    DELETE = "delete"  # the page is gone from view; text "" and no facts
    UNDELETE = "undelete"
    REREAD = "reread"  # the same text, read anew since a variable changed; no list of edits shows it


FOLLOWS = -1
"""As `Write.expected`: this write follows an earlier write to the same page in the same commit."""


@dataclass(frozen=True, slots=True)
class Write:
    """One revision to be appended to the log."""

    action: Action
    title: str  # full title before the write, e.g. "Case:Wikipedia"
    text: str
    projected: Projected  # what follows from title and text (of the *new* title for a rename)
    author: str
    summary: str = ""
    expected: int | None = (
        None  # position of the current revision the writer saw; None = page must not exist (or be deleted)
    )
    new_title: str = ""  # RENAME only
    origin: str = ""  # what the revision was made from outside the wiki (import source), "" = written here


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable entry of the log, as kept."""

    position: int  # place in the log; also the revision's number in addresses (oldid)
    page: int  # id of the page through all its titles
    title: str  # full title as of this revision
    kind: str
    action: Action
    text: str
    sha256: str  # of the text's UTF-8 bytes, lower-case hex
    author: str
    summary: str
    time: datetime  # aware, UTC
    parent: int | None  # position of the page's revision before this one
    batch: int | None  # import batch


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision as a row of a list: everything but its text."""

    position: int
    page: int
    title: str
    kind: str
    action: Action
    author: str
    summary: str
    time: datetime
    parent: int | None
    batch: int | None
    size: int  # characters of text
    change: int  # size minus the parent's size
    sha256: str = ""  # of the text's UTF-8 bytes, lower-case hex


@dataclass(frozen=True, slots=True)
class Change:
    """What a projection needs to follow the log: one page graph replaced."""

    position: int
    title: str
    graphs: tuple[str, ...]  # IRIs of page graphs to drop (old and new title of a rename)
    facts: bytes  # N-Quads to add, b"" after a delete


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a link target means now."""

    target: str  # as asked
    title: str  # full title of the page it leads to, redirects followed; the target itself when there is none
    exists: bool
    kind: str = ""
    ambiguous: bool = False  # several pages bear the bare name; the first by kind order was taken


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link seen from its target."""

    title: str  # of the page that links here
    kind: str
    key: str  # property of a typed link or of a front matter field, "" = mention
    sentence: str
    section: str
    number: int = 0  # tells apart the links of one page; (title, number) is the key to page by


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as a row of a list."""

    title: str
    kind: str
    size: int
    time: datetime
    count: int = 0  # links to it (wanted pages), findings (tasks)


@dataclass(frozen=True, slots=True)
class Batch:
    """One import."""

    number: int
    format: str
    profile: str
    source: str  # path or URL it was taken from
    license: str
    author: str
    started: datetime
    finished: datetime | None
    undone: datetime | None
    counts: dict[str, int] = field(default_factory=dict)  # created, updated, unchanged, skipped, problems


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """A revision that an imported page has at its source."""

    origin: str  # the record's identity at every import
    number: str  # as the source numbers it
    time: str  # ISO 8601 as the source writes it, "" = not known
    author: str
    summary: str
    model: str  # what the text is written in, as "wikitext"
    size: int  # bytes of text
    text: str = ""  # left out in lists


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    role: str  # "reader", "editor", "administrator"
    created: datetime
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved edit, kept for its writer."""

    title: str
    text: str
    summary: str
    base: int | None  # revision the edit started from
    saved: datetime
