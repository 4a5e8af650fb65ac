"""Reading a SPARQL query as tokens, warily: a query is read in every way an engine might read it.

`<` is the difficulty: `?a<?b)SERVICE#>` holds an IRI for one reader and a comparison, a keyword and a comment for
another, and real engines differ from the grammar (they accept keywords without a blank after them). So at each
`<` both readings are followed; they meet again after a few tokens, hence the work stays linear in the length.
(SPARQL 1.1 Query §19.8 grammar, §19.2 codepoint escapes.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

_PNAME = r"[\w.\-]*:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
_IRI = r'<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>'
_TOKEN = re.compile(
    rf"""
      (?P<blank>[ \t\r\n]+)
    | (?P<comment>\#)
    | (?P<iri>{_IRI})
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<node>_:\w[\w.\-·]*)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<pname>{_PNAME})
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SURELY_IRI = re.compile(r"<[A-Za-z][\w+.\-]*://")  # no comparison: nothing can be divided by a division
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """A piece of a query that is neither blank nor comment."""

    kind: str  # name of a group of the pattern above
    text: str
    start: int  # character offset
    before: str  # the bare word right before it, lower-case, "" = something else


def plain_reading(text: str) -> Iterator[Token]:
    """Read as the grammar says: the longest token at each place."""
    return _read(_Text(text), 0, set(), [])


def all_readings(text: str) -> Iterator[Token]:
    """Yield every token of every reading, each at least once."""
    seen: set[tuple[int, str]] = set()
    whole, starts = _Text(text), [0]
    while starts:
        yield from _read(whole, starts.pop(), seen, starts)


def without_escapes(text: str) -> str:
    r"""Replace \uXXXX and \UXXXXXXXX as §19.2 prescribes, before any token is read."""
    return _ESCAPE.sub(lambda m: _character(int(m[1] or m[2], 16)), text)


def skip_blank(text: str, place: int) -> int:
    """Return the first offset from `place` on that is neither blank nor comment."""
    while blank := _BLANK.match(text, place):
        place = blank.end()
    return place


_BLANK = re.compile(r"[ \t\r\n]+|#[^\r\n]*")


def _character(number: int) -> str:
    return chr(number) if number < 0x110000 else "\N{REPLACEMENT CHARACTER}"  # noqa: PLR2004


class _Text:
    """A query and where its lines end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in re.finditer(r"[\r\n]", text)] + [len(text)]

    def line_end(self, place: int) -> int:
        """Return where the line of that offset ends."""
        return self._ends[bisect_left(self._ends, place)]


def _read(whole: _Text, place: int, seen: set[tuple[int, str]], starts: list[int]) -> Iterator[Token]:
    """Read from one place until the end, or until a place where this was read before."""
    before = ""
    while (match := _TOKEN.match(whole.text, place)) and (place, before) not in seen:
        seen.add((place, before))
        kind = match.lastgroup or ""
        if kind == "comment":
            place = whole.line_end(place)
            continue
        if kind != "blank":
            yield Token(kind, match.group(), place, before)
            before = match.group().lower() if kind == "word" else ""
        if kind == "iri" and not _SURELY_IRI.match(match.group()):
            starts.append(place + 1)
        place = match.end()
