"""LaTeX in bibliographies as plain text: accents, special letters, dashes, and marks of emphasis taken away."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "G": "\u030f",
    "U": "\u030e",
    "f": "\u0311",
}
"""The accent commands of LaTeX (Lamport 1994, table 3.1; and \\r, \\k, \\f, \\U, \\G of the T1 and T2 encodings)."""

_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotesingle": "'", "textquotedbl": '"', "textquotedblleft": "“", "textquotedblright": "”",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$",
    "textellipsis": "…", "ldots": "…", "dots": "…", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "textcopyright": "©", "pounds": "£", "euro": "€", "texteuro": "€", "textdegree": "°", "S": "§", "P": "¶",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "quotedblbase": "„",
    "quotesinglbase": "‚", "textexclamdown": "¡", "textquestiondown": "¿", "textperiodcentered": "·",
    "textbullet": "•", "textsection": "§", "textordfeminine": "ª", "textordmasculine": "º", "LaTeX": "LaTeX",
    "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/", "quad": " ", "qquad": " ", "newline": " ", "par": "\n\n",
    "space": " ", "textnumero": "№", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}",
    " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "\\": " ", "@": "", "(": "$", ")": "$",
}  # fmt: skip
"""Commands that stand for a character (The Comprehensive LaTeX Symbol List), those of spacing included."""

_TRANSPARENT = frozenset(
    [
        "emph",
        "textit",
        "textbf",
        "textsc",
        "textrm",
        "textsf",
        "texttt",
        "textsl",
        "textup",
        "textmd",
        "textnormal",
        "text",
        "mbox",
        "hbox",
        "uppercase",
        "lowercase",
        "MakeUppercase",
        "MakeLowercase",
        "MakeTextUppercase",
        "noopsort",
        "underline",
        "ensuremath",
        "url",
        "path",
        "nolinkurl",
        "mkbibquote",
        "mkbibemph",
        "mkbibitalic",
        "bibstring",
        "textsuperscript",
        "textsubscript",
        "it",
        "bf",
        "sc",
        "rm",
        "sf",
        "tt",
        "sl",
        "em",
        "itshape",
        "bfseries",
        "scshape",
        "upshape",
        "normalfont",
        "protect",
        "relax",
        "small",
        "large",
        "NoCaseChange",
    ]
)
"""Commands that change how their text looks: the text is taken."""

_TOKEN = re.compile(
    r"""\\(?P<command>[A-Za-z]+\*?(?:[ \t]*\n?[ \t]*)|[^A-Za-z]|\Z)
      | (?P<math>\$\$?[^$]*\$\$?)
      | (?P<dash>---?) | (?P<open>``) | (?P<close>'') | (?P<space>~) | (?P<brace>[{}])
      | (?P<plain>[^\\$~{}\-`']+|.)""",
    re.VERBOSE | re.DOTALL,
)
_ARGUMENT = re.compile(
    r"\s*(?:\{\s*(?P<braced>\\?[^{}\\]{0,3})\s*\}|(?P<letter>\\[ij](?![A-Za-z])|[^\s{}\\]))"
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_TARGET = re.compile(r"\s*\{[^{}]*\}")
_SPACE = {"dash": {"---": "—", "--": "–"}, "open": {"``": "“"}, "close": {"''": "”"}, "space": {"~": " "}}


def plain_of_latex(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a value as plain text in NFC, and the commands that are not known: they stay as they are written.

    Formulas stay as they are; blank lines part paragraphs. Never raises.
    """
    made: list[str] = []
    unknown: dict[str, None] = {}
    place = 0
    while found := _TOKEN.match(text, place):
        place = found.end()
        kind = found.lastgroup or ""
        if kind in _SPACE:
            made.append(_SPACE[kind][found[0]])
        elif kind == "command":
            said, place = _command(found[0][1:], text, place, unknown)
            made.append(said)
        elif kind != "brace":
            made.append(found[0])
    paragraphs = re.split(r"\n[ \t\r]*\n\s*", "".join(made))
    tidy = "\n\n".join(filter(None, (_BLANKS.sub(" ", each).strip() for each in paragraphs)))
    return unicodedata.normalize("NFC", tidy), tuple(unknown)


def _command(written: str, text: str, place: int, unknown: dict[str, None]) -> tuple[str, int]:
    """Return what a command stands for, and the place behind it with what it takes."""
    name = written.strip(" \t\n") or written[:1]
    if name in _ACCENTS and (found := _ARGUMENT.match(text, place)):
        letter = found["braced"] if found["braced"] is not None else found["letter"]
        letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
        if not letter.startswith("\\"):
            return letter[:1] + (_ACCENTS[name] if letter else "") + letter[1:], found.end()
    if name in _LETTERS:
        return _LETTERS[name], place
    if name in _ACCENTS:
        return "", place
    if name.rstrip("*") in _TRANSPARENT:
        return "", place
    if name == "href" and (target := _TARGET.match(text, place)):
        return "", target.end()
    unknown["\\" + name] = None
    return "\\" + written, place
