"""Unlinked mentions: phrases in a page's prose that are the name of another page and no link. Pure.

One pass over the words of a text, at each place the longest name. What stands in headings, code, links, quotations
and front matter is no mention (`patterns.prose`). A page is offered a link to another page once, at its first mention,
and not at all where its prose links there already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from patterns.commonwords import COMMON, SMALL
from patterns.folding import fold, word_places
from patterns.frontmatter import body_of
from patterns.links import LINK, link_spans
from patterns.names import Names, name_key
from patterns.prose import prose_only
from patterns.sections import plain_text, sentence_ends

WORDS_KEPT = 131_072
"""Distinct words whose folded form is remembered."""

_BETWEEN = re.compile(r"[ \t\u00a0]*(?:\r\n|\n|\r)?[ \t\u00a0]*|[-‐‑–/]")
"""What may stand between two words of one phrase, whatever its name has there."""

_JOINED_BEFORE = re.compile(r"\w[-‐‑_/@#.\\=&+]\Z|[@#_\\/]\Z")
_JOINED_AFTER = re.compile(r"[-‐‑_/@=+.]\w|[_@]")
_SENTENCE_START = re.compile(
    r"(?:[.!?…:;][\"'”’)*_]*\s+|[\r\n][ \t]*[\r\n][ \t]*|[\r\n][ \t]*(?:[-*+>|]|\d{1,9}[.)])[ \t]*|\A\s*|[|“\"*_]+)\Z"
)
_GAPS = re.compile(r"\s+")
_NEAR = 12
"""Characters before a place that are looked at to see whether a sentence begins there."""


class Specificity(IntEnum):
    """How surely a phrase means the page of that name: the surer, the lower."""

    PHRASE = 0  # several words that say something
    NAME = 1  # one word written as a name: Wikipedia, GPLv3
    WORD = 2  # one word in small letters, or at the beginning of a sentence
    COMMON = 3  # a word of everyday English, or one that stands in very many pages


class Spot(NamedTuple):
    """A place in a text where a name of some page stands unlinked."""

    start: int  # offset in the page's text
    words: str  # as written there
    key: str  # the words folded: a key of `Names`
    named: bool = False  # written as a name inside a sentence

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text mentions: kept as long as neither the text nor the names change."""

    spots: tuple[Spot, ...]  # the first of each name, in order
    links: tuple[str, ...]  # titles the prose links to, as written


class Mention(NamedTuple):
    """A link that may be set."""

    page: str  # full title of the page with the words
    target: str  # full title of the page they mean
    spot: Spot


def read_mentions(text: str, names: Names) -> Reading:
    """Find the names in a page's text."""
    body = body_of(text)
    offset = len(text) - len(body)
    words, places = _words(prose_only(body))
    first: dict[tuple[str, bool], Spot] = {}  # an acronym apart from the word of its letters
    for at, length, key in _found(words, places, body, names):
        start, end = places[at][0], places[at + length - 1][1]
        spoken = body[start:end]
        if (key, spoken.isupper()) not in first:
            spot = Spot(offset + start, spoken, key, _is_named(spoken, body, start))
            first[key, spoken.isupper()] = spot
    links = dict.fromkeys(span.target for span in link_spans(body))
    return Reading(tuple(first.values()), tuple(links))


def _words(prose: str) -> tuple[list[str], list[tuple[int, int]]]:
    matches = word_places(prose)
    return [_folded(each[0]) for each in matches], [each.span() for each in matches]


@lru_cache(WORDS_KEPT)
def _folded(word: str) -> str:
    return fold(word)


def _found(
    words: Sequence[str], places: Sequence[tuple[int, int]], body: str, names: Names
) -> Iterator[tuple[int, int, str]]:
    """Yield (place, length, key) of the names, longest first at each place, none inside another."""

    def joins(at: int, behind: int) -> bool:
        return _stands_alone(body, places[at][0], places[behind - 1][1]) and all(
            _BETWEEN.fullmatch(body, places[each][1], places[each + 1][0]) for each in range(at, behind - 1)
        )

    behind = 0  # what a name has taken
    for at in names.begun(words):
        found = names.longest(words, at, joins) if at >= behind else None
        if found is not None:
            yield at, *found
            behind = at + found[0]


