"""Maximal sets of cases that share features."""

from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.concepts import End, find_concepts, narrowed, stability
from patterns.comparison.features.context import members
from tests.patterns.comparison.features.contexts import (
    LIVE_IN_WATER,
    MEALS,
    all_closed,
    crosses,
    live_in_water,
    partly_known,
)


def named(found) -> list[tuple[set[str], set[str]]]:
    context = found.context
    return [
        (set(context.titles(each.extent)), {f.label for f in context.named(each.intent)})
        for each in found.found
    ]


def test_concepts_of_four_meals():
    found = named(find_concepts(MEALS, 0))
    assert found[0] == ({"Anna", "Ben", "Cleo", "Dan"}, set())
    assert ({"Anna", "Cleo"}, {"bread", "wine"}) in found
    assert ({"Ben", "Dan"}, {"water"}) in found
    assert (set(), {"bread", "cheese", "wine", "water"}) in found
    assert len(found) == 8


@given(crosses())
def test_all_concepts_are_found_once(context):
    found = find_concepts(context, 0, limit=None)
    pairs = [(each.extent, each.intent) for each in found.found]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == all_closed(context)
    assert found.end is End.SUPPORT


@given(partly_known())
def test_what_is_unknown_gives_no_feature(context):
    found = find_concepts(context, 0, limit=None)
    assert {(each.extent, each.intent) for each in found.found} == all_closed(context)


@given(crosses())
def test_a_minimum_support_leaves_out_the_rest_and_nothing_else(context):
    for minimum in (1, 2, 3):
        found = find_concepts(context, minimum, limit=None)
        expected = {pair for pair in all_closed(context) if pair[0].bit_count() >= minimum}
        assert {(each.extent, each.intent) for each in found.found} == expected


@given(crosses())
def test_within_a_limit_the_support_is_lowered_as_far_as_it_goes(context):
    whole = [each[0].bit_count() for each in all_closed(context)]
    found = find_concepts(context, 0, limit=4)
    assert len(found.found) <= 4
    assert len(found.found) == sum(each >= found.support for each in whole)
    if found.end is End.LIMIT:
        assert sum(each >= found.support - 1 for each in whole) > 4
    else:
        assert len(found.found) == len(whole)


@given(crosses())
def test_when_time_is_up_all_above_the_support_named_are_there(context):
    ticks = count()
    found = find_concepts(context, 0, limit=None, budget=3, clock=lambda: float(next(ticks)))
    whole = {pair for pair in all_closed(context) if pair[0].bit_count() >= found.support}
    assert {(each.extent, each.intent) for each in found.found} == whole
    assert found.found
    if found.end is End.SUPPORT:
        assert whole == all_closed(context)


@given(crosses())
def test_stability_counts_the_cases_that_must_go(context):
    for extent, intent in all_closed(context):
        needed = stability(context, extent, intent)
        if intent == context.everything:
            assert needed == extent.bit_count()
            continue
        losses = [
            (extent & ~context.has[number]).bit_count()
            for number in range(len(context.features))
            if not intent >> number & 1
        ]
        assert needed == min(losses) > 0 or extent == 0


def test_the_most_stable_come_first():
    ranked = find_concepts(MEALS).ranked()
    assert [each.stability for each in ranked] == sorted((each.stability for each in ranked), reverse=True)


def test_no_cases_or_no_features_give_no_error():
    assert find_concepts(MEALS, minimum=5).found == ()
    assert [list(members(each.extent)) for each in find_concepts(MEALS, 4).found] == [[0, 1, 2, 3]]


@pytest.mark.skipif(LIVE_IN_WATER is None, reason="the shared samples are not at hand")
def test_the_lattice_of_living_beings_and_water_is_as_published():
    expected = json.loads((LIVE_IN_WATER / "expected.json").read_text(encoding="utf-8"))
    context = live_in_water()
    found = find_concepts(context, 0)
    assert len(found.found) == expected["n_concepts"] == 19
    assert {
        (
            frozenset(context.titles(each.extent)),
            frozenset(f.label for f in context.named(each.intent)),
            each.support,
            each.stability,
        )
        for each in found.found
    } == {
        (frozenset(each["extent"]), frozenset(each["intent"]), each["support"], each["delta_stability"])
        for each in expected["concepts"]
    }


@given(crosses(), st.integers(0, 4), st.integers(1, 9), st.integers(0, 4), st.integers(1, 9))
def test_what_is_known_already_is_not_searched_and_is_the_same(context, least, most, minimum, limit):
    known = find_concepts(context, least, limit=most)
    assert narrowed(known, minimum, limit) == find_concepts(context, minimum, limit=limit)
