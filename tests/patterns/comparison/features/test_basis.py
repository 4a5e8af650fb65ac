"""The basis of all implications."""

from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.basis import implication_basis
from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.context import Context, Feature
from tests.patterns.comparison.features.contexts import (
    LIVE_IN_WATER,
    MEALS,
    PLANETS,
    crosses,
    live_in_water,
    partly_known,
    subsets,
)


def pseudo_intents(context: Context) -> dict[int, int]:
    """Return {pseudo-intent: its closure} by the definition."""
    found: dict[int, int] = {}
    for each in subsets(len(context.features)):
        closed = context.closure(each)
        smaller = [known for known in found if known & each == known and known != each]
        if closed != each and all(found[known] & each == found[known] for known in smaller):
            found[each] = closed
    return found


def closed_under(features: int, pairs) -> int:
    while True:
        wider = features
        for premise, conclusion in pairs:
            if premise & wider == premise:
                wider |= conclusion
        if wider == features:
            return features
        features = wider


@given(partly_known())
def test_the_premises_are_the_pseudo_intents(context):
    basis = implication_basis(context, 0)
    assert basis.complete
    assert {each.premise: each.premise | each.conclusion for each in basis.found} == pseudo_intents(context)
    assert len(basis.found) == len({each.premise for each in basis.found})


@given(crosses(), st.integers(1, 3))
def test_the_supported_part_is_exactly_that(context, minimum):
    expected = {
        each: closed
        for each, closed in pseudo_intents(context).items()
        if context.extent(each).bit_count() >= minimum
    }
    found = implication_basis(context, minimum).found
    assert {each.premise: each.premise | each.conclusion for each in found} == expected
    assert all(each.support == context.extent(each.premise).bit_count() for each in found)


@given(crosses(), st.data())
def test_what_is_granted_and_what_is_found_give_all_there_is_and_nothing_twice(context, data):
    everything = [(each.premise, each.conclusion) for each in implication_basis(context, 0).found]
    granted = data.draw(st.lists(st.sampled_from(everything), max_size=3)) if everything else []
    found = [(each.premise, each.conclusion) for each in implication_basis(context, 0, granted=granted).found]
    for each in subsets(len(context.features)):
        assert closed_under(each, [*granted, *found]) == context.closure(each)
    for number, (premise, conclusion) in enumerate(found):
        others = [*granted, *found[:number], *found[number + 1 :]]
        assert conclusion & ~closed_under(premise, others)


def test_what_a_chain_implies_of_itself_is_no_news():
    chain = tuple(Feature(f"size≥{each}", f"at least {each}", "size", "size≥", each) for each in (1, 2, 3))
    context = Context(
        ("A", "B", "C", "D"), (*chain, Feature("x", "x")), (0b0111, 0b0011, 0b0001, 0b0011), (0,) * 4
    )
    found = implication_basis(context)
    assert {(each.premise, each.conclusion) for each in found.found} == {(0b0011, 0b1000), (0b1000, 0b0011)}


def test_when_time_is_up_what_is_found_holds():
    ticks = count()
    basis = implication_basis(MEALS, 0, budget=2, clock=lambda: float(next(ticks)))
    assert not basis.complete
    for each in basis.found:
        assert each.conclusion & ~MEALS.closure(each.premise) == 0


def test_the_planets_have_the_lattice_and_the_basis_that_are_known():
    assert len(find_concepts(PLANETS, 0).found) == 12
    assert len(implication_basis(PLANETS, 0).found) == 10


@pytest.mark.skipif(LIVE_IN_WATER is None, reason="the shared samples are not at hand")
def test_the_basis_of_living_beings_and_water_is_as_published():
    expected = json.loads((LIVE_IN_WATER / "expected.json").read_text(encoding="utf-8"))
    context = live_in_water()
    found = implication_basis(context, 0).found
    assert len(found) == expected["n_canonical_basis"] == 10
    assert {
        (
            frozenset(f.label for f in context.named(each.premise)),
            frozenset(f.label for f in context.named(each.conclusion)),
            each.support,
        )
        for each in found
    } == {
        (frozenset(each["premise"]), frozenset(each["conclusion"]), each["support"])
        for each in expected["canonical_basis"]
    }
    assert len(implication_basis(context, 1).found) == expected["n_canonical_basis_with_support"] == 7
