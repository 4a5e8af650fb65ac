"""Quotations in finished HTML: linked to their place on the page of the source, or marked as that place. Pure.

The HTML is sanitized and so canonical: every `<` begins a tag, every tag that opens is closed, every attribute is in
double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from patterns.quotations import is_quotation, same_words

_TAG = re.compile(r"(</?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"]*\")*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_SPOKEN = re.compile(r"“([^“”<>]+)”")
_BLOCK = re.compile(r"<blockquote>((?:(?!</?blockquote>).)*)</blockquote>", re.DOTALL)
_LEFT_ALONE = frozenset({"a", "blockquote", "code", "pre"})

Origin = Callable[[str], tuple[str, str]]
"""From words to the name of the document they are from and their address there; ("", "") when it is not known."""


def linked_quotations(html: str, origin: Origin) -> str:
    """Link block quotations and “…” that are words of a known document to their place in it."""
    if "“" not in html and "<blockquote>" not in html:
        return html
    return "".join(_linked_speech(_BLOCK.sub(lambda found: _credited(found, origin), html), origin))


def _credited(found: re.Match[str], origin: Origin) -> str:
    name, address = origin(words_in(found[1]))
    if not address:
        return found[0]
    link = f'<a href="{escape(address)}">{escape(name)}</a>'
    return f'<blockquote>{found[1]}<p class="remark">{link}</p></blockquote>'


def _linked_speech(html: str, origin: Origin) -> Iterator[str]:
    depth = 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            name = _NAME.match(piece)
            if name and name[1] in _LEFT_ALONE:
                depth += -1 if piece.startswith("</") else 1
            yield piece
        elif depth or "“" not in piece:
            yield piece
        else:
            yield _SPOKEN.sub(lambda found: _linked(found, origin), piece)


def _linked(found: re.Match[str], origin: Origin) -> str:
    words = unescape(found[1])
    name, address = origin(words) if is_quotation(words) else ("", "")
    if not address:
        return found[0]
    return f'<a class="quoted" href="{escape(address)}" title="{escape(name)}">{found[0]}</a>'


def words_in(html: str) -> str:
    """Return the text of a piece of HTML, blocks apart by a space."""
    return unescape(re.sub(r"\s+", " ", _TAG.sub("", html.replace("</p>", " ")))).strip()


def marked_quotations(html: str, anchors: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cut HTML behind each block quotation that is one of these; yield each piece with its quotation's key.

    `anchors`: anchor by the words in one spelling. A quotation is marked where it stands first; the last piece has "".
    """
    done, waiting = 0, dict(anchors)
    for found in _BLOCK.finditer(html):
        same = same_words(words_in(found[1]))
        anchor = waiting.pop(same, "")
        if anchor:
            marked = f'<blockquote id="{anchor}">{found[1]}</blockquote>'
            yield html[done : found.start()] + marked, same
            done = found.end()
    yield html[done:], ""
