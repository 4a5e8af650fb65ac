"""Live blocks: fenced blocks of a page's text in whose place stands what is found today. Pure.

Other readers of Markdown show them as code. In `comparison` stands the address of a way of comparing, which begins with a
slash, or the title of a kept comparison; in `scorecard` the title of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patterns.markup import fences

COMPARISON, SCORECARD = "comparison", "scorecard"

NAMESPACES: Mapping[str, str] = {COMPARISON: "Comparison", SCORECARD: "Pattern"}
"""The info words of live blocks, and the namespace in which a bare title is meant."""

_MAY_HAVE = re.compile(r"(?:```|~~~)[ \t]*(?:comparison|scorecard)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """One live block."""

    word: str  # of the info string: comparison, scorecard
    content: str  # on one line
    start: int = 0  # offset of its first line in the text

    @property
    def title(self) -> str:
        """The full title of the page it names, "" when it holds an address or nothing."""
        if not self.content or self.content.startswith(("/", "http://", "https://")):
            return ""
        namespace = NAMESPACES[self.word]
        given, colon, _ = self.content.partition(":")
        named = colon and given.strip().casefold() == namespace.casefold()
        return self.content if named else f"{namespace}:{self.content}"


def block_of(word: str, written: str, start: int = 0) -> LiveBlock:
    r"""Read what stands in a block; its lines are joined, so that a long address may be broken.

    >>> block_of("comparison", "/compare/matrix?\n  kind=case\n").content
    '/compare/matrix?kind=case'
    """
    lines = [each.strip() for each in written.splitlines()]
    between = "" if written.lstrip().startswith(("/", "http")) else " "
    return LiveBlock(word, between.join(filter(None, lines)), start)


def live_blocks(text: str) -> Iterator[LiveBlock]:
    """Yield the live blocks of a Markdown text in order."""
    if not _MAY_HAVE.search(text):
        return
    for each in fences(text):
        word = each.info.partition(" ")[0].lower()
        if word in NAMESPACES:
            yield block_of(word, each.text, each.start)
