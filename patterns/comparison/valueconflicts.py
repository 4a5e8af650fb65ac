"""Where values conflict: cases that serve one value and harm another, or the same one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patterns.comparison.assessments import Table
from patterns.comparison.cells import State


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values, or one, and the cases in which they are at odds."""

    served: str  # key of a value
    harmed: str
    cases: tuple[str, ...]  # that are said to serve the one and to harm the other
    contested: tuple[str, ...]  # of which one of the two is contested


def conflicts(table: Table) -> tuple[Conflict, ...]:
    """Return the pairs of values of which a case serves one and harms the other, those with most cases first."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for case, row in table.items():
        served = [(value, each.served.state) for value, each in row.items()]
        harmed = [(value, each.harmed.state) for value, each in row.items()]
        for pair, sure in _at_odds(served, harmed):
            found.setdefault(pair, ([], []))[0 if sure else 1].append(case)
    listed = [Conflict(*pair, tuple(sure), tuple(contested)) for pair, (sure, contested) in found.items()]
    return tuple(sorted(listed, key=lambda each: (-len(each.cases), -len(each.contested))))


def _at_odds(
    served: list[tuple[str, State]], harmed: list[tuple[str, State]]
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield pairs of values that stand against each other, and whether neither is contested."""
    said = {State.PRESENT, State.CONTESTED}
    for value, state in served:
        for other, against in harmed:
            if state in said and against in said:
                yield (value, other), State.CONTESTED not in {state, against}
