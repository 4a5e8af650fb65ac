"""Words of everyday English: a page may be called by one, but running text seldom means the page. Pure.

Chosen by hand, folded as in `patterns.folding`: the small words of grammar, and the nouns, verbs and adjectives that any
prose about any subject uses. How often a word stands in the wiki itself counts beside them.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent / "words"


def _words(name: str) -> frozenset[str]:
    return frozenset((_HERE / f"{name}.txt").read_text("utf-8").split())


SMALL = _words("small")
"""Words that say nothing of their own: a name is judged by its others."""

COMMON = SMALL | _words("everyday")
"""Everyday words; names made of nothing else are offered last."""
