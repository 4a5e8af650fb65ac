"""How cases stand to values, read from what assessors say of each: that it serves a value, or harms it, and how far. Pure.

Serving and harming are the two sides of one scale, from 1 (serves it fully) over 0 (neither) down to −1 (harms it fully). Where
a case stands on it is known as far as assessors say, and no further: nothing said is the whole scale, never 0, and nobody's
"serves" is turned into a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from patterns.codings import Coding
from patterns.comparison.cells import State, state_of
from patterns.comparison.intervals import Bound, Interval, hull, point
from patterns.saying import PRESENT

SERVED, HARMED = "values_served", "values_harmed"
"""Keys of the fields that say which values a case serves, and which it harms."""

MEMBERSHIP, RUBRIC = "membership", "rubric"

FULL = point(1)
NOTHING = point(0)
SOMEWHAT = Interval(Fraction(0), Fraction(1), above=True)
"""A degree that is not said: more than nothing, at most fully."""
ANY = Interval(Fraction(0), Fraction(1))
SCALE = Interval(Fraction(-1), Fraction(1))
"""Where a case stands of which nothing is said."""


class Reading(StrEnum):
    """How a side that nobody assessed is read beside the one that somebody did."""

    AS_CODED = "as coded"  # a case that is said to serve, and not said to harm, stands where it serves
    CERTAIN = "certain"  # it may harm as well, however far


class Standing(StrEnum):
    """How a case stands to a value as a whole."""

    SERVES = "serves"
    BOTH = "serves and harms"
    HARMS = "harms"
    NEITHER = "neither serves nor harms"
    NOT_SERVED = "does not serve"
    NOT_HARMED = "does not harm"
    CONTESTED = "contested"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"
    UNCODED = "not coded"


class Open(StrEnum):
    """Why it is not known exactly where a case stands, and what would tell."""

    UNCODED = "not coded"
    UNKNOWN = "looked for and not known"
    CONTESTED = "contested"
    BOTH = "it does both, which is not set off"
    DIFFER = "assessors differ"
    UNSAID = "how far is not said"
    OTHER_SIDE = "nothing is said of the other side"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one assessor – a person, several who signed together, or nobody named – says of one side."""

    assessors: tuple[str, ...]  # () = nobody is named
    degree: Interval | None  # 0 to 1; None = it is not assessed
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class Side:
    """What is said of how far a case serves a value, or of how far it harms it."""

    codings: tuple[Coding, ...] = ()

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """What each assessor says, in the order in which they are named."""
        by: dict[tuple[str, ...], list[Coding]] = {}
        for each in self.codings:
            by.setdefault(each.coders, []).append(each)
        return tuple(Opinion(who, _degree(own), tuple(own)) for who, own in by.items())

    @cached_property
    def degree(self) -> Interval | None:
        """How far, 0 to 1, over all assessors; None = nobody assessed it."""
        said = [each.degree for each in self.opinions if each.degree]
        return hull(said) if said else None

    @cached_property
    def state(self) -> State:
        """What is said as a whole; a degree of 0 is no serving and no harming."""
        found = state_of(each.status for each in self.codings)
        return State.ABSENT if found is State.PRESENT and self.degree == NOTHING else found

    @property
    def assessed(self) -> tuple[Opinion, ...]:
        """Return the opinions of those who assessed it."""
        return tuple(each for each in self.opinions if each.degree is not None)

    @property
    def differ(self) -> bool:
        """Whether assessors do not say the same."""
        return len(self.opinions) > 1 and len({each.degree for each in self.assessed}) > 1

    @property
    def open(self) -> bool:
        """Whether it is assessed and not known exactly how far."""
        return self.degree is not None and self.degree.width > 0

    @property
    def somewhat(self) -> bool:
        """Whether it is sure that it is more than nothing."""
        return self.degree is not None and self.degree.surely_above(NOTHING)


