"""The front of several cases by several measures of which only bounds are known."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.comparison.assessments import HARMED, SERVED, assess
from patterns.comparison.intervals import Interval, point
from patterns.comparison.pareto import Place, front
from tests.patterns.comparison.test_assessments import coding, said
from tests.patterns.comparison.test_intervals import some, within

HALF = Fraction(1, 2)
ANY = Interval(Fraction(-1), Fraction(1))


@st.composite
def cases(draw, most=3, measures=2):
    number, width = draw(st.integers(1, most)), draw(st.integers(1, measures))
    return {f"Case:{each}": tuple(draw(some()) for _ in range(width)) for each in range(number)}


def completions(positions, parts=2):
    """Some ways in which what is open may turn out: ends that are meant, and a number between."""
    cells = [within(cell, parts) for row in positions.values() for cell in row]
    width = len(next(iter(positions.values())))
    for numbers in product(*cells):
        rows = [numbers[start : start + width] for start in range(0, len(numbers), width)]
        yield dict(zip(positions, rows, strict=True))


def better(one, other):
    return all(a >= b for a, b in zip(one, other, strict=True)) and one != other


def on_the_front(known):
    return {case for case, row in known.items() if not any(better(each, row) for each in known.values())}


def test_known_numbers_give_the_front_of_pareto():
    found = front(
        {
            "Case:A": (point(1), point(0)),
            "Case:B": (point(0), point(1)),
            "Case:C": (point(0), point(0)),
            "Case:D": (point(1), point(0)),
        }
    )
    assert [each.case for each in found.of(Place.SURE)] == ["Case:A", "Case:B", "Case:D"]
    (gone,) = found.of(Place.DOMINATED)
    assert [(each.by, each.better) for each in gone.dominated] == [
        ("Case:A", (0,)),
        ("Case:B", (1,)),
        ("Case:D", (0,)),
    ]
    assert found.deciding == {}


def test_an_open_cell_leaves_open_who_is_on_it_and_could_decide():
    found = front({"Case:A": (point(HALF), point(0)), "Case:B": (point(HALF), ANY)})
    assert {each.case: each.place for each in found.seats} == {
        "Case:A": Place.POSSIBLE,
        "Case:B": Place.POSSIBLE,
    }
    assert found.seats[0].rivals == ("Case:B",)
    assert found.deciding == {("Case:B", 1): ("Case:A", "Case:B")}


def test_more_than_nothing_is_better_than_nothing():
    somewhat = Interval(Fraction(0), Fraction(1), above=True)
    found = front({"Case:A": (somewhat,), "Case:B": (point(0),), "Case:C": (somewhat,)})
    assert [each.case for each in found.of(Place.DOMINATED)] == ["Case:B"]
    assert {each.by for each in found.seats[1].dominated} == {"Case:A", "Case:C"}
    assert [each.case for each in found.of(Place.POSSIBLE)] == ["Case:A", "Case:C"]


def test_of_none_there_is_none():
    assert front({}).seats == ()


@given(cases())
def test_the_front_is_never_empty(positions):
    assert any(each.place is not Place.DOMINATED for each in front(positions).seats)


@given(cases(most=5, measures=3))
def test_dominance_is_irreflexive_and_transitive(positions):
    above = {seat.case: {each.by for each in seat.dominated} for seat in front(positions).seats}
    for case, dominators in above.items():
        assert case not in dominators
        assert all(above[each] <= dominators for each in dominators)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_is_sure_holds_in_every_completion_and_what_is_possible_in_some_but_not_in_others(positions):
    found = {each.case: each.place for each in front(positions).seats}
    fronts = [on_the_front(known) for known in completions(positions)]
    for case, place in found.items():
        here = [case in each for each in fronts]
        if place is Place.SURE:
            assert all(here)
        if place is Place.DOMINATED:
            assert not any(here)
    closed = all(not (cell.above or cell.below) for row in positions.values() for cell in row)
    for case, place in found.items():
        if closed and place is Place.POSSIBLE:
            assert {case in each for each in fronts} == {True, False}


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_filling_in_what_is_open_never_contradicts_what_is_sure(positions, data):
    before = {each.case: each.place for each in front(positions).seats}
    filled = {
        case: tuple(
            point(data.draw(st.sampled_from(within(cell)))) if data.draw(st.booleans()) else cell
            for cell in row
        )
        for case, row in positions.items()
    }
    after = {each.case: each.place for each in front(filled).seats}
    assert all(after[case] is place for case, place in before.items() if place is not Place.POSSIBLE)


@settings(max_examples=60, deadline=None)
@given(cases(measures=2))
def test_a_cell_that_could_decide_does_so_at_one_of_its_ends_or_near(positions):
    found = front(positions)
    for (case, measure), decided in found.deciding.items():
        cell = positions[case][measure]
        near = cell.width / 10**6
        ends = (point(cell.low + near * cell.above), point(cell.high - near * cell.below))
        outcomes = [
            front({**positions, case: (*positions[case][:measure], end, *positions[case][measure + 1 :])})
            for end in ends
        ]
        for each in decided:
            places = {seat.place for outcome in outcomes for seat in outcome.seats if seat.case == each}
            assert places - {Place.POSSIBLE}


def side(field, degree):
    """What would be said of a side if this were known of it; None = still nothing."""
    if degree is None:
        return ()
    return (coding(field, degree=float(degree)) if degree else coding(field, status="absent"),)


def learned(cell):
    """The position of a cell in ways in which what is open of it may turn out."""
    for served in degrees(cell.served, cell.harmed):
        for harmed in degrees(cell.harmed, cell.served):
            said = (*side(SERVED, served), *side(HARMED, harmed))
            yield assess({cell.case: said}, [cell.value])[cell.case][cell.value].position


def degrees(side_, other):
    if side_.degree is None:
        return [None] if other.somewhat else [None, Fraction(0), Fraction(1, 10**6), Fraction(1)]
    return [each for each in within(near_its_ends(side_.degree), 1) if 0 <= each <= 1]


def near_its_ends(degree):
    """A closed interval that reaches as far as the degree but for a trifle."""
    trifle = Fraction(1, 10**6) if degree.width else Fraction(0)
    return Interval(degree.low + trifle * degree.above, degree.high - trifle * degree.below)


@settings(max_examples=100, deadline=None)
@given(st.lists(said(), min_size=2, max_size=3))
def test_a_coding_could_decide_exactly_where_it_is_said_to(codings):
    named = {f"Case:{at}": each for at, each in enumerate(codings)}
    table = {case: row["freedom"] for case, row in assess(named, ["freedom"]).items()}
    positions = {case: (each.position,) for case, each in table.items()}
    found = front(positions, {case: (each.reach,) for case, each in table.items()})
    open_ = {each.case for each in found.of(Place.POSSIBLE)}
    for case, cell in table.items():
        settled = set()
        for position in learned(cell):
            seats = front({**positions, case: (position,)}).seats
            settled |= {each.case for each in seats if each.place is not Place.POSSIBLE}
        assert set(found.deciding.get((case, 0), ())) == settled & open_
