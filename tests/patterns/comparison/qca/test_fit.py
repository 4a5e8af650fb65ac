from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.qca.fit import (
    Part,
    bounds,
    limits,
    members,
    necessity,
    part_of,
    sufficiency,
    union,
)
from patterns.comparison.qca.sets import Condition, Sets

GRADES = st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (0.7, 0.9, Part.TYPICAL),
        (0.9, 0.9, Part.TYPICAL),
        (0.9, 0.7, Part.DEVIANT_IN_DEGREE),
        (0.9, 0.2, Part.DEVIANT_IN_KIND),
        (0.1, 0.9, Part.UNCOVERED),
        (0.1, 0.2, Part.IRRELEVANT),
        (0.5, 0.9, Part.HALFWAY),
        (0.9, 0.5, Part.HALFWAY),
        (None, 1, Part.UNKNOWN),
        (1, None, Part.UNKNOWN),
    ],
)
def test_what_a_case_is_to_a_term(x, y, part):
    assert part_of(x, y) is part


def test_nothing_is_measured_where_nobody_is():
    fit = sufficiency((0, 0), (1, 0))
    assert (fit.inclusion, fit.pri, fit.coverage) == (None, None, 0)
    assert sufficiency((), ()).coverage is None
    assert necessity((1, 1), (0, 0)).inclusion is None


def test_unknown_cases_count_in_no_measure():
    assert sufficiency((1, None, 1), (1, 1, None)) == sufficiency((1,), (1,))


def test_a_case_known_to_be_out_is_out_whatever_is_unknown():
    sets = Sets(("a", "b"), (Condition("A", (0, 1)), Condition("B", (None, None))), Condition("Y", (1, 1)))
    term = sets.space.bit(0, 1) | sets.space.bit(1, 1)
    assert members(sets, term) == (0, None)
    assert limits(sets, term) == ([0, 0], [0, 1])
    assert union([(1, None), (None, 0.2)]) == (1, None)


@given(st.lists(st.tuples(GRADES, GRADES, GRADES), min_size=1, max_size=4))
def test_bounds_are_the_least_and_greatest_of_all_completions(cases):
    low = [min(a, b) for a, b, _ in cases]
    high = [max(a, b) for a, b, _ in cases]
    ys = [y for _, _, y in cases]
    steps = [
        [each / 10 for each in range(round(10 * a), round(10 * b) + 1, 2)]
        for a, b in zip(low, high, strict=True)
    ]
    found = [sufficiency(xs, ys).inclusion for xs in product(*steps)]
    known = [each for each in found if each is not None]
    lowest, highest = bounds(low, high, ys)
    if known and None not in found:
        assert lowest == pytest.approx(min(known))
        assert highest == pytest.approx(max(known))
    elif known:
        assert lowest == pytest.approx(min(known))
