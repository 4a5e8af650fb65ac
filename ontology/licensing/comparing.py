"""Licences side by side: what each says, and what may be done with works under one and works under another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ontology.licensing.expression import Expression, One, licences_in, texts_of
from ontology.licensing.naming import full_name, is_known, near
from ontology.licensing.published import Publication, Statement, publications, said_of
from ontology.licensing.questions import Use, may, publish_under
from ontology.licensing.regimes import regime
from ontology.licensing.spdx import Listed, spdx_licences
from ontology.licensing.terms import Terms
from ontology.licensing.verdicts import Verdict

WELL_KNOWN = (
    "CC0-1.0",
    "MIT",
    "BSD-3-Clause",
    "Apache-2.0",
    "MPL-2.0",
    "EPL-2.0",
    "LGPL-2.1-or-later",
    "LGPL-3.0-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-or-later",
    "EUPL-1.2",
    "CERN-OHL-S-2.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "GFDL-1.3-or-later",
    "ODbL-1.0",
)
"""Licences that another is shown beside, from those that ask least to those that ask most, programs first."""


@dataclass(frozen=True, slots=True)
class Member:
    """One licence of an expression, with what is known of it."""

    one: One
    texts: tuple[Terms, ...]  # those the recipient may choose from, oldest first; () = not described here
    listed: Listed | None  # in the SPDX License List

    @property
    def name(self) -> str:
        """Full name."""
        return full_name(self.one.identifier)

    @property
    def terms(self) -> Terms | None:
        """The text whose rules are shown: the oldest one that may be chosen."""
        return self.texts[0] if self.texts else None

    @property
    def like(self) -> tuple[str, ...]:
        """Known identifiers like this one, if it is not known itself."""
        return () if is_known(self.one) else near(self.one.identifier)


@dataclass(frozen=True, slots=True)
class Side:
    """One expression of a comparison."""

    expression: Expression
    members: tuple[Member, ...]
    regime: Verdict

    def __str__(self) -> str:
        return str(self.expression)


@dataclass(frozen=True, slots=True)
class Cell:
    """May a work under `inbound` be used so with a work under `outbound`."""

    use: Use
    inbound: str
    outbound: str
    verdict: Verdict
    published: tuple[tuple[Publication, Statement], ...] = ()  # what others have said of just this pair


@dataclass(frozen=True)
class Comparison:
    """Some expressions, each with each."""

    sides: tuple[Side, ...]
    cells: Mapping[tuple[Use, str, str], Cell]  # by use, inbound and outbound expression
    together: Verdict  # under what a combination of all may be published

    def cell(self, use: Use | str, inbound: Side, outbound: Side) -> Cell:
        """Return one cell of a matrix."""
        return self.cells[Use(use), str(inbound), str(outbound)]


def compare(expressions: Sequence[Expression]) -> Comparison:
    """Put expressions side by side, each once, in their order."""
    different = tuple(dict.fromkeys(expressions))
    cells = {(use, str(a), str(b)): cell_of(use, a, b) for use in Use for a in different for b in different}
    return Comparison(tuple(side_of(each) for each in different), cells, publish_under(different))


def side_of(expression: Expression) -> Side:
    """Return what is known of an expression and its licences."""
    members = tuple(
        Member(each, texts_of(each), spdx_licences().get(each.identifier)) for each in licences_in(expression)
    )
    return Side(expression, members, regime(expression))


def cell_of(use: Use, inbound: Expression, outbound: Expression) -> Cell:
    """Return the verdict for a pair, with what has been published of it."""
    a, b = str(inbound), str(outbound)
    said = said_of(a, b) if use is Use.INCORPORATE else ()
    published = tuple((publications()[each.publication], each) for each in said)
    return Cell(use, a, b, may(use, inbound, outbound), published)


def others(expression: Expression) -> tuple[str, ...]:
    """Return the well-known licences but the expression itself."""
    return tuple(each for each in WELL_KNOWN if each != str(expression))
