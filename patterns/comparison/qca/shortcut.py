"""The shortest models alone, for the many tables that a test of a result looks at."""

from __future__ import annotations

from patterns.comparison.hitting import Steps
from patterns.comparison.qca.covers import Chart, Masks
from patterns.comparison.qca.fit import Scores
from patterns.comparison.qca.primes import parsimonious_primes
from patterns.comparison.qca.solutions import Bound
from patterns.comparison.qca.truthtable import Corners, CutOffs, truth_table


def shortest_models(
    corners: Corners, cutoffs: CutOffs, bound: Bound, ys: Scores | None = None, literals: int | None = None
) -> tuple[Masks, ...]:
    """Return the terms of each minimal parsimonious model; none if all have more than so many literals."""
    table = truth_table(corners, cutoffs, ys)
    if not table.negative:
        return ()
    primes = parsimonious_primes(corners.sets.space, table.positive, table.negative, Steps(bound.steps))
    chart = Chart(primes, [row.mask for row in table.positive])
    return chart.minimal(Steps(bound.steps), bound.listed, literals).models
