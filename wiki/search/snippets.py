"""The passage of a page that shows best why it was found, its matches marked. Pure."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from patterns.folding import TOKEN, UNSPACED, fold
from wiki.search.compile import TEXT_FIELDS
from wiki.search.tree import Leaf, Node, Phrase, Prefix, Wildcard, Words, leaves
from wiki.search.words import stem

LENGTH = 240  # characters of a passage, about
_LEAD = 40  # characters before the first match
_UNSPACED = re.compile(f"[{UNSPACED}]")


class _Letters(dict[int, int]):
    """Each letter's plain form, one for one, so that places in the text stay what they are."""

    def __missing__(self, letter: int) -> int:
        plain = fold(chr(letter))
        self[letter] = ord(plain[0]) if plain else letter
        return self[letter]


_LETTERS = _Letters()


def shared(stemmed: str) -> str:
    """Return the letters with which all words of that stem begin: Porter changes at most its last one."""
    return stemmed[:-1] if len(stemmed) > 2 else stemmed[:1]  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that matches the wanted leaf of that number."""

    start: int
    end: int
    leaf: int


@dataclass(frozen=True)
class _Wanted:
    """One leaf as something to be found in a text."""

    number: int
    leaf: Words | Phrase | Prefix | Wildcard

    @cached_property
    def start(self) -> str:
        """Return letters with which every match begins; "" = any."""
        match self.leaf:
            case Wildcard(pattern):
                return re.split(r"[*?]", pattern, maxsplit=1)[0]
            case Words(words):
                return shared(stem(words[0]))
            case _:
                return self.leaf.words[0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match a whole word by the wildcard pattern."""
        signs = {"*": ".*", "?": "."}
        text = self.leaf.pattern if isinstance(self.leaf, Wildcard) else ""
        return re.compile("".join(signs.get(sign, re.escape(sign)) for sign in text))

    def marks(self, text: str, plain: str) -> Iterator[Mark]:
        for start in self._places(plain):
            end = self._end(text, start)
            if end:
                yield Mark(start, end, self.number)

    def _places(self, plain: str) -> Iterator[int]:
        """Yield every place where a match may begin, and more."""
        if not self.start:
            yield from (found.start() for found in TOKEN.finditer(plain))
            return
        spaced = not _UNSPACED.match(self.start)
        place = plain.find(self.start)
        while place >= 0:
            if not (spaced and place and plain[place - 1].isalnum()):
                yield place
            place = plain.find(self.start, place + 1)

    def _end(self, text: str, start: int) -> int:
        """Return where the match that begins at `start` ends; 0 = there is none."""
        place = start
        count = 1 if isinstance(self.leaf, Wildcard) else len(self.leaf.words)
        for index in range(count):
            token = TOKEN.search(text, place)
            if token is None or (index == 0 and token.start() != start):
                return 0
            if not self._fits(fold(token.group()), index):
                return 0
            place = token.end()
        return place

    def _fits(self, word: str, index: int) -> bool:
        match self.leaf:
            case Words(words):
                return stem(word) == stem(words[index])
            case Phrase(words):
                return word == words[index]
            case Prefix(words):
                last = index == len(words) - 1
                return word.startswith(words[index]) if last else word == words[index]
            case Wildcard():
                return self.pattern.fullmatch(word) is not None


@dataclass(frozen=True)
class Highlighter:
    """What a query looks for in texts, made once for all hits."""

    wanted: tuple[_Wanted, ...]

    def marks(self, text: str) -> list[Mark]:
        """Return the matches in the text, by place, none within another."""
        plain = text.lower() if text.isascii() else text.translate(_LETTERS)
        found = (mark for wanted in self.wanted for mark in wanted.marks(text, plain))
        return _apart(sorted(found, key=lambda mark: (mark.start, -mark.end)))

    def snippet(self, text: str) -> str:
        """Return the best passage as HTML: everything escaped, matches in <mark>."""
        marks = self.marks(text)
        start, end = _passage(text, marks)
        shown = [mark for mark in marks if mark.start >= start and mark.end <= end]
        opening = "… " if start else ""
        closing = " …" if end < len(text) else ""
        return opening + _marked(text, start, end, shown) + closing


def highlighter(tree: Node) -> Highlighter:
    """Return what marks the wanted words and phrases of the query, not the excluded, nor facet values."""
    found = dict.fromkeys(leaf for leaf in leaves(tree) if is_text(leaf))
    return Highlighter(
        tuple(
            _Wanted(number, leaf)
            for number, leaf in enumerate(found)
            if isinstance(leaf, Words | Phrase | Prefix | Wildcard)
        )
    )


def is_text(leaf: Leaf) -> bool:
    """Say whether the leaf is looked for in texts, and not among facet values."""
    return isinstance(leaf, Words | Phrase | Prefix | Wildcard) and leaf.field in TEXT_FIELDS


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _passage(text: str, marks: list[Mark]) -> tuple[int, int]:
    """Return the bounds of the passage with most different matches, then most matches, then the first.

    It lies within one line, for a page's prose is one line of its text, and each of its values another.
    """
    lines = [_line(text, mark) for mark in marks] or [_line(text, Mark(0, 0, 0))]
    best = max(
        range(len(marks)), key=lambda index: (*_worth(marks, index, lines[index][1]), -index), default=0
    )
    first, last = lines[best]
    start = max(first, marks[best].start - _LEAD) if marks else first
    end = min(last, start + LENGTH)
    start = max(first, end - LENGTH) if end == last else start
    return _word_start(text, start), _word_end(text, end, marks)


def _line(text: str, mark: Mark) -> tuple[int, int]:
    """Return the bounds of the line, or lines, in which a match stands."""
    end = text.find("\n", mark.end)
    return text.rfind("\n", 0, mark.start) + 1, end if end >= 0 else len(text)


def _worth(marks: list[Mark], index: int, end: int) -> tuple[int, int]:
    last = bisect_right(marks, min(end, marks[index].start + LENGTH - _LEAD), key=attrgetter("end"))
    inside = marks[index : max(last, index + 1)]
    return len({mark.leaf for mark in inside}), len(inside)


def _word_start(text: str, place: int) -> int:
    blank = text.find(" ", place, place + _LEAD) if place else -1
    return blank + 1 if blank >= 0 and not text[place - 1].isspace() else place


def _word_end(text: str, place: int, marks: list[Mark]) -> int:
    if place >= len(text) or text[place] == "\n":
        return place
    blank = text.rfind(" ", max(0, place - _LEAD), place)
    end = blank if blank >= 0 else place
    return max([end, *(mark.end for mark in marks if mark.start < end)], default=end)


def _marked(text: str, start: int, end: int, marks: list[Mark]) -> str:
    parts: list[str] = []
    place = start
    for mark in marks:
        parts += (
            html.escape(text[place : mark.start]),
            "<mark>",
            html.escape(text[mark.start : mark.end]),
            "</mark>",
        )
        place = mark.end
    return " ".join("".join((*parts, html.escape(text[place:end]))).split())
