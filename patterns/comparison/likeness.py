"""How alike two cases are in what is known of both, and why.

J. C. Gower, "A General Coefficient of Similarity and Some of Its Properties", Biometrics 27 (1971): the mean, over the
variables known of both, of how alike they are there. A variable that is not known of one of them has the weight 0, and
is named. Numbers are as alike as they are near, relative to the range; lists of values by the share
they have in common (P. Jaccard, "The Distribution of the Flora in the Alpine Zone", New Phytologist 11, 1912), in which
a value that few cases have weighs more: its inverse document frequency (K. Spärck Jones, "A Statistical Interpretation
of Term Specificity and Its Application in Retrieval", Journal of Documentation 28, 1972). Options in an order are measured by
their places in it (L. Kaufman and P. J. Rousseeuw, Finding Groups in Data, 1990, section 1.2.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log

from patterns.comparison import celltext
from patterns.comparison.cells import Cell, Known
from patterns.comparison.features.scaling import NUMBERS, amount_of
from patterns.comparison.levels import on_scale
from patterns.comparison.table import Comparison, Row

LEAST = 3
"""Variables that have to be known of both cases before a likeness says anything."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one variable known of both cases says."""

    field: str  # key
    label: str
    likeness: float  # 0 to 1
    weight: float
    shared: tuple[str, ...]  # what both say, in words
    one: tuple[str, ...]  # what only the first says
    other: tuple[str, ...]
    usual: float = (
        1.0  # share of the known cases that say the rarest of what both share, 1 where nothing is counted
    )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cases are, with the reasons."""

    one: str
    other: str
    parts: tuple[Part, ...]  # variables known of both, in the order of the comparison
    not_compared: tuple[str, ...]  # keys of variables not known of one of them, or not measured: free text

    @property
    def score(self) -> float | None:
        """Return the weighted mean, 0 to 1; None if nothing is known of both."""
        total = sum(each.weight for each in self.parts)
        return sum(each.weight * each.likeness for each in self.parts) / total if total else None

    @property
    def compared(self) -> int:
        """Variables that count: those known of both that have a weight."""
        return sum(each.weight > 0 for each in self.parts)

    @property
    def alike(self) -> tuple[Part, ...]:
        """What makes them like each other, the weightiest first; of equal weight, what fewest cases share."""
        found = [each for each in self.parts if each.weight * each.likeness > 0]
        return tuple(sorted(found, key=lambda each: (-each.weight * each.likeness, each.usual)))

    @property
    def unlike(self) -> tuple[Part, ...]:
        """What makes them differ, the weightiest first."""
        found = [each for each in self.parts if each.weight * (1 - each.likeness) > 0]
        return tuple(sorted(found, key=lambda each: -each.weight * (1 - each.likeness)))

    def sentence(self) -> str:
        """Say it in words: how alike, in how many variables, and how many could not be compared."""
        if self.score is None:
            return f"{self.one} and {self.other} cannot be compared: no variable is known of both."
        return (
            f"{self.one} and {self.other} are {round(100 * self.score)} % alike in {self.compared} "
            f"{'variables' if self.compared > 1 else 'variable'} known of both; "
            f"{len(self.not_compared)} could not be compared."
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The cases most like one, and those too little is known of."""

    case: str
    found: tuple[Likeness, ...]  # most alike first
    too_little_known: tuple[str, ...]


