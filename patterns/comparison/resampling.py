"""How far Krippendorff's alpha may be off: its interval by his own resampling.

K. Krippendorff, "Algorithm for bootstrapping a distribution of alpha", 2006, revised 2011. Pairs of values are drawn from
the observed coincidences, as many as min(25 · Q, (m − 1) · n / 2) – Q the cells of the matrix of coincidences that are not
empty, m the coders, n the values that can be paired; each draw takes its difference, over the expected disagreement, off
1. An alpha below −1 counts as −1. A sample without any disagreement is alpha 1, but for as many of them as have but one
value (where alpha is 0/0): these count as 0. That resampling leaves the dependence of values within a unit aside, so
that with few units the interval is rather too narrow (A. Zapf et al., "Measuring inter-rater reliability for nominal
data – which coefficients and confidence intervals are appropriate?", BMC Medical Research Methodology 16, 2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patterns.comparison.levels import Level

SAMPLES = 2_000
CONFIDENCE = 0.95
MOST_OF_CELLS = 25  # draws for each cell that is not empty, at most

Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which bounds alpha lies in 95 of 100 samples."""

    low: float
    high: float


def interval(
    counts: Sequence[Sequence[int]], numbers: Sequence[float], level: Level, coders: int, seed: int = 0
) -> Interval | None:
    """Return the interval of alpha: for each unit how many coders gave which of the values (`numbers`, in order).

    None when no disagreement is expected or nothing can be drawn. The same seed gives the same interval.
    """
    seen = coincidences(counts)
    values = [sum(row) for row in seen]
    total = sum(values)
    apart = differences(numbers, values, level)
    expected = _expected(values, apart)
    cells = [
        (row, column) for row in range(len(values)) for column in range(row, len(values)) if seen[row][column]
    ]
    filled = sum(1 if row == column else 2 for row, column in cells)
    draws = int(min(MOST_OF_CELLS * filled, (coders - 1) * total / 2)) if total else 0
    if not expected or not draws:
        return None
    chances = [seen[row][column] * (1 if row == column else 2) / total for row, column in cells]
    steps = [apart[row][column] * (total / expected) / draws for row, column in cells]
    same = [seen[at][at] / total for at in range(len(values)) if seen[at][at]]
    return _bounds(_corrected(_samples(chances, steps, draws, seed), same, draws))


def coincidences(counts: Sequence[Sequence[int]]) -> Matrix:
    """Return how often each value stands beside each within a unit, a unit of m values giving 1/(m − 1) a pair."""
    size = len(counts[0]) if counts else 0
    found: Matrix = [[0.0] * size for _ in range(size)]
    for row in counts:
        weight = sum(row) - 1
        if weight < 1:
            continue
        present = [at for at, number in enumerate(row) if number]
        for one in present:
            for other in present:
                found[one][other] += row[one] * (row[other] - (one == other)) / weight
    return found


def differences(numbers: Sequence[float], values: Sequence[float], level: Level) -> Matrix:
    """Return the squared difference of each two values at a level; `values`: how often each can be paired."""
    return [
        [_difference(level, (one, other), numbers, values) for other in range(len(numbers))]
        for one in range(len(numbers))
    ]


def _difference(
    level: Level, cell: tuple[int, int], numbers: Sequence[float], values: Sequence[float]
) -> float:
    low, high = min(cell), max(cell)
    if low == high:
        return 0.0
    if level is Level.NOMINAL:
        return 1.0
    if level is Level.ORDINAL:
        return (sum(values[low : high + 1]) - (values[low] + values[high]) / 2) ** 2
    one, other = numbers[low], numbers[high]
    if level is Level.INTERVAL:
        return (one - other) ** 2
    return ((one - other) / (one + other)) ** 2 if one + other else 0.0


def _expected(values: Sequence[float], apart: Matrix) -> float:
    """Return the disagreement that chance gives, not divided by the number of values."""
    total = sum(values)
    if total <= 1:
        return 0.0
    cells = ((one, other) for one in range(len(values)) for other in range(len(values)) if one != other)
    return sum(values[one] * values[other] / (total - 1) * apart[one][other] for one, other in cells)


def _samples(chances: Sequence[float], steps: Sequence[float], draws: int, seed: int) -> list[float]:
    """Draw so many cells with these chances, SAMPLES times, and return the alphas that follow."""
    import numpy as np

    whole = sum(chances)
    drawn = np.random.default_rng(seed).multinomial(draws, [each / whole for each in chances], size=SAMPLES)
    return [max(1.0 - float(each), -1.0) for each in drawn @ np.asarray(steps)]


def _corrected(alphas: list[float], same: Sequence[float], draws: int) -> list[float]:
    """Return the alphas sorted, those of samples with one value alone as 0; `same`: shares of pairs of equal values."""
    ones = sum(each == 1.0 for each in alphas)
    alone = ones if len(same) == 1 else min(ones, round(SAMPLES * sum(each**draws for each in same)))
    return sorted([each for each in alphas if each != 1.0] + [0.0] * alone + [1.0] * (ones - alone))


def _bounds(alphas: Sequence[float]) -> Interval:
    outside = (1 - CONFIDENCE) / 2
    return Interval(alphas[int(outside * SAMPLES)], alphas[int((1 - outside) * SAMPLES)])
