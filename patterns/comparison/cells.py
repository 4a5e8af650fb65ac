"""One cell of a table of cases: all that one case says under one variable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from patterns.codings import Coding


class State(StrEnum):
    """What a cell says as a whole. The five statuses, and that nothing has been coded: never one for another."""

    CONTESTED = "contested"
    PRESENT = "present"
    ABSENT = "absent"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"
    UNCODED = "not coded"


STATES = tuple(State)
"""In the order in which the first that applies is a cell's state."""

_PLACES = {each.value.replace(" ", "-"): place for place, each in enumerate(STATES)}
_LAST = len(STATES) - 1
_KNOWN = frozenset({"present", "absent", "not-applicable"})


def state_of(statuses: Iterable[str]) -> State:
    """Return the state of a cell whose codings have these statuses (last segments of the statuses' IRIs).

    One contested coding makes the cell contested; else one value that is present makes it present, then absent, not
    applicable, unknown. A status that cannot be read says nothing.

    >>> state_of(["absent", "present"])
    <State.PRESENT: 'present'>
    """
    return STATES[min((_PLACES.get(status, _LAST) for status in statuses), default=_LAST)]


Known = frozenset[tuple[str, str]]
"""What is settled of a cell: pairs of status and value."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The codings of one case under one variable; none = not coded."""

    codings: tuple[Coding, ...] = ()
    state: State = field(init=False)  # what the cell says as a whole
    known: Known | None = field(
        init=False
    )  # what is settled; None = nothing is, and so it tells no cases apart
    disputed: bool = field(init=False)  # contested, or two coders who signed do not say the same

    def __post_init__(self) -> None:
        """Work out once what every table asks of a cell."""
        state = state_of([each.status for each in self.codings])
        object.__setattr__(self, "state", state)
        object.__setattr__(self, "known", _known(state, self.codings))
        object.__setattr__(self, "disputed", state is State.CONTESTED or _disagree(self.codings))


def _known(state: State, codings: Iterable[Coding]) -> Known | None:
    """Return what is settled; that something is absent or does not apply is knowledge, and differs from every value."""
    if state is State.CONTESTED:
        return None
    return frozenset([(each.status, each.value) for each in codings if each.status in _KNOWN]) or None


def _disagree(codings: tuple[Coding, ...]) -> bool:
    if len(codings) < 2:  # noqa: PLR2004 - one coding agrees with itself
        return False
    said: dict[str, set[tuple[str, str]]] = {}
    for each in codings:
        for coder in each.coders:
            said.setdefault(coder, set()).add((each.status, each.value))
    return len({frozenset(each) for each in said.values()}) > 1


EMPTY = Cell()
"""A cell that says nothing, one for all of them."""