def _stands_alone(body: str, start: int, end: int) -> bool:
    """Say whether the words are no part of a longer compound or address: “commons” in “commons-based”."""
    return not (
        _JOINED_BEFORE.search(body, max(0, start - 2), start) or _JOINED_AFTER.match(body, end, end + 2)
    )


def _is_named(words: str, body: str, start: int) -> bool:
    """Say whether one word is written as a name: a capital or digit in it, or before it inside a sentence."""
    if any(each.isupper() or each.isdigit() for each in words[1:]):
        return True
    return words[:1].isupper() and not _SENTENCE_START.search(body, max(0, start - _NEAR), start)


def mentions_of(page: str, reading: Reading, names: Names) -> tuple[Mention, ...]:
    """Return the links a page may be offered: one a target, none to itself or to what its prose links to."""
    if not reading.spots:
        return ()
    taken = {page, *reading.links, *(names.meaning(name_key(link), link) for link in reading.links)}
    found: list[Mention] = []
    for spot in reading.spots:
        target = names.meaning(spot.key, spot.words)
        if target and target not in taken:
            taken.add(target)
            found.append(Mention(page, target, spot))
    return tuple(found)


def specificity(spot: Spot, pages: int, of: int) -> Specificity:
    """Say how surely a phrase means its page; `pages` of the `of` pages have it in their prose."""
    telling = [word for word in spot.key.split(" ") if word not in SMALL]
    if pages * FREQUENT > of > FEW or all(word in COMMON for word in telling):
        return Specificity.COMMON
    if len(telling) > 1:
        return Specificity.PHRASE
    return Specificity.NAME if spot.named else Specificity.WORD


FREQUENT = 10
"""A phrase that stands in more than one of so many pages is a common one …"""

FEW = 50
"""… where there are more pages than these."""


def context(text: str, spot: Spot) -> tuple[str, str]:
    """Return the plain words before and behind a place, of its own sentence and a line at most either way."""
    start = len(text) - len(body_of(text))
    first, last = max(start, spot.start - SHOWN), spot.end + SHOWN
    before, after = text[first : spot.start], text[spot.end : last]
    if first > start:  # no half words at the ends
        before = before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0]
    before = before[max(sentence_ends(before), default=0) :]
    before = before.rpartition("\n\n")[2]
    after = after[: min(sentence_ends(after), default=len(after))].partition("\n\n")[0]
    head, tail = plain_text(before), plain_text(after)
    return (f"{head} " if head and before[-1:].isspace() else head), (
        f" {tail}" if tail and after[:1].isspace() else tail
    )


SHOWN = 160
"""Characters shown on either side of a mention."""


def linked(text: str, mentions: Iterable[Mention]) -> str:
    """Return the text with each mention made a link at exactly its place, every other byte as it was.

    Raises ValueError for a place where the words do not stand.
    """
    pieces: list[str] = []
    done = 0
    for each in sorted(mentions, key=lambda mention: mention.spot.start):
        spot = each.spot
        if spot.start < done or text[spot.start : spot.end] != spot.words:
            raise ValueError(f"{spot.words!r} does not stand at offset {spot.start}.")
        pieces += (text[done : spot.start], link_to(each.target, spot.words))
        done = spot.end
    return "".join([*pieces, text[done:]])


def link_to(title: str, words: str) -> str:
    """Write the link; a phrase that runs over the end of a line is put on one line."""
    label = _GAPS.sub(" ", words)
    link = f"[[{title}]]" if label == title else f"[[{title}|{label}]]"
    return link if LINK.fullmatch(link) else words
