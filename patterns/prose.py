"""Where in a page's text its author speaks in running words: what may become a link. Pure, in linear time."""

from __future__ import annotations

import re

from patterns.markup import mask, scan_lines
from patterns.quotations import is_quotation
from patterns.sections import split_sections

_APART = re.compile(
    r"""
    !?+\[\[[^\[\]\r\n]*+\]\]                                  # a wikilink
    | ^[ ]{0,3}\[(?!\^)[^\[\]\r\n]++\]:[^\r\n]*+              # the definition of a reference
    | !?+\[(?:[^\[\]]++|\[[^\[\]]*+\])*+\](?:\([^()\r\n]*+(?:\([^()\r\n]*+\)[^()\r\n]*+)*+\)|\[[^\[\]\r\n]*+\])?+
    | </?+[A-Za-z][^<>]*+>                                    # a tag, or an address between angles
    | (?:https?|ftp)://[^\s<>]++ | www\.[^\s<>]++ | mailto:[^\s<>]++
    | \{\{[^{}]*+\}\} | \{[#.:][^{}\r\n]*+\}                  # a template; attributes
    | \$\$[^$]++\$\$ | \$[^$\r\n]++\$                         # a formula
    """,
    re.VERBOSE | re.MULTILINE,
)
_MAIL = re.compile(r"(?<![^\s<>@()\[\]])[^\s<>@()\[\]]++@[^\s<>@()\[\]]++")
_SPOKEN = re.compile(r"“([^“”]{8,2000})”")
_QUOTED_LINE = re.compile(r" {0,3}>")
_BLOCK_TAG = re.compile(r" {0,3}</?[A-Za-z]")
_SIGN = re.compile(r"[^\r\n]")


def prose_only(body: str) -> str:
    """Return the text with everything blanked that is not running prose of its own; same length.

    Blanked are headings, code, comments, links of every form and their labels, addresses, tags and blocks of HTML,
    formulas, attributes, and the words of others: block quotations, and “…” long enough to be quoted from somebody.
    """
    text = mask(body)
    text = _APART.sub(_blank, text)
    if "@" in text:
        text = _MAIL.sub(_blank, text)
    if "“" in text:
        text = _SPOKEN.sub(lambda found: _blank(found) if is_quotation(found[1]) else found[0], text)
    return _without_blocks(text, body)


def _blank(found: re.Match[str]) -> str:
    return _SIGN.sub(" ", found[0])


def _without_blocks(text: str, body: str) -> str:
    """Blank headings, block quotations with their lazy continuations, and blocks of HTML."""
    has_blocks = ">" in body or "<" in body
    pieces: list[str] = []
    done = 0
    for section in split_sections(body):
        heading = len(section.raw) - len(section.body)
        if heading:
            pieces.append(_SIGN.sub(" ", text[done : done + heading]))
        own = text[done + heading : done + len(section.raw)]
        pieces.append(_without_quoted(own, section.body) if has_blocks else own)
        done += len(section.raw)
    return "".join(pieces)


def _without_quoted(text: str, body: str) -> str:
    pieces: list[str] = []
    apart = False
    for line in scan_lines(body):
        if not line.text.strip():
            apart = False
        elif not line.code and (_QUOTED_LINE.match(line.text) or _BLOCK_TAG.match(line.text)):
            apart = True
        own = text[line.start : line.start + len(line.text)]
        pieces.append(_SIGN.sub(" ", own) if apart else own)
    return "".join(pieces)
