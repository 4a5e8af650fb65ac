"""Merging two edits of the same text: prose by paragraph, front matter by entry, lists by value.

What only one side changed is taken byte for byte. What both changed differently is an overlap: the text
then holds mine, and the overlap carries all three, so that nothing is lost. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontology.kinds import Field, Ontology
from patterns.frontmatter import body_text, parse
from patterns.markup import scan_lines
from patterns.page import Entry, Page
from patterns.saying import COMMON
from patterns.sequences import gaps
from patterns.yamlwriting import yaml_entry


@dataclass(frozen=True, slots=True)
class Overlap:
    """A place both edits changed differently."""

    where: str  # for people: a field's label, "front matter", or the first words of the paragraph
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text; it is clean when there are no conflicts."""

    text: str
    conflicts: tuple[Overlap, ...] = ()


def merge(base: str, mine: str, theirs: str, ontology: Ontology) -> Merge:
    """Merge my edit and theirs, both made of base. Field labels in overlaps come from the ontology."""
    if mine in (theirs, base) or theirs == base:
        return Merge(theirs if mine == base else mine)
    pages = parse(base), parse(mine), parse(theirs)
    front = _merge_fronts(*pages, ontology)
    bodies = [body_text(page) for page in pages]
    merged, overlaps = merge_sequences(*(blocks(body) for body in bodies))
    prose = tuple(Overlap(_place(b, m, t), "".join(b), "".join(m), "".join(t)) for b, m, t in overlaps)
    return Merge(front.text + "".join(merged), front.conflicts + prose)


def blocks(body: str) -> list[str]:
    """Cut a body into paragraphs and the runs of blank lines between them; fenced code is never cut."""
    found: list[str] = []
    before: bool | None = None
    for line in scan_lines(body):
        blank = not line.code and not line.text.strip()
        if blank == before:
            found[-1] += line.text
        else:
            found.append(line.text)
        before = blank
    return found


_Blocks = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One side's change: base[start:end] became new."""

    start: int
    end: int
    new: _Blocks
    mine: bool


