"""Marks of HTML in the fields of bibliographies, as catalogues and publishers leave them there. Pure."""

from __future__ import annotations

import html
import re

_MARK = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub|sc|scp|p|jats:[a-z]+)>|<span[^<>]{0,200}>|</span>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def unmarked(text: str) -> str:
    """Return text without marks of HTML, and with its references to characters (`&amp;`) as these characters."""
    return _MARK.sub("", _ENTITY.sub(lambda found: html.unescape(found[0]), text))
