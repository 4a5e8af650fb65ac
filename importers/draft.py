"""What an importer hands over: drafts of pages, and what it could not translate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """One revision of a page as its source has it."""

    number: str  # its number there
    time: str  # ISO 8601 as written there, "" = not known
    author: str
    summary: str
    model: str  # what the text is written in, as "wikitext"
    kept: bytes  # the text in UTF-8, compressed with zlib


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as an importer proposes it."""

    title: str  # full title
    text: str  # page text, front matter included
    place: str  # where it comes from, for people: "folder/file.md" or "dump.xml: Page title"
    origin: str  # the same record's identity at every later import: a stable path or address
    supplements: bool = False  # a page from elsewhere is completed by it, not changed
    originals: tuple[
        Original, ...
    ] = ()  # the page's revisions there, oldest first; the last is what the text was made of


@dataclass(frozen=True, slots=True)
class Described:
    """What a source says of itself, kept so that its originals can be read again without it."""

    name: str  # what stands before the colon in `Draft.origin`
    said: str  # JSON that the format's reader alone understands


@dataclass(frozen=True, slots=True)
class Expected:
    """How many drafts will come, as soon as the importer knows: for those who watch."""

    pages: int


@dataclass(frozen=True, slots=True)
class Issue:
    """Something the importer met that a person should know; never raised."""

    place: str  # "folder/file.md:12" or a page title
    message: str  # what it is, and what was done with it
