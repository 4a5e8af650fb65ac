"""What a pattern's page states of itself, as far as its scorecard asks: its parts, maturity, stars and signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ontology.kinds import Field, Kind, Ontology
from patterns.frontmatter import parse
from patterns.page import Page
from patterns.saying import Saying, understand
from patterns.scorecard.card import PatternFacts
from patterns.scorecard.signature import SIGNATURE_IF, SIGNATURE_THEN, signature
from patterns.sections import find_section
from patterns.values import option_word

PARTS = ("problem", "context", "forces", "solution")
"""Sections that make a pattern more than an idea."""


def stated(text: str, title: str, ontology: Ontology, fields: Iterable[Field]) -> PatternFacts | None:
    """Read a pattern's page under its full title; None when it leads to another page. `fields`: variables of cases."""
    page = parse(text)
    saying = understand(page, title, ontology)
    if saying.redirect:
        return None
    return PatternFacts(
        title=title,
        missing=tuple(missing_parts(page, saying.kind)) if saying.kind else PARTS,
        stated=next((option_word(each) for each in _said(saying, "maturity")), ""),
        stars=next((int(each) for each in _said(saying, "stars") if each.isascii() and each.isdigit()), None),
        signature=signature(_said(saying, SIGNATURE_IF), _said(saying, SIGNATURE_THEN), fields),
    )


def missing_parts(page: Page, kind: Kind) -> Iterator[str]:
    """Yield the parts that have no text, by their section's name."""
    for key in PARTS:
        field = kind.by_key.get(key)
        section = find_section(page, (field.label, *field.headings)) if field else None
        if section is None or not section.body.strip():
            yield key


def _said(saying: Saying, key: str) -> tuple[str, ...]:
    return tuple(each.reading.text for each in saying.said if each.key == key and each.reading and each.holds)
