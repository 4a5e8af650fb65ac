"""In which of the old encodings a text is that is not UTF-8: told by what its words look like when they are read so.

Words of Western languages have a few accented letters among many plain ones; where most letters of such words lie beyond
ASCII, the text is in another script. Of the scripts that can be told apart with certainty – Cyrillic, Greek, Hebrew, Arabic,
Japanese, Chinese, Korean – the encoding is taken under which these bytes are letters of one script, in its usual order of
small and capital letters. Letters of Central Europe show themselves where Windows-1252 has signs inside words. Everything
else is read as Windows-1252, which is what old texts mostly are (WHATWG, Encoding, section 4.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

WESTERN = "cp1252"
LOOKED_AT = 1 << 16
"""Bytes that are looked at; an encoding shows itself in a few lines."""
_FEWEST = 4
"""Letters beyond ASCII from which on a script can be told."""
_FOREIGN = 0.6
"""Share of letters beyond ASCII in words that have some, from which on a text is not Western."""
_SURE = 0.85
"""Score from which on an encoding is taken."""
_LAST = 4
"""Bytes of one character at most: so many may be cut off where the sample ends."""

_WORD = re.compile(rb"[A-Za-z\x80-\xff]{4,}")
_BEYOND = re.compile(rb"[\x80-\xff]")
_NO_UTF8 = re.compile("[\udc80-\udcff]")
_NAMES = {
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "cp866": "the code page 866 of DOS",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "gb18030": "GB 18030",
    "big5": "Big5",
    **{f"iso8859_{part}": f"ISO 8859-{part}" for part in (2, 5, 6, 7, 8)},
    **{f"cp125{part}": f"Windows-125{part}" for part in (0, 1, 2, 3, 5, 6)},
}
_SIGN_INSIDE = re.compile(r"(?<=[^\W\d_])[³¹¿¼¾¶±¦¬¡£¥§©«®]+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Script:
    encodings: tuple[str, ...]
    score: Callable[[str], float]  # text → how well it fits, up to 1


def encoding_of(raw: bytes) -> str:
    """Return the name of the encoding that bytes, which are not UTF-8, are most likely in; Windows-1252 when in doubt."""
    sample = raw[:LOOKED_AT]
    if _is_damaged(sample):
        return WESTERN
    words = [word for word in _WORD.findall(sample) if _BEYOND.search(word)]
    beyond = sum(len(_BEYOND.findall(word)) for word in words)
    if beyond < _FEWEST:
        return WESTERN
    if beyond < _FOREIGN * sum(map(len, words)):
        return _central(sample)
    scored = [(_score(script, name, sample), name) for script in _SCRIPTS for name in script.encodings]
    best, name = max(scored, key=lambda each: each[0])
    return name if best >= _SURE else WESTERN


def _is_damaged(sample: bytes) -> bool:
    """Say whether bytes are UTF-8 but for some: by chance few of another encoding are characters of UTF-8."""
    text = sample.decode("utf-8", "surrogateescape")
    wrong = len(_NO_UTF8.findall(text))
    return sum(1 for sign in text if sign > "\x7f") - wrong > wrong


def called(name: str) -> str:
    """Return an encoding's name as people know it."""
    return _NAMES.get(name, name.upper())


def _central(sample: bytes) -> str:
    """Return the encoding of a text in Latin letters."""
    if len(_SIGN_INSIDE.findall(sample.decode(WESTERN, "replace"))) < _FEWEST - 1:
        return WESTERN
    signs = {
        name: len(_SIGN_INSIDE.findall(sample.decode(name, "replace"))) for name in ("cp1250", "iso8859_2")
    }
    best = min(signs, key=lambda name: signs[name])
    return best if not signs[best] else WESTERN


def _score(script: _Script, name: str, sample: bytes) -> float:
    try:
        return script.score(sample.decode(name))
    except UnicodeDecodeError as error:
        whole = len(sample) < LOOKED_AT or error.start < len(sample) - _LAST
        return 0.0 if whole else script.score(sample[: error.start].decode(name))


def _share(text: str, letters: re.Pattern[str]) -> float:
    beyond = sum(1 for sign in text if sign > "\x7f")
    return len(letters.findall(text)) / beyond if beyond else 0.0


def _cased(letters: str, common: str) -> Callable[[str], float]:
    """Score a script with small and capital letters: a capital stands first, or all are capitals."""
    one, words, often = (
        re.compile(f"[{letters}]"),
        re.compile(f"[{letters}]{{2,}}"),
        re.compile(f"[{common}]"),
    )

    def score(text: str) -> float:
        found = words.findall(text)
        usual = sum(len(word) for word in found if word.isupper() or word[1:].islower())
        alone = len(one.findall(text))
        if not alone:
            return 0.0
        return min(_share(text, one), usual / alone) - 0.05 * (1 - len(often.findall(text)) / alone)

    return score


def _uncased(letters: str, common: str = "") -> Callable[[str], float]:
    """Score a script without capitals; `common`: characters that stand in every text of some length."""
    one = re.compile(f"[{letters}\u3000-\u303f\uff00-\uffef–—’‘“”…·«»]")
    often = re.compile(f"[{common or letters}]")

    def score(text: str) -> float:
        seen = len(often.findall(text)) / max(1, len(one.findall(text)))
        return _share(text, one) - 0.1 * (1 - min(1.0, seen * 3))

    return score


_CHINESE = (
    "的一是不了人我在有他中大上到个为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没于起还发"
    "成只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长市北京海国这来说们"
)
_TRADITIONAL = (
    "這來個國說們為時會過學對裡後麼沒於還發當開經頭兩長動從現點與實關體電話書東車馬門問間聞氣網際無愛華萬"
)
_CYRILLIC = "А-яЁёІіЇїЄєҐґЎў"
_SCRIPTS = (
    _Script(("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866"), _cased(_CYRILLIC, "оеаинтоеаОЕАИНТ")),
    _Script(("cp1253", "iso8859_7"), _cased("Ά-ώ", "αοιετσνηςρΑΟΙΕΤΣΝΗ")),
    _Script(("cp1255", "iso8859_8"), _uncased("א-ת\u05b0-\u05c2")),
    _Script(("cp1256", "iso8859_6"), _uncased("\u0621-\u0652\u067e\u0686\u0698\u06af", "اليمنو")),
    _Script(("cp932", "euc_jp"), _uncased("ぁ-んァ-ヶー一-龥", "ぁ-んァ-ヶー日本東大年人子名前市")),
    _Script(("gb18030",), _uncased("一-龥", _CHINESE)),
    _Script(("big5",), _uncased("一-龥", _TRADITIONAL + _CHINESE)),
    _Script(("euc_kr",), _uncased("가-힣")),
)
