"""The test sheet of a hypothesis: what people say of its cases and what the codings say, kept apart, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ontology.kinds import Field, ValueType
from patterns.codings import Coding
from patterns.comparison.mills import Design, Pairs, pairs
from patterns.comparison.table import compare
from patterns.hypotheses.crosstable import CrossTable, cross_table
from patterns.hypotheses.stated import Hypothesis, Stated, stated_of
from patterns.hypotheses.verdict import Verdict, WithoutOne, Word, by_codings, without_one
from patterns.scorecard.cases import STEWARD, CaseFacts, lineages, present_titles
from patterns.scorecard.prediction import Prediction, predict
from patterns.scorecard.record import Record

COMPETES_WITH = "competes_with"
"""The field of a case that names its rival: two sides of one competition tell the same."""

MOST_PAIRED, PAIRS = 60, 5
"""Cases among which pairs are looked for, and pairs that are given."""

_NOT_TESTED = Verdict(Word.UNTESTED, 0, 0, ("It states no signature that codings could test.",))


@dataclass(frozen=True, slots=True)
class Difference:
    """Cases of which people say something else than the codings do."""

    words: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """All that is known of a hypothesis."""

    hypothesis: Hypothesis
    stated: Stated
    table: CrossTable | None  # None: its signature claims nothing
    prediction: Prediction | None
    lineage_of: Mapping[str, str]  # of the cases that test it, by title; those alike tell the same
    facts: Mapping[str, CaseFacts]  # of all cases, by title
    records: tuple[Record, ...] = ()  # of the signatures its page has stated, the present one first

    @property
    def record(self) -> Record | None:
        """What was coded after the present signature was frozen; None where the page has stated none."""
        return next((each for each in self.records if each.stated.present), None)

    @property
    def lineages(self) -> int:
        """Independent lineages among the cases that test it."""
        return len({self.lineage_of[each] for each in self._testing()})

    def _testing(self) -> tuple[str, ...]:
        return (*self.table.hits, *self.table.misses) if self.table else ()

    @property
    def verdict(self) -> Verdict:
        """What the codings amount to."""
        return by_codings(self.table.counts, self.lineages) if self.table else _NOT_TESTED

    @property
    def without_one(self) -> tuple[WithoutOne, ...]:
        """What the verdict would be without one of the cases, where it would be another."""
        return without_one(self.table, self.lineage_of) if self.table else ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where people and codings do not say the same; only what is there."""
        if self.table is None:
            return ()
        for_it = [each.case for each in self.stated.supporting]
        against = [each.case for each in self.stated.unanswered]
        outside = {*self.table.others_true, *self.table.others_false}
        found = (
            ("said to speak for it, though by their codings they contradict it", for_it, self.table.misses),
            ("said to speak against it, though by their codings it holds in them", against, self.table.hits),
            ("named, though by their codings its conditions do not hold in them", for_it + against, outside),
        )
        listed = [
            Difference(words, tuple(dict.fromkeys(each for each in said if each in set(coded))))
            for words, said, coded in found
        ]
        named = {each.case for each in self.stated.standings}
        unnamed = tuple(each for each in self.table.misses if each not in named)
        listed.append(Difference("against it by their codings, and named by nobody", unnamed))
        return tuple(each for each in listed if each.cases)

    @property
    def disagree(self) -> bool:
        """Whether people and codings come to opposite verdicts."""
        return {self.verdict.word, self.stated.verdict.word} == {Word.SUPPORTED, Word.CONTRADICTED}


def sheet_of(
    hypothesis: Hypothesis,
    codings: Mapping[str, Iterable[Coding]],
    facts: Mapping[str, CaseFacts],
    cases: Sequence[CaseFacts],
    meant: Mapping[str, str] | None = None,
    records: tuple[Record, ...] = (),
) -> Sheet:
    """Put a hypothesis to the test.

    `codings`: what its page and those of cases code, by full title; `facts`: what is known of the cases that are named;
    `cases`: all cases there are, with what they code under the variables of the signature; `meant`: redirects; `records`: what
    came of its signatures since each was frozen.
    """
    table = cross_table(hypothesis.signature, cases)
    testing = (*table.hits, *table.misses) if table else ()
    by_title = {each.title: each for each in cases}
    return Sheet(
        hypothesis,
        stated_of(hypothesis.title, codings, facts, meant),
        table,
        predict(hypothesis.signature, cases, {}) if table else None,
        tied(testing, by_title, meant or {}),
        by_title,
        records,
    )


def tied(cases: Iterable[str], facts: Mapping[str, CaseFacts], meant: Mapping[str, str]) -> Mapping[str, str]:
    """Name for each case its lineage: cases of one descent, of one steward, or on two sides of one competition are one.

    Only rivals that are cases tie: whoever competes with a large company competes with it in one of many things.
    """
    links: dict[str, set[str]] = {}
    for title in cases:
        each = facts[title]
        rivals = present_titles(each.cell(COMPETES_WITH).codings, (COMPETES_WITH,))
        kept = {f"{STEWARD} {one}" for one in each.stewards}
        descent = {f"descent {each.lineage}"} if each.lineage else set()
        links[title] = {meant.get(one, one) for one in rivals} & facts.keys() | kept | descent
    found = lineages(links)
    return {title: found.get(title, title) for title in links}


def closest(
    table: CrossTable, fields: Iterable[Field], codings: Mapping[str, Iterable[Coding]]
) -> Pairs | None:
    """Find among the cases that test a claim the pairs most alike of which it holds in one alone (J. S. Mill's difference).

    None where it fails in none or holds in none, or where there are more cases than are paired.
    """
    cases = (*table.hits, *table.misses)
    if not table.hits or not table.misses or len(cases) > MOST_PAIRED:
        return None
    claim = table.signature.claims[0].field
    ended = replace(claim, key=" claim", label="What it claims", type=ValueType.BOOLEAN, options=())
    said = {
        title: (
            *(each for each in codings.get(title, ()) if each.field != claim.key),
            Coding(ended.key, str(title in table.hits), "holds" if title in table.hits else "does not hold"),
        )
        for title in cases
    }
    asked = [each for each in fields if each.key != claim.key and each.options]
    return pairs(
        compare([*asked, ended], cases, said),
        ended.key,
        Design.MOST_SIMILAR,
        most=PAIRS,
        least=Fraction(1, 4),
    )
