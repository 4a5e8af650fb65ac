"""List markers and tightness as CommonMark 0.31.2 has them (sections 5.2 "List items" and 5.3 "Lists").

Python-Markdown wants four spaces for every level and decides about paragraphs item by item. The collections
this wiki reads use two spaces as well as four, so markers are read here and the depth follows from where the
text of an item begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(r"( {0,3})(?:([*+-])|([0-9]{1,9})([.)]))( +|$)")
_WIDEST_PADDING = 4  # more blanks than this after the marker begin indented code instead


@dataclass(frozen=True, slots=True)
class Marker:
    """The beginning of a list item."""

    sign: str  # "-", "*", "+" or the delimiter "." or ")" of a number
    start: int  # the number, -1 for a bullet
    content: int  # column at which the item's text begins, counted from its container
    empty: bool  # nothing follows on the line

    @property
    def ordered(self) -> bool:
        """Say whether the list is numbered."""
        return self.start >= 0

    def continues(self, other: Marker) -> bool:
        """Say whether an item with this marker belongs to a list begun with the other one."""
        return self.ordered == other.ordered and self.sign == other.sign


def read_marker(line: str, *, in_paragraph: bool) -> Marker | None:
    """Read the marker a line begins with; in a paragraph only a bullet or a 1 with text behind it counts."""
    found = _MARKER.match(line)
    if found is None:
        return None
    marker = _marker(found, line)
    if in_paragraph and (marker.empty or marker.start > 1 or marker.start == 0):
        return None
    return marker


def _marker(found: re.Match[str], line: str) -> Marker:
    indent, bullet, number, delimiter, blanks = found.groups()
    empty = not line[found.end() :].strip()
    padding = 1 if empty or len(blanks) > _WIDEST_PADDING else len(blanks)
    width = 1 if bullet else len(number) + 1
    start = -1 if bullet else int(number)
    return Marker(bullet or delimiter, start, len(indent) + width + padding, empty)


def after_marker(line: str, marker: Marker) -> str:
    """Return what follows the marker on its own line, indentation of the text removed."""
    return line[marker.content :]
