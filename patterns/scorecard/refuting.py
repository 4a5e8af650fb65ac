"""What would refute a pattern: which case to code, which to look for, and which other formula says the same.

*Breaking* cases are those that would be a miss if something unknown of them turned out so. *Unseen* are configurations that a
signature predicts and in which nobody has tested it: each alternative that its conditions allow, and each value of another
variable that cases have. *Rivals* are other conditions under which all hits fall as well and none of the cases without what is
claimed that the signature keeps out: minimal hitting sets of what tells those cases apart from the hits
(`patterns.comparison.hitting`). As long as a rival stands, the cases speak for it as much as for the signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from ontology.kinds import Field, ValueType
from patterns.comparison.hitting import Steps, minimal_hitting_sets
from patterns.scorecard.boundary import CLOSED
from patterns.scorecard.cases import CaseFacts, settled
from patterns.scorecard.instances import Standing
from patterns.scorecard.prediction import claim_holds
from patterns.scorecard.signature import Proposition, Sign, Signature, all_hold, undecided
from patterns.values import option_word

LARGEST, MOST_RIVALS, STEPS = 3, 40, 20_000
"""Conditions of a rival, rivals that are looked for, and steps of the search (a fifth of a second)."""

MOST_ALTERNATIVES = 60
"""Combinations of alternatives that are gone through."""

NO_HIT = "There is no hit yet, so there is nothing that another formula could explain as well."
NOTHING_KEPT_OUT = (
    "No case is known in which neither its conditions nor what it claims hold, so nothing tells it from any other"
    " formula: look for such a case."
)
PRESENT = "present"
ANSWERS = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True)
class Breaking:
    """A case that would be a miss if what is unknown of it turned out so."""

    case: str
    fields: tuple[Field, ...]  # to be coded; none: whether the pattern works there
    given: bool | None  # whether its conditions hold; never False
    claim: bool | None  # whether what is claimed does; never True


@dataclass(frozen=True, slots=True)
class Unseen:
    """A configuration that the signature predicts and in which it was never tested."""

    tests: tuple[Proposition, ...]  # what holds there beside the conditions, or how they hold
    cases: tuple[str, ...]  # of which this is known, and not whether the signature holds: to be coded
    known: int  # cases of which it is known, tested by other conditions or none

    @property
    def words(self) -> str:
        """The configuration as it is read."""
        return " and ".join(each.words for each in self.tests)


@dataclass(frozen=True, slots=True)
class Rival:
    """Other conditions that explain the same cases."""

    tests: tuple[Proposition, ...]
    misses: tuple[str, ...]  # cases in which it fails too
    unknown: tuple[
        tuple[str, Field], ...
    ]  # cells of hits that would have to be so; none: it is known to do as well
    part: bool  # it is a part of the signature's own conditions: the others may be needless

    @property
    def words(self) -> str:
        """Its conditions as they are read."""
        return " and ".join(each.words for each in self.tests)


@dataclass(frozen=True, slots=True)
class Refuters:
    """What would refute a signature."""

    breaking: tuple[Breaking, ...]  # those first that are nearest to a miss
    unseen: tuple[Unseen, ...]  # those first of which most cases are known
    rivals: tuple[Rival, ...]  # those first that are known to do as well, the shortest of them first
    complete: bool  # False: the search for rivals ended before all were found
    note: str = ""  # why there are no rivals, in a sentence


def refuters(
    signature: Signature,
    cases: Sequence[CaseFacts],
    standings: Mapping[str, Standing],
    fields: Iterable[Field],
) -> Refuters:
    """Return what would refute a signature; `fields` are the variables of cases.

    `standings`: what cases say of the pattern, asked where the signature claims nothing more.
    """
    judged = [
        (each, all_hold(signature.conditions, each), claim_holds(signature, each, standings.get(each.title)))
        for each in cases
    ]
    own = {each.field.key for each in (*signature.conditions, *signature.claims)}
    others = [each for each in fields if each.type in CLOSED]
    rivals, complete, note = _rivals(signature, judged, others)
    return Refuters(
        tuple(_breaking(signature, judged)),
        tuple(_unseen(signature, judged, [each for each in others if each.key not in own])),
        rivals,
        complete,
        note,
    )


Judged = tuple[CaseFacts, bool | None, bool | None]
"""A case, whether the conditions hold of it, and whether what is claimed does."""


def _breaking(signature: Signature, judged: Iterable[Judged]) -> list[Breaking]:
    found = []
    for case, given, claim in judged:
        if given is False or claim or (given and claim is False):
            continue
        tests = (*signature.conditions, *signature.claims)
        rank = 0 if given else 1 if claim is False else 2
        found.append((rank, Breaking(case.title, undecided(tests, case), given, claim)))
    found.sort(key=lambda each: (each[0], len(each[1].fields), each[1].case))
    return [each for _, each in found]


def _unseen(signature: Signature, judged: Sequence[Judged], others: Iterable[Field]) -> list[Unseen]:
    tested = [case for case, given, claim in judged if given and claim is not None]
    open_ = [case for case, given, claim in judged if given is not False and (given is None or claim is None)]
    own = [*_alternatives(signature.conditions)] or ([] if tested else [signature.conditions])
    beside = ((test,) for field in others for test in _values(field, [case for case, _, _ in judged]))
    found = []
    for tests, context in [*((each, False) for each in own if each), *((each, True) for each in beside)]:
        if any(all_hold(tests, case) for case in tested):
            continue
        known = sum(all_hold(tests, case) is True for case, _, _ in judged)
        if context and not known:
            continue
        to_code = tuple(case.title for case in open_ if all_hold(tests, case))
        found.append((context, Unseen(tests, to_code, known)))
    found.sort(key=lambda each: (each[0], not each[1].cases, -each[1].known, each[1].words))
    return [each for _, each in found]


def _alternatives(conditions: Sequence[Proposition]) -> Iterable[tuple[Proposition, ...]]:
    """Yield each way in which conditions that allow several values hold; none when no condition does."""
    ways = [_ways(each) for each in conditions]
    if all(len(each) < 2 for each in ways):  # noqa: PLR2004 - one way is no alternative
        return ()
    return islice(product(*(each for each in ways if each)), MOST_ALTERNATIVES)


def _ways(condition: Proposition) -> list[Proposition]:
    field = condition.field
    if condition.sign is Sign.IS:
        pairs = list(zip(condition.values, condition.labels, strict=True))
    elif condition.sign is Sign.IS_NOT and field.options:
        options = ((option_word(each.iri), each.label) for each in field.options)
        pairs = [each for each in options if each[0] not in condition.values]
    else:
        return []
    return [Proposition(field, Sign.IS, (value,), (label,)) for value, label in pairs]


def _values(field: Field, cases: Iterable[CaseFacts]) -> list[Proposition]:
    """Return a test for each value that is present under a variable."""
    found: dict[str, str] = {}
    for case in cases:
        for (status, value), label in settled(case.cell(field.key)).items():
            if status == PRESENT and value:
                found.setdefault(value, label)
    words = ANSWERS if field.type is ValueType.BOOLEAN else {}
    return [
        Proposition(field, Sign.IS, (value,), (words.get(value, label),)) for value, label in found.items()
    ]


def _rivals(
    signature: Signature, judged: Sequence[Judged], fields: Iterable[Field]
) -> tuple[tuple[Rival, ...], bool, str]:
    hits = [case for case, given, claim in judged if given and claim]
    misses = [case for case, given, claim in judged if given and claim is False]
    kept_out = [case for case, given, claim in judged if given is False and claim is False]
    if not hits:
        return (
            (),
            True,
            "There is no hit yet, so there is nothing that another formula could explain as well.",
        )
    if not kept_out:
        return (), True, NOTHING_KEPT_OUT
    claimed = {each.field.key for each in signature.claims}
    candidates = [
        test
        for field in fields
        if field.key not in claimed
        for test in _values(field, hits)
        if _may_hold(test, hits)
    ]
    apart = [
        sum(1 << at for at, test in enumerate(candidates) if test.holds(case.cell(test.field.key)) is False)
        for case in kept_out
    ]
    steps = Steps(STEPS)
    found = minimal_hitting_sets(apart, at_most=LARGEST, limit=MOST_RIVALS, steps=steps)
    own = {(each.field.key, value) for each in signature.conditions for value in each.values}
    rivals = [
        _rival([test for at, test in enumerate(candidates) if mask >> at & 1], hits, misses, own)
        for mask in found.sets
    ]
    rivals = [each for each in rivals if {(one.field.key, one.values[0]) for one in each.tests} != own]
    rivals.sort(key=lambda each: (len(each.unknown), len(each.tests), len(each.misses), each.words))
    none = "" if rivals else _no_rival(complete=found.complete)
    return tuple(rivals), found.complete, none


def _may_hold(test: Proposition, hits: Sequence[CaseFacts]) -> bool:
    """Say whether a test is known to fail in no hit, and known to hold in half of them."""
    found = [test.holds(case.cell(test.field.key)) for case in hits]
    return False not in found and 2 * found.count(True) >= len(found)


def _rival(
    tests: Sequence[Proposition],
    hits: Sequence[CaseFacts],
    misses: Sequence[CaseFacts],
    own: set[tuple[str, str]],
) -> Rival:
    return Rival(
        tuple(tests),
        tuple(case.title for case in misses if all_hold(tests, case)),
        tuple((case.title, field) for case in hits for field in undecided(tests, case)),
        {(each.field.key, each.values[0]) for each in tests} < own,
    )


def _no_rival(*, complete: bool) -> str:
    if not complete:
        return "The search ended before a rival was found; there may be one."
    return f"No other formula of up to {LARGEST} conditions is known to hold in all the hits and to keep out the same cases."
