"""What pages are called, so that the names can be found in running text whatever their case and accents. Pure.

Names are kept by their folded words (`patterns.folding`) in a tree of two levels, first and second word, under which
stand the lengths of the names that begin so: looking a place up costs two look-ups where no name begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from patterns.folding import tokens

MOST_WORDS = 12
"""Longest name that is looked for; longer ones are sentences."""

LONGEST_ACRONYM = 5
"""Letters up to which a name in capitals is meant only where it is written in capitals: IT is not “it”."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the page it leads to."""

    written: str  # the name as its page writes it
    title: str  # full title of the page it leads to, redirects followed
    rank: int  # as links rank it: of the pages of one name the lowest is meant
    redirect: bool = False  # the name is that of a redirect

    @property
    def is_acronym(self) -> bool:
        """Say whether capitals are part of the name."""
        return len(self.written) <= LONGEST_ACRONYM and self.written.isalpha() and self.written.isupper()

    def is_meant_by(self, words: str) -> bool:
        """Say whether these words, equal to the name when folded, mean it."""
        return not self.is_acronym or words == self.written


class Names:
    """All names of a wiki."""

    def __init__(self, named: Iterable[Named] = ()) -> None:
        found: dict[str, list[Named]] = {}
        known: dict[str, str] = {}
        for each in named:
            key = known.get(each.written)
            if key is None:
                key = known[each.written] = name_key(each.written)
            if key:
                found.setdefault(key, []).append(each)
        self.by_key: Mapping[str, tuple[Named, ...]] = {
            key: tuple(sorted(each, key=lambda one: (one.rank, one.title))) for key, each in found.items()
        }
        self._starts = _starts(self.by_key)

    def meaning(self, key: str, words: str) -> str:
        """Return the full title of the page that words with this key mean, "" for none.

        Of several pages the one whose name is written so, else the one a link of that name leads to.
        """
        meant = [each for each in self.by_key.get(key, ()) if each.is_meant_by(words)]
        exact = (each for each in meant if each.written == words)
        best = next(exact, meant[0] if meant else None)
        return best.title if best else ""

    def begun(self, words: Sequence[str]) -> list[int]:
        """Return the places where a name may begin, by the word there and the one behind it: few of all."""
        starts = self._starts
        return [
            at
            for at, (word, follower) in enumerate(zip_longest(words, words[1:], fillvalue=""))
            if (seconds := starts.get(word)) is not None and (follower in seconds or "" in seconds)
        ]

    def longest(
        self, words: Sequence[str], at: int, joins: Callable[[int, int], bool]
    ) -> tuple[int, str] | None:
        """Return how many words the longest name that begins at a place has, and its key; None if none does.

        `joins` (first place, place behind the last) says whether the words between stand together as one phrase.
        """
        seconds = self._starts.get(words[at])
        if seconds is None:
            return None
        follower = words[at + 1] if at + 1 < len(words) else ""
        for length in seconds.get(follower, ()) or seconds.get("", ()):
            if at + length > len(words):
                continue
            key = " ".join(words[at : at + length])
            if key in self.by_key and joins(at, at + length):
                return length, key
        return None

    @property
    def marks(self) -> frozenset[str]:
        """Return a word for each name: texts that were read when all of them were known need no second reading."""
        return frozenset(
            key if any(not each.is_acronym for each in named) else f"={key}"
            for key, named in self.by_key.items()
        )


def name_key(name: str) -> str:
    """Return the folded words of a name, one blank between; "" for a name that is not looked for in texts.

    Not looked for are single letters, names without a letter, and names of more than `MOST_WORDS` words.
    """
    words = tokens(name)
    letters = sum(each.isalpha() for word in words for each in word)
    if not 1 <= len(words) <= MOST_WORDS or not letters or (len(words) == 1 and len(words[0]) == 1):
        return ""
    return " ".join(words)


def _starts(keys: Iterable[str]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return first word → second word → lengths, longest first; names of one word stand under every second word."""
    found: dict[str, dict[str, set[int]]] = {}
    for key in keys:
        words = key.split(" ")
        seconds = found.setdefault(words[0], {})
        seconds.setdefault(words[1] if len(words) > 1 else "", set()).add(len(words))
    for seconds in found.values():
        if "" in seconds:
            for lengths in seconds.values():
                lengths.add(1)
    return {
        first: {second: tuple(sorted(each, reverse=True)) for second, each in seconds.items()}
        for first, seconds in found.items()
    }
