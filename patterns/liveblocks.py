"""Live blocks: fenced blocks of a page's text in whose place stands what is found today. Pure.

Other readers of Markdown show them as code. In `comparison` stands the address of a way of comparing, which begins with a
slash, or the title of a kept comparison; in `scorecard` the title of a pattern, in `hypothesis` that of
a hypothesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from patterns.markup import fences

COMPARISON, SCORECARD, HYPOTHESIS = "comparison", "scorecard", "hypothesis"

NAMESPACES: Mapping[str, str] = {COMPARISON: "Comparison", SCORECARD: "Pattern", HYPOTHESIS: "Concept"}
"""The info words of live blocks, and the namespace in which a bare title is meant."""

_ADDRESSES = ("/", "http://", "https://")
_MAY_HAVE = re.compile(r"(?:```|~~~)[ \t]*(?:comparison|scorecard|hypothesis)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """One live block."""

    word: str  # of the info string: comparison, scorecard, hypothesis
    content: str  # on one line
    start: int = 0  # offset of its first line in the text
    pieces: tuple[tuple[int, str], ...] = ()  # what stands in its lines, each with its offset in the text

    @property
    def title(self) -> str:
        """The full title of the page it names, "" when it holds an address or nothing."""
        if not self.content or self.content.startswith(_ADDRESSES):
            return ""
        namespace = NAMESPACES[self.word]
        given, colon, _ = self.content.partition(":")
        named = colon and given.strip().casefold() == namespace.casefold()
        return self.content if named else f"{namespace}:{self.content}"

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the content begins and ends in the text."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, place: int) -> int:
        before = 0
        for offset, text in self.pieces:
            if place < before + len(text):
                return offset + max(0, place - before)
            before += len(text) + len(_between(self.content))
        return self.start


def block_of(word: str, written: str) -> LiveBlock:
    r"""Read what stands in a block; its lines are joined, so that a long address may be broken.

    >>> block_of("comparison", "/compare/matrix?\n  kind=case\n").content
    '/compare/matrix?kind=case'
    """
    return _block(word, 0, [(0, each) for each in written.splitlines()])


def _block(word: str, start: int, lines: Iterable[tuple[int, str]]) -> LiveBlock:
    pieces = tuple(
        (place + len(line) - len(line.lstrip()), line.strip()) for place, line in lines if line.strip()
    )
    between = _between(pieces[0][1]) if pieces else ""
    return LiveBlock(word, between.join(text for _, text in pieces), start, pieces)


def _between(content: str) -> str:
    return "" if content.startswith(_ADDRESSES) else " "


def live_blocks(text: str) -> Iterator[LiveBlock]:
    """Yield the live blocks of a Markdown text in order."""
    if not _MAY_HAVE.search(text):
        return
    for each in fences(text):
        word = each.info.partition(" ")[0].lower()
        if word in NAMESPACES:
            yield _block(word, each.start, each.lines)
