"""Truth tables and solutions of generated cases, in processor seconds; `bench.comparison` takes them in."""

from __future__ import annotations

import random
from functools import partial

from bench.comparison import seconds
from patterns.comparison.qca.analysis import Analysis, Settings, analyse
from patterns.comparison.qca.chance import chance
from patterns.comparison.qca.robustness import dropping_cases
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.truthtable import CutOffs


def crisp_sets(conditions: int, cases: int, seed: int = 1) -> Sets:
    """Cases at random, an outcome that depends on four of the conditions, and one case in twenty ending otherwise."""
    random_ = random.Random(seed)
    made = tuple(
        Condition(f"C{place}", tuple(float(random_.random() < 0.5) for _ in range(cases)))
        for place in range(conditions)
    )
    rule = [
        (made[0].scores[case] and made[1].scores[case]) or (made[2].scores[case] and not made[3].scores[case])
        for case in range(cases)
    ]
    outcome = tuple(float(bool(each) != (random_.random() < 0.05)) for each in rule)
    return Sets(tuple(map(str, range(cases))), made, Condition("Y", outcome))


def truth_tables() -> dict[str, object]:
    cutoffs = CutOffs(inclusion=0.8)
    found: dict[str, object] = {}
    for conditions, cases in ((8, 200), (12, 50), (16, 50)):
        sets = crisp_sets(conditions, cases)
        name = f"QCA {conditions} conditions × {cases} cases"
        taken, analysis = seconds(partial(measured, sets, Settings(cutoffs)))
        found[f"{name}, s"] = taken
        found[f"{name}, models"] = analysis.parsimonious.count
        expecting = Settings(cutoffs, {each.name: (1,) for each in sets.conditions})
        found[f"{name}, with intermediate, s"] = seconds(partial(measured, sets, expecting))[0]
    sets = crisp_sets(8, 50)
    found["QCA 8 × 50, 500 shuffles, s"] = seconds(lambda: chance(sets, cutoffs))[0]
    found["QCA 8 × 50, each case left out, s"] = seconds(lambda: dropping_cases(sets, cutoffs))[0]
    return found


def measured(sets: Sets, settings: Settings) -> Analysis:
    """Analyse, and measure the models that a page shows first."""
    analysis = analyse(sets, settings)
    for model in (*analysis.parsimonious.models[:10], *analysis.conservative.models[:3]):
        _ = model.fits, model.parts
    return analysis
