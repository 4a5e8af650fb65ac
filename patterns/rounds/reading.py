"""A coding round as its page says it: cases, variables, coders, and the codings that may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ontology.kinds import Ontology
from patterns.codings import Coding, coding_of
from patterns.frontmatter import parse
from patterns.rounds.told import told_of
from patterns.saying import Said, Saying, coding_anchor, understand
from patterns.values import Form

ROUND = "round"
"""The kind of the pages of coding rounds."""

PER_CASE, MOST_PER_CASE = 2, 20
"""How many people code a case unless a round says otherwise, and at most."""


@dataclass(frozen=True, slots=True)
class RoundCoding:
    """One value that one coder gave, or the status that stands for a value."""

    case: str  # full title
    coder: str  # "" = nobody signed
    coding: Coding  # `coding.field` is the key of the variable
    anchor: str  # of the coding on the round's page


@dataclass(frozen=True, slots=True)
class Round:
    """What the page of a round says."""

    title: str  # full
    cases: tuple[str, ...] = ()  # full titles
    variables: tuple[str, ...] = ()  # keys as written, or titles of Variable pages
    coders: tuple[str, ...] = ()  # () = whoever takes a case
    per_case: int = PER_CASE
    closed: str = ""  # a day, "" = open
    codings: tuple[RoundCoding, ...] = ()

    def coders_of(self, case: str) -> tuple[str, ...]:
        """Return whose codings of a case may be seen."""
        return tuple(dict.fromkeys(each.coder for each in self.codings if each.case == case and each.coder))


def round_of(text: str, title: str, ontology: Ontology) -> Round | None:
    """Read a round's page under its full title; None if it is no round's, or only leads to another page."""
    saying = understand(parse(text), title, ontology)
    if saying.parts.kind != ROUND or saying.redirect:
        return None
    return Round(
        title=saying.title,
        cases=tuple(dict.fromkeys(_values(saying, "cases"))),
        variables=tuple(dict.fromkeys(_values(saying, "variables"))),
        coders=tuple(dict.fromkeys(_values(saying, "coders"))),
        per_case=_per_case(saying),
        closed=next(_values(saying, "closed"), ""),
        codings=tuple(_codings(saying, ontology)),
    )


def _values(saying: Saying, key: str) -> Iterator[str]:
    """Yield the readable values of a field: full titles where it names pages."""
    for said in saying.said:
        reading = said.reading
        if said.key == key and reading and not (reading.problem and not reading.out_of_range):
            yield reading.text


def _per_case(saying: Saying) -> int:
    written = next(_values(saying, "coders_per_case"), "")
    return int(written) if written else PER_CASE


def _codings(saying: Saying, ontology: Ontology) -> Iterator[RoundCoding]:
    for said in saying.said:
        told = told_of(said, ontology)
        if told is not None:
            coding = coding_of(told.said)
            yield RoundCoding(told.case, _coder(told.said), coding, coding_anchor(said.statement))


def _coder(said: Said) -> str:
    return next(
        (
            each.reading.text
            for each in said.qualifiers
            if each.key == "coder" and each.reading.form is Form.LITERAL
        ),
        "",
    )
