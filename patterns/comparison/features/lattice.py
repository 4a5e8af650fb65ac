"""How sets of shared features contain each other: the lattice, as a list that says it all and as a basis for a picture.

After B. Ganter and R. Wille, Formal Concept Analysis: Mathematical Foundations (1999), sections 1.1 and 2.1: each
feature is written where it first comes in from above, each case where it first comes in from below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from patterns.comparison.features.concepts import Concept, Concepts, find_concepts
from patterns.comparison.features.context import Context, Feature

IN_A_PICTURE = 30
"""Nodes that a picture may have; beyond that it is a list."""


@dataclass(frozen=True, slots=True)
class Node:
    """One set of cases with the features they share; numbers are places in the list."""

    number: int
    features: tuple[Feature, ...]  # all that these cases share
    cases: tuple[str, ...]  # all that have these features
    own_features: tuple[Feature, ...]  # that no node above has
    own_cases: tuple[str, ...]  # that no node below has
    stability: int
    above: tuple[int, ...]  # nodes right above: more cases, fewer features
    below: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Nodes with the most cases first, so that every node comes after those above it."""

    nodes: tuple[Node, ...]
    support: int  # cases that a node has at least; 0 = the lattice is whole
    hidden: tuple[Feature, ...]  # features that too few cases have to be here


def draw_from(context: Context, most: int = IN_A_PICTURE) -> Lattice:
    """Return as much of the lattice as a picture of `most` nodes holds: the part with the best supported nodes.

    It is whole when `support` is 0.
    """
    return lattice(find_concepts(context, 0, limit=most))


def lattice(concepts: Concepts) -> Lattice:
    """Put concepts into their order; of those found by a minimum support, the upper part of the lattice."""
    context, found = concepts.context, concepts.found
    below = covers(concepts)
    above: list[list[int]] = [[] for _ in found]
    for upper, lowers in enumerate(below):
        for lower in lowers:
            above[lower].append(upper)
    nodes = [_node(context, found, number, above[number], lowers) for number, lowers in enumerate(below)]
    shown = 0
    for each in found:
        shown |= each.intent
    return Lattice(
        tuple(nodes),
        concepts.support,
        context.named(context.everything & ~shown),
    )


def covers(concepts: Concepts) -> tuple[tuple[int, ...], ...]:
    """Return for each concept the numbers of those right below it.

    What is below is what some further feature leaves of its cases; right below are the largest of these.
    """
    number_of = {each.extent: number for number, each in enumerate(concepts.found)}
    return tuple(_right_below(concepts.context, each, number_of) for each in concepts.found)


def _right_below(context: Context, concept: Concept, number_of: dict[int, int]) -> tuple[int, ...]:
    parts = {
        concept.extent & has for feature, has in enumerate(context.has) if not concept.intent >> feature & 1
    }
    kept: list[int] = []
    for part in sorted(parts & number_of.keys(), key=lambda each: number_of[each]):
        if all(part & each != part for each in kept):
            kept.append(part)
    return tuple(number_of[each] for each in kept)


def _node(
    context: Context, found: Sequence[Concept], number: int, above: Sequence[int], below: Sequence[int]
) -> Node:
    concept = found[number]
    features, cases = concept.intent, concept.extent
    for each in above:
        features &= ~found[each].intent
    for each in below:
        cases &= ~found[each].extent
    return Node(
        number,
        context.named(concept.intent),
        context.titles(concept.extent),
        context.named(features),
        context.titles(cases),
        concept.stability,
        tuple(above),
        tuple(below),
    )
