"""The cases of a signature in a table: whether its conditions hold, by whether what it claims does.

Each combination of conditions is a row, the one in which all hold first. The measures are those of set-theoretic methods,
with the conditions together as X and the claim as Y, both known: see `patterns.comparison.qca.fit`. Cases of which one of
the two is not known count in none of them; they are named, for coding them would decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ontology.kinds import Field
from patterns.comparison.cells import STATES, State
from patterns.comparison.qca.fit import Fit, Need, necessity, sufficiency
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.signature import Proposition, Signature, all_hold, undecided


class Counts(NamedTuple):
    """Decided cases: the four cells of the table."""

    hits: int  # the conditions hold and so does the claim
    misses: int  # the conditions hold and the claim does not
    others_true: int  # the conditions do not hold and the claim does
    others_false: int

    @property
    def trials(self) -> int:
        """Cases that test the signature."""
        return self.hits + self.misses

    @property
    def decided(self) -> int:
        """All cases in the table."""
        return sum(self)

    @property
    def true(self) -> int:
        """Cases of which the claim holds."""
        return self.hits + self.others_true


@dataclass(frozen=True, slots=True)
class Combination:
    """Cases of which the same conditions hold."""

    holds: tuple[bool | None, ...]  # by condition; None = not known
    true: tuple[str, ...]  # cases of which the claim holds
    false: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A case that would count if one thing more were known of it."""

    case: str
    fields: tuple[Field, ...]  # what is to be coded
    given: bool | None  # whether the conditions hold
    claim: bool | None  # whether the claim does; just one of the two is None

    @property
    def words(self) -> str:
        """What is known of it already."""
        if self.given:
            return "the conditions hold"
        return "the claim holds" if self.claim else "the claim does not hold"


@dataclass(frozen=True)
class CrossTable:
    """What the codings of all cases say of a signature."""

    signature: Signature
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    others_true: tuple[str, ...]
    others_false: tuple[str, ...]
    blanks: tuple[Blank, ...]  # those first that would contradict it, or test it
    combinations: tuple[Combination, ...]
    cells: Mapping[State, int]  # of all cases under the variables of the signature

    @property
    def counts(self) -> Counts:
        """The four cells in numbers."""
        return Counts(len(self.hits), len(self.misses), len(self.others_true), len(self.others_false))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The variables of what it claims and of its conditions, each once."""
        tests = (*self.signature.claims, *self.signature.conditions)
        return tuple(dict.fromkeys(each.field for each in tests))

    @property
    def sufficient(self) -> Fit:
        """How far the conditions are enough for the claim."""
        return sufficiency(*self._scores())

    @property
    def necessary(self) -> Need:
        """How far the claim holds only under the conditions."""
        return necessity(*self._scores())

    def _scores(self) -> tuple[list[float], list[float]]:
        hits, misses, others_true, others_false = self.counts
        given = [1.0] * (hits + misses) + [0.0] * (others_true + others_false)
        claim = [1.0] * hits + [0.0] * misses + [1.0] * others_true + [0.0] * others_false
        return given, claim


def cross_table(signature: Signature, cases: Iterable[CaseFacts]) -> CrossTable | None:
    """Sort the cases into the table; `cases` are all there are. None for a signature that claims nothing."""
    if not signature.claims:
        return None
    found: dict[tuple[bool | None, bool | None], list[str]] = {}
    rows: dict[tuple[bool | None, ...], list[tuple[str, bool | None]]] = {}
    blanks: list[Blank] = []
    states: Counter[State] = Counter()
    tests = (*signature.conditions, *signature.claims)
    keys = dict.fromkeys(each.field.key for each in tests)
    for case in cases:
        states.update(case.cell(key).state for key in keys)
        given, claim = all_hold(signature.conditions, case), all_hold(signature.claims, case)
        found.setdefault((given, claim), []).append(case.title)
        if given is not None or claim is not None:
            rows.setdefault(_holds(signature.conditions, case), []).append((case.title, claim))
        if given is not False and (given is None) != (claim is None):
            blanks.append(Blank(case.title, undecided(tests, case), given, claim))
    hits, misses, others_true, others_false = (
        tuple(found.get((given, claim), ())) for given in (True, False) for claim in (True, False)
    )
    return CrossTable(
        signature,
        hits,
        misses,
        others_true,
        others_false,
        tuple(sorted(blanks, key=_urgency)),
        tuple(_combinations(rows)),
        {state: states[state] for state in STATES},
    )


def _holds(conditions: Iterable[Proposition], case: CaseFacts) -> tuple[bool | None, ...]:
    return tuple(each.holds(case.cell(each.field.key)) for each in conditions)


def _combinations(
    rows: Mapping[tuple[bool | None, ...], list[tuple[str, bool | None]]],
) -> Iterable[Combination]:
    def place(holds: tuple[bool | None, ...]) -> tuple[object, ...]:
        fails, unknown = holds.count(False), holds.count(None)
        return fails > 0, unknown > 0 and not fails, fails, unknown, tuple(map(str, holds))

    for holds in sorted(rows, key=place):
        sorted_out = {
            claim: tuple(case for case, one in rows[holds] if one is claim) for claim in (True, False, None)
        }
        yield Combination(holds, sorted_out[True], sorted_out[False], sorted_out[None])


def _urgency(blank: Blank) -> tuple[int, int, str]:
    """Put first what one coding decides; of these what would contradict the claim, then what would test it."""
    order = {False: 0, None: 1, True: 2}
    return len(blank.fields), order[blank.claim], blank.case
