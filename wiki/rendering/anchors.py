"""Anchors of sections, footnotes, quotations and codings: what may follow the `#` of an address."""

from __future__ import annotations

import re
import unicodedata

SECTION_PREFIX = "s-"  # no anchor can shadow a property of `document` or of a form

_OWN = re.compile(r"(?:s-[\w-]+|fn-\d+|fnref-\d+|[cq]-[0-9a-f]{12})")
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")
_LONGEST = 80


def anchor_for(heading: str) -> str:
    """Return the anchor of a section with that heading when it is the first of that name on its page."""
    text = _NOT_IN_ANCHOR.sub("", unicodedata.normalize("NFKC", heading)).strip().lower()
    return SECTION_PREFIX + (re.sub(r"[\s_]+", "-", text)[:_LONGEST] or "section")


def anchor_written(fragment: str) -> str:
    """Return the anchor somebody means who wrote a fragment, be it ours already or a heading's name."""
    return fragment if _OWN.fullmatch(fragment) else anchor_for(fragment)
