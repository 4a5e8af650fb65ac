"""The table of a signature: its four cells, its combinations, its measures, and what would decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.cells import State
from patterns.hypotheses.crosstable import CrossTable, cross_table
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.signature import signature
from tests.patterns.scorecard.saying import FIELDS, case

CASES = (
    case("A", materiality="immaterial", input="open", scale="large"),
    case("B", materiality="immaterial", input="open", scale="small"),
    case("C", materiality="material", input="open", scale="large"),
    case("D", materiality="material", input="paid", scale="small"),
    case("E", materiality="immaterial", input="open", scale="?"),
    case("F", materiality="?", input="open", scale="small"),
    case("G", materiality="material", input="?", scale="?"),
    case("H"),
)


def table(cases=CASES, then: str = "scale = large") -> CrossTable:
    read = signature(["materiality = immaterial", "input = open"], [then] if then else [], FIELDS)
    assert read.problems == ()
    found = cross_table(read, cases)
    assert found is not None
    return found


def names(titles: tuple[str, ...]) -> str:
    return "".join(each.partition(":")[2] for each in titles)


def test_every_decided_case_is_in_one_of_the_four_cells():
    found = table()
    assert [names(each) for each in (found.hits, found.misses, found.others_true, found.others_false)] == [
        "A",
        "B",
        "C",
        "D",
    ]
    assert found.counts == (1, 1, 1, 1)
    assert (found.counts.trials, found.counts.decided, found.counts.true) == (2, 4, 2)


def test_what_would_decide_comes_counter_examples_first_and_says_what_is_known():
    found = table()
    assert [(names((each.case,)), each.words) for each in found.blanks] == [
        ("F", "the claim does not hold"),
        ("E", "the conditions hold"),
    ]
    assert [[field.key for field in each.fields] for each in found.blanks] == [["materiality"], ["scale"]]


def test_a_case_whose_conditions_fail_or_of_which_nothing_is_known_is_not_asked_for():
    assert {"Case:G", "Case:H"}.isdisjoint(each.case for each in table().blanks)


def test_combinations_begin_with_the_one_in_which_all_conditions_hold():
    rows = table().combinations
    assert rows[0].holds == (True, True)
    assert [names(each) for each in (rows[0].true, rows[0].false, rows[0].unknown)] == ["A", "B", "E"]
    assert {each.holds: names((*each.true, *each.false, *each.unknown)) for each in rows[1:]} == {
        (None, True): "F",
        (False, True): "C",
        (False, False): "D",
        (False, None): "G",
    }


def test_unknown_and_uncoded_cells_are_counted_apart():
    cells = table().cells
    assert cells[State.UNKNOWN] == 4
    assert cells[State.UNCODED] == 3
    assert sum(cells.values()) == 3 * len(CASES)


def test_the_measures_are_those_of_sets_worked_out_by_hand():
    cases = [
        *(case(f"hit{at}", materiality="immaterial", input="open", scale="large") for at in range(6)),
        *(case(f"miss{at}", materiality="immaterial", input="open", scale="small") for at in range(2)),
        *(case(f"true{at}", materiality="material", input="open", scale="large") for at in range(4)),
    ]
    found = table(cases)
    assert found.sufficient.inclusion == pytest.approx(6 / 8)
    assert found.sufficient.pri == pytest.approx(6 / 8)
    assert found.sufficient.coverage == pytest.approx(6 / 10)
    assert found.necessary.inclusion == pytest.approx(6 / 10)
    assert found.necessary.coverage == pytest.approx(6 / 8)
    assert found.necessary.relevance == pytest.approx(4 / 6)


def test_what_is_claimed_is_shown_before_the_conditions():
    assert [each.key for each in table().fields] == ["scale", "materiality", "input"]


def test_a_signature_that_claims_nothing_has_no_table():
    assert cross_table(signature(["input = open"], [], FIELDS), CASES) is None


VALUES = st.sampled_from(["immaterial", "material", "?", "-", "!immaterial"])
INPUTS = st.sampled_from(["open", "paid", "open+paid", "?"])
SCALES = st.sampled_from(["large", "small", "large+small", "?", "-"])


@given(st.lists(st.tuples(VALUES, INPUTS, SCALES), max_size=12))
def test_no_case_is_counted_twice_and_none_that_is_decided_is_lost(said):
    cases: list[CaseFacts] = [
        case(str(at), materiality=good, input=paid, scale=size) for at, (good, paid, size) in enumerate(said)
    ]
    found = table(cases)
    listed = [*found.hits, *found.misses, *found.others_true, *found.others_false]
    assert len(listed) == len(set(listed)) == found.counts.decided
    assert set(listed).isdisjoint(each.case for each in found.blanks)
    rows = [title for row in found.combinations for title in (*row.true, *row.false, *row.unknown)]
    assert len(rows) == len(set(rows))
    assert set(listed) <= set(rows)
