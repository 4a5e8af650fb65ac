"""What changed between two texts: lines with the changed words marked, and facts by key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from patterns.frontmatter import parse, statements
from patterns.markup import split_lines
from patterns.page import Statement
from patterns.sequences import gaps
from patterns.values import lexical

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_CONTEXT = 3  # unchanged lines shown around a change


class Change(StrEnum):
    """What happened to a line, a word or a fact."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SKIPPED = "skipped"  # a run of unchanged lines that is left out


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line, changed or not."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One row of a diff: the line before and after. Line ends are not in the runs."""

    change: Change
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    before_line: int = 0  # 1-based, 0 = no such line
    after_line: int = 0


@dataclass(frozen=True, slots=True)
class FactChange:
    """How the values of one key of the front matter changed; qualifiers follow their value."""

    change: Change
    key: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that changed; both empty when the texts are the same."""

    lines: tuple[DiffLine, ...] = ()
    facts: tuple[FactChange, ...] = ()


def differences(before: str, after: str) -> Differences:
    """Compare two texts of a page."""
    if before == after:
        return Differences()
    return Differences(tuple(_lines(split_lines(before), split_lines(after))), tuple(_facts(before, after)))


def _facts(before: str, after: str) -> Iterator[FactChange]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key, ()), new.get(key, ())
        if was != now:
            change = Change.CHANGED if was and now else Change.ADDED if now else Change.REMOVED
            yield FactChange(change, key, was, now)


def _by_key(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for statement in statements(parse(text)):
        found.setdefault(statement.key, []).append(_written(statement))
    return {key: tuple(values) for key, values in found.items()}


def _written(statement: Statement) -> str:
    """Write a statement on one line: "after publication (source: Interview; coder: ana)"."""
    value = lexical(statement.value)
    if not statement.qualifiers:
        return value
    evidence = "; ".join(f"{key}: {lexical(each)}" for key, each in statement.qualifiers)
    return f"{value} ({evidence})".lstrip()


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffLine]:
    for same, i, j, k, m in gaps(before, after):
        if same:
            yield from _unchanged(before[i:j], i, k, last=j == len(before) and m == len(after))
        else:
            yield from _changed(before[i:j], after[k:m], i, k)


def _unchanged(lines: Sequence[str], before: int, after: int, *, last: bool) -> Iterator[DiffLine]:
    """Yield the lines next to a change, and one row for what lies between."""
    head = 0 if before == after == 0 else _CONTEXT
    tail = len(lines) if last else _CONTEXT
    hidden = range(head, len(lines) - tail) if not last else range(head, len(lines))
    for index, line in enumerate(lines):
        if index in hidden and len(hidden) > 1:
            if index == hidden.start:
                yield DiffLine(Change.SKIPPED, (), (), before + index + 1, after + index + 1)
            continue
        run = (Run(_bare(line)),)
        yield DiffLine(Change.SAME, run, run, before + index + 1, after + index + 1)


def _changed(before: Sequence[str], after: Sequence[str], i: int, k: int) -> Iterator[DiffLine]:
    """Pair removed and added lines in order; what has no partner stands alone."""
    paired = min(len(before), len(after))
    for index in range(paired):
        old, new = _words(before[index], after[index])
        yield DiffLine(Change.CHANGED, old, new, i + index + 1, k + index + 1)
    for index, line in enumerate(before[paired:], paired):
        yield DiffLine(Change.REMOVED, (Run(_bare(line), changed=True),), (), i + index + 1, 0)
    for index, line in enumerate(after[paired:], paired):
        yield DiffLine(Change.ADDED, (), (Run(_bare(line), changed=True),), 0, k + index + 1)


def _words(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Mark the words that differ. Lines that differ in their ends alone are marked as a whole."""
    old, new = _WORD.findall(_bare(before)), _WORD.findall(_bare(after))
    if old == new:
        return (Run(_bare(before), changed=True),), (Run(_bare(after), changed=True),)
    runs: tuple[list[Run], list[Run]] = ([], [])
    for same, i, j, k, m in gaps(old, new):
        for side, words in zip(runs, (old[i:j], new[k:m]), strict=True):
            if words:
                side.append(Run("".join(words), changed=not same))
    return tuple(runs[0]), tuple(runs[1])


def _bare(line: str) -> str:
    return line.rstrip("\r\n")
