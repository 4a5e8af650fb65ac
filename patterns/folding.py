"""Words as they are compared: one tokenizer and one folding, for search and mentions alike. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Thai, Lao, Myanmar, Khmer, kana, Han: written without blanks, so that every character is a token of its own
# and a word is found as the phrase of its characters.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that belong to a word but are no letters for `re`: Latin to Cyrillic, Hebrew, Arabic, India's scripts.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0966-\u0df3"
)
_SPECIAL = re.compile(f"[{UNSPACED}{MARKS}]")
_PLAIN = re.compile(r"[^\W_]+")
_ASCII_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
TOKEN = re.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}]|[{MARKS}])+")
LETTERS_WITHOUT_ACCENTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SIGNS = re.compile(  # those of Latin 1 and General Punctuation that are no part of a word
    f"[{''.join(sign for sign in map(chr, (*range(0xA0, 0xC0), *range(0x2000, 0x2070))) if not sign.isalnum())}]+"
)
RUNS_KEPT = 16_384
"""Runs of signs beyond ASCII whose folding is remembered: most are one accented letter or a quotation mark …"""

SHORT = 12
"""… and only short ones are kept."""


def fold(text: str) -> str:
    """Return the text as it is compared: case and accents apart, compatibility forms made plain."""
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_folded, text.casefold())


def _folded(found: re.Match[str]) -> str:
    run = found[0]
    return _fold_often(run) if len(run) <= SHORT else _fold_foreign(run)


def _fold_foreign(run: str) -> str:
    """Fold what stands between ASCII signs: none of those changes with what stands beside it, once accents are gone."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", run))
    return unicodedata.normalize("NFC", bare.casefold()).translate(LETTERS_WITHOUT_ACCENTS)


_fold_often = lru_cache(RUNS_KEPT)(_fold_foreign)


def tokens(text: str) -> list[str]:
    """Return the folded words of a text in order: the matches of TOKEN, found faster where they are plain."""
    folded = fold(text)
    if not folded.isascii():
        folded = _SIGNS.sub(" ", folded)
        if not folded.isascii():
            return (TOKEN if _SPECIAL.search(folded) else _PLAIN).findall(folded)
    return folded.translate(_ASCII_SIGNS).split()


def word_places(text: str) -> list[re.Match[str]]:
    """Return the matches of TOKEN in a text, found faster where it is plain."""
    return list((TOKEN if _SPECIAL.search(text) else _PLAIN).finditer(text))


def joined(text: str) -> str:
    """Return the folded words of a text, one blank between them: how names are compared."""
    return " ".join(tokens(text))


@dataclass(frozen=True, slots=True)
class Placed:
    """A folded word and where it stands in the unfolded text."""

    word: str
    start: int
    end: int


def placed(text: str) -> Iterator[Placed]:
    """Yield the folded words of a text with their places."""
    for match in TOKEN.finditer(text):
        for word in tokens(match.group()):  # one, except for ligatures of signs
            yield Placed(word, match.start(), match.end())
