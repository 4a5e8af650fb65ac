"""Which licence a License page is about."""

from __future__ import annotations

from ontology.licensing import Reason, Regime
from ontology.licensing.facts import expression_said
from ontology.licensing.practices import Licence
from patterns import frontmatter
from patterns.page import Page, Statement

WITHOUT = ("absent", "unknown", "not applicable", "contested")
"""Statuses under which a coding does not say that its value holds."""


def licence_of_page(page: Page, name: str) -> Licence:
    """Return the licence a page describes, with what people coded of it; `name` is its title without namespace."""
    said = [each for each in frontmatter.statements(page) if _holds(each)]
    return Licence(
        name=name,
        expression=expression_of_page(page, name),
        coded=next((_regime(each) for each in said if each.key == "regime"), Regime.UNKNOWN),
        coded_appropriation=next(
            (
                _appropriation(each, name)
                for each in said
                if each.key == "appropriates" and each.value is True
            ),
            None,
        ),
    )


def _holds(statement: Statement) -> bool:
    return dict(statement.qualifiers).get("status", "present") not in WITHOUT


def _regime(statement: Statement) -> Regime:
    word = str(statement.value).replace("-", " ").casefold()
    return next((each for each in Regime if each.value == word), Regime.UNKNOWN)


def _appropriation(statement: Statement, name: str) -> Reason:
    qualifiers = dict(statement.qualifiers)
    return Reason(
        f"{name}: what is made here becomes the platform's, so the loop breaks, as people coded it.",
        clause=str(qualifiers.get("locator") or ""),
        quote=str(qualifiers.get("quote") or ""),
        source=str(qualifiers.get("source") or ""),
    )


def expression_of_page(page: Page, name: str) -> str:
    """Return the SPDX expression of the licence a page describes: by its `spdx`, else by its name and aliases.

    "" when the page is about a family of licences or one that nobody has listed or described. `name` is the page's
    title without its namespace.
    """
    said = frontmatter.mapping(page)
    aliases = said.get("aliases") or ()
    names = aliases if isinstance(aliases, list | tuple) else [aliases]
    return expression_said(str(said.get("spdx") or ""), (name, *map(str, names)))