def merge_sequences(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> tuple[list[str], list[tuple[_Blocks, _Blocks, _Blocks]]]:
    """Merge three sequences as diff3 does (Khanna, Kunal, Pierce 2007): the merge, and what overlaps.

    Unlike there, changes of neighbouring items do not overlap: an item is a paragraph, not a line. An
    overlap contributes mine to the merge.
    """
    merged: list[str] = []
    overlaps: list[tuple[_Blocks, _Blocks, _Blocks]] = []
    done = 0
    for group in _groups([*_hunks(base, mine, mine=True), *_hunks(base, theirs, mine=False)]):
        start, end = group[0].start, max(hunk.end for hunk in group)
        merged += base[done:start]
        done = end
        m, t = (_applied(base, start, end, [h for h in group if h.mine is side]) for side in (True, False))
        sides = {hunk.mine for hunk in group}
        merged += m if True in sides else t
        if m != t and len(sides) == 2:  # noqa: PLR2004 - both sides
            overlaps.append((tuple(base[start:end]), m, t))
    return merged + list(base[done:]), overlaps


def _hunks(base: Sequence[str], other: Sequence[str], *, mine: bool) -> Iterator[_Hunk]:
    """Yield one side's changes; as many items for as many count as one change each."""
    for same, i, j, k, m in gaps(base, other):
        if same:
            continue
        if j - i == m - k:
            yield from (_Hunk(i + n, i + n + 1, (other[k + n],), mine) for n in range(j - i))
        else:
            yield _Hunk(i, j, tuple(other[k:m]), mine)


def _groups(hunks: list[_Hunk]) -> Iterator[list[_Hunk]]:
    """Group the changes that overlap in base, in order; two insertions at one point overlap."""
    group: list[_Hunk] = []
    end = -1
    for hunk in sorted(hunks, key=lambda each: (each.start, each.end, not each.mine)):
        insertions = bool(group) and group[0].start == end == hunk.start == hunk.end
        if group and not (hunk.start < end or insertions):
            yield group
            group = []
        group.append(hunk)
        end = max(end, hunk.end)
    if group:
        yield group


def _applied(base: Sequence[str], start: int, end: int, hunks: Sequence[_Hunk]) -> _Blocks:
    """Return base[start:end] after one side's changes."""
    items: list[str] = []
    for hunk in hunks:
        items += (*base[start : hunk.start], *hunk.new)
        start = hunk.end
    return (*items, *base[start:end])


def _place(base: _Blocks, mine: _Blocks, theirs: _Blocks) -> str:
    words = "".join(base or mine or theirs).split()
    return f"“{' '.join(words[:8])}{' …' if len(words) > 8 else ''}”"  # noqa: PLR2004


def _merge_fronts(base: Page, mine: Page, theirs: Page, ontology: Ontology) -> Merge:
    pages = (base, mine, theirs)
    if not all(_by_entry(page) for page in pages):
        return _merge_whole(*(_front(page) for page in pages))
    entries, conflicts = _merge_entries(base, mine, theirs, ontology)
    opening = mine.opening if theirs.opening == base.opening else theirs.opening
    closing = mine.closing if theirs.closing == base.closing else theirs.closing
    return Merge(opening + entries + closing, conflicts)


def _by_entry(page: Page) -> bool:
    """Say whether the page has a front matter whose entries can be told apart by key."""
    keys = [entry.key for entry in page.entries if entry.key]
    return bool(page.opening) and not page.problems and len(keys) == len(set(keys))


def _front(page: Page) -> str:
    return "".join((page.opening, *(entry.raw for entry in page.entries), page.closing))


def _merge_whole(base: str, mine: str, theirs: str) -> Merge:
    """Merge a front matter that is missing or cannot be read on some side: as one piece."""
    if theirs in (mine, base):
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    return Merge(mine, (Overlap("front matter", base, mine, theirs),))


def _merge_entries(
    base: Page, mine: Page, theirs: Page, ontology: Ontology
) -> tuple[str, tuple[Overlap, ...]]:
    """Merge entry by entry in the order of mine; entries only they added follow their predecessors."""
    by_id = [_identified(page) for page in (base, mine, theirs)]
    written: list[str] = []
    conflicts: list[Overlap] = []
    for identity in _order(by_id):
        b, m, t = (side.get(identity) for side in by_id)
        key = identity[0]
        field = ontology.by_key.get(key) or COMMON.get(key)
        raw, overlap = _merge_entry(b, m, t, field)
        written.append(raw)
        if overlap:
            label = field.label if field else key or "comment"
            conflicts.append(Overlap(label, *(each.raw if each else "" for each in (b, m, t))))
    return "".join(written), tuple(conflicts)


_Identity = tuple[str, str, int]
_Identified = dict[_Identity, Entry]


def _identified(page: Page) -> _Identified:
    """Entries by key; comments and blank lines by their text and how often it came before."""
    found: _Identified = {}
    seen: dict[str, int] = {}
    for entry in page.entries:
        if entry.key:
            found[entry.key, "", 0] = entry
        else:
            found["", entry.raw, seen.get(entry.raw, 0)] = entry
            seen[entry.raw] = seen.get(entry.raw, 0) + 1
    return found


def _order(sides: Sequence[_Identified]) -> list[_Identity]:
    """Order of mine, or of theirs when mine kept base's order; what is missing in it comes after its predecessor."""
    base, mine, theirs = (list(side) for side in sides)
    leading, other = (theirs, mine) if mine == base else (mine, theirs)
    order = dict.fromkeys(leading)
    followers: dict[_Identity | None, list[_Identity]] = {}
    previous: _Identity | None = None
    for identity in other:
        if identity in order:
            previous = identity
        else:
            followers.setdefault(previous, []).append(identity)
    return [*followers.get(None, []), *(one for each in order for one in (each, *followers.get(each, [])))]


def _merge_entry(
    base: Entry | None, mine: Entry | None, theirs: Entry | None, field: Field | None
) -> tuple[str, bool]:
    """Return the merged entry's text ("" = removed) and whether the edits overlap."""
    b, m, t = (entry.raw if entry else "" for entry in (base, mine, theirs))
    if t in (m, b):
        return m, False
    if m == b:
        return t, False
    sides = [_items(each) for each in (base, mine, theirs)]
    many = field.many if field else any(len(each or ()) > 1 for each in sides)
    if mine and theirs and many and " #" not in m + t and (values := _merge_lists(*sides)) is not None:
        end = "\r\n" if m.endswith("\r\n") else m[-1]
        indent = m[: len(m) - len(m.lstrip(" "))]
        return yaml_entry(mine.key, values, indent).replace("\n", end), False
    return m, True


def _items(entry: Entry | None) -> list[Any] | None:
    """Values of an entry as a list; None when there is no such reading (a mapping, unreadable)."""
    if entry is None:
        return []
    if isinstance(entry.value, list):
        return entry.value
    return None if entry.value is None or isinstance(entry.value, Mapping) else [entry.value]


def _merge_lists(
    base: list[Any] | None, mine: list[Any] | None, theirs: list[Any] | None
) -> list[Any] | None:
    """Join additions and removals of values; None when the sides cannot be joined that way."""
    if base is None or mine is None or theirs is None:
        return None
    keys = [[_key(each) for each in side] for side in (base, mine, theirs)]
    if any(len(side) != len(set(side)) for side in keys):
        return None
    merged, overlaps = merge_sequences(*keys)
    if overlaps and not _additions_only(overlaps):
        return None
    for _, _, added in overlaps:
        merged += added
    values = {_key(each): each for side in (base, mine, theirs) for each in side}
    return [values[key] for key in dict.fromkeys(merged)]


def _additions_only(overlaps: Sequence[tuple[_Blocks, _Blocks, _Blocks]]) -> bool:
    return all(set(base) <= set(mine) & set(theirs) for base, mine, theirs in overlaps)


def _key(value: Any) -> str:
    """Tell values apart by type too: 1 is not true, nor "1"."""
    return f"{type(value).__name__}:{value!r}"
