"""A signature put to the test of the cases: each left out in turn, hits and misses counted, base rate and chance beside.

A case *tests* the signature when its conditions hold of it and the claim is decided; it is a hit when the claim holds. The
*base rate* is what guessing from the other cases alone would give: for each testing case, the share of the other decided
cases of which the claim holds, its own value left out. *Chance* is the probability of at least as many hits if the claim
were dealt out at random over the decided cases (Fisher's exact test, one-sided: R. A. Fisher, "The Design of
Experiments", 1935, chapter II): a signature that a coin would hit as well says nothing. *Robust* is what stands when any
one of the testing cases is left out. Unknown cells test nothing; they are named, for coding one of them would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from ontology.kinds import Field
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.instances import Standing
from patterns.scorecard.signature import Signature, all_hold, undecided

FEWEST = 5
"""Testing cases below which the hit rate is called too little to rely on."""

RARE = 0.05
"""Chance above which it is said that a coin would do as well."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One case that tests the signature."""

    case: str
    hit: bool
    base: (
        Fraction | None
    )  # share of the other decided cases of which the claim holds; None: there are no others
    date: str  # the last day on which what decides the claim was coded, "" = not said
    hits: int  # among this and the trials before it …
    of: int  # … of so many: the running rate


@dataclass(frozen=True, slots=True)
class ToCode:
    """A case that would test the signature if these variables were coded."""

    case: str
    fields: tuple[Field, ...]  # none: whether the pattern works there


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a signature fares."""

    signature: Signature
    trials: tuple[Trial, ...]  # in the order in which they were coded
    decided: int  # cases whose conditions and claim are known: among them chance is reckoned
    true: int  # of these, those of which the claim holds
    chance: (
        float | None
    )  # probability of at least so many hits by chance; None: no trial, or the claim never varies
    to_code: tuple[ToCode, ...]
    note: str = ""  # a caution in a sentence

    @property
    def hits(self) -> tuple[str, ...]:
        """Cases of which the claim holds."""
        return tuple(each.case for each in self.trials if each.hit)

    @property
    def misses(self) -> tuple[str, ...]:
        """Cases of which it does not."""
        return tuple(each.case for each in self.trials if not each.hit)

    @property
    def rate(self) -> Fraction | None:
        """Hits of all trials."""
        return Fraction(len(self.hits), len(self.trials)) if self.trials else None

    @property
    def base(self) -> Fraction | None:
        """What guessing from the other cases would have hit."""
        bases = [each.base for each in self.trials if each.base is not None]
        return sum(bases, Fraction(0)) / len(bases) if bases else None

    @property
    def worst(self) -> Fraction | None:
        """The lowest hit rate when any one case is left out."""
        count, hits = len(self.trials), len(self.hits)
        return Fraction(max(hits - 1, 0), count - 1) if count > 1 else None


def predict(
    signature: Signature, cases: Iterable[CaseFacts], standings: Mapping[str, Standing]
) -> Prediction | None:
    """Put a signature to the test of cases; `standings` says what each says of the pattern. None: there is none."""
    if not signature:
        return None
    found: list[tuple[str, bool, str]] = []
    decided = true = 0
    to_code: list[ToCode] = []
    for case in cases:
        given = all_hold(signature.conditions, case)
        claim = claim_holds(signature, case, standings.get(case.title))
        if given is not None and claim is not None:
            decided, true = decided + 1, true + claim
        if given and claim is not None:
            found.append((case.title, claim, _date(signature, case, standings.get(case.title))))
        elif given is not False and (given is None) != (claim is None):
            missing = undecided((*signature.conditions, *signature.claims), case)
            to_code.append(ToCode(case.title, missing))
    found.sort(key=lambda each: (each[2] or "9999", each[0]))
    trials = _trials(found, decided, true)
    chance = chance_of(len(trials), sum(each.hit for each in trials), decided, true)
    note = _caution(trials, decided, true, chance)
    return Prediction(signature, trials, decided, true, chance, tuple(to_code), note)


def claim_holds(signature: Signature, case: CaseFacts, standing: Standing | None) -> bool | None:
    """Say whether what is claimed holds of a case: its claims, or without any that the pattern works; None: not known."""
    if signature.claims:
        return all_hold(signature.claims, case)
    if standing is None or standing.supports == standing.refutes or standing.has("contested"):
        return None
    return standing.supports


def _date(signature: Signature, case: CaseFacts, standing: Standing | None) -> str:
    if signature.claims:
        codings = (each for test in signature.claims for each in case.cell(test.field.key).codings)
        return max((date for each in codings for date in each.all_of("date")), default="")
    return max((each.date for each in standing.instances), default="") if standing else ""


def _trials(found: Sequence[tuple[str, bool, str]], decided: int, true: int) -> tuple[Trial, ...]:
    trials, hits = [], 0
    for at, (case, hit, date) in enumerate(found, 1):
        hits += hit
        base = Fraction(true - hit, decided - 1) if decided > 1 else None
        trials.append(Trial(case, hit, base, date, hits, at))
    return tuple(trials)


def chance_of(trials: int, hits: int, decided: int, true: int) -> float | None:
    """Return the probability of so many hits or more in `trials` of `decided` cases, `true` of which have what is claimed.

    It is the upper tail of the hypergeometric distribution; None where chance has nothing to deal out.
    """
    if not trials or true in (0, decided) or trials == decided:
        return None
    return _tail(trials, hits, true, decided - true) / comb(decided, trials)


def _tail(trials: int, hits: int, true: int, false: int) -> int:
    """Count the ways to choose `trials` of all cases with `hits` true ones or more.

    Each number of hits has its ways from the one before, for of thousands of cases every binomial coefficient is a long number.
    """
    least, most = max(hits, trials - false), min(trials, true)
    if least > most:
        return 0
    ways = comb(true, least) * comb(false, trials - least)
    total = ways
    for each in range(least, most):
        ways = ways * (true - each) * (trials - each) // ((each + 1) * (false - trials + each + 1))
        total += ways
    return total


def _caution(trials: Sequence[Trial], decided: int, true: int, chance: float | None) -> str:
    if not trials:
        return (
            "No case tests it yet: of none it is known that its conditions hold and whether its claim does."
        )
    number = "1 case tests" if len(trials) == 1 else f"{len(trials)} cases test"
    if len(trials) < FEWEST:
        return f"Only {number} it; below {FEWEST} a hit rate is not to be relied on."
    if len(trials) == decided:
        return "Its conditions hold in every case that can be decided, so it is no better than always guessing its claim."
    if true in (0, decided):
        return "Its claim is the same in every case that can be decided, so the conditions tell nothing."
    if chance is not None and chance > RARE:
        return (
            f"Dealt out at random, the claim would be hit as often in {chance:.0%} of all ways; from {RARE:.0%} down"
            " that would be worth something."
        )
    return ""
