from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.fit import Part
from patterns.comparison.qca.solutions import Bound
from patterns.comparison.qca.truthtable import CutOffs
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from


def expressions(models):
    return {each.expression for each in models}


def test_all_models_that_are_equally_good_and_the_rest_behind_a_count():
    found = analyse(IRRIGATION).parsimonious
    assert expressions(found.models) == {
        "~A*~L + A*R + R*F",
        "~A*~L + A*C + R*F",
        "A*R + R*F + ~L*C",
        "A*L + R*F + ~L*C",
        "A*C + R*F + ~L*C",
    }
    assert found.ambiguous
    assert [each.expression for each in found.core] == ["R*F"]
    assert (found.count, found.further_count, len(found.further), found.further_proven) == (5, 7, 7, True)
    assert [row.number for row in found.unexplained] == []


def test_a_search_that_is_cut_short_says_so_and_still_covers():
    found = analyse(IRRIGATION, Settings(bound=Bound(steps=30, listed=5)))
    assert not found.parsimonious.proven or found.parsimonious.count >= 1
    long = analyse(IRRIGATION, Settings(bound=Bound(steps=1, listed=5))).conservative
    assert not long.proven
    assert long.models[0].fit.coverage == analyse(IRRIGATION).conservative.models[0].fit.coverage


def test_no_more_models_are_listed_than_asked_for_but_all_are_counted():
    found = analyse(IRRIGATION, Settings(bound=Bound(listed=2))).parsimonious
    assert (len(found.models), found.count) == (2, 5)


def test_what_cases_are_to_a_term_and_to_the_whole():
    model = next(
        each for each in analyse(IRRIGATION).parsimonious.models if each.expression == "A*R + R*F + ~L*C"
    )
    parts = model.parts_of(1)
    assert parts[Part.TYPICAL] == ("3", "4", "7", "8", "13", "15")
    assert parts[Part.UNCOVERED] == ("1", "5", "6", "9", "10", "14")
    assert model.parts[Part.UNCOVERED] == ("1",)
    assert model.parts[Part.IRRELEVANT] == ("2", "11", "12")
    fuzzy = analyse(
        sets_from("A Y\na 0.9 0.8\nb 0.7 0.2\nc 0.2 0.1\nd 0.8 0.9\ne 1 1"), Settings(CutOffs(inclusion=0.7))
    )
    parts = fuzzy.parsimonious.models[0].parts
    assert parts[Part.DEVIANT_IN_DEGREE] == ("a",)
    assert parts[Part.DEVIANT_IN_KIND] == ("b",)


def test_cases_coded_alike_that_ended_differently_stay_unexplained():
    found = analyse(sets_from("A B Y\na 1 1 1\nb 1 ? 0\nc 0 0 0")).parsimonious
    assert [row.cases for row in found.unexplained] == [("a",)]
    assert found.models == ()


def test_a_case_of_which_nothing_is_known_is_in_no_row():
    """It could be like any other, and would leave nothing to be said of all the others."""
    found = analyse(sets_from("A Y\na 1 1\nb 0 0\nc ? 0"))
    assert expressions(found.parsimonious.models) == {"A"}
    assert found.table.blank == ("c",)


def test_the_optimistic_reading_shows_what_could_be_known():
    found = analyse(sets_from("A B Y\na 1 1 1\nb 1 ? 0\nc 0 0 0"))
    assert expressions(found.optimistic.models) == {"B"}


def test_nothing_to_explain_and_nothing_to_tell_apart():
    never = analyse(sets_from("A Y\na 1 0\nb 0 0"))
    assert never.parsimonious.models == never.conservative.models == ()
    always = analyse(sets_from("A Y\na 1 1\nb 0 1"))
    assert always.parsimonious.models == ()
    assert [row.cases for row in always.parsimonious.unexplained] == [("b",), ("a",)]
    assert analyse(sets_from("A Y\na ? ?\nb 0.5 1")).table.rows == ()


def test_the_inclusion_of_a_term_is_bounded_by_what_is_unknown():
    model = analyse(sets_from("A B Y\na 1 1 1\nb 1 1 1\nc 0 1 0\nd ? 0 0\ne 0 ? 0")).parsimonious.models[0]
    assert model.expression == "A*B"
    assert (model.fits[0].lowest, model.fits[0].inclusion, model.fits[0].highest) == (1, 1, 1)
