"""Saturation: how many new values each further case brings, in the order in which cases were coded. Pure.

A variable is saturated when further cases bring no value that was not met before (B. G. Glaser and A. L. Strauss, "The
Discovery of Grounded Theory", Aldine 1967, chapter III; counted case by case as G. Guest, A. Bunce and L. Johnson, "How Many
Interviews Are Enough?", Field Methods 18, 2006, do). The curve is what was met, not what there is: how probable it is
that a further case brings a new value is estimated by I. J. Good's share of values met once ("The population frequencies
of species and the estimation of population parameters", Biometrika 40, 1953).

A value is met when it is present or contested; what is absent, unknown or not applicable brings none. A case stands where
it was first coded; cases without a date come last, by title, and are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from patterns.codings import Coding

MET = frozenset({"present", "contested"})
"""Statuses under which a value is met."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Value = tuple[str, str]
"""Key of a variable, and a value of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One case, in the order of coding."""

    title: str
    day: str  # on which it was first coded, "" = no coding of it has a date
    new: tuple[str, ...]  # labels of the values it brings
    total: int  # different values met up to it


@dataclass(frozen=True, slots=True)
class Saturation:
    """The curve."""

    steps: tuple[Step, ...]
    undated: int  # cases without a date, at the end
    last_new: int  # place of the last case that brought a value, counted from 1; 0 = none did
    once: int  # values met in one case only
    met: int  # how often any value was met

    @property
    def total(self) -> int:
        """Different values met."""
        return self.steps[-1].total if self.steps else 0

    @property
    def since(self) -> int:
        """Cases coded since the last new value."""
        return len(self.steps) - self.last_new

    @property
    def chance_of_new(self) -> float | None:
        """Good's estimate of how probable it is that the next value met is a new one, 0 to 1; None before any is met."""
        return self.once / self.met if self.met else None


def saturation(pages: Mapping[str, Iterable[Coding]], keys: Iterable[str] | None = None) -> Saturation:
    """Follow the cases in the order of their coding: {title: its codings}; of all variables, or of these.

    Cases that code none of them are left out.
    """
    wanted = None if keys is None else frozenset(keys)
    coded = {
        title: [each for each in said if wanted is None or each.field in wanted]
        for title, said in pages.items()
    }
    order = sorted((_first_day(said) or "~", title) for title, said in coded.items() if said)
    known: dict[Value, str] = {}
    often: Counter[Value] = Counter()
    steps: list[Step] = []
    for day, title in order:
        met = {(each.field, each.value): each.label for each in coded[title] if _is_met(each)}
        new = {value: label for value, label in met.items() if value not in known}
        known |= new
        often.update(met.keys())
        steps.append(Step(title, "" if day == "~" else day, tuple(new.values()), len(known)))
    return Saturation(
        steps=tuple(steps),
        undated=sum(not each.day for each in steps),
        last_new=max((at for at, each in enumerate(steps, 1) if each.new), default=0),
        once=sum(number == 1 for number in often.values()),
        met=often.total(),
    )


def _is_met(coding: Coding) -> bool:
    return coding.status in MET and bool(coding.value)


def _first_day(codings: Iterable[Coding]) -> str:
    days = (day for each in codings for day in each.all_of("date") if _DAY.fullmatch(day))
    return min(days, default="")
