"""Quotations: a document's own words, each with a name of its own, and what rests on them.

The page of a source lists its quotations as block quotations in its section “Quotations”, under `quotations:`, or both.
Other pages quote it in evidence (`quote` beside `source`) and in prose: block quotations and “…”. Words are the same
words however quotation marks, dashes and white space are spelled.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

from patterns.frontmatter import body_text
from patterns.markup import mask, scan_lines
from patterns.page import Page
from patterns.rounds.told import CODED, ROUND_CODING, VARIABLE
from patterns.saying import PRESENT, Said, Saying, coding_anchor
from patterns.sections import plain_text, section_text
from patterns.values import Form

SECTION_KEY = "quotation_notes"
"""Key of the section in which a source's page lists its quotations."""

FIELD_KEY = "quotations"

FEWEST_WORDS = 4
"""Words from which on “…” in prose is taken for a quotation; shorter ones are mostly a word held at a distance."""

_SPELLINGS = str.maketrans(
    dict.fromkeys("‘’‚‛`´′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "..."}
)
_BLANKS = re.compile(r"\s+")
_MARKER = re.compile(r" {0,3}>[ \t]?")
_NO_CONTINUATION = re.compile(
    r" {0,3}(?:#{1,6}(?:\s|$)|[-*+]\s|\d{1,9}[.)]\s|`{3}|~{3}|<|[-*_=][ \t]*(?:[-*_=][ \t]*)+$)"
)
_NUMBERED = re.compile(r"^(?:#{1,6} Page (\d+)|¶ (\d+))[ \t]*$", re.MULTILINE)
_SPOKEN = re.compile(r"“([^“”]{8,2000})”")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, as they are written on a page."""

    words: str
    same: str  # the words in one spelling: to compare by

    @property
    def anchor(self) -> str:
        """What follows the `#` in its IRI and in the address of its place on the source's page."""
        return quotation_anchor(self.words)


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement that names sources as its evidence."""

    label: str  # of the field
    value: str  # as shown to people; "" when only a status is said
    status: str  # last segment of the status' IRI: "present", "unknown" …
    refuting: bool
    sources: tuple[str, ...]  # full titles, at least one
    quote: str  # "" = it quotes nothing
    anchor: str  # of the coding


def same_words(text: str) -> str:
    """Return the words in one spelling of quotation marks, dashes, ellipses and white space."""
    plain = unicodedata.normalize("NFC", text).translate(_SPELLINGS)
    return _BLANKS.sub(" ", plain).strip()


def quotation_anchor(words: str) -> str:
    """Name words of a document: "q-" and 12 hex digits of the SHA-256 of their one spelling."""
    return "q-" + sha256(same_words(words).encode(errors="replace")).hexdigest()[:12]


def listed_quotations(saying: Saying) -> tuple[Quotation, ...]:
    """Return the quotations the page of a source lists, each once: in the order of its text, then of its field."""
    if saying.kind is None or not {SECTION_KEY, FIELD_KEY} & saying.kind.by_key.keys():
        return ()
    sections = (
        section_text(saying.page, each) for field, each in saying.sections if field.key == SECTION_KEY
    )
    written = [quote for text in sections for quote in block_quotations(text)]
    written += [each.reading.text for each in saying.said if each.key == FIELD_KEY and each.reading]
    return distinct(written)


def place_in(saying: Saying, anchor: str) -> str:
    """Return where in its document a listed quotation stands, as the page numbers it: "page 3, ¶ 12"; "" = not said.

    Numbers are lines `¶ 12` and headings `Page 3` above it, as imported documents have them.
    """
    for field, section in saying.sections:
        if field.key == SECTION_KEY:
            for place, words in _placed(section_text(saying.page, section)):
                if quotation_anchor(words) == anchor:
                    return place
    return ""


def _placed(text: str) -> Iterator[tuple[str, str]]:
    page = paragraph = ""
    done = 0
    for found in (*_NUMBERED.finditer(text), None):
        place = ", ".join(filter(None, (page, paragraph)))
        yield from ((place, each) for each in block_quotations(text[done : found.start() if found else None]))
        if found:
            page, paragraph = (f"page {found[1]}", "") if found[1] else (page, f"¶ {found[2]}")
            done = found.end()


def distinct(written: Iterable[str]) -> tuple[Quotation, ...]:
    """Return each of these words once, as first written; what has no words is none."""
    found: dict[str, Quotation] = {}
    for words in written:
        if same := same_words(words):
            found.setdefault(same, Quotation(_BLANKS.sub(" ", words).strip(), same))
    return tuple(found.values())


def block_quotations(markdown: str) -> Iterator[str]:
    """Yield the plain words of every block quotation (CommonMark section 5.1), nested ones as part of the outer."""
    lines: list[str] = []
    for line in scan_lines(markdown):
        text = line.text.rstrip("\r\n")
        marker = None if line.code else _MARKER.match(text)
        if marker:
            lines.append(text[marker.end() :])
        elif not (lines and lines[-1].strip() and text.strip()) or _NO_CONTINUATION.match(text):
            yield from _words_of(lines)
            lines = []
        else:
            lines.append(text)
    yield from _words_of(lines)


def _words_of(lines: Sequence[str]) -> Iterator[str]:
    if words := plain_text("\n".join(lines)):
        yield words


def prose_quotations(page: Page) -> tuple[Quotation, ...]:
    """Return what the page's text quotes: block quotations and “…” of some length, outside code."""
    body = body_text(page)
    spoken = (plain_text(each[1]) for each in _SPOKEN.finditer(mask(body)))
    return distinct((*block_quotations(body), *(each for each in spoken if is_quotation(each))))


def is_quotation(spoken: str) -> bool:
    """Say whether words between quotation marks are long enough to be somebody's."""
    return len(spoken.split()) >= FEWEST_WORDS


class Quotations:
    """Quotations of one document, to look words up in: a look-up reads them all once, however many they are."""

    def __init__(self, quotations: Iterable[Quotation] = ()) -> None:
        self.all = tuple(quotations)
        self.by_same = {each.same: each for each in self.all}
        self._text = "\n".join(each.same for each in self.all)
        ends = accumulate(len(each.same) + 1 for each in self.all)
        self._starts = [0, *ends][:-1] if self.all else []
        self._found: dict[str, Quotation | None] = {}

    def longest_with(self, words: str) -> Quotation | None:
        """Return the longest quotation that contains these words, none of them cut; None if none does."""
        sought = same_words(words).strip(" \"'")
        if sought not in self._found:
            found = (self.all[bisect_right(self._starts, place) - 1] for place in self._places(sought))
            self._found[sought] = max(found, key=lambda each: len(each.same), default=None)
        return self._found[sought]

    def _places(self, sought: str) -> Iterator[int]:
        place = self._text.find(sought) if sought else -1
        while place >= 0:
            around = self._text[max(0, place - 1) : place], self._text[place + len(sought) :][:1]
            if not any(map(_is_wordy, around)):
                yield place
            place = self._text.find(sought, place + 1)


def _is_wordy(character: str) -> bool:
    return character.isalnum()


def resting(saying: Saying) -> tuple[Resting, ...]:
    """Return the page's statements that name a source, in its order."""
    return tuple(found for said in saying.said if (found := _resting(said)))


def sources_of(said: Said) -> tuple[str, ...]:
    """Return the full titles of the sources a statement names."""
    named = (each.reading for each in said.qualifiers if each.key == "source")
    return tuple(dict.fromkeys(each.text for each in named if each.form is Form.TITLE))


def quote_of(said: Said) -> str:
    """Return the words a statement quotes, "" if it quotes nothing."""
    return next((each.reading.text for each in said.qualifiers if each.key == "quote"), "")


def _resting(said: Said) -> Resting | None:
    sources = sources_of(said)
    if not sources or said.statement is None:
        return None
    label, value = _words(said)
    return Resting(
        label=label,
        value=value,
        status=said.status or PRESENT,
        refuting=said.refuting,
        sources=sources,
        quote=quote_of(said),
        anchor=coding_anchor(said.statement),
    )


def _words(said: Said) -> tuple[str, str]:
    """Return what a statement says in a few words; of a coding of a round the variable, and case and value."""
    value = said.reading.label if said.reading else ""
    given = {each.key: each.reading.label for each in said.qualifiers}
    if said.field and said.field.coding_class == ROUND_CODING and VARIABLE in given:
        return given[VARIABLE].replace("_", " "), f"{value}: {given[CODED]}" if CODED in given else value
    return said.field.label if said.field else said.key.replace("_", " "), value
