"""Robustness: whether a solution stays when one case is missing, a threshold moves, or the cut-offs change.

I.-E. Skaaning, "Assessing the robustness of crisp-set and fuzzy-set QCA results", Sociological Methods & Research 40 (2011);
N. Oana and C. Q. Schneider, "A robustness test protocol for applied QCA", Sociological Methods & Research 53 (2024). Compared are
the minimal parsimonious models, as formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from patterns.comparison.qca.calibration import Measured
from patterns.comparison.qca.sets import BadSets, Sets
from patterns.comparison.qca.shortcut import shortest_models
from patterns.comparison.qca.solutions import Bound, Model
from patterns.comparison.qca.truthtable import Corners, CutOffs

Formula = tuple[str, ...]
"""The terms of a model as expressions, sorted."""

BOUND = Bound(steps=50_000, listed=200)

STEPS = 10
"""How often an anchor is moved each way."""


def formulas(sets: Sets, cutoffs: CutOffs, bound: Bound | None = None) -> frozenset[Formula]:
    """Return the minimal parsimonious models."""
    return _found(sets, cutoffs, bound or BOUND).formulas


@dataclass(frozen=True, slots=True)
class _Found:
    formulas: frozenset[Formula]
    coverage: float | None


def _found(sets: Sets, cutoffs: CutOffs, bound: Bound = BOUND) -> _Found:
    models = shortest_models(Corners(sets), cutoffs, bound)
    covered = [each for masks in models if (each := Model(sets, masks).fit.coverage) is not None]
    written = (tuple(sorted(sets.space.term(mask).expression for mask in masks)) for masks in models)
    return _Found(frozenset(written), max(covered, default=None))


@dataclass(frozen=True, slots=True)
class Variation:
    """What came out under one change."""

    change: str  # in words
    formulas: frozenset[Formula]
    same: bool  # exactly the same models
    kept: bool  # at least one of the models is still among them
    coverage: float | None  # the greatest of these models: the same formula may cover less


@dataclass(frozen=True, slots=True)
class Robustness:
    """All changes of one sort."""

    variations: tuple[Variation, ...]

    @property
    def same(self) -> int:
        """Under how many of them the solution is the same."""
        return sum(each.same for each in self.variations)

    def stays(self, term: str) -> int:
        """Return under how many changes some model has this term."""
        return sum(any(term in each for each in variation.formulas) for variation in self.variations)


def _variation(change: str, before: frozenset[Formula], after: _Found) -> Variation:
    found = after.formulas
    return Variation(change, found, same=before == found, kept=bool(before & found), coverage=after.coverage)


def dropping_cases(sets: Sets, cutoffs: CutOffs) -> Robustness:
    """Leave out each case in turn."""
    before = formulas(sets, cutoffs)
    return Robustness(
        tuple(
            _variation(f"without {case}", before, _found(sets.without([place]), cutoffs))
            for place, case in enumerate(sets.cases)
        )
    )


def changing_cutoffs(
    sets: Sets,
    cutoffs: CutOffs,
    inclusions: Iterable[float] = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0),
    cases: Iterable[int] = (1, 2, 3),
    pris: Iterable[float] = (0.0, 0.5, 0.7),
) -> Robustness:
    """Try every combination of cut-offs."""
    before = formulas(sets, cutoffs)
    found = []
    for inclusion, fewest, pri in product(inclusions, cases, pris):
        tried = CutOffs(fewest, inclusion, None, pri)
        change = f"inclusion from {inclusion:g}, cases from {fewest}, PRI from {pri:g}"
        found.append(_variation(change, before, _found(sets, tried)))
    return Robustness(tuple(found))


@dataclass(frozen=True, slots=True)
class Range:
    """How far one anchor can be moved before the solution changes."""

    name: str
    place: int  # of the anchor among those of its calibration
    anchor: float
    lowest: float  # the solution is the same from here …
    highest: float  # … to here
    below: Variation | None  # what comes out one step further; None: the same up to where the search ended
    above: Variation | None


def moving_anchors(
    sets: Sets, measured: Sequence[Measured], cutoffs: CutOffs, step: float = 0.05
) -> tuple[Range, ...]:
    """Move each anchor of each measured variable down and up until the solution changes.

    A step is this share of the range of the variable's numbers; there are at most `STEPS` each way. The outcome may be
    among the variables. Raises BadSets for a variable that the sets do not have.
    """
    before = formulas(sets, cutoffs)
    found = []
    for variable in measured:
        known = [each for each in variable.numbers if each is not None]
        width = step * (max(known) - min(known)) if known else 0.0
        for place, anchor in enumerate(variable.calibration.anchors):
            low, below = _until_changed(sets, variable, place, -width, (before, cutoffs))
            high, above = _until_changed(sets, variable, place, width, (before, cutoffs))
            found.append(Range(variable.name, place, anchor, low, high, below, above))
    return tuple(found)


def _until_changed(
    sets: Sets, variable: Measured, place: int, width: float, unmoved: tuple[frozenset[Formula], CutOffs]
) -> tuple[float, Variation | None]:
    before, cutoffs = unmoved
    start = last = variable.calibration.anchors[place]
    for number in range(1, STEPS + 1) if width else ():
        anchor = start + number * width
        try:
            moved = variable.moved(place, anchor)
        except BadSets:  # it met the next anchor
            return last, None
        after = _found(_with(sets, moved), cutoffs)
        if after.formulas != before:
            return last, _variation(f"{variable.name} at {anchor:g} instead of {start:g}", before, after)
        last = anchor
    return last, None


def _with(sets: Sets, measured: Measured) -> Sets:
    """Return the sets with a variable calibrated anew; the outcome's negation stays a negation."""
    condition = measured.condition()
    if sets.outcome.name == measured.name:
        return replace(sets, outcome=condition)
    if sets.outcome.name == f"~{measured.name}":
        return replace(sets, outcome=condition.negated())
    if measured.name not in {each.name for each in sets.conditions}:
        raise BadSets(
            f"{measured.name!r} is none of the conditions, nor the outcome: its anchors cannot be moved."
        )
    return replace(
        sets, conditions=tuple(condition if each.name == measured.name else each for each in sets.conditions)
    )
