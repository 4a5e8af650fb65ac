"""How to decide: the coding instructions on the pages of variables, for the forms in which people code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ontology.kinds import Field
from patterns.frontmatter import parse
from patterns.sections import find_section, plain_text
from wiki.comparing import explained
from wiki.web.session import the_wiki

PIECES = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*[-*][ \t])")
"""Between paragraphs, and between the items of a list."""


def instructions(fields: Sequence[Field]) -> Mapping[str, Sequence[str]]:
    """Return the coding instructions of variables by key, a paragraph or an item of a list each. One storage call."""
    wiki = the_wiki()
    pages = {each.title: each.field.key for each in explained(wiki, fields) if each.title}
    known = wiki.ontology.by_name["variable"].by_key["instructions"]
    found = {}
    for title, revision in wiki.pages.get_all(pages).items():
        section = find_section(parse(revision.text), (known.label, *known.headings))
        pieces = PIECES.split(section.body) if section else ()
        found[pages[title]] = [words for each in pieces if (words := plain_text(each))]
    return {key: words for key, words in found.items() if words}
