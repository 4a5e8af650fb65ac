"""What chance would give."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.chance import chance, shuffled
from patterns.comparison.features.context import Context, Feature, from_crosses
from tests.patterns.comparison.features.contexts import MEALS, partly_known


@given(partly_known(), st.integers(0, 5))
def test_every_feature_and_every_case_keeps_its_total(context, seed):
    dealt = shuffled(context, Random(seed))
    assert [each.bit_count() for each in dealt.has] == [each.bit_count() for each in context.has]
    assert [each.bit_count() for each in dealt.lacks] == [each.bit_count() for each in context.lacks]
    assert [each.bit_count() for each in dealt.rows] == [each.bit_count() for each in context.rows]
    assert all(not has & lacks for has, lacks in zip(dealt.has, dealt.lacks, strict=True))


def test_cells_are_dealt_anew_and_the_same_seed_deals_the_same():
    context = from_crosses(
        [str(number) for number in range(8)],
        list("abcdef"),
        [[(row * 7 + column * 3) % 5 < 2 for column in range(6)] for row in range(8)],
    )
    assert shuffled(context, Random(1)) == shuffled(context, Random(1))
    assert len({shuffled(context, Random(seed)).has for seed in range(5)}) > 1


def test_the_cell_of_a_variable_is_dealt_whole():
    features = (Feature("v=x", "V: x", "v"), Feature("v=y", "V: y", "v"), Feature("w", "W", "w"))
    context = Context(("A", "B", "C", "D"), features, (0b0011, 0b1100, 0b0101), (0b1100, 0b0011, 0b1010))
    for seed in range(8):
        dealt = shuffled(context, Random(seed))
        assert dealt.has[0] & dealt.has[1] == 0
        assert dealt.has[0] | dealt.has[1] == 0b1111


def test_what_holds_in_twenty_cases_is_no_chance():
    rows = [[True, True, number % 2 == 0, number % 3 == 0] for number in range(10)]
    rows += [[False, False, number % 2 == 0, number % 3 == 0] for number in range(10)]
    found = chance(from_crosses([str(number) for number in range(20)], list("abcd"), rows), 5)
    assert found.advised is not None
    assert found.rows[-1].support == 10
    assert found.rows[-1].share <= Fraction(1, 10)
    assert (found.shuffles, found.complete) == (20, True)
    assert "at most one in ten is chance" in found.sentence()


def test_in_random_cases_chance_gives_as_much():
    random = Random(5)
    rows = [[random.random() < 0.5 for _ in range(8)] for _ in range(16)]
    found = chance(from_crosses([str(number) for number in range(16)], list("abcdefgh"), rows), 2)
    assert found.rows[0].share > Fraction(1, 2)
    assert "chance alone would give" in found.sentence()


def test_counts_rise_towards_lower_support_and_the_seed_is_told():
    found = chance(MEALS, 1, shuffles=4, seed=7)
    counts = [each.found for each in found.rows]
    assert counts == sorted(counts, reverse=True)
    assert (found.seed, found.shuffles) == (7, 4)
    assert found == chance(MEALS, 1, shuffles=4, seed=7)


def test_without_implications_there_is_nothing_to_compare():
    context = from_crosses(["A", "B"], ["x", "y"], [[True, False], [False, True]])
    found = chance(context)
    assert found.minimum == 2
    assert (found.rows, found.advised, found.shuffles) == ((), None, 0)
    assert found.sentence() == (
        "No implication is borne out by 2 cases or more, so there is nothing to compare with chance."
    )


def test_when_time_is_up_there_are_fewer_deals():
    ticks = count()
    found = chance(MEALS, 1, budget=30, clock=lambda: float(next(ticks)))
    assert 1 <= found.shuffles < 20
    assert not found.complete
    assert "The search was cut after" in found.sentence()
