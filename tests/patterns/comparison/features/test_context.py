"""Cases and features as sets of bits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.context import Context, Feature, bitset, members
from tests.patterns.comparison.features.contexts import MEALS, partly_known


@given(st.sets(st.integers(0, 300)))
def test_a_set_of_numbers_goes_into_bits_and_back(numbers):
    assert list(members(bitset(numbers))) == sorted(numbers)


def test_extent_intent_and_closure():
    bread, wine = MEALS.numbers(["bread"]), MEALS.numbers(["wine"])
    assert MEALS.titles(MEALS.extent(bread)) == ("Anna", "Ben", "Cleo")
    assert [each.label for each in MEALS.named(MEALS.closure(wine))] == ["bread", "wine"]
    assert MEALS.extent(0) == MEALS.everyone
    assert MEALS.intent(0) == MEALS.everything


@given(partly_known())
def test_nothing_is_had_and_lacked_at_once_and_rows_are_the_columns_turned(context):
    for number, (has, lacks) in enumerate(zip(context.has, context.lacks, strict=True)):
        assert not has & lacks
        assert has == bitset(case for case, row in enumerate(context.rows) if row >> number & 1)
        assert context.excluded(1 << number) == lacks


def test_of_a_chain_the_highest_says_it_all():
    chain = [Feature(f"size≥{each}", f"at least {each}", "size", "size≥", each) for each in (1, 2, 3)]
    context = Context(("A",), (*chain, Feature("other", "other")), (1, 1, 1, 1), (0, 0, 0, 0))
    assert [each.key for each in context.named(context.strongest(0b1011))] == ["size≥2", "other"]


def test_keys_there_are_none_of_are_left_out():
    assert MEALS.numbers(["bread", "caviar"]) == 0b1
    assert replace(MEALS, features=MEALS.features[::-1]).numbers(["bread"]) == 0b1000
