"""What several ways of comparing read of an address – numbers, words of a closed list, weights – and say of their cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from patterns.comparison.cells import Cell
from patterns.comparison.levels import Level, level_of
from wiki.choices import Choice
from wiki.errors import BadInputError
from wiki.parameters import Parameters

HEAVIEST = 100.0
"""The largest weight."""


def disputed(cells: Sequence[Cell]) -> list[int]:
    """Return the places of the cases on which coders do not agree, though none calls it contested."""
    return [place for place, cell in enumerate(cells) if cell.disputed and cell.known]


def in_order(choice: Choice) -> frozenset[str]:
    """Return the keys of the chosen variables whose options stand in an order, lowest first, as their pages say."""
    levels = {key: level_of(each.field, each.scale) for key, each in choice.variables().items()}
    return frozenset(key for key, level in levels.items() if level is Level.ORDINAL)


def dispute(label: str, cases: Sequence[str]) -> str:
    """Say that coders do not agree on these cases under a variable."""
    who = f"{len(cases):,} {'case' if len(cases) == 1 else 'cases'}, {cases[0]}{'' if len(cases) == 1 else ' among them'}"
    return f"Under {label}, coders do not agree on {who}: what any of them saw counts. Reconcile them first."


def number_in(written: str, least: float, most: float) -> float | None:
    """Return the number that is written; None when it is none, or not within these bounds.

    >>> number_in("0.5", 0, 1), number_in("a half", 0, 1), number_in("nan", 0, 1)
    (0.5, None, None)
    """
    try:
        number = float(written)
    except ValueError:
        return None
    return number if least <= number <= most else None


def one_of(parameters: Parameters, name: str, words: Sequence[str]) -> str:
    """Return a word of a closed list, the first when nothing is said; raises BadInputError for any other."""
    written = parameters.first(name).strip() or words[0]
    if written not in words:
        raise BadInputError(
            f"{name}={written!r}: write one of {', '.join(words)}.", name, parameters.first(name)
        )
    return written


def weights_in(written: Sequence[str], key_of: Callable[[str, str], str], such: str) -> Mapping[str, float]:
    """Read weights written as `KEY:NUMBER`, by key; the last of one key counts.

    `key_of` takes the written weight and what stands before its colon and returns a key, or raises BadInputError; `such` is
    an example. Raises BadInputError for what cannot be a weight.
    """
    found: dict[str, float] = {}
    for each in written:
        word, _, number = each.rpartition(":")
        weight = number_in(number, 0, HEAVIEST)
        key = key_of(each, word.strip())
        if weight is None:
            raise BadInputError(
                f"weight={each!r}: a weight is a number from 0 (leave out) to {HEAVIEST:.0f}, as in {such}:2.",
                "weight",
                each,
            )
        found[key] = weight
    return found
