"""The order of shared features, and its picture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.lattice import draw_from, lattice
from patterns.comparison.features.layout import Drawing, drawing
from tests.patterns.comparison.features.contexts import MEALS, crosses, partly_known


def labels(features) -> set[str]:
    return {each.label for each in features}


def test_the_lattice_of_four_meals():
    found = draw_from(MEALS)
    top = found.nodes[0]
    assert (top.cases, top.features, top.above) == (MEALS.cases, (), ())
    first = {frozenset(labels(found.nodes[each].own_features)) for each in top.below}
    assert first == {frozenset({"bread"}), frozenset({"water"})}
    dan = next(each for each in found.nodes if each.own_cases == ("Dan",))
    assert labels(dan.features) == {"water"}
    assert (found.support, found.hidden) == (0, ())


@given(partly_known())
def test_right_below_is_what_is_below_with_nothing_between(context):
    found = lattice(find_concepts(context, 0, limit=None))
    sets = [set(each.cases) for each in found.nodes]
    for node in found.nodes:
        lower = [n for n, each in enumerate(sets) if each < sets[node.number]]
        expected = {n for n in lower if not any(sets[n] < sets[other] for other in lower)}
        assert set(node.below) == expected
        assert set(node.above) == {n for n, each in enumerate(found.nodes) if node.number in each.below}
        assert all(each < node.number for each in node.above)


@given(partly_known())
def test_every_feature_and_every_case_stands_where_it_comes_in(context):
    found = lattice(find_concepts(context, 0, limit=None))
    features = [each for node in found.nodes for each in node.own_features]
    cases = [each for node in found.nodes for each in node.own_cases]
    assert sorted(features, key=lambda each: each.key) == sorted(context.features, key=lambda each: each.key)
    assert sorted(cases) == sorted(context.cases)


@given(crosses(), st.integers(1, 8))
def test_a_picture_holds_the_best_supported_part(context, most):
    found = draw_from(context, most)
    assert len(found.nodes) <= most
    assert all(len(each.cases) >= found.support for each in found.nodes)
    shown = {each for node in found.nodes for each in node.features}
    assert set(found.hidden) == set(context.features) - shown


def slow_crossings(found: Drawing) -> int:
    """Count crossings by the geometry of the segments."""
    segments = {pair for line in found.lines for pair in pairwise(line.points)}
    listed = sorted(segments)
    return sum(
        one[0][1] == other[0][1] and (one[0][0] - other[0][0]) * (one[1][0] - other[1][0]) < 0
        for number, one in enumerate(listed)
        for other in listed[:number]
    )


@given(crosses())
def test_nodes_lie_in_layers_one_apart_and_lines_lead_down(context):
    found = draw_from(context)
    picture = drawing(found)
    assert len(picture.points) == len(found.nodes)
    assert len(set(picture.points)) == len(picture.points)
    assert {(each.above, each.below) for each in picture.lines} == {
        (node.number, lower) for node in found.nodes for lower in node.below
    }
    for line in picture.lines:
        assert line.points[0] == picture.points[line.above]
        assert line.points[-1] == picture.points[line.below]
        assert [y for _, y in line.points] == [line.points[0][1] + step for step in range(len(line.points))]
    at = sorted({point for line in picture.lines for point in line.points} | set(picture.points))
    for layer in {y for _, y in at}:
        row = sorted(x for x, y in at if y == layer)
        assert all(right - left >= 0.998 for left, right in pairwise(row))
    assert picture.crossings == slow_crossings(picture)
    assert drawing(found) == picture


def test_a_lattice_that_can_be_drawn_without_crossings_is():
    cube = draw_from(MEALS)
    assert drawing(cube).crossings == 0


def test_no_cases_give_a_picture_of_one_node_or_none():
    assert drawing(lattice(find_concepts(MEALS, 5))) == Drawing((), (), 0.0, 0.0, 0)
