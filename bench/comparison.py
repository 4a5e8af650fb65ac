"""Comparing generated cases, in processor seconds: shared features, what follows from what, chance, likeness, pairs, scorecards.

`python -m bench.comparison` prints one JSON object; `python -m bench` takes it in. No wiki is needed: all of it is pure.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import TypeVar

from ontology.kinds import Field, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.agreement import measure
from patterns.comparison.features.basis import implication_basis
from patterns.comparison.features.cards import cards
from patterns.comparison.features.chance import chance
from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.context import Context, from_crosses
from patterns.comparison.features.lattice import draw_from
from patterns.comparison.features.layout import drawing
from patterns.comparison.features.rules import partial_rules
from patterns.comparison.features.scaling import scaled
from patterns.comparison.likeness import Measure
from patterns.comparison.mills import Design, pairs
from patterns.comparison.table import Comparison, compare
from patterns.scorecard.card import PatternFacts, Scorecard, scorecard
from patterns.scorecard.cases import CaseFacts

Made = TypeVar("Made")


def crosses(cases: int, features: int, seed: int = 1) -> Context:
    """Cases whose features are as unevenly common as they are in collections: a few frequent, many rare."""
    random_ = random.Random(seed)
    shares = [random_.betavariate(1, 6) for _ in range(features)]
    return from_crosses(
        [f"Case:{number}" for number in range(cases)],
        [f"feature {number}" for number in range(features)],
        ([random_.random() < share for share in shares] for _ in range(cases)),
    )


def coded(cases: int, variables: int, seed: int = 1) -> Comparison:
    """Cases coded under variables of four values, a third of the cells blank."""
    random_ = random.Random(seed)
    fields = [
        Field(f"v{number}", f"https://example.org/v{number}", f"V{number}", "", ValueType.CHOICE)
        for number in range(variables)
    ]
    codings = {
        f"Case:{number}": [
            Coding(each.key, value, value)
            for each in fields
            if random_.random() > 1 / 3 and (value := random_.choice("abcd"))
        ]
        for number in range(cases)
    }
    return compare(fields, list(codings), codings)


def seconds(work: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.process_time()
    made = work()
    return round(time.process_time() - begun, 3), made


def features() -> dict[str, object]:
    table = crosses(1_000, 100)
    top, shown = seconds(lambda: cards(find_concepts(table), 50))
    wide = crosses(10_000, 200)
    share, found = seconds(lambda: find_concepts(wide, 500, limit=None, budget=60))
    few = crosses(66, 99)
    return {
        "features 1,000 × 100, top 50, s": top,
        "features 1,000 × 100, cards": len(shown),
        "features 10,000 × 200 at 5 %, s": share,
        "features 10,000 × 200 at 5 %, concepts": len(found.found),
        "lattice of 30 nodes with picture, s": seconds(lambda: drawing(draw_from(few)))[0],
        "partial rules 1,000 × 100, s": seconds(lambda: partial_rules(find_concepts(table)))[0],
        "basis 66 × 99 at support 3, s": seconds(lambda: implication_basis(few, 3, budget=60))[0],
        "chance 66 × 99 at support 3, 20 deals, s": seconds(lambda: chance(few, 3, budget=120))[0],
    }


def tables() -> dict[str, object]:
    made, comparison = seconds(lambda: coded(1_000, 40))
    measured, measure = seconds(lambda: Measure(comparison))
    return {
        "table 1,000 × 40, s": made,
        "scaling 1,000 × 40, s": seconds(lambda: scaled(comparison))[0],
        "likeness to one of 1,000 cases, s": round(measured + seconds(lambda: measure.like("Case:0"))[0], 3),
        "pairs of 1,000 cases, s": seconds(lambda: pairs(comparison, "v0", Design.MOST_SIMILAR))[0],
    }


def scored(patterns: int, cases: int, instances: int, seed: int = 1) -> list[Scorecard]:
    """Scorecards of patterns that were seen in so many of the cases each, one instance in ten refuting."""
    random_ = random.Random(seed)
    comparison = coded(cases, 40)
    fields = [row.field for row in comparison.rows]
    said = [
        tuple(each for row in comparison.rows for each in row.cells[number].codings)
        for number in range(cases)
    ]
    facts = {title: CaseFacts(title, said[number]) for number, title in enumerate(comparison.titles)}
    found = []
    for number in range(patterns):
        title = f"Pattern:{number}"
        stated = {case: [instance(title, random_)] for case in random_.sample(comparison.titles, instances)}
        found.append(scorecard(PatternFacts(title), stated, facts, fields))
    return found


def instance(title: str, random_: random.Random) -> Coding:
    source = random_.randrange(500)
    evidence = [Evidence("source", f"{source}", f"Source:{source}"), Evidence("coder", random_.choice("ab"))]
    if random_.random() < 1 / 10:
        evidence.append(Evidence("bearing", "refuting"))
    return Coding("exhibits", title, title, title=title, evidence=tuple(evidence))


def doubly(units: int, seed: int = 1) -> dict[str, dict[str, str]]:
    random_ = random.Random(seed)
    return {
        f"Case:{number}": {"a": random_.choice("xyz"), "b": random_.choice("xyz")} for number in range(units)
    }


def scorecards() -> dict[str, object]:
    taken, found = seconds(lambda: scored(200, 1_000, 20))
    return {
        "scorecards of 200 patterns in 1,000 cases × 40, 20 instances each, s": taken,
        "scorecards that are validated": sum(each.maturity == "validated" for each in found),
        "agreement of 2 coders on 1,000 cases with its interval, s": seconds(lambda: measure(doubly(1_000)))[
            0
        ],
    }


def run() -> dict[str, object]:
    from bench.truthtables import truth_tables  # it takes `seconds` from here

    return {**features(), **tables(), **scorecards(), **truth_tables()}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
