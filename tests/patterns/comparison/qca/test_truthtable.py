import pytest

from patterns.comparison.qca.sets import BadSets
from patterns.comparison.qca.truthtable import Corners, CutOffs, Output, remainders, truth_table
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from


def table(sets, **cutoffs):
    return truth_table(Corners(sets), CutOffs(**cutoffs))


def test_rows_name_their_cases_and_whether_these_ended_differently():
    found = {row.number: row for row in table(IRRIGATION).rows}
    torn = found[12]
    assert (torn.cases, torn.with_outcome, torn.without_outcome) == (("1", "2"), ("1",), ("2",))
    assert (torn.inclusion, torn.pri, torn.output, torn.contradictory) == (0.5, 0.5, Output.ABSENT, True)
    assert found[32].output is Output.PRESENT
    assert not found[32].contradictory


def test_between_two_cut_offs_a_row_contradicts_itself():
    found = table(IRRIGATION, inclusion=0.8, exclusion=0.4)
    assert [row.number for row in found.of(Output.CONTRADICTION)] == [12]
    assert [row.number for row in found.negative] == [8, 12, 17]


def test_rows_with_too_few_cases_are_remainders():
    found = table(IRRIGATION, cases=2)
    assert {row.number for row in found.of(Output.REMAINDER)} == {2, 8, 10, 17, 26, 29, 30}


def test_a_low_pri_keeps_a_row_from_the_outcome():
    sets = sets_from("A Y\na 1 0.5\nb 1 0.6\nc 0 0")
    assert table(sets, inclusion=0.5).positive[0].pri < 0.6
    assert table(sets, inclusion=0.5, pri=0.6).positive == ()


def test_who_is_halfway_is_listed_and_in_no_row():
    found = table(sets_from("A B Y\na 0.5 1 1\nb 1 1 0.5\nc ? 0.5 1"))
    assert found.halfway == ("a", "c")
    assert [(row.cases, row.with_outcome, row.without_outcome) for row in found.rows] == [(("b",), (), ())]


def test_a_row_with_something_unknown_is_measured_over_its_own_cases():
    found = table(sets_from("A B Y\na 1 1 1\nb 1 ? 0\nc 1 ? 0\nd 0 ? ?"))
    open_row = found.rows[-1]
    assert (open_row.number, open_row.term.expression, open_row.cases) == (None, "A", ("b", "c"))
    assert open_row.inclusion == 0
    assert found.no_outcome == ("d",)


@pytest.mark.parametrize(
    "cutoffs",
    [
        {"cases": 0},
        {"inclusion": 1.2},
        {"inclusion": 0.5, "exclusion": 0.6},
        {"pri": -1},
        {"exclusion": -0.1},
    ],
)
def test_cut_offs_that_mean_nothing_are_refused(cutoffs):
    with pytest.raises(BadSets, match=r"^[A-Z].*\.$"):
        CutOffs(**cutoffs)


def test_cases_to_look_for_are_next_to_those_there_are():
    found = remainders(table(IRRIGATION), IRRIGATION, 3)
    assert len(found) == 3
    assert len(found[0].like) >= len(found[1].like) >= len(found[2].like)
    assert (found[0].number, found[0].like) == (4, ("9", "11", "1", "2"))
    assert found[0].words == (
        "A case with A absent, R absent, F absent, L present, C present; like 9 but for one condition."
    )
    observed = {row.number for row in table(IRRIGATION).rows}
    assert not observed & {each.number for each in remainders(table(IRRIGATION), IRRIGATION, 99)}
