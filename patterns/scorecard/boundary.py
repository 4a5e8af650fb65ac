"""Where a pattern has been seen, in a sentence: the boundary within which its cases say that it holds.

Only what is known of the supporting cases counts. A variable is *constant* when at least three of them are known and all of
these share a value; it is *spread* when they have several. A constant says where the pattern has been seen, not that it
would fail elsewhere: nobody has looked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.kinds import Field, ValueType
from patterns.comparison.cells import Cell
from patterns.comparison.discrimination import discrimination
from patterns.scorecard.cases import CaseFacts, settled

FEWEST = 3
"""Cases of which a variable has to be known before it is said to be the same in all: the rule of three."""

SPREAD, CONSTANT = 2, 3
"""Variables of each sort that the sentence names; the others are in the table of contexts."""

MOST_VALUES = 4
"""Values of a spread variable that the sentence names."""

CLOSED = frozenset({ValueType.CHOICE, ValueType.BOOLEAN})
"""Types whose values many cases share: numbers, names and wordings set each case apart and bound nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One value of a variable and the cases that have it."""

    value: str
    label: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the supporting cases under one variable."""

    field: Field
    seen: tuple[Seen, ...]  # most cases first; a case with several values is in each
    known: tuple[str, ...]  # cases of which it is known
    unknown: tuple[str, ...]  # cases of which it is not
    rank: tuple[float, float]  # by how well it tells them apart, smallest first

    @property
    def constant(self) -> Seen | None:
        """The value that all known cases share, if there are enough of them."""
        if len(self.known) < FEWEST:
            return None
        return next((each for each in self.seen if len(each.cases) == len(self.known)), None)


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a pattern has been seen."""

    sentence: str
    contexts: tuple[
        Context, ...
    ]  # variables of which anything is known: constant ones first, best known first


def boundary(fields: Sequence[Field], cases: Sequence[CaseFacts]) -> Boundary:
    """Say where a pattern has been seen: `cases` support it, `fields` are the variables that are asked of cases."""
    known: dict[str, list[tuple[str, Cell]]] = {each.key: [] for each in fields if each.type in CLOSED}
    for case in cases:
        for key, cell in case.cells.items():
            if cell.known is not None and key in known:
                known[key].append((case.title, cell))
    titles = [each.title for each in cases]
    found = [_context(each, titles, known[each.key]) for each in fields if known.get(each.key)]
    constant = sorted((each for each in found if each.constant), key=lambda each: -len(each.known))
    spread = sorted((each for each in found if not each.constant), key=lambda each: each.rank)
    return Boundary(_sentence(len(cases), constant, spread), (*constant, *spread))


def _context(field: Field, titles: Sequence[str], known: Sequence[tuple[str, Cell]]) -> Context:
    values: dict[tuple[str, str], list[str]] = {}
    labels: dict[tuple[str, str], str] = {}
    for title, cell in known:
        for key, label in settled(cell).items():
            labels.setdefault(key, label)
            values.setdefault(key, []).append(title)
    seen = [Seen(value, labels[status, value], tuple(those)) for (status, value), those in values.items()]
    has = frozenset(title for title, _ in known)
    blank = [None] * (len(titles) - len(known))
    return Context(
        field,
        tuple(sorted(seen, key=lambda each: (-len(each.cases), each.label))),
        tuple(title for title, _ in known),
        tuple(title for title in titles if title not in has),
        discrimination([*(cell.known for _, cell in known), *blank]).rank,
    )


def _sentence(cases: int, constant: Sequence[Context], spread: Sequence[Context]) -> str:
    if not cases:
        return "Seen in no case yet, so nothing is known of where it holds."
    seen = f"Seen in {cases} {'case' if cases == 1 else 'cases'}"
    if cases < FEWEST:
        return f"{seen}: too few to say where it holds."
    parts = [_spread(each, cases) for each in spread if _is_telling(each, cases)][:SPREAD]
    parts += [_constant(each, cases) for each in constant if each.constant][:CONSTANT]
    if not parts:
        return f"{seen}; too little is coded of them to say where it holds."
    return f"{seen}: {'; '.join(parts)}."


def _is_telling(each: Context, cases: int) -> bool:
    """Say whether a spread variable is known of half the cases, with few enough values to name, one of them twice."""
    half_known = 2 * len(each.known) >= cases and len(each.known) >= FEWEST
    return half_known and 1 < len(each.seen) <= MOST_VALUES and len(each.seen[0].cases) > 1


def _spread(context: Context, cases: int) -> str:
    shares = [f"{len(each.cases)} “{each.label}”" for each in context.seen]
    unknown = "" if len(context.known) == cases else f"; not known of {len(context.unknown)}"
    return f"{listed(shares)} ({name_of(context.field)}{unknown})"


def _constant(context: Context, cases: int) -> str:
    number, name = len(context.known), name_of(context.field)
    value = context.constant.label if context.constant else ""
    if number == cases:
        return f"all {number} “{value}” ({name})"
    return f"“{value}” in all {number} of which it is known ({name})"


def name_of(field: Field) -> str:
    """Return a field's label as it stands within a sentence: "Property regime" is "property regime", "SPDX" stays."""
    label = field.label
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def listed(parts: Sequence[str]) -> str:
    """Join words as in "a, b and c".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
