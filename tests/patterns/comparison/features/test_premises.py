"""What suffices for one feature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.context import Context, Feature, from_crosses
from patterns.comparison.features.premises import Reading, minimal_premises
from tests.patterns.comparison.features.contexts import MEALS, partly_known, subsets


def premises(found) -> set[frozenset[str]]:
    return {frozenset(each.key for each in one.premise) for one in found.found}


def test_bread_follows_from_cheese_and_from_wine():
    found = minimal_premises(MEALS, "bread")
    assert premises(found) == {frozenset({"cheese"}), frozenset({"wine"})}
    assert premises(minimal_premises(MEALS, "cheese", minimum=1)) == {frozenset({"bread", "water"})}
    assert (found.complete, found.blocking, found.remark) == (True, (), "")


@given(partly_known(), st.sampled_from(list(Reading)), st.integers(1, 2))
def test_all_minimal_premises_are_found(context, reading, minimum):
    for number, target in enumerate(context.features):
        found = minimal_premises(context, target.key, minimum=minimum, widest=9, reading=reading)
        has = context.has[number]
        without = context.everyone & ~has
        sufficient = []
        for each in subsets(len(context.features)):
            if each >> number & 1 or (context.extent(each) & has).bit_count() < minimum:
                continue
            kept = context.extent(each) if reading is Reading.AS_CODED else ~context.excluded(each)
            if not kept & without and not any(other & each == other for other in sufficient):
                sufficient.append(each)
        assert premises(found) == {frozenset(each.key for each in context.named(one)) for one in sufficient}
        assert all(one.confidence == 1 for one in found.found)


@given(partly_known())
def test_what_is_certain_holds_however_the_blanks_are_filled(context):
    for number, target in enumerate(context.features):
        for one in minimal_premises(context, target.key, reading=Reading.CERTAIN).found:
            assert one.untested == ()
            premise = context.numbers(each.key for each in one.premise)
            assert context.everyone & ~context.excluded(premise) & ~context.has[number] == 0


def test_a_variable_is_no_reason_for_itself():
    features = (Feature("v=x", "V: x", "v"), Feature("v≠y", "V: not y", "v"), Feature("w", "W", "w"))
    context = Context(("A", "B", "C"), features, (0b011, 0b011, 0b011), (0b100, 0b100, 0b100))
    assert premises(minimal_premises(context, "v=x")) == {frozenset({"w"})}


def test_a_case_that_nothing_known_sets_apart_is_named():
    context = Context(("A", "B", "C"), (Feature("x", "x"), Feature("y", "y")), (0b011, 0b011), (0b100, 0))
    found = minimal_premises(context, "x", reading=Reading.CERTAIN)
    assert (found.found, found.blocking) == ((), ("C",))
    assert found.remark.startswith("Nothing that 2 cases with x share is known to set C apart")
    assert premises(minimal_premises(context, "x")) == {frozenset({"y"})}


def test_nothing_sufficient_is_said_and_a_strange_feature_is_an_error():
    rows = [
        [True, True, True],
        [True, True, False],
        [True, False, True],
        [False, True, False],
        [False, False, True],
    ]
    context = from_crosses("ABCDE", ["t", "a", "b"], rows)
    assert minimal_premises(context, "t").remark == "Nothing that 2 cases share suffices for t."
    assert premises(minimal_premises(context, "t", minimum=1)) == {frozenset({"a", "b"})}
    with pytest.raises(KeyError):
        minimal_premises(MEALS, "caviar")
