"""Calibration: from numbers to memberships in a set. Saved and shown as plain data, for every result depends on it.

C. C. Ragin, Redesigning Social Inquiry (2008), ch. 4–5 (the direct method); A. Dușa, QCA with R (2019), ch. 4. Thresholds come
from what is known of the matter, not from the numbers themselves. `coded` calibrates what is coded of cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, isfinite, log
from typing import Any, Protocol

from patterns.comparison.qca.sets import BadSets, Condition

FULL = 0.95
"""Membership at the anchor for "in"; that for "out" is what is missing to 1."""

_STEEPEST = 700.0  # beyond, the exponential is out of range and the membership 0 or 1


class Calibration(Protocol):
    """How numbers become memberships."""

    @property
    def anchors(self) -> tuple[float, ...]:
        """The numbers that a person decides on."""

    @property
    def levels(self) -> int:
        """How many values the condition has; 2 = crisp or fuzzy."""

    def score(self, number: float) -> float:
        """Return the membership, or the number of the value."""

    def moved(self, place: int, anchor: float) -> Calibration:
        """Return it with another anchor at that place. Raises BadSets when the anchors are no longer in order."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Thresholds: one makes a crisp set, more a condition with several values; a number on a threshold is above it."""

    thresholds: tuple[float, ...]

    def __post_init__(self) -> None:
        _refuse_disorder(self.thresholds, "Thresholds")
        if not self.thresholds:
            raise BadSets(
                "There is no threshold: give at least one number from which on a case is in the set."
            )

    @property
    def anchors(self) -> tuple[float, ...]:
        """The thresholds."""
        return self.thresholds

    @property
    def levels(self) -> int:
        """One more than thresholds."""
        return len(self.thresholds) + 1

    def score(self, number: float) -> float:
        """Return how many thresholds a number reaches."""
        return float(sum(number >= each for each in self.thresholds))

    def moved(self, place: int, anchor: float) -> Cuts:
        """Return them with another threshold."""
        return Cuts(_with(self.thresholds, place, anchor))

    def to_dict(self) -> dict[str, Any]:
        """Return them as plain data."""
        return {"method": "cuts", "thresholds": list(self.thresholds)}


@dataclass(frozen=True, slots=True)
class Direct:
    """The direct method: a logistic curve through three anchors, rising, or falling where `out` is the greatest."""

    out: float  # e: from here on fully out, membership .05
    crossover: float  # c: neither in nor out, .5
    full: float  # i: from here on fully in, .95

    def __post_init__(self) -> None:
        anchors = self.anchors if self.out <= self.full else self.anchors[::-1]
        _refuse_disorder(anchors, "The anchors for out, crossover and in")

    @property
    def anchors(self) -> tuple[float, ...]:
        """Out, crossover and in."""
        return self.out, self.crossover, self.full

    @property
    def levels(self) -> int:
        """Two: in and out, more or less."""
        return 2

    def score(self, number: float) -> float:
        """Return the membership, between 0 and 1."""
        inwards = (number - self.crossover) * (self.full - self.crossover) >= 0
        span = self.full - self.crossover if inwards else self.crossover - self.out
        steep = log(FULL / (1 - FULL)) * (number - self.crossover) / span
        return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, steep))))

    def moved(self, place: int, anchor: float) -> Direct:
        """Return it with another anchor."""
        return Direct(*_with(self.anchors, place, anchor))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"method": "direct", "out": self.out, "crossover": self.crossover, "in": self.full}


def from_dict(data: Mapping[str, Any]) -> Cuts | Direct:
    """Read a calibration that was saved. Raises BadSets with a sentence."""
    try:
        if data.get("method") == "cuts":
            return Cuts(tuple(float(each) for each in data["thresholds"]))
        if data.get("method") == "direct":
            return Direct(float(data["out"]), float(data["crossover"]), float(data["in"]))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, BadSets):
            raise
        raise BadSets(
            "A calibration by cuts needs `thresholds`, a list of numbers;"
            " a direct one needs the numbers `out`, `crossover` and `in`."
        ) from error
    raise BadSets(f"A calibration's method is `cuts` or `direct`, not {data.get('method')!r}.")


@dataclass(frozen=True, slots=True)
class Measured:
    """A variable with numbers, and how they become memberships."""

    name: str
    numbers: tuple[float | None, ...]
    calibration: Calibration
    labels: tuple[str, ...] = ()

    def condition(self) -> Condition:
        """Calibrate every case; what is unknown stays unknown."""
        scores = tuple(None if each is None else self.calibration.score(each) for each in self.numbers)
        return Condition(self.name, scores, self.calibration.levels, self.labels)

    def moved(self, place: int, anchor: float) -> Measured:
        """Return it with another anchor."""
        return replace(self, calibration=self.calibration.moved(place, anchor))


def _refuse_disorder(anchors: Sequence[float], what: str) -> None:
    if not all(map(isfinite, anchors)):
        raise BadSets(f"{what} must be numbers.")
    if any(low >= high for low, high in pairwise(anchors)):
        listed = ", ".join(f"{each:g}" for each in anchors)
        raise BadSets(f"{what} must follow each other, each beyond the one before: {listed} do not.")


def _with(anchors: Sequence[float], place: int, anchor: float) -> tuple[float, ...]:
    return (*anchors[:place], anchor, *anchors[place + 1 :])
