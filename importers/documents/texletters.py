"""Letters of TeX's fonts in the text of a PDF that does not say which letters they are.

TeX sets many documents in fonts drawn as pictures, whose codes nothing in the PDF explains; their text comes as these codes.
Which letters they are is told by the ligatures, which stand in nearly every English or German line: `fi` is 0x1C in the Cork
encoding (T1; M. Ferguson, TUGboat 11:4, 1990) and 0x0C in that of Computer Modern (OT1; D. Knuth, The TeXbook, 1984, appendix F).
"""

from __future__ import annotations

import re

_CORK_LIGATURE = re.compile("[\x1b-\x1f](?=[a-z])|(?<=[a-z])[\x1b-\x1f]")
_KNUTH_LIGATURE = re.compile(
    "(?<=[A-Za-z])[\x0b\x0c\x0e\x0f](?=[a-z])|(?<![\\w\n\x0c])[\x0b\x0c\x0e\x0f](?=[a-z])"
)
_SIGNS = {0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»", 0x15: "–", 0x16: "—", 0x19: "ı", 0x1A: "ȷ"}
_LIGATURES = dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
_UPPER = (
    "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§"  # 0x80
    "ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"  # 0xA0
)
_LATE = {0xD7: "Œ", 0xDF: "SS", 0xF7: "œ", 0xFF: "ß"}
_CORK = {**_SIGNS, **_LIGATURES, **{0x80 + at: sign for at, sign in enumerate(_UPPER)}, **_LATE}
_KNUTH = {
    0x0B: "ff",
    0x0C: "fi",
    0x0D: "fl",
    0x0E: "ffi",
    0x0F: "ffl",
    0x10: "ı",
    0x19: "ß",
    0x1A: "æ",
    0x1B: "œ",
    0x1C: "ø",
}
_BULLET = re.compile("^([ \t]*)\x88(?=[ \t])", re.MULTILINE)  # of TeX's font of signs
_FEWEST = 2
"""Ligatures from which on it is no chance."""


def with_letters(text: str) -> str:
    """Return a page's text with the letters that codes of TeX's fonts stand for; any other text as it is."""
    if len(_CORK_LIGATURE.findall(text)) >= _FEWEST:
        return _BULLET.sub(r"\1•", text).translate(_CORK)
    if len(_KNUTH_LIGATURE.findall(text)) >= _FEWEST:
        return _KNUTH_LIGATURE.sub(lambda code: _KNUTH[ord(code[0])], text).translate(_KNUTH_ALONE)
    return text


_KNUTH_ALONE = {code: sign for code, sign in _KNUTH.items() if code not in {0x0C, 0x0D}}
"""Without what may end a page or a line."""
