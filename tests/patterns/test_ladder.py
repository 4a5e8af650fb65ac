"""The ladder of abstraction."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from patterns.ladder import Common, common, nearest, ways_up

PARENTS = {"A": ["P"], "B": ["Q", "P"], "P": ["Top"], "Q": ["Top"], "Top": []}
graphs = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3))


def test_the_ways_up_are_the_shortest_nearest_first():
    assert ways_up("B", PARENTS) == {"B": ("B",), "P": ("B", "P"), "Q": ("B", "Q"), "Top": ("B", "P", "Top")}


def test_two_patterns_meet_nearest_first():
    assert common("A", "B", PARENTS) == (
        Common("P", ("A", "P"), ("B", "P")),
        Common("Top", ("A", "P", "Top"), ("B", "P", "Top")),
    )


def test_one_pattern_may_be_above_the_other():
    assert common("A", "P", PARENTS)[0] == Common("P", ("A", "P"), ("P",))


def test_patterns_that_complete_each_other_are_followed_once():
    assert ways_up("A", {"A": ["B"], "B": ["A"]}) == {"A": ("A",), "B": ("A", "B")}


@given(graphs, st.sampled_from("abcdef"), st.sampled_from("abcdef"))
def test_each_way_climbs_rung_by_rung_and_meeting_is_mutual(parents, one, other):
    for title, way in ways_up(one, parents).items():
        assert (way[0], way[-1]) == (one, title)
        assert all(above in parents[below] for below, above in pairwise(way))
    assert [each.title for each in common(one, other, parents)] == [
        each.title for each in common(other, one, parents)
    ]


def test_the_nearest_common_patterns_are_above_no_other_one():
    assert [each.title for each in nearest(common("A", "B", PARENTS), PARENTS)] == ["P"]


def test_of_patterns_that_complete_each_other_one_is_the_nearest():
    circle = {"A": ["B"], "B": ["A"]}
    assert len(nearest(common("A", "B", circle), circle)) == 1


@given(graphs, st.sampled_from("abcdef"), st.sampled_from("abcdef"))
def test_there_is_a_nearest_common_pattern_where_there_is_any(parents, one, other):
    found = common(one, other, parents)
    close = nearest(found, parents)
    assert bool(close) == bool(found)
    assert set(close) <= set(found)
