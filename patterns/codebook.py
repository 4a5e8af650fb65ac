"""A Variable page's text as an entry of the codebook, from which a field is made."""

from __future__ import annotations

from ontology.kinds import Ontology
from ontology.variables import VariableEntry
from patterns.frontmatter import parse
from patterns.saying import Saying, understand

VARIABLE = "variable"


def variable_entry(text: str, title: str, ontology: Ontology, base: str) -> VariableEntry | None:
    """Read the page under that full title; None if it is no variable's, or only leads to another page."""
    saying = understand(parse(text), title, ontology)
    if saying.parts.kind != VARIABLE or saying.redirect:
        return None
    return VariableEntry(
        name=saying.parts.name,
        base=base,
        question=_first(saying, "question"),
        scale=_first(saying, "scale"),
        options=_all(saying, "options"),
        applies_to=_all(saying, "applies_to"),
        codes=_first(saying, "property"),
    )


def _all(saying: Saying, key: str) -> tuple[str, ...]:
    """Return the readable values of a key: IRIs of options, or texts."""
    readings = [said.reading for said in saying.said if said.key == key and said.holds]
    return tuple(each.text for each in readings if each and not each.problem)


def _first(saying: Saying, key: str) -> str:
    return next(iter(_all(saying, key)), "")
