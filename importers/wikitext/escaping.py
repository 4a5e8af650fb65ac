"""Text that must not be taken for markup: of Markdown, and of our own links."""

from __future__ import annotations

import re
from urllib.parse import quote

_MARKUP = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])        # a backslash that would escape
      | `
      | (?<![ \n])\*|\*(?![ \n])     # a star, unless it stands alone
      | (?<![^\W_])_|_(?![^\W_])     # an underscore at the edge of a word
      | \[(?=[\[^@]|[ xX]\])    # what begins a link, a note, a citation or a box
      | \](?=[(\[:])
      | <(?=[A-Za-z/!?])
      | &(?=\#?[A-Za-z0-9]+;)
      | ~(?=~)|(?<=~)~
      | \$(?!\w)
    """,
    re.VERBOSE,
)
_START = re.compile(
    r"""^(?:
        (?P<sign> [>|] | (?:\#{1,6}|[-+*])(?=[ \t\n]|$) | :(?=[ ]) | (?:=+|-+)[ ]*$ )
      | (?P<number>\d{1,9}) (?P<dot>[.)]) (?=[ \t\n]|$)
    )""",
    re.MULTILINE | re.VERBOSE,
)
_SIGNS = frozenset("\\`*_[]<~$")
_UNESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_ADDRESS = "!#$%&'*+,-./:;=?@_~"


def escaped(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return _MARKUP.sub(lambda found: "&amp;" if found[0] == "&" else "\\" + found[0], text)


def escaped_sign(sign: str) -> str:
    """Return a character so that it begins nothing, whatever follows it."""
    if sign == "&":
        return "&amp;"
    return f"\\{sign}" if sign in _SIGNS else sign


def starting(text: str) -> str:
    """Return the lines of a paragraph so that none begins a list, a heading or a quotation."""

    def kept(found: re.Match[str]) -> str:
        return f"{found['number']}\\{found['dot']}" if found["number"] else "\\" + found[0]

    return _START.sub(kept, text)


def plain(markdown: str) -> str:
    """Undo `escaped` and `starting`: the text as code shows it."""
    return _UNESCAPED.sub(r"\1", markdown).replace("&amp;", "&")


def code_span(text: str) -> str:
    """Return text as code inside a line."""
    flat = " ".join(text.split("\n"))
    ticks = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    pad = " " if flat[:1] == "`" or flat[-1:] == "`" else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}" if flat.strip() else flat


def fence(text: str, language: str = "") -> str:
    """Return text as a block of code."""
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{ticks}{language}\n{text.strip(chr(10))}\n{ticks}"


def address(written: str) -> str:
    """Return a web address that a Markdown link can hold: what would end it is percent-encoded."""
    return quote(written, safe=_IN_ADDRESS)
