from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.hitting import Steps, bits, minimal_hitting_sets, smallest_only

SETS = st.lists(st.integers(1, 63), max_size=7)


def by_hand(sets):
    """Every subset of six elements, smallest first."""
    found = []
    for size in range(7):
        for chosen in combinations(range(6), size):
            mask = sum(1 << each for each in chosen)
            if all(mask & each for each in sets) and not any(other & mask == other for other in found):
                found.append(mask)
    return set(found)


@given(SETS)
def test_they_are_those_found_by_trying_all(sets):
    found = minimal_hitting_sets(sets)
    assert found.complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == by_hand(sets)


@given(SETS, st.integers(0, 3))
def test_no_more_elements_than_asked_for(sets, most):
    found = minimal_hitting_sets(sets, at_most=most)
    assert set(found.sets) == {each for each in by_hand(sets) if each.bit_count() <= most}


def test_an_empty_set_cannot_be_hit():
    assert minimal_hitting_sets([0b1, 0]).sets == ()
    assert minimal_hitting_sets([]).sets == (0,)


def test_a_search_that_is_cut_short_says_so():
    pairs = [0b11 << 2 * place for place in range(8)]
    assert len(minimal_hitting_sets(pairs).sets) == 256
    assert not minimal_hitting_sets(pairs, limit=10).complete
    steps = Steps(20)
    assert not minimal_hitting_sets(pairs, steps=steps).complete
    assert steps.spent


@given(SETS)
def test_only_the_smallest_sets_matter(sets):
    assert set(smallest_only(sets)) == {
        each for each in sets if not any(other != each and other & each == other for other in sets)
    }


def test_bits():
    assert list(bits(0)) == []
    assert sum(bits(1234567)) == 1234567
