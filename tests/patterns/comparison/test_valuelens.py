"""Weighing values in the open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.comparison.assessments import Open, assess
from patterns.comparison.intervals import Interval
from patterns.comparison.valuelens import Order, rank
from tests.patterns.comparison.test_assessments import harms, said, serves

VALUES = ("freedom", "equality")
SAID = {
    "Case:Loom": (serves(degree=0.9), serves("equality", degree=0.4)),
    "Case:Weft": (serves(degree=0.5), serves(degree=0.7, coder="ben"), serves("equality", degree=0.8)),
    "Case:Warp": (harms(degree=0.6), harms("equality")),
    "Case:Reed": (serves(degree=0.3), serves("equality", status="contested")),
}


def ranked(freedom=2, equality=1, codings=SAID):
    weights = {key: Fraction(each) for key, each in zip(VALUES, (freedom, equality), strict=True) if each}
    return rank(assess(codings, VALUES), weights)


def pair(found, one, other):
    return next(
        each for each in found.neighbours if {each.one, each.other} == {f"Case:{one}", f"Case:{other}"}
    )


def test_sums_are_written_out_with_what_is_not_known_of_them():
    (first, second, third, last) = ranked().sums
    assert [
        (each.case, each.whole.words(), each.first, each.last) for each in (first, second, third, last)
    ] == [
        ("Case:Loom", "2.2", 1, 2),
        ("Case:Weft", "1.8 to 2.2", 1, 2),
        ("Case:Reed", "−0.4 to 1.6", 3, 3),
        ("Case:Warp", "−2.2 to below −1.2", 4, 4),
    ]
    assert [(each.weight, each.adds.words()) for each in first.summands] == [(2, "1.8"), (1, "0.4")]


def test_neighbours_are_in_order_only_where_it_is_known():
    found = ranked()
    assert found.decided == 5
    assert found.pairs == 6
    assert pair(found, "Weft", "Reed").order is Order.BEFORE
    undecided = pair(found, "Loom", "Weft")
    assert undecided.order is Order.UNDECIDED
    assert [(each.case, each.value, each.open) for each in undecided.deciding] == [
        ("Case:Weft", "freedom", Open.DIFFER)
    ]
    assert undecided.alone


def test_which_weights_would_turn_an_order_round():
    found = ranked(
        freedom=2,
        equality=1,
        codings={
            "Case:A": (serves(degree=0.9), serves("equality", degree=0.2)),
            "Case:B": (serves(degree=0.5), serves("equality", degree=0.8)),
        },
    )
    freedom, equality = found.neighbours[0].limits
    assert (freedom.least, freedom.most) == (Fraction(3, 2), None)
    assert (equality.least, equality.most) == (None, Fraction(4, 3))
    assert (
        ranked(
            Fraction(8, 5),
            1,
            codings={
                each.case: each.summands[0].assessed.codings + each.summands[1].assessed.codings
                for each in found.sums
            },
        )
        .sums[0]
        .case
        == "Case:A"
    )
    changes = {(each.value, each.change): each for each in found.changes}
    assert changes["freedom", "left out"].turned == (("Case:A", "Case:B"),)
    assert changes["equality", "doubled"].turned == (("Case:A", "Case:B"),)
    assert changes["freedom", "doubled"].kept == 1


def test_one_value_alone_has_no_other_weights():
    assert ranked(equality=0).changes == ()


def test_which_coding_moved_what():
    moved = {(each.assessed.case, each.coding.coders, each.coding.value): each for each in ranked().moved}
    ben = moved["Case:Weft", ("ben",), "freedom"]
    assert (ben.with_it.words(), ben.without.words()) == ("1 to 1.4", "1")
    assert (ben.first, ben.last) == (2, 2)
    reed = moved["Case:Reed", ("ana",), "freedom"]
    assert reed.without.words() == "−2 to 2"
    assert (reed.first, reed.last) == (1, 4)


def test_on_which_codings_an_order_rests():
    found = pair(ranked(), "Weft", "Reed")
    assert [(each.assessed.case, each.coding.coders, each.coding.value) for each in found.rests_on] == [
        ("Case:Weft", ("ana",), "equality"),
        ("Case:Reed", ("ana",), "freedom"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(said(), min_size=2, max_size=4))
def test_without_a_coding_it_rests_on_an_order_is_not_known(codings):
    named = {f"Case:{at}": each for at, each in enumerate(codings)}
    for each in ranked(codings=named).neighbours:
        for moved in each.rests_on:
            case, gone = moved.assessed.case, moved.coding
            rest = {**named, case: tuple(coding for coding in named[case] if coding is not gone)}
            wholes = {one.case: one.whole for one in ranked(codings=rest).sums}
            assert not wholes[each.one].surely_above(wholes[each.other])


def test_a_case_that_does_both_is_decided_by_no_coding():
    both = (serves(degree=0.9), harms(degree=0.9))
    found = ranked(equality=0, codings={"Case:A": both, "Case:B": both})
    assert found.neighbours[0].deciding == ()
    assert found.neighbours[0].order is Order.UNDECIDED


def test_a_degree_of_a_case_that_does_both_could_decide_as_far_as_it_goes():
    both = (serves(), harms(degree=0.2))
    found = ranked(equality=0, codings={"Case:A": both, "Case:B": (serves(degree=0.5),)})
    assert [(each.case, each.open) for each in found.neighbours[0].deciding] == [("Case:A", Open.UNSAID)]
    above = ranked(equality=0, codings={"Case:A": both, "Case:B": (harms(degree=0.1),)})
    assert above.neighbours[0].deciding == ()


def test_what_comes_out_the_same_is_said_to():
    found = ranked(equality=0, codings={"Case:A": (serves(degree=0.9),), "Case:B": (serves(degree=0.9),)})
    assert found.neighbours[0].order is Order.EQUAL
    assert found.decided == 0


def test_together_where_none_could_alone():
    found = ranked(equality=0, codings={"Case:A": (serves(),), "Case:B": (serves(),)})
    assert (found.neighbours[0].alone, len(found.neighbours[0].deciding)) == (False, 2)


@pytest.mark.parametrize("weights", [{}, {"freedom": Fraction(0)}, {"freedom": Fraction(-1)}])
def test_weights_are_above_zero(weights):
    with pytest.raises(ValueError, match="above 0"):
        rank(assess(SAID, VALUES), weights)


def test_a_case_to_which_a_value_does_not_apply_is_refused():
    with pytest.raises(ValueError, match="does not apply"):
        ranked(codings={"Case:A": (serves(status="not-applicable"),)})


@settings(max_examples=60, deadline=None)
@given(st.lists(said(), min_size=2, max_size=5), st.integers(1, 3))
def test_the_order_of_places_agrees_with_the_sums(codings, weight):
    found = ranked(weight, 1, {f"Case:{at}": each for at, each in enumerate(codings)})
    for one in found.sums:
        above = sum(each.whole.surely_above(one.whole) for each in found.sums)
        below = sum(one.whole.surely_above(each.whole) for each in found.sums)
        assert (one.first, one.last) == (above + 1, len(found.sums) - below)
    assert found.decided == sum(one.first - 1 for one in found.sums)
    assert [each.first for each in found.sums] == sorted(each.first for each in found.sums)


@settings(max_examples=60, deadline=None)
@given(st.lists(said(), min_size=2, max_size=4))
def test_a_limit_is_where_the_order_ends(codings):
    named = {f"Case:{at}": each for at, each in enumerate(codings)}
    found = ranked(1, 1, named)
    for each in found.neighbours:
        for limit in each.limits:
            for bound, holds in ((limit.least, 1), (limit.most, -1)):
                if bound is not None:
                    inside = bound + holds * Fraction(1, 1000)
                    assert in_order(named, each, limit.value, inside) or inside <= 0


def in_order(codings, each, value, weight):
    table = assess(codings, VALUES)
    weights = {"freedom": Fraction(1), "equality": Fraction(1), value: weight}
    if weight <= 0:
        return True
    wholes = {one.case: one.whole for one in rank(table, weights).sums}
    return wholes[each.one].surely_above(wholes[each.other])


def test_an_interval_of_a_sum_is_exact():
    (one,) = [each for each in ranked(Fraction("0.1"), Fraction("0.2")).sums if each.case == "Case:Loom"]
    assert one.whole == Interval(Fraction("0.17"), Fraction("0.17"))
