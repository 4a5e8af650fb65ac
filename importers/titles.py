"""Names of things elsewhere as titles here: what a title may not contain is left out. Pure."""

from __future__ import annotations

import re

from patterns.links import normalize_title

_FORBIDDEN = re.compile(
    r"[#<>\[\]|{}\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LONGEST = 200


def clean_name(name: str, *, apart: bool) -> str:
    """Return a name that can be a title; `apart` keeps a prefix from being read as one of our namespaces."""
    clean = normalize_title(_FORBIDDEN.sub(" ", name))
    if apart:
        clean = clean.replace(":", " –", 1)
    parts = re.split("([/:])", _cut(clean.lstrip(":/ ").rstrip(": ")))
    clean = _cut("".join("dot" * len(part) if part in {".", ".."} else part for part in parts))
    return clean or "Untitled"


def _cut(name: str) -> str:
    while len(name.encode()) > _LONGEST:
        name = name[:-1].rstrip(": ")
    return name
