"""The topic that a miss opens on a pattern's talk page: what happened, by which codings, and what may follow from it."""

from __future__ import annotations

from collections.abc import Iterator

from patterns.codings import Coding
from patterns.scorecard.boundary import listed, name_of
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.record import Record, Tested
from patterns.scorecard.signature import Proposition

HEADING = "A miss: "
"""How the headings of these topics begin; the name of the case follows."""


def heading_of(case: str) -> str:
    """Return the heading of the topic about a case, by its full title."""
    return HEADING + (case.partition(":")[2] or case)


def is_discussed(case: str, talk: str) -> bool:
    """Say whether the text of a talk page has the topic about a case."""
    wanted = f"## {heading_of(case)}"
    return any(line.strip() == wanted for line in talk.splitlines())


def words_of(record: Record, tested: Tested) -> str:
    """Return what the topic begins with, as Markdown: the case, its codings with who made them, and three ways on."""
    signature = record.stated.signature
    facts = CaseFacts(tested.case, tested.says)
    tests = [(each, "as the conditions ask") for each in signature.conditions]
    tests += [(each, "where it claims") for each in signature.claims]
    lines = [line for each, role in tests for line in _said(each, role, facts)]
    known = {each.field.key for each, _ in tests}
    lines += [f"- instance: {_coding(each)}" for each in tested.says if each.field not in known]
    return (
        f"[[{tested.case}]] is a miss of the signature frozen on {record.stated.frozen.day}: *{signature.words}* It came to be"
        f" known on {tested.first.day}, coded by {listed(tested.coders)}.\n\n"
        + "\n".join(lines)
        + "\n\nWhich is it: is a coding wrong, are the conditions too wide, or does the pattern not work there? Correct the"
        " coding, narrow the signature (which begins a new record and keeps this one), or say what the case teaches."
    )


def _said(test: Proposition, role: str, facts: CaseFacts) -> Iterator[str]:
    for each in facts.cell(test.field.key).codings:
        yield f"- {name_of(test.field)} is {_coding(each)}, {role} “{test.words}”"


def _coding(coding: Coding) -> str:
    """Return a coding in words with whom and what it rests on."""
    said = coding.label if coding.status == "present" else f"{coding.status} {coding.label}".strip()
    marks = [
        f"[[{each.title}]]"
        if each.title
        else f"“{each.words}”"
        if each.key == "quote"
        else f"{each.key} {each.words}"
        for each in coding.evidence
        if each.key in {"source", "quote", "coder", "date", "bearing"}
    ]
    return f"“{said}”" + (f" ({', '.join(marks)})" if marks else "")
