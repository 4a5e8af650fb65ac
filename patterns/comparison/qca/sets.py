"""Cases as members of sets: what calibration makes, and all that the analysis reads.

A condition is crisp or fuzzy (membership from 0 to 1, two levels) or multi-value (the number of its value, three levels or
more); None = unknown. A *literal* is one value of one condition; a *term* is a combination of literals, and a case's
membership in it is the least of its memberships in them (L. A. Zadeh's fuzzy "and"; C. C. Ragin, Redesigning Social
Inquiry, 2008, ch. 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from patterns.comparison.hitting import bits

HALF = 0.5
"""Neither in nor out: a case with this membership belongs to no corner."""

TWO = 2
"""Levels of a crisp or fuzzy condition."""


class BadSets(ValueError):  # noqa: N818 - read by people
    """What cannot be analysed, as a sentence."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition (or the outcome) over all cases."""

    name: str
    scores: tuple[float | None, ...]  # membership, or the number of the value; None = unknown
    levels: int = TWO
    labels: tuple[str, ...] = ()  # of a multi-value condition: its values in words

    @property
    def multi(self) -> bool:
        """Whether it has more than two values."""
        return self.levels > TWO

    @property
    def crisp(self) -> bool:
        """Whether no case is partly in."""
        return self.multi or all(score in (None, 0, 1) for score in self.scores)

    def members(self, value: int) -> tuple[float | None, ...]:
        """Return how far each case is in the set of one value: 1 = present, 0 = its negation."""
        if self.multi:
            return tuple(None if each is None else float(each == value) for each in self.scores)
        return self.scores if value else self.negated().scores

    def negated(self) -> Condition:
        """Return the condition's negation; that of a multi-value condition is not one set."""
        scores = tuple(None if each is None else _rounded(1 - each) for each in self.scores)
        return replace(
            self,
            name=self.name.removeprefix("~") if self.name.startswith("~") else f"~{self.name}",
            scores=scores,
        )

    def corner(self, case: int) -> int | None:
        """Return the value a case is nearest to; None when that is unknown or halfway."""
        score = self.scores[case]
        if score is None or self.multi:
            return None if score is None else int(score)
        return None if score == HALF else int(score > HALF)

    def halfway(self, case: int) -> bool:
        """Say whether a case is exactly as much in as out."""
        return not self.multi and self.scores[case] == HALF


def _rounded(score: float) -> float:
    return round(score, 12)  # 1 - 0.9 is 0.1, so that negating twice gives the same


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """One value of one condition."""

    condition: str
    value: int
    multi: bool = False
    label: str = ""  # the value of a multi-value condition, in words

    @property
    def expression(self) -> str:
        """As R's package QCA writes it: `A`, `~A`, `A[2]`."""
        if self.multi:
            return f"{self.condition}[{self.value}]"
        return self.condition if self.value else f"~{self.condition}"

    @property
    def words(self) -> str:
        """As people read it."""
        if self.multi:
            return f"{self.condition} is {self.label or self.value}"
        return f"{self.condition} {'present' if self.value else 'absent'}"


@dataclass(frozen=True, slots=True)
class Term:
    """A combination of literals, in the order of the conditions; none at all = every case."""

    literals: tuple[Literal, ...]

    @property
    def expression(self) -> str:
        """As R's package QCA writes it: `A*~B`."""
        return "*".join(each.expression for each in self.literals) or "1"

    @property
    def words(self) -> str:
        """As people read it."""
        return ", ".join(each.words for each in self.literals) or "always"


@dataclass(frozen=True)
class Sets:
    """Calibrated cases: conditions and an outcome. Raises BadSets when they do not fit together."""

    cases: tuple[str, ...]
    conditions: tuple[Condition, ...]
    outcome: Condition
    space: Space = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [each.name for each in (*self.conditions, self.outcome)]
        _refuse_doubles(names, "condition or outcome")
        _refuse_doubles(self.cases, "case")
        if not self.conditions:
            raise BadSets("There is no condition: choose at least one variable that may explain the outcome.")
        if self.outcome.multi:
            raise BadSets(
                f"The outcome {self.outcome.name!r} has several values: say which of them count as the outcome."
            )
        for each in (*self.conditions, self.outcome):
            _refuse_scores(each, self.cases)
        object.__setattr__(self, "space", Space(self.conditions))

    def negated(self) -> Sets:
        """Return the same cases with the outcome's negation: an analysis of its own."""
        return replace(self, outcome=self.outcome.negated())

    def without(self, dropped: Iterable[int]) -> Sets:
        """Return them without some cases, given by their places."""
        gone = set(dropped)
        kept = [place for place in range(len(self.cases)) if place not in gone]
        return Sets(
            tuple(self.cases[place] for place in kept),
            tuple(_taken(each, kept) for each in self.conditions),
            _taken(self.outcome, kept),
        )

    @cached_property
    def columns(self) -> dict[int, tuple[list[float], list[float]]]:
        """Literal → the least and the greatest membership of each case; they are the same list where all is known."""
        found = {}
        for place, condition in enumerate(self.conditions):
            for value in range(condition.levels):
                found[self.space.bit(place, value)] = _limits(condition.members(value))
        return found

    @property
    def without_outcome(self) -> tuple[int, ...]:
        """Places of the cases whose outcome is unknown; no measure counts them."""
        return tuple(place for place, each in enumerate(self.outcome.scores) if each is None)

    @property
    def unknown(self) -> int:
        """Cells of conditions that are unknown."""
        return sum(score is None for each in self.conditions for score in each.scores)


