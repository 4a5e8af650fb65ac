"""Where, when and at which point of the axes cases stand."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.axes import axes
from patterns.codings import Coding, Evidence
from patterns.comparison import spread
from patterns.comparison.spread import Poles, Span, courses, read_point, read_year, span_of

AXIS = Poles("from enclosed to common", "enclosed", "common", "Enclosed", "Common")


def stood(value, status="present", **when):
    evidence = tuple(Evidence(key, str(year)) for key, year in when.items())
    return Coding("transformations", value, value, status, evidence=evidence)


def moves(*codings):
    return [
        (each.before.label, each.after.label, each.forward)
        for course in courses([AXIS], {"A": codings})
        for each in course.moves
    ]


@pytest.mark.parametrize("written", ["", "north", "91, 0", "0, 181", "45.07", "45.07; 7.69", "1e1, 2"])
def test_what_is_no_place_on_the_earth_is_none(written):
    assert read_point(written) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_are_read_back(latitude, longitude):
    point = read_point(f"{latitude:.4f}, {longitude:.4f}")
    assert point is not None
    assert (point.latitude, point.longitude) == (round(latitude, 4), round(longitude, 4))


@pytest.mark.parametrize(
    ("written", "year"), [("2008", 2008), ("-500", -500), ("12345", None), ("about 1900", None)]
)
def test_a_year(written, year):
    assert read_year(written) == year


def test_a_span_takes_the_widest_that_is_said_and_says_when_it_is_disputed():
    said = [Coding("started", "1991"), Coding("started", "1990", status="contested"), Coding("ended", "2000")]
    assert span_of("A", said) == Span("A", 1990, 2000, disputed=True)
    assert span_of("A", [Coding("ended", "2000")]) == Span("A", None, 2000)


@pytest.mark.parametrize("status", ["absent", "unknown", "not-applicable", ""])
def test_what_does_not_stand_is_no_year_and_no_position(status):
    assert span_of("A", [Coding("started", "1991", status=status)]) is None
    assert courses([AXIS], {"A": [stood("common", status)]}) == ()


def test_a_move_goes_either_way():
    assert moves(stood("common", since=2005), stood("enclosed", until=2004)) == [("enclosed", "common", True)]
    assert moves(stood("enclosed", since=2005), stood("common", until=2004)) == [
        ("common", "enclosed", False)
    ]


def test_without_years_that_tell_which_came_first_there_is_no_move():
    assert moves(stood("enclosed"), stood("common")) == []
    assert moves(stood("enclosed", since=1990, until=2010), stood("common", since=2000)) == []
    assert moves(stood("common", until=2004), stood("common", since=2005)) == []


def test_two_cases_make_no_move():
    found = courses([AXIS], {"A": [stood("enclosed", until=2000)], "B": [stood("common", since=2001)]})
    assert [each.case for each in found[0].positions] == ["A", "B"]
    assert found[0].moves == ()


def test_the_axes_of_the_vocabulary_have_two_positions_each():
    found = {each.label: each for each in axes()}
    assert len(found) == 11
    assert found["from enclosed to common"].start.endswith("#enclosed-position")


def test_examples():
    assert doctest.testmod(spread).failed == 0
