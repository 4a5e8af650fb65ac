from patterns.comparison.qca.necessity import necessary
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from


def test_conditions_and_alternatives_that_are_necessary():
    found = necessary(IRRIGATION)
    assert [each.expression for each in found.found if not each.trivial] == [
        "R",
        "C",
        "~A + F + L",
        "A + F + ~L",
    ]
    assert len(found.single) == 10


def test_what_is_nearly_always_there_is_trivial():
    sets = sets_from("A B Y\na 1 1 1\nb 1 0 0\nc 1 0 0\nd 0 0 0")
    found = {each.expression: each for each in necessary(sets).found}
    assert found["A"].trivial
    assert not found["B"].trivial
    assert not found["A*B"].trivial


def test_alternatives_of_several_values_and_no_longer_than_asked():
    sets = sets_from("K B Y\na 0 1 1\nb 1 0 1\nc 2 0 0\nd 2 0 0\ne 2 1 0\nf 1 1 1", {"K": 3})
    assert "B + K[1]" not in {each.expression for each in necessary(sets, most=1).found}
    assert {each.expression for each in necessary(sets).alternatives} >= {"K[1] + B"}


def test_nothing_is_necessary_for_what_never_happens():
    assert necessary(sets_from("A Y\na 1 0\nb 0 0")).found == ()
