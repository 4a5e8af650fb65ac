"""What a truth table's result stands: chance, one case less, other cut-offs, moved thresholds. Few tests for a page, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patterns.comparison.qca.analysis import Analysis
from patterns.comparison.qca.calibration import Measured
from patterns.comparison.qca.chance import SHUFFLES, Chance, chance
from patterns.comparison.qca.robustness import (
    Range,
    Robustness,
    changing_cutoffs,
    dropping_cases,
    moving_anchors,
)
from patterns.comparison.qca.sets import Sets
from patterns.comparison.qca.truthtable import CutOffs

FEW_SHUFFLES, LEAST_SHUFFLES = 100, 20
"""Shuffled outcomes of a page, and of a table for which even these take long."""

SHUFFLING = {False: 4_000_000, True: 40_000_000}
"""Effort of all shuffles together: for a page, and where all is asked for."""

TRYING = {False: 2_200_000, True: 12_000_000}
"""Effort of all variations of one sort together; measured on noise, the dearest there is, a million take up to six seconds."""

FEW_INCLUSIONS, FEW_CASES, FEW_PRIS = (0.75, 0.8, 0.9, 1.0), (1, 2), (0.0,)
"""Cut-offs tried where all combinations of more would take long."""

MANY_CUTOFFS, FEW_CUTOFFS, MOVES = 63, 8, 20
"""How many solutions are worked out for many cut-offs, for few, and for one anchor."""


@dataclass(frozen=True, slots=True)
class Tests:
    """What was tried; None = it would take too long for this table."""

    chance: Chance | None  # None = there is no formula that could be tested
    dropped: Robustness | None
    cutoffs: Robustness | None
    moved: tuple[Range, ...] | None


def effort_of(cases: int, conditions: int) -> int:
    """Return how dear one solution may be: in proportion to the cases and the third power of the conditions."""
    return cases * conditions**3


def try_out(analysis: Analysis, measured: Sequence[Measured], *, whole: bool) -> Tests:
    """Try how well the parsimonious solution stands; the same analysis gives the same result."""
    sets, cutoffs = analysis.sets, analysis.settings.cutoffs
    effort = max(1, effort_of(len(sets.cases), len(sets.conditions)))
    runs = TRYING[whole] // effort
    anchors = sum(len(each.calibration.anchors) for each in measured)
    shuffles = min(SHUFFLES if whole else FEW_SHUFFLES, SHUFFLING[whole] // effort)
    return Tests(
        chance(sets, cutoffs, shuffles=max(LEAST_SHUFFLES, shuffles)),
        dropping_cases(sets, cutoffs) if 1 < len(sets.cases) <= runs else None,
        _cutoffs(sets, cutoffs, runs),
        moving_anchors(sets, measured, cutoffs) if anchors * MOVES <= runs else None,
    )


def _cutoffs(sets: Sets, cutoffs: CutOffs, runs: int) -> Robustness | None:
    if runs >= MANY_CUTOFFS:
        return changing_cutoffs(sets, cutoffs)
    return (
        changing_cutoffs(sets, cutoffs, FEW_INCLUSIONS, FEW_CASES, FEW_PRIS) if runs >= FEW_CUTOFFS else None
    )
