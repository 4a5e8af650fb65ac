"""Which licence a License page is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ontology.licensing import ExpressionProblem, named, parse_expression
from patterns import frontmatter
from patterns.page import Page


def expression_of_page(page: Page, name: str) -> str:
    """Return the SPDX expression of the licence a page describes: by its `spdx`, else by its name and aliases.

    "" when the page is about a family of licences or one that nobody has listed or described. `name` is the page's
    title without its namespace.
    """
    said = frontmatter.mapping(page)
    written = " ".join(str(said.get("spdx") or "").split())
    return named(written) or _readable(written) or _first_named((name, *_words(said)))


def _first_named(names: Iterable[str]) -> str:
    return next(filter(None, map(named, names)), "")


def _words(said: Mapping[str, object]) -> tuple[str, ...]:
    aliases = said.get("aliases")
    return tuple(map(str, aliases if isinstance(aliases, list | tuple) else [aliases or ""]))


def _readable(written: str) -> str:
    """Return an expression of licences that nobody has listed, as it is; "" when there is none."""
    if not written:
        return ""
    try:
        return str(parse_expression(written))
    except ExpressionProblem:
        return ""
