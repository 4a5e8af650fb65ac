"""The stem of a word, for index, query and highlighting alike; words are taken apart in `patterns.folding`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.lang.porter import stem as porter_stem

WORDS_KEPT = 65_536  # distinct words whose stem is remembered
LONGEST_KEPT = 40  # characters of such a word


class _Stems(dict[str, str]):
    """Stems by word, worked out when first asked for; begun anew when there are too many."""

    def __missing__(self, word: str) -> str:
        found = _stem(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= WORDS_KEPT:
                self.clear()
            self[word] = found
        return found


_STEMS = _Stems()


def stem(word: str) -> str:
    """Return the English stem (Porter 1980) of a folded word; words of other scripts, and numbers, stay."""
    return _STEMS[word]


def stems(words: Iterable[str]) -> Iterator[str]:
    """Return the stems of words in their order: of a text's many words, at a fraction of the cost of asking one by one."""
    return map(_STEMS.__getitem__, words)


def _stem(word: str) -> str:
    if len(word) < 3 or not (word.isascii() and word.isalpha()):  # noqa: PLR2004 – Porter leaves these alone
        return word
    return str(porter_stem(word))  # type: ignore[no-untyped-call]
