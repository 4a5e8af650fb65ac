"""Writing an entry of a front matter anew so that the values that stay in it keep their bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ontology.kinds import Field
from patterns.frontmatter import indent_of, line_end
from patterns.page import Entry, Page
from patterns.yamlreading import Trouble, item_starts, read_pairs, read_scalars
from patterns.yamlwriting import yaml_entry, yaml_item, yaml_scalar

Kept = tuple[int | None, Any]
"""Which value of the entry stays, counted from 0 (None: it is new or changed), and what it says."""

_DASH = re.compile(r"([ ]*)-[ \t]")
_COMMENT = re.compile(r"([ ]*)#")


def entry_text(page: Page, entry: Entry | None, known: Field, values: Sequence[Kept]) -> str:
    """Return the text of the entry that says these values; `entry` is the one it takes the place of."""
    said = [each for _, each in values]
    end = line_end(page)
    if entry is not None and entry.value is not None:
        found = _list_text(entry, values, end) if isinstance(entry.value, list) else _scalar_text(entry, said)
        if found is not None and _says(found, entry.key, said):
            return found
    value: Any = said
    if len(said) == 1 and _is_single(entry, said[0]):
        value = said[0]
    return yaml_entry(known.key, value, indent_of(page)).replace("\n", end)


def _is_single(entry: Entry | None, only: Any) -> bool:
    """Say whether one value is written without a list: as it was, or when it is new and plain."""
    if entry is None or entry.value is None:
        return not isinstance(only, dict)
    return not isinstance(entry.value, list)


def _says(raw: str, key: str, said: Sequence[Any]) -> bool:
    """Say whether the entry reads as meant."""
    try:
        pairs = read_pairs(raw)
    except Trouble:
        return False
    return [(each.key, each.value) for each in pairs] in ([(key, list(said))], [(key, said[0])])


def _scalar_text(entry: Entry, said: Sequence[Any]) -> str | None:
    """Put the new value in the place of the one that stands there, comments and all; None if either is no short scalar."""
    if len(said) != 1 or isinstance(said[0], dict | list) or isinstance(entry.value, dict):
        return None
    scalars = read_scalars(entry.raw)
    if len(scalars) != 1:
        return None
    before, old, after = _split(entry.raw, scalars[0].start, scalars[0].end)
    if "\n" in str(said[0]) or "\n" in old or "\r" in old:
        return None
    return before + yaml_scalar(said[0]) + after


def _split(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _list_text(entry: Entry, values: Sequence[Kept], end: str) -> str | None:
    """Put new and changed items into a list of one item a line; None when the list is written otherwise."""
    cut = _items(entry)
    if cut is None:
        return None
    head, items = cut
    dash = _DASH.match(items[0])
    indent = dash[1] if dash else ""
    stay = {place for place, _ in values if place is not None}
    written: list[str] = []
    position = 0
    for place, said in values:
        if place is None:
            written.append(yaml_item(said, indent).replace("\n", end))
            continue
        written += [
            _comments(items[gone], len(indent)) for gone in range(position, place) if gone not in stay
        ]
        written.append(items[place])
        position = place + 1
    written += [_comments(items[gone], len(indent)) for gone in range(position, len(items))]
    return head + "".join(written)


def _items(entry: Entry) -> tuple[str, list[str]] | None:
    """Cut the entry's text before each item's dash: what comes before the first, and the items."""
    starts = item_starts(entry.raw)
    if not starts or len(starts) != len(entry.value) or any(isinstance(each, list) for each in entry.value):
        return None
    lines = [max(entry.raw.rfind("\n", 0, start), entry.raw.rfind("\r", 0, start)) + 1 for start in starts]
    if len(set(lines)) != len(lines) or lines[0] == 0:
        return None
    pieces = [entry.raw[a:b] for a, b in pairwise([*lines, len(entry.raw)])]
    if not all(_DASH.match(each) for each in pieces):
        return None
    return entry.raw[: lines[0]], pieces


def _comments(item: str, indent: int) -> str:
    """Return the comment lines below an item that is taken out or written anew: they are not its own."""
    found = ""
    for line in reversed(item.splitlines(keepends=True)[1:]):
        comment = _COMMENT.match(line)
        if comment is None or len(comment[1]) > indent:
            break
        found = line + found
    return found
