"""Plain text of others as the prose of a page, shown as it was written. Pure."""

from __future__ import annotations

import re

from importers.wikitext.escaping import escaped, starting

_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]+")


def prose(text: str) -> str:
    """Return text as one line of prose in which nothing is taken for markup."""
    return starting(escaped(" ".join(_UNPRINTABLE.sub(" ", text).split())).replace("[[", "[\\["))


def paragraphs(text: str) -> str:
    """Return text as paragraphs; blank lines part them."""
    return "\n\n".join(filter(None, map(prose, _BLANK_LINES.split(text))))
