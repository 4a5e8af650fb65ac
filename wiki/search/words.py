"""The stem of a word, for index, query and highlighting alike; words are taken apart in `patterns.folding`. Pure."""

from __future__ import annotations

from functools import lru_cache

from whoosh.lang.porter import stem as porter_stem

WORDS_KEPT = 65_536  # distinct words whose stem is remembered


@lru_cache(WORDS_KEPT)
def stem(word: str) -> str:
    """Return the English stem (Porter 1980) of a folded word; words of other scripts, and numbers, stay."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):  # noqa: PLR2004 – Porter leaves these alone
        return word
    return str(porter_stem(word))  # type: ignore[no-untyped-call]
