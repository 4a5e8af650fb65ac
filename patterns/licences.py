"""Which licence a License page is about."""

from __future__ import annotations

from ontology.licensing.facts import expression_said
from patterns import frontmatter
from patterns.page import Page


def expression_of_page(page: Page, name: str) -> str:
    """Return the SPDX expression of the licence a page describes: by its `spdx`, else by its name and aliases.

    "" when the page is about a family of licences or one that nobody has listed or described. `name` is the page's
    title without its namespace.
    """
    said = frontmatter.mapping(page)
    aliases = said.get("aliases") or ()
    names = aliases if isinstance(aliases, list | tuple) else [aliases]
    return expression_said(str(said.get("spdx") or ""), (name, *map(str, names)))
