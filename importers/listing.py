"""Lists whose items become values: of authors, of other names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.markdown.relinks import without_definitions
from patterns.links import title_problem
from patterns.sections import plain_text

EMPTY = {"tbd", "n/a", "none"}
"""What people write where they have nothing to say yet."""

_WORD = re.compile(r"\w+(?:/\w)?")


def listed(body: str, *, names: bool) -> list[str]:
    """Return the items of a list, or its lines: of people only the name, without affiliation."""
    found: list[str] = []
    for line in body.splitlines():
        item = plain_text(line).strip().rstrip(".")
        if names:
            item = item.partition(" (")[0].partition(",")[0].partition(" - ")[0].strip()
        if item and item.casefold() not in EMPTY and not item.startswith("[") and not title_problem(item):
            found.append(item)
    return list(dict.fromkeys(found))


def says_no_more(body: str, items: Sequence[str]) -> bool:
    """Say whether every word of a list's text is in its items: no link, affiliation or remark would be lost."""
    words = {word for item in items for word in _WORD.findall(item.casefold())}
    return set(_WORD.findall(without_definitions(body).casefold())) <= words | EMPTY