def _limits(scores: tuple[float | None, ...]) -> tuple[list[float], list[float]]:
    low = [0.0 if each is None else each for each in scores]
    return low, [1.0 if each is None else each for each in scores] if None in scores else low


def _taken(condition: Condition, places: list[int]) -> Condition:
    return replace(condition, scores=tuple(condition.scores[place] for place in places))


def _refuse_doubles(names: Sequence[str], what: str) -> None:
    doubled = sorted({each for each in names if names.count(each) > 1})
    if doubled:
        raise BadSets(f"The {what} {doubled[0]!r} is there twice: name it once.")


def _refuse_scores(condition: Condition, cases: Sequence[str]) -> None:
    if len(condition.scores) != len(cases):
        raise BadSets(
            f"{condition.name!r} has {len(condition.scores)} scores for {len(cases)} cases: give one for each."
        )
    for case, score in zip(cases, condition.scores, strict=True):
        if score is None:
            continue
        if condition.multi and not (score == int(score) and 0 <= score < condition.levels):
            raise BadSets(
                f"{condition.name!r} of {case!r} is {score}: its values are numbered 0 to {condition.levels - 1}."
            )
        if not condition.multi and not 0 <= score <= 1:
            raise BadSets(
                f"{condition.name!r} of {case!r} is {score}: a membership is between 0 and 1; calibrate it first."
            )


class Space:
    """The literals of some conditions as bits: a term is a number, and so is a row."""

    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        self.conditions = conditions
        self.offsets: list[int] = []
        self.blocks: list[int] = []  # of each condition: all its literals
        self._literals: dict[int, Literal] = {}
        offset = 0
        for each in conditions:
            self.offsets.append(offset)
            self.blocks.append(((1 << each.levels) - 1) << offset)
            for value in range(each.levels):
                label = each.labels[value] if value < len(each.labels) else ""
                self._literals[1 << offset + value] = Literal(each.name, value, each.multi, label)
            offset += each.levels
        self.everything = (1 << offset) - 1
        self._firsts = sum(block & -block for block in self.blocks if block.bit_count() == TWO)
        self._many = [block for block in self.blocks if block.bit_count() > TWO]

    @cached_property
    def rows(self) -> int:
        """How many combinations of values there are."""
        product = 1
        for each in self.conditions:
            product *= each.levels
        return product

    def bit(self, place: int, value: int) -> int:
        """Return the literal of the condition at a place."""
        return 1 << self.offsets[place] + value

    def term(self, mask: int) -> Term:
        """Return a term by its literals."""
        return Term(tuple(self._literals[bit] for bit in bits(mask)))

    def mask(self, term: Term) -> int:
        """Return the literals of a term."""
        known = {(each.condition, each.value): bit for bit, each in self._literals.items()}
        mask = 0
        for each in term.literals:
            if (each.condition, each.value) not in known:
                raise BadSets(f"{each.expression} is no value of these conditions.")
            mask |= known[each.condition, each.value]
        return mask

    def corner(self, case: int) -> int | None:
        """Return the literals of a case's corner, fewer where something is unknown; None when it is halfway in a set."""
        mask = 0
        for place, each in enumerate(self.conditions):
            if each.halfway(case):
                return None
            value = each.corner(case)
            if value is not None:
                mask |= self.bit(place, value)
        return mask

    def possible(self, mask: int) -> int:
        """Return the literals that are not ruled out: a row's own, and all those of a condition that it leaves open."""
        for block in self.blocks:
            if not mask & block:
                mask |= block
        return mask

    def consistent(self, mask: int) -> bool:
        """Say whether literals have no two values of one condition."""
        return not mask & mask >> 1 & self._firsts and all(
            (mask & block).bit_count() < TWO for block in self._many
        )

    def is_full(self, mask: int) -> bool:
        """Say whether a row has a value for every condition."""
        return mask.bit_count() == len(self.conditions)

    def number(self, mask: int) -> int | None:
        """Return the number of a full row as R's package QCA counts: from 1, the first condition most significant."""
        if not self.is_full(mask):
            return None
        number = 0
        for place, each in enumerate(self.conditions):
            value = ((mask & self.blocks[place]) >> self.offsets[place]).bit_length() - 1
            number = number * each.levels + value
        return number + 1

    def row(self, number: int) -> int:
        """Return the literals of the row with that number."""
        number -= 1
        mask = 0
        for place in reversed(range(len(self.conditions))):
            number, value = divmod(number, self.conditions[place].levels)
            mask |= self.bit(place, value)
        return mask
