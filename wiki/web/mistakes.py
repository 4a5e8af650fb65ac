"""What cannot be followed in the address of a comparison: its form again, the sentence beside the field and all else kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from wiki.errors import BadInputError
from wiki.ways import Way
from wiki.web.choosing import asked_parameters, ways

WORDS = {
    "absence": "Is an absence a feature?",
    "anchors": "By degrees: variable, then out, halfway and in",
    "asof": "Pages as they were on",
    "condition": "Condition",
    "confidence": "Least share of cases that a rule holds for, in percent",
    "cut": "In from: variable and thresholds",
    "deals": "How often the cases are dealt anew",
    "each": "Variable whose values each count for themselves",
    "excl.cut": "Below it a row is against",
    "expect": "Expected to contribute: condition and value",
    "in": "Counts as in: variable and value",
    "incl.cut": "Inclusion, at least",
    "kind": "Kind of page",
    "mode": "Told first",
    "n.cut": "Cases of a row, at least",
    "na": "Where it does not apply: variable and what is done",
    "negate": "Explain the negation",
    "only": "Rows shown",
    "outcome": "Outcome",
    "pin": "Pinned page",
    "pri.cut": "PRI, at least",
    "reading": "What is not known",
    "scale": "Scale of a variable",
    "sort": "Order of the rows",
    "start": "First row shown",
    "support": "Fewest cases",
    "target": "Feature to be explained",
    "tests": "How much is tried",
    "title": "Title of a case",
    "top": "Cards shown",
    "value": "Value",
    "weight": "Weight of a variable or a value",
    "yes": "Confirmed",
}
"""Parameters that can be mended in a field, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field that holds what the address says."""

    name: str
    label: str
    value: str
    problem: str  # what is wrong with it, "" = nothing


def mistaken(way: Way, error: BadInputError) -> str:
    """Render what was asked for as a form, with what is wrong beside its field."""
    return form_again(way.path, way.words, error, own=way.own, elsewhere=ways(way))


def form_again(
    action: str,
    heading: str,
    error: BadInputError,
    own: frozenset[str],
    elsewhere: list[tuple[str, str, bool, str]] | None = None,
) -> str:
    """Render the parameters of this request as a form: those in `own` and what is wrong in fields, the others as they are."""
    shown = own | {"kind", "asof", error.parameter}
    entries = list(_entries(shown, error))
    pointed = any(each.problem for each in entries)
    return render_template(
        "mistaken.html",
        action=action,
        heading=heading,
        sentence="" if pointed else str(error),
        entries=sorted(entries, key=lambda each: not each.problem),
        kept=asked_parameters().without({*shown, "format", "find"}).pairs,
        ways=elsewhere or [],
    )


def _entries(shown: frozenset[str], error: BadInputError) -> Iterator[Entry]:
    """Give the fields; the sentence stands beside the first that says what it is about."""
    told = False
    for name, value in asked_parameters():
        if name not in shown or name not in WORDS or not (value.strip() or name == error.parameter):
            continue
        wrong = not told and name == error.parameter and value.strip() == error.written.strip()
        told = told or wrong
        yield Entry(name, WORDS[name], value, str(error) if wrong else "")
