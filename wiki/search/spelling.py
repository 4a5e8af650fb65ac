"""Words of the index that somebody may have meant by a misspelt one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest

from sqlalchemy import Connection
from whoosh.support.levenshtein import damerau_levenshtein

from wiki.search.words import stem

SHORTEST = 3  # letters of a word worth correcting
CANDIDATES = 8  # nearest words that are looked up in the index
_LONG = 6  # letters from which on two mistakes are allowed


def mistakes(word: str) -> int:
    """Return how many letters may differ, be missing, be too many or be swapped."""
    return 2 if len(word) >= _LONG else 1


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return the words within so many mistakes, nearest first, at most CANDIDATES."""
    limit = mistakes(word)
    letters = Counter(word)
    near = (
        (_distance(word, other, limit), abs(len(other) - len(word)), other)
        for other in known
        if other != word and _may_be_near(letters, other, limit)
    )
    return [other for _, _, other in nsmallest(CANDIDATES, (each for each in near if each[0] <= limit))]


def _distance(word: str, other: str, limit: int) -> int:
    return int(damerau_levenshtein(word, other, limit))  # type: ignore[no-untyped-call]


def _may_be_near(letters: Counter[str], other: str, limit: int) -> bool:
    """Say whether the letters alone allow it: cheaper than the distance, and true whenever that is small."""
    own = Counter(other)
    return max((letters - own).total(), (own - letters).total()) <= limit


def corrections(connection: Connection, word: str) -> list[str]:
    """Return known words near to the word that begin with its first letter, nearest first."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    limit = mistakes(word)
    found = connection.exec_driver_sql(
        "SELECT word FROM search_words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
        (word[0], word[0] + "\U0010ffff", len(word) - limit, len(word) + limit),
    )
    return nearest(word, (row[0] for row in found))


def pages_with(connection: Connection, word: str) -> int:
    """Count the pages with a form of the word in their text."""
    found = connection.exec_driver_sql(
        "SELECT doc FROM search_vocabulary WHERE term = ? AND col = 'body_stems'", (stem(word),)
    ).scalar()
    return int(found or 0)
