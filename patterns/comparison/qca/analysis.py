"""One analysis of one outcome: truth table, solutions, and what there is to say against them."""

from __future__ import annotations

from dataclasses import dataclass, field

from patterns.comparison.qca.intermediate import (
    Assumed,
    Expectations,
    Intermediate,
    assumptions,
    intermediate,
)
from patterns.comparison.qca.sets import Sets
from patterns.comparison.qca.solutions import Bound, Solution, conservative, parsimonious
from patterns.comparison.qca.truthtable import Corners, CutOffs, TruthTable, truth_table


@dataclass(frozen=True)
class Settings:
    """What the person decides."""

    cutoffs: CutOffs = field(default_factory=CutOffs)
    expectations: Expectations = field(default_factory=dict)
    bound: Bound = field(default_factory=Bound)


@dataclass(frozen=True)
class Analysis:
    """All of it."""

    sets: Sets
    settings: Settings
    table: TruthTable
    conservative: Solution
    parsimonious: Solution
    optimistic: Solution | None  # None where nothing is unknown: it would be the same
    intermediate: tuple[Intermediate, ...]  # none without expectations
    assumptions: tuple[Assumed, ...]  # of each parsimonious model

    @property
    def pairs(self) -> int:
        """How many intermediate solutions there would be: one for each two listed models."""
        return len(self.conservative.models) * len(self.parsimonious.models)


def analyse(sets: Sets, settings: Settings | None = None) -> Analysis:
    """Analyse one outcome; for its negation, analyse `sets.negated()`, with expectations of its own."""
    settings = settings or Settings()
    table = truth_table(Corners(sets), settings.cutoffs)
    bound = settings.bound
    long, short = conservative(sets, table, bound), parsimonious(sets, table, bound)
    return Analysis(
        sets=sets,
        settings=settings,
        table=table,
        conservative=long,
        parsimonious=short,
        optimistic=parsimonious(sets, table, bound, optimistic=True) if sets.unknown else None,
        intermediate=(
            intermediate(sets, table, settings.expectations, (long, short), bound)
            if settings.expectations
            else ()
        ),
        assumptions=assumptions(table, short.models, bound),
    )
