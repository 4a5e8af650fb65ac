"""What is unknown: which blanks stand between the sound and the optimistic reading, and which to code first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from patterns.comparison.hitting import bits
from patterns.comparison.qca.analysis import Analysis
from patterns.comparison.qca.primes import apart
from patterns.comparison.qca.sets import HALF, Sets
from patterns.comparison.qca.solutions import Solution


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell worth coding."""

    case: str
    condition: str
    settles: tuple[
        str, ...
    ]  # cases coded alike as far as is known that ended differently: it could tell them apart
    terms: int  # terms of the optimistic models that hold only if it turns out well
    pairs: (
        int  # pairs of this case with one that ended differently, of which it could tell one more difference
    )

    @property
    def words(self) -> str:
        """Why it is worth coding."""
        return f"Code {self.condition} of {self.case}: it {self._reason}."

    @property
    def _reason(self) -> str:
        if self.settles:
            return f"could tell it from {', '.join(self.settles)}, coded alike so far and ending differently"
        if self.terms:
            return f"decides whether {self.terms} shorter {'term holds' if self.terms == 1 else 'terms hold'}"
        return f"could add a difference to {self.pairs} {'pair' if self.pairs == 1 else 'pairs'} of cases"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two cases coded alike, as far as is known, that ended differently: ask for a condition that distinguishes them."""

    with_outcome: str
    without_outcome: str


def _sides(sets: Sets) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the cases in the outcome and those out of it, each with its corner, if any condition of it is known."""
    corners = [(case, sets.space.corner(case)) for case in range(len(sets.cases))]
    known = [(case, mask, sets.outcome.scores[case]) for case, mask in corners if mask]
    inside = [(case, mask) for case, mask, y in known if y is not None and y > HALF]
    return inside, [(case, mask) for case, mask, y in known if y is not None and y < HALF]


def alike(sets: Sets) -> tuple[Alike, ...]:
    """Return all pairs of cases that nothing known tells apart though they ended differently."""
    inside, outside = _sides(sets)
    return tuple(
        Alike(sets.cases[one], sets.cases[other])
        for one, mine in inside
        for other, theirs in outside
        if not apart(sets.space, mine, theirs)
    )


def worth_coding(analysis: Analysis, limit: int = 20) -> tuple[Blank, ...]:
    """Return the unknown cells whose coding would change most, the most influential first.

    First those that could settle most pairs coded alike and ending differently, then those on which most terms of the
    optimistic models rest, then those that could add a difference to most pairs.
    """
    sets = analysis.sets
    settles: dict[tuple[int, int], list[int]] = {}
    pairs: Counter[tuple[int, int]] = Counter()
    for one, other, blanks, equal in _pairs(sets):
        for cell in blanks:
            pairs[cell] += 1
            if equal:
                settles.setdefault(cell, []).append(other if cell[0] == one else one)
    terms = _resting(sets, analysis.optimistic)
    ranked = sorted(pairs, key=lambda cell: (-len(settles.get(cell, ())), -terms[cell], -pairs[cell], cell))
    return tuple(
        Blank(
            sets.cases[case],
            sets.conditions[place].name,
            tuple(sets.cases[each] for each in settles.get((case, place), ())),
            terms[case, place],
            pairs[case, place],
        )
        for case, place in ranked[:limit]
    )


def _pairs(sets: Sets) -> Iterator[tuple[int, int, list[tuple[int, int]], bool]]:
    """Give each pair of cases that ended differently, its blanks, and whether nothing known tells the two apart."""
    inside, outside = _sides(sets)
    places = range(len(sets.conditions))
    blank = {
        case: [place for place in places if sets.conditions[place].scores[case] is None]
        for case, _ in inside + outside
    }
    for one, mine in inside:
        for other, theirs in outside:
            blanks = [(one, place) for place in blank[one]] + [(other, place) for place in blank[other]]
            if blanks:
                yield one, other, blanks, not apart(sets.space, mine, theirs)


def _resting(sets: Sets, optimistic: Solution | None) -> Counter[tuple[int, int]]:
    """Count for each blank the terms of the optimistic models that it could make fail."""
    counted: Counter[tuple[int, int]] = Counter()
    _, outside = _sides(sets)
    terms = {mask for model in (optimistic.models if optimistic else ()) for mask in model.masks}
    for term in terms:
        for case, theirs in outside:
            if not term & ~sets.space.possible(theirs):  # it is not known to be out of the term
                for place, block in enumerate(sets.space.blocks):
                    if term & block and not theirs & block:
                        counted[case, place] += 1
    return counted


def gap(analysis: Analysis) -> tuple[str, ...]:
    """Return the terms of the optimistic models that no sound model has, as expressions."""
    if analysis.optimistic is None:
        return ()
    sound = {mask for model in analysis.parsimonious.models for mask in model.masks}
    space = analysis.sets.space
    more = {mask for model in analysis.optimistic.models for mask in model.masks} - sound
    return tuple(
        space.term(mask).expression
        for mask in sorted(more, key=lambda mask: (mask.bit_count(), list(bits(mask))))
    )