def degree_said(coding: Coding) -> Fraction | None:
    """Return the degree that a coding says, 0 to 1; None when it says none that can be read."""
    for written in coding.all_of(MEMBERSHIP):
        try:
            number = Fraction(written)
        except (ValueError, ZeroDivisionError):
            continue
        if 0 <= number <= 1:
            return number
    return None


def _degree(codings: Sequence[Coding]) -> Interval | None:
    """Return what one assessor says: of present codings those that have a degree, if any has."""
    said = [degree_said(each) for each in codings if each.status == PRESENT]
    numbers = [point(each) for each in said if each is not None]
    degrees = numbers or [SOMEWHAT for _ in said]
    degrees += [NOTHING for each in codings if each.status == "absent"]
    degrees += [ANY for each in codings if each.status == "contested"]
    return hull(degrees) if degrees else None


@dataclass(frozen=True)
class Assessed:
    """How one case stands to one value."""

    case: str
    value: str  # key
    served: Side = field(default_factory=Side)
    harmed: Side = field(default_factory=Side)
    reading: Reading = Reading.AS_CODED

    @cached_property
    def standing(self) -> Standing:
        """Say it as a whole: the first that applies."""
        states = (self.served.state, self.harmed.state)
        if State.CONTESTED in states:
            return Standing.CONTESTED
        for state, (both, one, other) in _SAID.items():
            here = tuple(each is state for each in states)
            if any(here):
                return both if all(here) else one if here[0] else other
        found = state_of(each.status for side in (self.served, self.harmed) for each in side.codings)
        return _UNSAID[found]

    @cached_property
    def position(self) -> Interval | None:
        """Where it stands, −1 to 1; None = the value does not apply to it."""
        return self.position_in(self.reading)

    def position_in(self, reading: Reading) -> Interval | None:
        """Return where it stands in a reading."""
        if self.standing is Standing.NOT_APPLICABLE:
            return None
        high = _top(self.served, self.harmed, reading)
        low = _top(self.harmed, self.served, reading)
        return Interval(-low[0], high[0], low[1] < 0, high[1] < 0)

    @property
    def assessed(self) -> bool:
        """Whether somebody says of it that it serves or harms the value, or that it does not."""
        return bool(self.served.assessed or self.harmed.assessed)

    @property
    def one_sided(self) -> bool:
        """Whether it is said to serve or to harm, and nobody assessed the other side."""
        return self.standing in {Standing.SERVES, Standing.HARMS} and None in {
            self.served.degree,
            self.harmed.degree,
        }

    @cached_property
    def open(self) -> Open | None:
        """Why its position is not known exactly; None when it is, or when the value does not apply."""
        if self.position is None or not self.position.width:
            return None
        if self.standing in _OPEN:
            return _OPEN[self.standing]
        if self.served.differ or self.harmed.differ:
            return Open.DIFFER
        if self.standing is Standing.BOTH:
            return Open.UNSAID if self.served.open or self.harmed.open else Open.BOTH
        other_side = self.one_sided and self.reading is Reading.CERTAIN
        if other_side or not (self.served.somewhat or self.harmed.somewhat):
            return Open.OTHER_SIDE
        return Open.UNSAID

    @property
    def side_to_code(self) -> str:
        """Return the key of the field under which a coding would tell more of it."""
        if self.open is Open.OTHER_SIDE:
            return SERVED if self.served.degree is None else HARMED
        return HARMED if self.harmed.degree is not None and not self.served.open else SERVED

    @property
    def reach(self) -> tuple[Bound, Bound]:
        """Return how far up its lower bound could move by coding what is open, and how far down its upper one."""
        number, side = _best(self.harmed, self.served)
        return _best(self.served, self.harmed), (-number, -side)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All that bears on it."""
        return (*self.served.codings, *self.harmed.codings)

    @property
    def assessors(self) -> tuple[str, ...]:
        """Return who assessed it."""
        said = (*self.served.assessed, *self.harmed.assessed)
        return tuple(dict.fromkeys(name for each in said for name in each.assessors))

    @property
    def rubrics(self) -> tuple[str, ...]:
        """Return by what its degrees were judged."""
        return tuple(dict.fromkeys(word for each in self.codings for word in each.all_of(RUBRIC)))

    def without(self, coding: Coding) -> Assessed:
        """Return it as if this coding had not been made."""
        served, harmed = (
            Side(tuple(each for each in side.codings if each is not coding))
            for side in (self.served, self.harmed)
        )
        return Assessed(self.case, self.value, served, harmed, self.reading)

    def words(self) -> str:
        """Say how it stands, how far, and where it is open.

        >>> Assessed("Case:A", "freedom", Side((Coding(SERVED, "freedom"),))).words()
        'serves, how far is not said'
        """
        far = [_far(word, side) for word, side in (("serves", self.served), ("harms", self.harmed))]
        said = [each for each in far if each]
        return "; ".join(said) if said else self.standing.value


_SAID = {
    State.PRESENT: (Standing.BOTH, Standing.SERVES, Standing.HARMS),
    State.ABSENT: (Standing.NEITHER, Standing.NOT_SERVED, Standing.NOT_HARMED),
}
"""What it is called when a state is that of both sides, of the serving one alone, of the harming one alone."""

_UNSAID = {
    State.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
    State.UNKNOWN: Standing.UNKNOWN,
    State.UNCODED: Standing.UNCODED,
}

_OPEN = {
    Standing.UNCODED: Open.UNCODED,
    Standing.UNKNOWN: Open.UNKNOWN,
    Standing.CONTESTED: Open.CONTESTED,
}


def _far(verb: str, side: Side) -> str:
    """Say how far a side goes; "" when nobody assessed it."""
    degree = side.degree
    if degree is None:
        return ""
    if side.state is State.CONTESTED:
        return f"whether it {verb} is contested"
    if degree == NOTHING:
        return f"does not {verb.removesuffix('s')}"
    if degree == SOMEWHAT:
        return f"{verb}, how far is not said"
    return f"{verb} {degree.words()}{', assessors differ' if side.differ else ''}"


def _top(side: Side, other: Side, reading: Reading) -> Bound:
    """Return how far up a case may stand; with the sides exchanged, how far down."""
    if side.degree is not None and side.degree.high > 0:
        return side.degree.top
    if (
        other.degree is not None
        and other.somewhat
        and not (side.degree is None and reading is Reading.CERTAIN)
    ):
        return (-other.degree).top
    return FULL.top if side.degree is None else NOTHING.top


def _best(side: Side, other: Side) -> Bound:
    """Return how far up the lower bound could move; that a case does both at once keeps it down."""
    if other.degree is not None and other.somewhat:
        return (-other.degree).top
    return FULL.top if side.degree is None else side.degree.top


Table = Mapping[str, Mapping[str, Assessed]]
"""By case, then by value."""


def assess(
    said: Mapping[str, Iterable[Coding]], values: Iterable[str], reading: Reading = Reading.AS_CODED
) -> Table:
    """Return how each case stands to each value, from all that is coded of it."""
    wanted = tuple(values)
    found: dict[str, dict[str, Assessed]] = {}
    for case, codings in said.items():
        own = [each for each in codings if each.field in {SERVED, HARMED}]
        found[case] = {
            value: Assessed(case, value, _side(own, SERVED, value), _side(own, HARMED, value), reading)
            for value in wanted
        }
    return found


def _side(codings: Iterable[Coding], key: str, value: str) -> Side:
    """Return what is said of a value under a field; what an assessor says of all values stands where he says nothing of it."""
    own = [each for each in codings if each.field == key]
    named = {each.coders for each in own if each.value == value}
    return Side(
        tuple(each for each in own if each.value == value or (not each.value and each.coders not in named))
    )


def values_named(said: Mapping[str, Iterable[Coding]]) -> Iterator[tuple[str, str]]:
    """Yield each value that is named of any case, with its words, in the order in which they come."""
    seen: set[str] = set()
    for codings in said.values():
        for each in codings:
            if each.field in {SERVED, HARMED} and each.value and each.value not in seen:
                seen.add(each.value)
                yield each.value, each.label or each.value
