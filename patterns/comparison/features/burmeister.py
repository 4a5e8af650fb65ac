"""Burmeister's format for formal contexts, `.cxt`, as programs for formal concept analysis read and write it.

After P. Burmeister, Formal Concept Analysis with ConImp: Introduction to the Basic Features (2003): a line `B`, a line
for a name, the numbers of cases and of features, a blank line, the names one a line, then a row of signs for each case:
`X` has it, `.` does not, `?` is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patterns.comparison.features.context import Context, Feature

MOST_CELLS = 20_000_000
"""Cells that a file may announce."""

_HAS, _LACKS, _UNKNOWN = "Xx", ".", "?"


class UnreadableContextError(ValueError):
    """A file is no context in Burmeister's format; the sentence says in which line and what to do."""


def write_context(context: Context, name: str = "", *, unknown: str = ".") -> str:
    """Write a context; programs that know no third value want what is unknown as `.`, ConImp knows `?`.

    A title or a label has one line: breaks in it become spaces.
    """
    lines = ["B", _one_line(name), str(len(context.cases)), str(len(context.features)), ""]
    lines += [_one_line(each) for each in context.cases]
    lines += [_one_line(each.label) for each in context.features]
    columns = list(zip(context.has, context.lacks, strict=True))
    for number in range(len(context.cases)):
        lines.append(
            "".join(_sign(has >> number & 1, lacks >> number & 1, unknown) for has, lacks in columns)
        )
    return "\n".join(lines) + "\n"


def _sign(has: int, lacks: int, unknown: str) -> str:
    if has:
        return "X"
    return "." if lacks else unknown


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_context(text: str) -> Context:
    """Read a context; the line with its name may be missing, and blank lines before the numbers and names.

    Raises UnreadableContextError.
    """
    lines = [each.rstrip("\r") for each in text.removeprefix("\ufeff").split("\n")]
    if lines[0].strip() != "B":
        raise UnreadableContextError(
            "Line 1 should be the letter B: this is no context in Burmeister's format."
        )
    at, count, width = _sizes(lines)
    if count * width > MOST_CELLS:
        raise UnreadableContextError(
            f"Line {at} announces {count} × {width} cells; {MOST_CELLS:,} are read at most."
        )
    while at < len(lines) and not lines[at].strip():
        at += 1
    names = [each.strip() for each in lines[at : at + count + width]]
    if len(names) < count + width:
        raise UnreadableContextError(
            f"The file ends after {len(names)} of {count + width} names of cases and features."
        )
    cases, features = names[:count], names[count:]
    _unique(cases, "cases", at)
    _unique(features, "features", at + count)
    rows = list(_rows(lines, at + count + width, count, width))
    return Context(
        tuple(cases),
        tuple(Feature(each, each) for each in features),
        tuple(_column(rows, number, _HAS) for number in range(width)),
        tuple(_column(rows, number, _LACKS) for number in range(width)),
    )


def _sizes(lines: Sequence[str]) -> tuple[int, int, int]:
    """Return the line after the numbers, and both numbers; a name may itself be a number."""
    filled = [number for number in range(1, min(len(lines), 8)) if lines[number].strip()]
    for first, second in ((1, 2), (0, 1)) if _three_numbers(lines, filled) else ((0, 1), (1, 2)):
        if len(filled) > second:
            sizes = _number(lines[filled[first]]), _number(lines[filled[second]])
            if sizes[0] is not None and sizes[1] is not None:
                return filled[second] + 1, sizes[0], sizes[1]
    raise UnreadableContextError(
        "After the letter B and a name there should be two lines with the numbers of cases and of features."
    )


def _three_numbers(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Say whether the name is a number too: it has the second line, and two numbers follow it."""
    return filled[:1] == [1] and all(
        len(filled) > each and filled[each] == each + 1 and _number(lines[filled[each]]) is not None
        for each in (1, 2)
    )


def _number(line: str) -> int | None:
    word = line.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None  # noqa: PLR2004 - digits


def _unique(names: Sequence[str], what: str, at: int) -> None:
    seen: set[str] = set()
    for number, each in enumerate(names):
        if each in seen:
            raise UnreadableContextError(
                f"Line {at + number + 1} names “{each}” a second time: {what} need different names."
            )
        seen.add(each)


def _rows(lines: Sequence[str], at: int, count: int, width: int) -> Iterator[str]:
    given = [(number, each.strip()) for number, each in enumerate(lines[at:], at + 1) if each.strip()]
    if width and len(given) != count:
        raise UnreadableContextError(f"There are {len(given)} rows of signs for {count} cases.")
    for number, row in given:
        if len(row) != width:
            raise UnreadableContextError(f"Line {number} has {len(row)} signs for {width} features.")
        strange = set(row) - set(_HAS + _LACKS + _UNKNOWN)
        if strange:
            raise UnreadableContextError(
                f"Line {number} has the sign “{min(strange)}”: X stands for a feature, . for none, ? for not known."
            )
        yield row


def _column(rows: Sequence[str], column: int, signs: str) -> int:
    found = 0
    for number, row in enumerate(rows):
        if row[column] in signs:
            found |= 1 << number
    return found
