"""What coders of a round said of the same thing, side by side: where they agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patterns.codings import Coding
from patterns.rounds.reading import Round, RoundCoding

Answer = frozenset[tuple[str, str]]
"""All a coder says of a case under a variable: pairs of status and value. *Unknown* is an answer like any other."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder said."""

    coder: str
    told: tuple[RoundCoding, ...]

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The codings alone."""
        return tuple(each.coding for each in self.told)

    @property
    def answer(self) -> Answer:
        """What is compared: values and statuses, no evidence."""
        return frozenset((each.coding.status, each.coding.value) for each in self.told)


@dataclass(frozen=True, slots=True)
class Unit:
    """A case under a variable, with what each coder said of it."""

    case: str  # full title
    key: str  # of the variable
    judgements: tuple[Judgement, ...]  # in the order of the names

    @property
    def is_compared(self) -> bool:
        """Whether at least two coders spoke."""
        return len(self.judgements) > 1

    @property
    def agrees(self) -> bool:
        """Whether all coders, two at least, said the same."""
        return self.is_compared and len({each.answer for each in self.judgements}) == 1

    @property
    def disagrees(self) -> bool:
        """Whether two coders did not say the same."""
        return self.is_compared and not self.agrees


def units_of(of: Round) -> tuple[Unit, ...]:
    """Return every case and variable of which something may be seen, in the order of the round's page."""
    found: dict[tuple[str, str], dict[str, list[RoundCoding]]] = {}
    for each in of.codings:
        unit = found.setdefault((each.case, each.coding.field), {})
        unit.setdefault(each.coder, []).append(each)
    cases, keys = _places(of.cases), _places(of.variables)
    order = sorted(found, key=lambda at: (cases.get(at[0], len(cases)), keys.get(at[1], len(keys)), at))
    return tuple(
        Unit(case, key, tuple(Judgement(coder, tuple(told)) for coder, told in sorted(found[case, key].items())))
        for case, key in order
    )  # fmt: skip


def _places(names: Sequence[str]) -> dict[str, int]:
    return {each: at for at, each in enumerate(names)}


def is_reconciled(unit: Unit, codings: Iterable[Coding], title: str) -> bool:
    """Say whether the page of a case has codings of this round under the variable. `title` is the round's."""
    return any(
        each.field == unit.key and any(said.key == "round" and said.title == title for said in each.evidence)
        for each in codings
    )
