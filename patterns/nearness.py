"""Names that are nearly spelled like those of pages there are, ranked by how near they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ontology.kinds import Ontology
from patterns.duplicates import comparable, difference, title_key
from patterns.folding import tokens
from patterns.links import TALK, split_title

SHORTEST = 8
"""Letters of a name from which on another letter is a slip rather than another word."""

MOST_NEAR = 5
"""Pages that are offered for one name."""

ONE_LETTER = "one letter"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Near:
    """A page whose name is nearly the one asked for."""

    title: str  # full title
    reason: str  # how the names differ, for people
    letters: bool  # they differ by a letter, so they have not even the same words


@dataclass
class NearNames:
    """Names of pages, found by others that are nearly spelled so.

    Found are names of the same telling words (see `title_key`), and names of `SHORTEST` letters or more that differ by
    one letter: one more, one fewer, another one, or two exchanged within one half of the name. Numbers are never taken
    for slips. Only pages of one kind are near to each other, plain pages to all.
    """

    ontology: Ontology
    by_key: dict[str, dict[str, str]] = field(default_factory=dict)  # key → full title → name
    by_half: dict[tuple[str, int, str], set[str]] = field(default_factory=dict)
    plain: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # letters → (full title, name)

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        """Take names up: (full title, one of its names)."""
        for title, name in names:
            key = title_key(name)
            if key and split_title(title, self.ontology).kind != TALK:
                self.by_key.setdefault(key, {}).setdefault(title, name)
                letters = "".join(tokens(name))
                self.plain.setdefault(letters, []).append((title, name))
                for half in _halves(letters, len(letters)):
                    self.by_half.setdefault(half, set()).add(letters)

    def near(self, title: str) -> list[Near]:
        """Return the pages of other titles that may be meant by a full title, the nearest first."""
        parts = split_title(title, self.ontology)
        found = [*self._of_same_words(parts.name), *self._of_one_letter(parts.name)]
        kept: dict[str, Near] = {}
        for each in found:
            kind = split_title(each.title, self.ontology).kind
            if each.title != title and comparable(kind, parts.kind):
                kept.setdefault(each.title, each)
        return list(kept.values())[:MOST_NEAR]

    def _of_same_words(self, name: str) -> list[Near]:
        mine = tokens(name)
        known = self.by_key.get(title_key(name), {})
        found = [
            (sorted(tokens(other)) != sorted(mine), tokens(other) != mine, title, other)
            for title, other in known.items()
        ]
        return [Near(title, difference(name, other), letters=False) for _, _, title, other in sorted(found)]

    def _of_one_letter(self, name: str) -> Iterator[Near]:
        letters = "".join(tokens(name))
        for other in sorted({each for each in self._candidates(letters) if one_apart(letters, each)}):
            for title, written in sorted(self.plain[other]):
                if _DIGITS.findall(written) == _DIGITS.findall(name):
                    yield Near(title, f"names that differ by {ONE_LETTER}", letters=True)

    def _candidates(self, letters: str) -> Iterator[str]:
        for length in range(max(len(letters) - 1, SHORTEST), len(letters) + 2):
            for half in _halves(letters, length):
                yield from self.by_half.get(half, ())


def _halves(letters: str, length: int) -> Iterator[tuple[str, int, str]]:
    """Yield both halves that a name of that length has where it is like these letters: one slip leaves one whole."""
    if length >= SHORTEST:
        middle = length // 2
        yield "begins", length, letters[:middle]
        yield "ends", length, letters[middle - length :]


def one_apart(one: str, other: str) -> bool:
    """Say whether two words differ by one letter that is missing, too many, another one or exchanged with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = (one[start:], other[start:])
    mine, theirs = rests
    if len(mine) != len(theirs):
        longer, shorter = sorted(rests, key=len, reverse=True)
        return longer[1:] == shorter
    return mine[1:] == theirs[1:] or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
