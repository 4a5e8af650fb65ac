"""Small contexts, made by hand or by hypothesis, and the slow way to look at them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from patterns.comparison.features.burmeister import read_context
from patterns.comparison.features.context import Context, bitset, from_crosses
from tests.shared import shared

LIVE_IN_WATER = shared("analysis/fca_live_in_water")

MEALS = from_crosses(
    ["Anna", "Ben", "Cleo", "Dan"],
    ["bread", "cheese", "wine", "water"],
    [
        [True, True, True, False],
        [True, True, False, True],
        [True, False, True, False],
        [False, False, False, True],
    ],
)

_PLANETS = {
    "Mercury": "small near",
    "Venus": "small near",
    "Earth": "small near moon",
    "Mars": "small near moon",
    "Jupiter": "large far moon",
    "Saturn": "large far moon",
    "Uranus": "medium far moon",
    "Neptune": "medium far moon",
    "Pluto": "small far moon",
}
_TRAITS = ["small", "medium", "large", "near", "far", "moon", "no moon"]

PLANETS = from_crosses(
    list(_PLANETS),
    _TRAITS,
    [
        [trait in said.split() or (trait == "no moon" and "moon" not in said) for trait in _TRAITS]
        for said in _PLANETS.values()
    ],
)
"""The planets of R. Wille, "Restructuring Lattice Theory" (1982): 12 concepts and a basis of 10 implications."""


def crosses(rows: int = 6, columns: int = 5) -> st.SearchStrategy[Context]:
    """Contexts in which everything is known."""
    return st.integers(0, columns).flatmap(
        lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), max_size=rows).map(
            lambda table: from_crosses(
                [f"case {number}" for number in range(len(table))],
                [f"feature {number}" for number in range(width)],
                table,
            )
        )
    )


@st.composite
def partly_known(draw: st.DrawFn) -> Context:
    """Contexts with blanks."""
    whole = draw(crosses())
    blanks = [draw(st.integers(0, whole.everyone)) for _ in whole.features]
    return Context(
        whole.cases,
        whole.features,
        tuple(has & ~blank for has, blank in zip(whole.has, blanks, strict=True)),
        tuple(lacks & ~blank for lacks, blank in zip(whole.lacks, blanks, strict=True)),
    )


def subsets(size: int) -> list[int]:
    return [bitset(each) for count in range(size + 1) for each in combinations(range(size), count)]


def all_closed(context: Context) -> set[tuple[int, int]]:
    """Return all concepts the slow way: the closure of every set of features."""
    found = set()
    for each in subsets(len(context.features)):
        extent = context.extent(each)
        found.add((extent, context.intent(extent)))
    return found


def live_in_water() -> Context:
    """Return the context of Ganter & Wille's book, from the shared samples."""
    assert LIVE_IN_WATER is not None
    return read_context((LIVE_IN_WATER / "context.cxt").read_text(encoding="utf-8"))
