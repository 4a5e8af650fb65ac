"""What a page's text says under some keys, without reading the rest: for the many revisions of a long history. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from ontology.kinds import Ontology
from patterns.codings import Coding, codings
from patterns.frontmatter import entry_key, front_of, parse
from patterns.markup import split_lines
from patterns.saying import PAGE_KEYS, understand

_TYPED = re.compile(r"\[\[[^\[\]\n|]+::")


def excerpt(text: str, keys: Collection[str]) -> str:
    """Return a text with only these entries of its front matter, and its body only where that has typed links.

    Keys about the page as such stay: `kind`, `title`, `redirect`. Lines at the left edge that begin an entry are told
    from others as `patterns.frontmatter` does in a front matter that is broken as a whole.
    """
    opening, inner, closing, body = front_of(text)
    wanted = PAGE_KEYS | set(keys)
    kept, keeps = [], False
    for line in split_lines(inner):
        if line[0] not in " \t-#\r\n" and (key := entry_key(line)):
            keeps = key in wanted
        if keeps:
            kept.append(line)
    return "".join((opening, *kept, closing, body if _TYPED.search(body) else ""))


def codings_under(text: str, title: str, keys: Collection[str], ontology: Ontology) -> tuple[Coding, ...]:
    """Return what a page codes under these keys; the same as the whole page read, and several times as quick."""
    said = codings(understand(parse(excerpt(text, keys)), title, ontology))
    return tuple(each for each in said if each.field in keys)
