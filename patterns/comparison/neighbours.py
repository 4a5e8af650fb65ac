"""What cases like this one do that this one does not: patterns that its nearest neighbours exhibit.

The nearest neighbours of E. Fix and J. L. Hodges, "Discriminatory Analysis: Nonparametric Discrimination" (1951), by the
likeness of `patterns.comparison.likeness`. What is found is a question to a person, no advice: that a pattern is not coded
of a case does not say that the case does without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from patterns.codings import Coding
from patterns.comparison.cells import Cell, State, state_of
from patterns.comparison.likeness import LEAST, Likeness, Measure
from patterns.comparison.lineage import Lineages
from patterns.saying import PRESENT

NEAREST = 7
"""Neighbours that are looked at."""

DOES = ("exhibits",)
"""Keys of fields whose value is what a case does: a pattern."""

Doing = tuple[str, str]
"""Field and value: that a case exhibits a pattern, say."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that neighbours do and this case is not known to do."""

    field: str
    value: str  # full title of the pattern
    label: str
    neighbours: tuple[str, ...]  # titles of those that do it, nearest first
    lineages: int  # of these; cases that copied each other count once
    share: Fraction  # of the neighbours looked at
    usual: Fraction  # share of all other cases that do it
    here: State  # what this case says of it: nothing, unknown, contested, absent, not applicable

    def sentence(self, case: str) -> str:
        """Say it in words."""
        here = _HERE.get(self.here, "of {} it is not settled").format(case)
        percent = round(100 * self.share)
        return f"{self.label}: {', '.join(self.neighbours)} ({percent} % of the neighbours); {here}."


_HERE: Mapping[State, str] = {
    State.ABSENT: "{} is known to do without",
    State.NOT_APPLICABLE: "to {} it does not apply",
    State.UNKNOWN: "of {} it is not known",
    State.CONTESTED: "of {} it is contested",
    State.UNCODED: "of {} nothing is said",
}


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nearest neighbours of a case and what they do."""

    case: str
    neighbours: tuple[Likeness, ...]  # nearest first, with the reasons
    suggestions: tuple[Suggestion, ...]  # done by most of the neighbours first
    remark: str = ""  # "" = nothing is to be said


def neighbourhood(
    measure: Measure,
    case: str,
    codings: Mapping[str, Iterable[Coding]],
    *,
    nearest: int = NEAREST,
    does: Iterable[str] = DOES,
    lineages: Lineages | None = None,
) -> Neighbourhood:
    """Find what the nearest neighbours of a case do that it is not known to do.

    Neighbours need three variables known of both. What more of the neighbours do than of all cases comes first. Raises
    KeyError for a case that is not in the comparison.
    """
    keys = frozenset(does)
    titles = [each for each in measure.comparison.titles if each != case]
    said = {title: _by_doing(codings.get(title, ()), keys) for title in (case, *titles)}
    done = {title: {key for key, cell in each.items() if _does(cell, key)} for title, each in said.items()}
    near = measure.like(case).found[:nearest]
    if not near:
        remark = f"No other case has {LEAST} variables known that are known of {case} too: code more of it."
        return Neighbourhood(case, (), (), remark)
    names = [each.other for each in near]
    found = []
    for key in sorted({key for name in names for key in done[name]} - done[case]):
        doers = tuple(name for name in names if key in done[name])
        everywhere = sum(key in done[title] for title in titles)
        found.append(
            Suggestion(
                key[0],
                key[1],
                _label(said[doers[0]][key], key),
                doers,
                lineages.count(doers) if lineages else len(doers),
                Fraction(len(doers), len(names)),
                Fraction(everywhere, len(titles)),
                said[case][key].state if key in said[case] else _whole(codings.get(case, ()), key[0]),
            )
        )
    found.sort(key=lambda each: (-each.share, each.usual, each.label))
    remark = "" if found else _nothing(case, len(names), told=any(said[name] for name in names))
    return Neighbourhood(case, near, tuple(found), remark)


def _nothing(case: str, neighbours: int, *, told: bool) -> str:
    if told:
        return f"The neighbours of {case} do nothing that it is not known to do."
    whom = f"any of its {neighbours} nearest neighbours" if neighbours > 1 else "its nearest neighbour"
    return f"Nobody has said of {whom} which patterns are seen there, so nothing can be told of {case}."


def _by_doing(codings: Iterable[Coding], keys: frozenset[str]) -> dict[Doing, Cell]:
    found: dict[Doing, list[Coding]] = {}
    for each in codings:
        if each.field in keys and each.value:
            found.setdefault((each.field, each.value), []).append(each)
    return {key: Cell(tuple(each)) for key, each in found.items()}


def _does(cell: Cell, key: Doing) -> bool:
    return cell.known is not None and cell.known == {(PRESENT, key[1])}


def _label(cell: Cell, key: Doing) -> str:
    return next((each.label for each in cell.codings if each.label), key[1])


def _whole(codings: Iterable[Coding], field: str) -> State:
    """Return what a case says of the field as a whole, if it says it without a value: that it is absent, say."""
    return state_of(each.status for each in codings if each.field == field and not each.value)
