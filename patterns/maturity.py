"""How mature a pattern's page looks, from the page alone: a suggestion with its reasons, never an edit.

Levels as InnerSource Patterns uses them: *initial* – the idea is written down; *structured* – the parts of a
pattern are there; *validated* – structured, at least three known instances (the rule of three), and none of them
refuting without an answer. What other pages say counts in `patterns.scorecard`, which also asks how independent they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from patterns.frontmatter import statements
from patterns.page import Page, Statement
from patterns.saying import folded
from patterns.values import lexical

RULE_OF_THREE = 3
_PARTS = ("problem", "context", "forces", "solution")
_EVIDENCE = frozenset({"source", "quote"})
_DENIED = frozenset({"absent", "unknown", "not applicable", "not-applicable", "contested"})


@dataclass(frozen=True, slots=True)
class Maturity:
    """What level a pattern's page has reached, and why not a higher one."""

    level: str  # "initial", "structured" or "validated"
    reasons: tuple[str, ...]  # sentences


def maturity(page: Page) -> Maturity:
    """Suggest the maturity of a pattern's page from its sections and known instances."""
    present = {folded(each.heading) for each in page.sections if each.level and each.body.strip()}
    missing = [part for part in _PARTS if part not in present]
    known = [each for each in statements(page) if each.key == "known_instances" and not _denied(each)]
    instances = {lexical(each.value).casefold() for each in known}
    evidenced = {lexical(each.value).casefold() for each in known if _EVIDENCE & dict(each.qualifiers).keys()}
    refuted = [each for each in statements(page) if each.key == "known_instances" and _is_open(each)]
    reasons = (
        _parts_reason(missing),
        _instances_reason(len(instances), len(evidenced)),
        *(f"{lexical(each.value)} refutes it, and nobody has answered." for each in refuted),
    )
    if missing:
        return Maturity("initial", reasons)
    enough = len(instances) >= RULE_OF_THREE
    return Maturity("validated" if enough and not refuted else "structured", reasons)


def _denied(statement: Statement) -> bool:
    qualifiers = {key: lexical(value).strip().casefold() for key, value in statement.qualifiers}
    refuting = qualifiers.get("bearing") == "refuting"
    return refuting or qualifiers.get("status") in _DENIED or lexical(statement.value).casefold() in _DENIED


def _is_open(statement: Statement) -> bool:
    """Say whether it refutes the pattern, and nobody has said why the pattern stands."""
    qualifiers = {key: lexical(value).strip().casefold() for key, value in statement.qualifiers}
    holds = qualifiers.get("status") not in _DENIED
    return holds and qualifiers.get("bearing") == "refuting" and not qualifiers.get("answer")


def _parts_reason(missing: list[str]) -> str:
    if not missing:
        return "Problem, context, forces and solution are all there."
    return f"It has no text yet under: {', '.join(missing)}."


def _instances_reason(instances: int, evidenced: int) -> str:
    if instances >= RULE_OF_THREE:
        return f"{instances} known instances are named, {evidenced} of them with a source or quotation."
    return f"Known instances named: {instances}; the rule of three asks for {RULE_OF_THREE}."
