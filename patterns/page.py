"""A page as a value: the exact text, taken apart without losing a byte.

`patterns.frontmatter.parse` makes a `Page` from any text; `patterns.frontmatter.write` gives it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ontology.kinds import Severity

Value = str | int | Decimal | bool
"""One plain value of the front matter. Dates and years stay text as written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the page should know: collected beside the page, never raised."""

    severity: Severity
    message: str  # a sentence: what is wrong and what repairs it
    key: str = ""  # front matter key it belongs to, if any
    line: int = 0  # 1-based line of the text, 0 = the page as a whole


@dataclass(frozen=True, slots=True)
class Statement:
    """A property, a value and what qualifies it, as said by the page."""

    key: str  # property key as written
    value: Value
    qualifiers: tuple[tuple[str, Value], ...] = ()  # source, quote, coder, date …: as written, in order
    line: int = 0  # 1-based


@dataclass(frozen=True, slots=True)
class Entry:
    """One top-level entry of the front matter, or a run of lines between entries (comment, blank)."""

    raw: str  # exact text with its line ends
    key: str = ""  # "" = comment or blank lines
    value: Any = None  # plain data: scalar, list or mapping of the Values above
    line: int = 0  # 1-based line of its first character


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it up to the next heading; level 0 is what stands before the first."""

    raw: str  # exact text, heading line included
    level: int = 0
    heading: str = ""  # the heading's text
    body: str = ""  # raw without the heading line(s)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One `[[…]]` of the text outside code."""

    target: str  # title as written, normalized (underscores to spaces, trimmed), without fragment
    label: str  # what is shown; the target when none is given
    key: str = ""  # property of a typed link, "" for a plain one
    fragment: str = ""  # after "#"
    sentence: str = ""  # the sentence it occurs in, plain text, at most 300 characters
    section: str = ""  # heading of the section it stands in
    line: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, taken apart. Concatenating opening, entries, closing and sections gives the text."""

    opening: str = ""  # the first "---" line with its line end, "" when there is no front matter
    entries: tuple[Entry, ...] = ()
    closing: str = ""  # the second "---" line
    sections: tuple[Section, ...] = ()
    problems: tuple[Finding, ...] = ()  # what could not be read (bad YAML, duplicate keys …)
