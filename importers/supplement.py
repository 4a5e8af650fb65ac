"""Completing a page by what another source says of the same thing: nothing already said is changed. Pure."""

from __future__ import annotations

from typing import Any

from patterns import frontmatter
from patterns.yamlwriting import yaml_entry

FREE = "CC0-1.0"
"""A dedication that lets its text go under any other licence."""


def supplement(page: str, addition: str) -> str:
    """Return the page's text with the fields, list values and paragraphs of the addition that it lacks.

    Credits are joined; where one text is CC0 and the other is not, the other's licence holds for both.
    """
    parsed, added = frontmatter.parse(page), frontmatter.parse(addition)
    said, more = frontmatter.mapping(parsed), frontmatter.mapping(added)
    together = {key: _together(key, said.get(key), value) for key, value in more.items()}
    indent, end = frontmatter.indent_of(parsed), frontmatter.line_end(parsed)
    entries = {
        key: yaml_entry(key, value, indent).replace("\n", end)
        for key, value in together.items()
        if value is not None and value != said.get(key)
    }
    text = frontmatter.write(frontmatter.with_entries(parsed, entries))
    paragraphs = frontmatter.body_text(added).strip()
    return text if not paragraphs or paragraphs in text else f"{text.rstrip()}\n\n{paragraphs}\n"


def _together(key: str, mine: Any, theirs: Any) -> Any:
    if mine is None:
        return theirs
    if key == "attribution":
        return mine if str(theirs) in str(mine) else f"{mine}; {theirs}"
    if key == "license":
        return theirs if mine == FREE else mine
    if isinstance(mine, list) or isinstance(theirs, list):
        listed = mine if isinstance(mine, list) else [mine]
        others = theirs if isinstance(theirs, list) else [theirs]
        return [*listed, *(each for each in others if each not in listed)]
    return mine
