"""Where a block of raw HTML begins and ends (CommonMark 0.31.2, section 4.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|"
    "dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|"
    "menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)
_ATTRIBUTE = r"(?:\s++[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)"
_WHOLE_TAG = rf"(?:<[a-zA-Z][a-zA-Z0-9-]*+{_ATTRIBUTE}*+\s*+/?>|</[a-zA-Z][a-zA-Z0-9-]*+\s*+>)\s*$"


@dataclass(frozen=True, slots=True)
class Opening:
    """One of the seven ways a block of raw HTML begins."""

    start: re.Pattern[str]
    end: re.Pattern[str] | None  # None = at a blank line
    interrupts: bool = True  # may follow a paragraph without a blank line


def _opening(start: str, end: str | None, *, interrupts: bool = True) -> Opening:
    ending = None if end is None else re.compile(end, re.IGNORECASE)
    return Opening(re.compile(" {0,3}" + start, re.IGNORECASE), ending, interrupts)


_OPENINGS = (
    _opening(r"<(?:script|pre|textarea|style)(?:\s|>|$)", r"</(?:script|pre|textarea|style)>"),
    _opening(r"<!--", r"-->"),
    _opening(r"<\?", r"\?>"),
    _opening(r"<![a-z]", r">"),
    _opening(r"<!\[CDATA\[", r"\]\]>"),
    _opening(rf"</?(?:{_NAMES})(?:\s|/?>|$)", None),
    _opening(_WHOLE_TAG, None, interrupts=False),
)


def opening(line: str, *, in_paragraph: bool) -> Opening | None:
    """Say how an HTML block begins with this line, None when it does not."""
    if not line.lstrip(" ").startswith("<"):
        return None
    for candidate in _OPENINGS:
        if candidate.start.match(line) and (candidate.interrupts or not in_paragraph):
            return candidate
    return None
