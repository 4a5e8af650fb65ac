"""Definition lists as PHP Markdown Extra writes them: a term, then lines that begin with a colon."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

_DEFINITION = re.compile(r"^ {0,3}: {1,3}(?=\S)", re.MULTILINE)


def build_definitions(parent: Element, text: str) -> bool:
    """Append the paragraph's text as terms and definitions; False when it has none of them.

    A text that begins with a definition takes its terms from the paragraph before it.
    """
    first, *definitions = _DEFINITION.split(text)
    if not definitions:
        return False
    terms = [line.strip() for line in first.splitlines() if line.strip()] or _paragraph_before(parent)
    listed = _list(parent, begins=bool(terms))
    if listed is None:
        return False
    for term in terms:
        SubElement(listed, "dt").text = term
    for definition in definitions:
        SubElement(listed, "dd").text = definition.strip()
    return True


def _paragraph_before(parent: Element) -> list[str]:
    if not len(parent) or parent[-1].tag != "p" or not parent[-1].text:
        return []
    terms = parent[-1].text.splitlines()
    parent.remove(parent[-1])
    return terms


def _list(parent: Element, *, begins: bool) -> Element | None:
    """Return the list just before, else a new one where terms begin it, else None."""
    if len(parent) and parent[-1].tag == "dl":
        return parent[-1]
    return SubElement(parent, "dl") if begins else None
