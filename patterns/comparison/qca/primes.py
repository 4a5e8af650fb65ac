"""Prime implicants: the shortest combinations that may stand in a solution.

- *Parsimonious*: for a positive row r and a negative row f, D(r,f) are the literals of r that f is known not to have; the
  minimal hitting sets of all D(r,f) are r's shortest terms that cover no negative row. No other row is looked at, so their
  number does not matter (design and proof as in multiple-valued logic minimization; cf. A. Dușa, "A mathematical approach to
  the Boolean minimization problem", Quality & Quantity 44, 2010, who compares positive with negative rows too).
- *Conservative*: terms all of whose rows are positive, by merging rows that differ in one condition through all its values
  (W. V. Quine, "The problem of simplifying truth functions", American Mathematical Monthly 59, 1952; E. J. McCluskey,
  "Minimization of Boolean functions", Bell System Technical Journal 35, 1956).
- *Intermediate*: terms within a given union of terms, by consensus (Quine, "A way to simplify truth functions", American
  Mathematical Monthly 62, 1955).

What is unknown tells no rows apart in the sound reading, so that a term holds under every completion of the blanks; the
optimistic one lets what is unknown be whatever helps, so that it holds under at least one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from patterns.comparison.hitting import Steps, bits, minimal_hitting_sets, smallest_only
from patterns.comparison.qca.sets import Space
from patterns.comparison.qca.truthtable import Row


def apart(space: Space, positive: int, negative: int, *, optimistic: bool = False) -> int:
    """Return the literals of a positive row by which it is known to differ from a negative one.

    Optimistic: also those by which it could turn out to differ.
    """
    if optimistic:
        return space.possible(positive) & ~negative
    return positive & ~space.possible(negative)


def parsimonious_primes(
    space: Space, positive: Iterable[Row], negative: Sequence[Row], steps: Steps, *, optimistic: bool = False
) -> list[int]:
    """Return the shortest terms that cover some positive row and, as far as is known, no negative one."""
    found: set[int] = set()
    for row in positive:
        edges = [apart(space, row.mask, other.mask, optimistic=optimistic) for other in negative]
        sets = minimal_hitting_sets(edges, steps=steps).sets
        found.update(mask for mask in sets if space.consistent(mask))
    return in_order(found)


def in_order(masks: Iterable[int]) -> list[int]:
    """Return terms in the order in which they are told: shortest first, then as the conditions stand."""
    return sorted(masks, key=lambda mask: (mask.bit_count(), list(bits(mask))))


def conservative_primes(space: Space, positive: Iterable[Row], negative: Sequence[Row]) -> list[int]:
    """Return the shortest terms all of whose rows are positive and known in every condition."""
    level = {
        row.mask
        for row in positive
        if space.is_full(row.mask) and all(apart(space, row.mask, other.mask) for other in negative)
    }
    primes: set[int] = set()
    while level:
        merged: set[int] = set()
        absorbed: set[int] = set()
        for mask in level:
            for siblings in _sibling_groups(space, mask, level):
                absorbed.update(siblings)
                merged.add(_common(siblings))
        primes |= level - absorbed
        level = merged
    return in_order(primes)


def _sibling_groups(space: Space, mask: int, level: set[int]) -> Iterator[list[int]]:
    """Give the groups of terms that differ from `mask` in one condition alone and together have all its values."""
    for block in space.blocks:
        own = mask & block
        if own and own == block & -block:  # once per group: for its lowest value
            siblings = [mask & ~block | bit for bit in bits(block)]
            if all(each in level for each in siblings):
                yield siblings


def _common(masks: Iterable[int]) -> int:
    common = -1
    for each in masks:
        common &= each
    return common


def primes_within(space: Space, terms: Iterable[int], steps: Steps) -> list[int]:
    """Return the shortest terms all of whose rows lie in at least one of the given terms."""
    kept = smallest_only(terms)
    growing = True
    while growing and not steps.spent:
        fresh = [mask for block in space.blocks for mask in _consensus(space, kept, block, steps)]
        merged = smallest_only([*kept, *fresh])
        growing = merged != kept
        kept = merged
    return in_order(kept)


def _consensus(space: Space, terms: Sequence[int], block: int, steps: Steps) -> Iterator[int]:
    """Give the terms that take one term for every value of a condition and need that condition no more."""
    groups = [[mask & ~block for mask in terms if mask & block == bit] for bit in bits(block)]
    for chosen in product(*groups):
        if not steps.take():
            return
        union = 0
        for mask in chosen:
            union |= mask
        if space.consistent(union):
            yield union
