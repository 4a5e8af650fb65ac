"""A coding of a round as its page says it, and the statement about a case that is in it."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.kinds import Ontology
from patterns.links import split_title
from patterns.page import Statement
from patterns.saying import LOOM, Said, said_of
from patterns.values import Form, lexical

ROUND_CODING = LOOM + "RoundCoding"
"""Class of the codings of a round."""

VARIABLE, CODED = "variable", "coded"
"""Qualifiers by which a coding of a round names its variable, and its value."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said of a case in a round."""

    case: str  # full title
    said: Said  # as if the case's own page said it
    variable: str  # as written
    coded: str  # as written, "" = a status stands for a value


def told_of(said: Said, ontology: Ontology) -> Told | None:
    """Return what a statement of a round's page says of a case; None if it is no coding, or names no variable."""
    statement = said.statement
    if said.field is None or said.field.coding_class != ROUND_CODING or statement is None:
        return None
    case = said.reading.text if said.reading and said.reading.form is Form.TITLE else ""
    given = dict(statement.qualifiers)
    variable = lexical(given.get(VARIABLE, "")).strip()
    if not case or not variable:
        return None
    value = given.get(CODED, "")
    rest = tuple(pair for pair in statement.qualifiers if pair[0] not in (VARIABLE, CODED))
    kind = ontology.by_name.get(split_title(case, ontology).kind)
    inner = Statement(variable, value, rest, statement.line)
    return Told(case, said_of(inner, kind, ontology), variable, lexical(value))
