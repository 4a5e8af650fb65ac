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

FEW_SHUFFLES = 100
"""Shuffled outcomes of a page."""

FEW_CELLS = 600
"""Cells – cases by conditions – up to which a page leaves out each case in turn and moves thresholds."""


@dataclass(frozen=True, slots=True)
class Tests:
    """What was tried; None = the table is too large for a page, ask for all."""

    chance: Chance | None  # None also where no formula was found
    dropped: Robustness | None
    cutoffs: Robustness
    moved: tuple[Range, ...] | None


def tested(analysis: Analysis, measured: Sequence[Measured], *, whole: bool) -> Tests:
    """Try how well the parsimonious solution stands; the same analysis gives the same result."""
    sets, cutoffs = analysis.sets, analysis.settings.cutoffs
    small = whole or len(sets.cases) * len(sets.conditions) <= FEW_CELLS
    return Tests(
        chance(sets, cutoffs, shuffles=SHUFFLES if whole else FEW_SHUFFLES),
        dropping_cases(sets, cutoffs) if small and len(sets.cases) > 1 else None,
        changing_cutoffs(sets, cutoffs),
        moving_anchors(sets, measured, cutoffs) if small else None,
    )
