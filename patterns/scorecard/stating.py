"""What a pattern's page states of itself, as far as its scorecard asks: its parts, maturity, stars and signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ontology.kinds import Field, Kind, Ontology, Option
from patterns.codings import STATUS
from patterns.excerpts import excerpt
from patterns.frontmatter import parse, statements
from patterns.page import Page
from patterns.scorecard.card import PatternFacts
from patterns.scorecard.signature import SIGNATURE_IF, SIGNATURE_THEN, Signature, signature
from patterns.sections import find_section
from patterns.values import choices, lexical, option_word

PARTS = ("problem", "context", "forces", "solution")
"""Sections that make a pattern more than an idea."""

PATTERN, CLAIM = "pattern", "claim"
STARS = frozenset({"0", "1", "2"})
NOT_HELD = frozenset({"absent", "unknown", "not applicable", "not-applicable", "contested"})
"""Statuses of a statement that does not hold."""


def stated(text: str, title: str, ontology: Ontology, fields: Iterable[Field]) -> PatternFacts | None:
    """Read a pattern's page under its full title; None when it leads to another page. `fields`: variables of cases.

    The page is not understood whole, which takes longer than all the rest of a scorecard.
    """
    page = parse(text)
    said = held(page)
    if any(said.get("redirect", ())):
        return None
    kind = ontology.by_name[PATTERN]
    levels = choices(kind.by_key["maturity"]) if "maturity" in kind.by_key else {}
    return PatternFacts(
        title=title,
        missing=tuple(missing_parts(page, kind)),
        stated=next((word for each in said.get("maturity", ()) if (word := _level(each, levels))), ""),
        stars=next((int(each) for each in said.get("stars", ()) if each in STARS), None),
        signature=signature(said.get(SIGNATURE_IF, ()), said.get(SIGNATURE_THEN, ()), fields),
        claim=next(iter(said.get(CLAIM, ())), ""),
    )


def stated_signature(text: str, fields: Iterable[Field]) -> Signature:
    """Return the signature that the text of a page states, and no more of it: for each of many revisions."""
    said = held(parse(excerpt(text, (SIGNATURE_IF, SIGNATURE_THEN))))
    if any(said.get("redirect", ())):
        return Signature()
    return signature(said.get(SIGNATURE_IF, ()), said.get(SIGNATURE_THEN, ()), fields)


def held(page: Page) -> dict[str, list[str]]:
    """Return what a page's front matter states as holding: values as written, by key."""
    said: dict[str, list[str]] = {}
    for each in statements(page):
        if not NOT_HELD & {lexical(value) for key, value in each.qualifiers if key == STATUS}:
            said.setdefault(each.key, []).append(lexical(each.value).strip())
    return said


def _level(said: str, levels: Mapping[str, Option]) -> str:
    option = levels.get(said.casefold())
    return option_word(option.iri) if option else ""


def missing_parts(page: Page, kind: Kind) -> Iterator[str]:
    """Yield the parts that have no text, by their section's name."""
    for key in PARTS:
        field = kind.by_key.get(key)
        section = find_section(page, (field.label, *field.headings)) if field else None
        if section is None or not section.body.strip():
            yield key
