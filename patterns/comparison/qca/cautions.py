"""Cautions: what a reader must know before believing a result, each a sentence with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patterns.comparison.qca.analysis import Analysis
from patterns.comparison.qca.sets import HALF, Condition, Sets
from patterns.comparison.qca.solutions import Solution
from patterns.comparison.qca.truthtable import Output
from patterns.comparison.qca.unknowns import alike

FEWEST = {4: 14, 5: 18, 6: 26, 7: 36, 8: 49}
"""Number of conditions → cases below which random data too often look like a result."""

NAMED = 5
"""Cases that a sentence names."""

SKEWED = 0.85
"""From this share of cases on one side on, a set is called skewed (cf. Oana, Schneider & Thomann 2021, ch. 2)."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know, and the cases or conditions it is about."""

    kind: str
    words: str
    cases: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def cautions(analysis: Analysis) -> tuple[Caution, ...]:
    """Return everything that speaks for care, the gravest first."""
    sets = analysis.sets
    return (
        *_nothing_to_explain(analysis),
        *(each for condition in sets.conditions for each in _of_condition(condition)),
        *_too_few(sets),
        *_rows(analysis),
        *_cases_left_out(analysis),
        *_alike(sets),
        *_solution("parsimonious", analysis.parsimonious),
        *_solution("conservative", analysis.conservative),
    )


def _nothing_to_explain(analysis: Analysis) -> Iterator[Caution]:
    name = analysis.sets.outcome.name
    if not analysis.table.rows:
        yield Caution(
            "no rows",
            f"No case has a known place in the truth table for {name}: code conditions and outcome first.",
        )
    elif not analysis.table.positive:
        yield Caution(
            "no outcome",
            f"No combination goes with {name}, so there is nothing to explain:"
            f" look at its negation, or lower the cut-off for inclusion.",
        )
    elif not analysis.table.negative:
        yield Caution(
            "always outcome",
            f"No combination goes without {name}, so nothing tells what it depends on: add cases that ended differently.",
        )


def _of_condition(condition: Condition) -> Iterator[Caution]:
    name, known = condition.name, [each for each in condition.scores if each is not None]
    if not known:
        yield Caution(
            "all unknown", f"{name} is unknown of every case: code it, or leave it out.", conditions=(name,)
        )
        return
    sides = [each if condition.multi else each > HALF for each in known]
    most = max(sides.count(side) for side in set(sides)) / len(sides)
    if most == 1:
        yield Caution(
            "constant",
            f"{name} is the same in every case that is known, so it can explain no difference: leave it out.",
            conditions=(name,),
        )
    elif most >= SKEWED and len(known) > 9:  # noqa: PLR2004 - of a handful of cases any share is rough
        yield Caution(
            "skewed",
            f"{name} is alike in {most:.0%} of the cases: what is said of the few others rests on little,"
            f" and it may look necessary without being so.",
            conditions=(name,),
        )


def _too_few(sets: Sets) -> Iterator[Caution]:
    conditions = len(sets.conditions)
    cases = len(sets.cases) - len(sets.without_outcome)
    if conditions > max(FEWEST):
        yield Caution(
            "many conditions",
            f"{conditions} conditions have {sets.space.rows:,} combinations, and {cases} cases show few of them: choose at most"
            f" {max(FEWEST)} conditions, or read the result as a list of ideas.",
        )
    elif cases < FEWEST.get(conditions, 0):
        yield Caution(
            "too few cases",
            f"{cases} cases are too few for {conditions} conditions: with fewer than {FEWEST[conditions]}, random data often"
            " look like a result. Leave conditions out, or add cases; and see how often chance does as well.",
        )


def _rows(analysis: Analysis) -> Iterator[Caution]:
    table = analysis.table
    torn = [row for row in table.rows if row.contradictory]
    if torn:
        yield Caution(
            "contradictory rows",
            f"In {_count(len(torn), 'row')} cases with the same conditions ended differently: compare them and look for"
            " a condition that tells them apart.",
            cases=tuple(case for row in torn for case in row.cases),
        )
    low = [row for row in table.of(Output.ABSENT) if (row.inclusion or 0) >= table.cutoffs.inclusion]
    if low:
        yield Caution(
            "low PRI",
            f"{_count(len(low), 'row')} would be sufficient for the outcome and for its negation alike,"
            f" and counts as going without it.",
            cases=tuple(case for row in low for case in row.cases),
        )


def _cases_left_out(analysis: Analysis) -> Iterator[Caution]:
    table = analysis.table
    if table.halfway:
        yield Caution(
            "halfway",
            f"{_listed(table.halfway)}: exactly as much in a set as out of it (.5), so in no row."
            f" Move an anchor or decide the case.",
            cases=table.halfway,
        )
    if table.blank:
        yield Caution(
            "nothing known",
            f"No condition is known of {_listed(table.blank)}, so they are in no row: code them, or leave them out.",
            cases=table.blank,
        )
    if table.no_outcome:
        yield Caution(
            "outcome unknown",
            f"The outcome of {_listed(table.no_outcome)} is not known; no measure counts them. Code it.",
            cases=table.no_outcome,
        )
    if table.rows and not any(analysis.sets.space.is_full(row.mask) for row in table.rows):
        yield Caution(
            "no complete case",
            "No case is known in all conditions, so the conservative solution, which rests on such cases alone, is empty:"
            " code more, or"
            " choose fewer conditions.",
        )


def _alike(sets: Sets) -> Iterator[Caution]:
    if not sets.unknown:
        return
    pairs = alike(sets)
    if pairs:
        first = pairs[0]
        yield Caution(
            "coded alike",
            f"{_count(len(pairs), 'pair')} of cases ended differently and nothing known tells them apart,"
            f" {first.with_outcome} and {first.without_outcome} among them:"
            " code what is unknown, or add a condition that distinguishes them.",
            cases=tuple(
                dict.fromkeys(case for each in pairs for case in (each.with_outcome, each.without_outcome))
            ),
        )


def _solution(kind: str, solution: Solution) -> Iterator[Caution]:
    if solution.unexplained and solution.models:
        cases = tuple(case for row in solution.unexplained for case in row.cases)
        yield Caution("unexplained", f"The {kind} solution does not cover {_listed(cases)}.", cases=cases)
    if not solution.proven:
        yield Caution(
            "not proven",
            f"The search for {kind} models was cut short: there may be more of them, or shorter ones."
            f" Choose fewer conditions.",
        )
    if solution.ambiguous:
        yield Caution(
            "ambiguous",
            f"{solution.count:,} {kind} models fit equally well, and no one of them may be told as the result;"
            f" what they share is their core.",
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _listed(cases: tuple[str, ...]) -> str:
    """Name the first of many cases: a caution has all of them."""
    named = ", ".join(cases[:NAMED])
    return f"{named} and {len(cases) - NAMED} more" if len(cases) > NAMED else named
