"""Chance: how often cases with the same conditions and shuffled outcomes yield as good a formula.

A permutation test (R. A. Fisher, The Design of Experiments, 1935, ch. 3; for QCA, B. Braumoeller, "Guarding against false
positives in Qualitative Comparative Analysis", Political Analysis 23, 2015). As good means here: some minimal parsimonious model
has at most as many literals and covers at least as much of the outcome. The share counts the observed table as one of
the shuffles, so that it is never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from patterns.comparison.qca.fit import EPSILON, Scores, members, sufficiency, union
from patterns.comparison.qca.sets import Sets
from patterns.comparison.qca.shortcut import shortest_models
from patterns.comparison.qca.solutions import Bound
from patterns.comparison.qca.truthtable import Corners, CutOffs

SHUFFLES = 500


@dataclass(frozen=True, slots=True)
class Chance:
    """How a result stands against shuffled outcomes."""

    shuffles: int
    as_good: int
    seed: int
    literals: int  # of the shortest observed model
    coverage: float  # the greatest among the shortest models

    @property
    def share(self) -> float:
        """The share of tables as good as the observed one, itself counted."""
        return (self.as_good + 1) / (self.shuffles + 1)

    @property
    def words(self) -> str:
        """The finding as a sentence."""
        return (
            f"Of {self.shuffles} tables with shuffled outcomes, {self.as_good} have a formula that is no longer"
            f" and covers no less: a share of {self.share:.3f}, the observed table counted."
        )


def chance(
    sets: Sets, cutoffs: CutOffs, *, shuffles: int = SHUFFLES, seed: int = 1, bound: Bound | None = None
) -> Chance | None:
    """Shuffle the outcome among the cases where it is known; None when no formula was found that could be tested."""
    bound = bound or Bound(steps=20_000, listed=50)
    corners = Corners(sets)
    observed = _best(corners, cutoffs, sets.outcome.scores, bound)
    if not observed:
        return None
    literals = min(length for length, _ in observed)
    coverage = max(covered for length, covered in observed if length == literals)
    random = Random(seed)  # noqa: S311 - a seeded shuffle, nothing secret
    as_good = 0
    for _ in range(shuffles):
        found = _best(corners, cutoffs, _shuffled(sets.outcome.scores, random), bound, literals)
        as_good += any(length <= literals and covered >= coverage - EPSILON for length, covered in found)
    return Chance(shuffles, as_good, seed, literals, coverage)


def _shuffled(scores: Scores, random: Random) -> Scores:
    known = [each for each in scores if each is not None]
    random.shuffle(known)
    return tuple(None if each is None else known.pop() for each in scores)


def _best(
    corners: Corners, cutoffs: CutOffs, ys: Scores, bound: Bound, literals: int | None = None
) -> list[tuple[int, float]]:
    """Return length and coverage of each minimal model, as far as they are no longer than asked for."""
    found = []
    for masks in shortest_models(corners, cutoffs, bound, ys, literals):
        column = union([members(corners.sets, mask) for mask in masks])
        found.append((sum(mask.bit_count() for mask in masks), sufficiency(column, ys).coverage or 0.0))
    return found
