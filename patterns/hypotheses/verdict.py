"""The verdict on a hypothesis, in one of four words, from thresholds that are the same for all and printed beside it.

Codings *support* a claim when at least five cases of at least three lineages test it, it holds in four fifths of them, and
so many hits would come by chance in one of twenty deals at most (consistency of sufficiency: C. C. Ragin, Redesigning
Social Inquiry, 2008, ch. 3; Fisher's exact test, see `patterns.scorecard.prediction`; the rule of three). They *contradict*
it as soon as it fails in more than one of five: for that a single case may do (K. Popper, The Logic of Scientific
Discovery, 1959, ch. 4). What people say is judged by the same share and the rule of three. Who says it counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from patterns.hypotheses.crosstable import Counts, CrossTable
from patterns.maturity import RULE_OF_THREE
from patterns.scorecard.boundary import listed
from patterns.scorecard.confidence import counted
from patterns.scorecard.prediction import FEWEST, RARE, chance_of

CONSISTENT = Fraction(4, 5)
"""Share of the cases that test a claim in which it has to hold."""

THRESHOLDS = (
    "Untested: no case is known in which the conditions hold and what is claimed holds or does not.",
    f"Contradicted: of the cases that test it, it holds in fewer than {float(CONSISTENT):.0%}.",
    (
        f"Supported: {FEWEST} cases or more test it, of {RULE_OF_THREE} lineages or more; it holds in {float(CONSISTENT):.0%}"
        f" of them or more; so many hits would come by chance in {RARE:.0%} of all deals at most."
    ),
    "Undecided: anything else.",
)
"""How the codings are judged, as it is printed."""


class Word(StrEnum):
    """The four verdicts."""

    UNTESTED = "untested"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict and what it rests on."""

    word: Word
    cases_for: int
    cases_against: int
    reasons: tuple[str, ...]  # sentences

    @property
    def words(self) -> str:
        """The verdict as it is said: "contradicted by 3 cases"."""
        if self.word is Word.CONTRADICTED:
            return f"{self.word} by {counted(self.cases_against, 'case')}"
        if self.word is Word.SUPPORTED and self.cases_against:
            return f"{self.word}, with {counted(self.cases_against, 'exception')}"
        return str(self.word)


def by_codings(counts: Counts, lineages: int) -> Verdict:
    """Judge by the table; `lineages`: independent ones among the cases that test the claim."""
    hits, misses, *_ = counts
    if not counts.trials:
        return Verdict(Word.UNTESTED, 0, 0, ("No case tests it.",))
    share = Fraction(hits, counts.trials)
    held = f"It holds in {hits} of the {counted(counts.trials, 'case')} that {_verb(counts.trials)} it ({float(share):.0%})."
    if share < CONSISTENT:
        return Verdict(Word.CONTRADICTED, hits, misses, (held,))
    lacking = tuple(_lacking(counts, lineages))
    return Verdict(Word.UNDECIDED if lacking else Word.SUPPORTED, hits, misses, (held, *lacking))


def _lacking(counts: Counts, lineages: int) -> list[str]:
    """Say what keeps a consistent claim from being supported."""
    found = []
    if counts.trials < FEWEST:
        found.append(f"{FEWEST} cases are needed that test it.")
    if lineages < RULE_OF_THREE:
        found.append(f"They are of {counted(lineages, 'lineage')}; {RULE_OF_THREE} are needed.")
    chance = chance_of(counts.trials, counts.hits, counts.decided, counts.true)
    if counts.trials == counts.decided:
        found.append("No case without the conditions is decided, so there is nothing to compare with.")
    elif chance is None:
        found.append("The claim is the same in every decided case, so the conditions tell nothing.")
    elif chance > RARE:
        found.append(f"So many hits or more would come by chance in {chance:.0%} of all deals.")
    return found


def by_people(supporting: int, refuting: int, independent: int, contested: int, answered: int = 0) -> Verdict:
    """Judge by what is stated.

    Cases for it, those against it without an answer, independent ones for it, contested ones, and those against it of which
    somebody has said why it stands.
    """
    if not supporting + refuting + contested + answered:
        return Verdict(Word.UNTESTED, 0, 0, ("Nobody has named a case for or against it.",))
    said = (
        f"{counted(supporting, 'case')} for it, {refuting} against it without an answer, {answered} with one,"
        f" {contested} contested."
    )
    whole = supporting + refuting
    if refuting and Fraction(supporting, whole) < CONSISTENT:
        return Verdict(Word.CONTRADICTED, supporting, refuting, (said,))
    if independent >= RULE_OF_THREE:
        return Verdict(Word.SUPPORTED, supporting, refuting, (said,))
    needed = f"{RULE_OF_THREE} independent cases are needed; there {'is' if independent == 1 else 'are'} {independent}."
    return Verdict(Word.UNDECIDED, supporting, refuting, (said, needed))


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """A verdict that would be another if one case were left out."""

    verdict: Verdict
    cases: tuple[str, ...]  # any one of them


def without_one(table: CrossTable, lineage_of: Mapping[str, str]) -> tuple[WithoutOne, ...]:
    """Judge again without each of the decided cases; what changes the verdict, by the verdict."""
    lineages = [lineage_of.get(each, each) for each in (*table.hits, *table.misses)]
    before = by_codings(table.counts, len(set(lineages)))
    judge: Callable[[Counts, int], Verdict] = cache(by_codings)
    changed: dict[Verdict, list[str]] = {}
    for place, cases in enumerate((table.hits, table.misses, table.others_true, table.others_false)):
        fewer = Counts(*(number - (at == place) for at, number in enumerate(table.counts)))
        for case in cases:
            alone = place < 2 and lineages.count(lineage_of.get(case, case)) == 1  # noqa: PLR2004 - it tests the claim
            verdict = judge(fewer, len(set(lineages)) - alone)
            if verdict.word is not before.word:
                changed.setdefault(verdict, []).append(case)
    return tuple(WithoutOne(verdict, tuple(cases)) for verdict, cases in changed.items())


def robust_words(found: tuple[WithoutOne, ...]) -> str:
    """Say what stands when any one case is left out."""
    if not found:
        return "It would be the same without any one of the cases."
    parts = [f"{each.verdict.words} without {_any_of(each.cases)}" for each in found]
    return f"It would be {'; '.join(parts)}."


def _any_of(cases: tuple[str, ...]) -> str:
    names = listed([each.partition(":")[2] or each for each in cases])
    return names if len(cases) == 1 else f"any one of {names}"


def _verb(number: int) -> str:
    return "tests" if number == 1 else "test"
