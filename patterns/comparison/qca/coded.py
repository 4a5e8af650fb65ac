"""Calibration of what is coded: from cells of cases to a condition, one status never taken for another.

Which values count as in is the person's choice. A value that is present and not among them is known to be another one: out.
What is said to be absent is out. What is contested, unknown or not coded is unknown, for nothing said is not "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from patterns.comparison.cells import Cell, State
from patterns.comparison.qca.sets import BadSets, Condition
from patterns.comparison.table import Row

_UNKNOWN = frozenset({State.CONTESTED, State.UNKNOWN, State.UNCODED})


class NotApplicable(StrEnum):
    """What becomes of cases for which the question does not apply."""

    OUT = "out"
    EXCLUDED = "excluded"
    VALUE = "value"  # a value of its own


@dataclass(frozen=True, slots=True)
class Group:
    """Values that count as one."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """One group makes a crisp set, in or out; more make a condition with several values, "other" being the first."""

    groups: tuple[Group, ...]
    not_applicable: NotApplicable = NotApplicable.OUT

    def __post_init__(self) -> None:
        values = [value for group in self.groups for value in group.values]
        doubled = sorted({each for each in values if values.count(each) > 1})
        if doubled:
            raise BadSets(f"The value {doubled[0]!r} stands in two groups: let it count as one of them.")
        if not self.groups or not all(group.values for group in self.groups):
            raise BadSets("There is no value to count as in: choose at least one.")

    @property
    def labels(self) -> tuple[str, ...]:
        """The condition's values in words."""
        own = ("not applicable",) if self.not_applicable is NotApplicable.VALUE else ()
        return ("other", *(group.label for group in self.groups), *own)

    def to_dict(self) -> dict[str, Any]:
        """Return them as plain data."""
        groups = [{"label": each.label, "values": list(each.values)} for each in self.groups]
        return {"method": "values", "groups": groups, "not_applicable": str(self.not_applicable)}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Values:
        """Read them from plain data. Raises BadSets with a sentence."""
        try:
            groups = tuple(
                Group(str(each["label"]), tuple(map(str, each["values"]))) for each in data["groups"]
            )
            treatment = NotApplicable(data.get("not_applicable", NotApplicable.OUT))
        except (KeyError, TypeError, ValueError) as error:
            raise BadSets(
                "A calibration by values needs `groups`, each with a `label` and `values`, and `not_applicable`:"
                " out, excluded or value."
            ) from error
        return Values(groups, treatment)


@dataclass(frozen=True, slots=True)
class Coded:
    """A condition made of codings."""

    condition: Condition
    excluded: tuple[int, ...]  # places of cases to leave out, for the question does not apply to them
    torn: tuple[
        int, ...
    ]  # places of cases with values of two groups, or with two numbers; they count as unknown


def condition_of(name: str, cells: Sequence[Cell], values: Values) -> Coded:
    """Make a condition of the cells of a variable."""
    found = [_places(cell, values) for cell in cells]
    scores = tuple(float(each[0]) if len(each) == 1 else None for each in found)
    excluded = values.not_applicable is NotApplicable.EXCLUDED
    return Coded(
        Condition(name, scores, len(values.labels), values.labels if len(values.labels) > 2 else ()),  # noqa: PLR2004 - in or out
        tuple(place for place, cell in enumerate(cells) if excluded and cell.state is State.NOT_APPLICABLE),
        tuple(place for place, each in enumerate(found) if len(each) > 1),
    )


def condition_from(row: Row, values: Values, name: str = "") -> Coded:
    """Make a condition of a row of a comparison. Raises BadSets for a variable in words, whose values mean no sets."""
    if row.in_words:
        raise BadSets(
            f"The variable {row.field.key!r} is free text, whose wordings are no sets: code it as a closed list first."
        )
    return condition_of(name or row.field.key, row.cells, values)


def _places(cell: Cell, values: Values) -> list[int]:
    """Return the values of the condition that a cell has; none = unknown."""
    if cell.state in _UNKNOWN:
        return []
    if cell.state is State.NOT_APPLICABLE:
        return _not_applicable(values)
    present = _said(cell, "present")
    if present:
        found = [place for place, group in enumerate(values.groups, 1) if present & set(group.values)]
        return found or [0]
    absent = _said(cell, "absent")
    named = {value for group in values.groups for value in group.values}
    return [0] if "" in absent or named <= absent else []


def _not_applicable(values: Values) -> list[int]:
    if values.not_applicable is NotApplicable.VALUE:
        return [len(values.groups) + 1]
    return [0] if values.not_applicable is NotApplicable.OUT else []


def _said(cell: Cell, status: str) -> set[str]:
    return {each.value for each in cell.codings if each.status == status}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is coded under a variable with numbers."""

    numbers: tuple[float | None, ...]
    torn: tuple[int, ...]  # places of cases with two numbers; they count as unknown


def numbers_of(cells: Iterable[Cell]) -> Numbers:
    """Read the numbers of a variable. Raises BadSets where a value is none."""
    found = [
        sorted({_number(each) for each in _said(cell, "present")}) if cell.state is State.PRESENT else []
        for cell in cells
    ]
    return Numbers(
        tuple(each[0] if len(each) == 1 else None for each in found),
        tuple(place for place, each in enumerate(found) if len(each) > 1),
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadSets(f"{text!r} is no number: calibrate this variable by its values instead.") from error
