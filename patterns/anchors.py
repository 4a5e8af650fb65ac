"""Anchors of sections, footnotes, quotations and codings: what may follow the `#` of an address.

A section's anchor follows from its heading. A heading may keep others beside it, `## Rules {#old-rules}`: then links
that were made before it was worded as it is now still find their place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

SECTION_PREFIX = "s-"  # no anchor can shadow a property of `document` or of a form

ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*+(?<!\\)\{[#.:][^{}\r\n]*+\}[ \t]*+\Z")
"""What may stand at the end of a heading between braces and is no part of its words."""

_OWN = re.compile(r"(?:s-[\w-]+|fn-\d+|fnref-\d+|[cq]-[0-9a-f]{12})")
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")
_KEPT = re.compile(r"#([^\s#{}]++)")
_LONGEST = 80


class Anchored(NamedTuple):
    """What a heading asks to be found by, and in an answer what it is found by."""

    own: str  # from its words
    kept: tuple[str, ...] = ()  # written behind it


def anchor_for(heading: str) -> str:
    """Return the anchor of a section with that heading when it is the first of that name on its page."""
    return SECTION_PREFIX + (_plain(heading)[:_LONGEST] or "section")


def anchor_written(fragment: str) -> str:
    """Return the anchor somebody means who wrote a fragment, be it ours already or a heading's name."""
    return fragment if _OWN.fullmatch(fragment) else anchor_for(fragment)


def without_kept(heading: str) -> tuple[str, tuple[str, ...]]:
    """Part a heading as written from the anchors it keeps: `Rules {#old}` is ("Rules", ("s-old",))."""
    found = ATTRIBUTES.search(heading)
    if found is None or not found[0].lstrip().startswith("{#"):
        return heading, ()
    words = (_plain(each) for each in _KEPT.findall(found[0]))
    return heading[: found.start()], tuple(dict.fromkeys(SECTION_PREFIX + each for each in words if each))


def keeping(heading: str, anchors: Sequence[str]) -> str:
    """Return a heading as written that keeps these anchors of sections too: the inverse of `without_kept`."""
    added = " ".join("#" + each.removeprefix(SECTION_PREFIX) for each in anchors)
    found = ATTRIBUTES.search(heading)
    if not added:
        return heading
    if found is None or not found[0].lstrip().startswith("{#"):
        return f"{heading.rstrip()} {{{added}}}"
    return f"{heading[: found.start()]}{found[0].rstrip()[:-1]} {added}}}"


def share_out(headings: Sequence[Anchored]) -> list[Anchored]:
    """Return what each heading of a page is found by; no anchor twice. What a heading keeps goes before others' words."""
    holders: dict[str, int] = {}
    for number, each in enumerate(headings):
        for anchor in each.kept:
            holders.setdefault(anchor, number)
    counts = dict.fromkeys(holders, 1)
    found = []
    for number, each in enumerate(headings):
        own = each.own if holders.get(each.own) == number else _unique(each.own, counts)
        kept = tuple(anchor for anchor in each.kept if holders[anchor] == number and anchor != own)
        found.append(Anchored(own, kept))
    return found


def _unique(anchor: str, counts: dict[str, int]) -> str:
    count = counts[anchor] = counts.get(anchor, 0) + 1
    return anchor if count == 1 else _unique(f"{anchor}-{count}", counts)


def _plain(heading: str) -> str:
    text = _NOT_IN_ANCHOR.sub("", unicodedata.normalize("NFKC", heading)).strip().lower()
    return re.sub(r"[\s_]+", "-", text)
