"""What a conversion is told, what it gathers on its way, and what it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

MARK = "\ufdd0"
"""Before each character of a list's prefix."""

OPEN, CLOSE = "\ufdd1", "\ufdd2"
"""Around the number of a finished block."""

BREAK = "\ufdd3"
"""A line break inside a paragraph."""

RESERVED = MARK + OPEN + CLOSE + BREAK + "\ufdd4\ufdd5"
"""Noncharacters of Unicode, which no text may hold; they are taken out of what is read."""


@dataclass(frozen=True, slots=True)
class Namespaces:
    """Which prefixes mean what in the wiki the text comes from; all names case-folded."""

    categories: frozenset[str] = frozenset({"category"})
    files: frozenset[str] = frozenset({"file", "image", "media"})
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """How the text of one page is to be read."""

    title: str = ""  # of the page, as it is called there
    targets: Mapping[str, str] = field(default_factory=dict)  # page called there → full title here
    namespaces: Namespaces = Namespaces()
    interwiki: Mapping[str, str] = field(default_factory=dict)  # prefix, case-folded → address with $1
    files: str = ""  # address of a file, with $1; "" = not known
    variants: bool = False  # `-{…}-` is a choice between ways to write the language
    dropped: frozenset[str] = frozenset()  # names of templates that are left out
    texts: Mapping[str, str] = field(default_factory=dict)  # name of a template → text with {1}, {name}
    taken: frozenset[str] = frozenset()  # names of templates that are handed over as calls
    properties: Mapping[str, str] = field(default_factory=dict)  # Semantic MediaWiki property → our key


@dataclass(frozen=True, slots=True)
class Call:
    """A template with its parameters, for whoever knows what they mean."""

    name: str
    parameters: Mapping[str, str]  # name or number → value as Markdown


@dataclass(frozen=True, slots=True)
class Statement:
    """What Semantic MediaWiki would have stored."""

    property: str
    value: str  # plain text
    subject: str = ""  # name of a subobject, "" = the page


@dataclass(frozen=True, slots=True)
class Converted:
    """A page's text in Markdown, and what it said beside."""

    body: str
    categories: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    statements: tuple[Statement, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()  # (language code, title there)
    unknown: Mapping[str, int] = field(default_factory=dict)  # template without a rule → times
    issues: tuple[str, ...] = ()  # sentences


@dataclass
class Writing:
    """One conversion under way."""

    rules: Rules
    blocks: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # label of a footnote → its text
    names: dict[str, str] = field(default_factory=dict)  # name of a <ref> → label
    categories: dict[str, None] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    languages: list[tuple[str, str]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    issues: dict[str, None] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # queries taken out before reading
    spare: dict[str, str] = field(default_factory=dict)  # name of a <ref> inside what stays code → its text
    subobjects: int = 0
    links: int = 0  # external links without words, numbered as MediaWiki does

    def block(self, markdown: str) -> str:
        """Keep a finished block, and return what stands for it."""
        self.blocks.append(markdown.strip("\n"))
        return f"\n{OPEN}{len(self.blocks) - 1}{CLOSE}\n"

    def note(self, sentence: str) -> None:
        """Keep a problem, once."""
        self.issues[sentence] = None
