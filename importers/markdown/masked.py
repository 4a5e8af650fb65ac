"""Rewriting a Markdown text outside code, comments and escapes. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from patterns.markup import mask

Note = Callable[[str, str], None]
"""Called with a problem, and with what is written where it is."""


def replaced(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """Substitute outside code and comments only."""
    if not pattern.search(text):
        return text
    masked, pieces, done = masked_once(text), list[str](), 0
    for found in pattern.finditer(masked):
        real = pattern.match(text, found.start())
        if real is None or real.end() != found.end() or found.start() < done:
            continue
        pieces += (text[done : found.start()], change(real))
        done = found.end()
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=2)
def masked_once(text: str) -> str:
    """Return the text with its code blanked out; one text is asked for several times in a row."""
    return mask(text)


def as_code(text: str) -> str:
    """Return a text as code that shows it as it is: in its line, or as a block where it has several lines."""
    if "\n" in text:
        return f"\n{fenced(text)}\n"
    ticks = "`" * (1 + _longest_run(text))
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def fenced(text: str) -> str:
    """Return a text as a block of code."""
    fence = "`" * max(3, 1 + _longest_run(text))
    inner = text.strip("\n")
    return f"{fence}\n{inner}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
