"""How well a variable tells cases apart."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.discrimination import discrimination

VALUES = st.lists(st.one_of(st.none(), st.sampled_from("abcd")), max_size=12)


def test_an_even_split_that_is_wholly_known_scores_one():
    found = discrimination("aabb")
    assert isclose(found.score, 1.0)
    assert (found.apart, found.pairs) == (4, 6)


def test_one_value_for_all_scores_nothing():
    found = discrimination("aaaa")
    assert (found.score, found.apart) == (0.0, 0)


def test_a_value_of_its_own_for_each_sets_all_apart_and_gathers_none():
    found = discrimination("abcd")
    assert (found.score, found.shared, found.apart) == (0.0, 0.0, 6)
    assert discrimination("aabb").rank < found.rank < discrimination("aaaa").rank


def test_what_is_not_known_weakens_and_never_distinguishes():
    found = discrimination(["a", "a", "b", "b", None, None, None, None])
    assert (found.known, found.evenness, found.shared) == (0.5, 1.0, 1.0)
    assert isclose(found.score, 0.5)
    assert discrimination([None, "a"]).apart == 0


def test_three_to_one_is_as_shannon_pielou_and_good_say():
    found = discrimination("aaab")
    entropy = -(0.75 * log(0.75) + 0.25 * log(0.25))
    assert isclose(found.evenness, entropy / log(2))
    assert found.shared == 0.75
    assert isclose(found.score, entropy / log(2) * 0.75)


def test_two_cases_are_ranked_by_whether_they_differ():
    assert discrimination("ab").rank < discrimination("aa").rank


@pytest.mark.parametrize("values", ["", [None], "a"])
def test_no_cases_or_one_tell_nothing_apart(values):
    found = discrimination(values)
    assert (found.score, found.apart, found.pairs) == (0.0, 0, 0)


@given(VALUES)
def test_shares_are_shares_and_the_order_of_cases_plays_no_part(values):
    found = discrimination(values)
    for share in (found.known, found.evenness, found.shared, found.score):
        assert -1e-9 <= share <= 1 + 1e-9
    assert 0 <= found.apart <= found.pairs
    assert discrimination(reversed(values)).rank == found.rank


@given(VALUES)
def test_names_of_values_play_no_part(values):
    renamed = [None if each is None else f"{each}!" for each in values]
    assert discrimination(renamed).rank == discrimination(values).rank


@given(VALUES)
def test_a_case_of_which_nothing_is_known_never_raises_the_score(values):
    assert discrimination([*values, None]).score <= discrimination(values).score + 1e-9