class Measure:
    """Compares any two cases of a comparison; weights are by key of a variable, 1 where none is named, 0 leaves it out.

    `ordered`: keys of variables whose options stand in an order. Raises ValueError for a weight below 0.
    """

    def __init__(
        self,
        comparison: Comparison,
        weights: Mapping[str, float] | None = None,
        ordered: Collection[str] = (),
    ) -> None:
        self.comparison = comparison
        self._number = {title: number for number, title in enumerate(comparison.titles)}
        self._rows = [
            _Scaled(row, (weights or {}).get(row.field.key, 1.0), in_order=row.field.key in ordered)
            for row in comparison.rows
        ]

    def likeness(self, one: str, other: str) -> Likeness:
        """Compare two cases by their titles.

        Raises KeyError for a case that is not in the comparison.
        """
        left, right = self._number[one], self._number[other]
        parts: list[Part] = []
        missing: list[str] = []
        for row in self._rows:
            part = row.part(left, right)
            if part is None:
                missing.append(row.key)
            else:
                parts.append(part)
        return Likeness(one, other, tuple(parts), tuple(missing))

    def like(self, case: str, least: int = LEAST) -> Ranking:
        """Rank all other cases by how like this one they are; those with fewer than `least` variables are named apart.

        Of two cases that are equally alike, the one of which more is known comes first.
        """
        found, thin = [], []
        for title in self.comparison.titles:
            if title != case:
                each = self.likeness(case, title)
                if each.score is None or each.compared < least:
                    thin.append(title)
                else:
                    found.append(each)
        found.sort(key=lambda each: (-round(each.score or 0.0, 9), -each.compared))
        return Ranking(case, tuple(found), tuple(thin))


class _Scaled:
    """One variable made ready: its range, or how rare each of its values is."""

    def __init__(self, row: Row, weight: float, *, in_order: bool) -> None:
        if weight < 0:
            raise ValueError(f"The weight of “{row.field.label}” is {weight}: a weight is 0 or more.")
        self.key, self.label, self.weight = row.field.key, row.field.label, weight
        self.known = [None if row.in_words else cell.known for cell in row.cells]
        self.cells = row.cells
        counted = Counter(pair for known in self.known for pair in known or ())
        settled = sum(known is not None for known in self.known)
        self.rarity = {pair: log(1 + settled / number) for pair, number in counted.items()}
        self.usual = {pair: number / settled for pair, number in counted.items()}
        self.amounts = [_amount(row, known, in_order=in_order) for known in self.known]
        measured = [each for each in self.amounts if each is not None]
        self.range = max(measured) - min(measured) if measured else Fraction(0)

    def part(self, left: int, right: int) -> Part | None:
        one, other = self.known[left], self.known[right]
        if one is None or other is None:
            return None
        words = _words((self.cells[left], self.cells[right]))
        return Part(
            self.key,
            self.label,
            self._likeness(left, right, one, other),
            self.weight,
            _said(one & other, words),
            _said(one - other, words),
            _said(other - one, words),
            min((self.usual[each] for each in one & other), default=1.0),
        )

    def _likeness(self, left: int, right: int, one: Known, other: Known) -> float:
        first, second = self.amounts[left], self.amounts[right]
        if first is not None and second is not None:
            return float(1 - abs(first - second) / self.range) if self.range else 1.0
        # summed in one order, so that the likeness of two cases does not depend on which is named first
        both = sum(self.rarity[each] for each in sorted(one & other))
        return both / (both + sum(self.rarity[each] for each in sorted(one ^ other)))


def _amount(row: Row, known: Known | None, *, in_order: bool) -> Fraction | None:
    """Return the number a cell says, or the place of an option in an order, if it says one and nothing else."""
    if in_order:
        place = on_scale(known or (), row.field)
        return None if place is None else Fraction(place)
    if row.field.type not in NUMBERS or known is None or len(known) != 1:
        return None
    ((status, value),) = known
    return amount_of(row.field.type, value) if status == "present" else None


def _words(cells: Iterable[Cell]) -> Mapping[str, str]:
    return {each.value: celltext.said_of(each) or each.value for cell in cells for each in cell.codings}


def _said(known: Iterable[tuple[str, str]], words: Mapping[str, str]) -> tuple[str, ...]:
    """Say values as people read them: a value, "not" and a value, or a status."""
    return tuple(said_of(status, words.get(value, value)) for status, value in sorted(known))


def said_of(status: str, label: str) -> str:
    """Say one settled value in words.

    >>> said_of("absent", "rival")
    'not rival'
    """
    if not label:
        return status.replace("-", " ")
    return {"absent": f"not {label}", "not-applicable": "not applicable"}.get(status, label)
