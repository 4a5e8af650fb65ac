"""Pages set in two columns, put into the order in which they are read. Pure.

A page as it is drawn, its words at their places on a grid of characters, shows the gutter that its order in the file may not:
text layers of scanned pages and some programs go from line to line across it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 8
"""Lines that stand on each side of a gutter at least."""

WIDEST = 400
"""Characters of a line that are looked at."""

PROSE = 20
"""Characters that half the lines on each side have at least: shorter ones are a table's."""

ACROSS = 0.2
"""Share of the lines that may cross the gutter: titles, figures."""

ALIGNED = 0.6
"""Share of the lines to its right that begin at one place at least."""

IN_ORDER = 0.6
"""Share of the lines of the left column that follow each other in a file which has the order already."""

RAGGED = 3
"""Places of the grid by which the beginnings of a column's lines may differ."""

_SPACE = re.compile(r"\s{3,}(?=\S)")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Line:
    left: str
    right: str
    whole: bool  # it crosses the gutter, or is a running head


def in_reading_order(plain: str, drawn: str) -> str:
    """Return the text of a page column by column where it is set in two and its own order is another one.

    `plain` is the text in the order of the file, `drawn` the lines of the page with each word at its place.
    """
    rows = [each[:WIDEST].rstrip() for each in drawn.split("\n")]
    gutter = _gutter([each for each in rows if each.strip()])
    if not gutter:
        return plain
    lines = [_parted(row, gutter) for row in rows]
    _mark_heads(lines)
    left = [each.left for each in lines if each.left and not each.whole]
    return plain if _follow(left, plain) else "\n".join(_ordered(lines))


def _gutter(rows: Sequence[str]) -> int:
    """Return where the right column begins, 0 when there is no second one."""
    if len(rows) < FEWEST:
        return 0
    width = max(map(len, rows))
    starts = Counter(
        found.end() for row in rows for found in _SPACE.finditer(row) if _is_inner(found.end(), width)
    )
    near = {each: sum(starts[each + off] for off in range(RAGGED + 1)) for each in starts}
    for start in sorted(near, key=lambda each: (-near[each], each))[:3]:
        if near[start] >= FEWEST and _is_gutter(rows, start):
            return start
    return 0


def _is_inner(place: int, width: int) -> bool:
    return width * 0.3 < place < width * 0.75


def _is_gutter(rows: Sequence[str], start: int) -> bool:
    lines = [_parted(row, start) for row in rows]
    left = sorted(len(each.left) for each in lines if each.left and not each.whole)
    right = sorted(len(each.right) for each in lines if each.right and not each.whole)
    if min(len(left), len(right)) < FEWEST:
        return False
    aligned = sum(
        bool(row[start : start + RAGGED + 1].strip()) and not each.whole
        for row, each in zip(rows, lines, strict=True)
    )
    prose = min(left[len(left) // 2], right[len(right) // 2]) >= PROSE
    few = sum(each.whole for each in lines) <= ACROSS * len(lines)
    return prose and few and aligned >= ALIGNED * len(right)


def _parted(row: str, gutter: int) -> _Line:
    """Cut a line at the gutter, or leave it whole when it goes across."""
    if len(row) > gutter - 1 and row[max(0, gutter - 2) : gutter].strip():
        return _Line(_one_line(row), "", whole=True)
    return _Line(_one_line(row[:gutter]), _one_line(row[gutter:]), whole=False)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _mark_heads(lines: list[_Line]) -> None:
    """Take the first and the last line for running heads where a blank one parts them from the page."""
    said = [at for at, each in enumerate(lines) if each.left or each.right]
    for at, beside in ((said[0], said[0] + 1), (said[-1], said[-1] - 1)):
        parted = 0 <= beside < len(lines) and not (lines[beside].left or lines[beside].right)
        if parted:
            lines[at] = _Line(f"{lines[at].left} {lines[at].right}".strip(), "", whole=True)


def _follow(left: Sequence[str], plain: str) -> bool:
    """Say whether the lines of a column follow each other in a text, blanks apart."""
    bare = _BLANKS.sub("", plain)
    pairs = [_BLANKS.sub("", one) + _BLANKS.sub("", other) for one, other in pairwise(left)]
    return sum(each in bare for each in pairs) >= IN_ORDER * len(pairs)


def _ordered(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines of the left column before those of the right, between lines that go across."""
    left: list[str] = []
    right: list[str] = []
    for each in [*lines, _Line("", "", whole=True)]:
        if each.whole:
            yield from (*_trimmed(left), *_trimmed(right), *filter(None, [each.left]))
            left, right = [], []
        elif each.left or each.right:
            left += filter(None, [each.left])
            right += filter(None, [each.right])
        else:
            left.append("")
            right.append("")


def _trimmed(column: Sequence[str]) -> list[str]:
    """Leave out blank lines at the ends of a column, since its last paragraph may go on in the next one."""
    return "\n".join(column).strip("\n").split("\n") if any(column) else []
