"""How alike cases are, and why."""

from __future__ import annotations

from dataclasses import replace
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Option, ValueType
from patterns.comparison.likeness import Measure
from patterns.comparison.table import compare
from tests.patterns.comparison.tables import cases, coding, field, tables

THREE = cases(
    {
        "A": "good=rival stage=germ size=10 note=red",
        "B": "good=rival stage=parity size=20 note=blue",
        "C": "good=shared stage=germ size=? note=red",
    },
    {"size": ValueType.INTEGER, "note": ValueType.TEXT},
)


def test_likeness_is_the_mean_over_what_is_known_of_both():
    found = Measure(THREE).likeness("A", "B")
    assert found.score == pytest.approx((1 + 0 + 0) / 3)
    assert found.compared == 3
    assert found.not_compared == ("note",)
    assert found.sentence() == "A and B are 33 % alike in 3 variables known of both; 1 could not be compared."


def test_unknown_is_named_and_has_no_weight():
    found = Measure(THREE).likeness("A", "C")
    assert found.score == 0.5
    assert set(found.not_compared) == {"size", "note"}


def test_the_reasons_are_told():
    found = Measure(THREE, {"stage": 3}).likeness("A", "B")
    assert [(each.label, each.shared) for each in found.alike] == [("Good", ("Rival",))]
    assert [(each.label, each.one, each.other) for each in found.unlike] == [
        ("Stage", ("Germ",), ("Parity",)),
        ("Size", ("10",), ("20",)),
    ]
    assert found.score == pytest.approx(1 / 5)


def test_numbers_are_as_alike_as_they_are_near():
    table = cases({"A": "size=0", "B": "size=25", "C": "size=100"}, {"size": ValueType.INTEGER})
    measure = Measure(table)
    assert measure.likeness("A", "B").score == 0.75
    assert measure.likeness("A", "C").score == 0
    same = cases({"A": "size=7", "B": "size=7"}, {"size": ValueType.INTEGER})
    assert Measure(same).likeness("A", "B").score == 1


def test_of_lists_the_common_share_counts_and_what_is_rare_counts_more():
    table = cases({"A": "t=x+y", "B": "t=x+z", "C": "t=x+y", "D": "t=x"})
    measure = Measure(table)
    common, seldom, single = log(1 + 4 / 4), log(1 + 4 / 2), log(1 + 4 / 1)
    assert isclose(measure.likeness("A", "B").score, common / (common + seldom + single))
    assert measure.likeness("A", "C").score == 1
    assert measure.likeness("A", "D").score < 0.5


def test_absent_and_not_applicable_are_values_and_differ_from_each_other_and_from_every_value():
    table = cases({"A": "v=-", "B": "v=~", "C": "v=x", "D": "v=-"})
    measure = Measure(table)
    assert measure.likeness("A", "D").score == 1
    assert [measure.likeness("A", each).score for each in "BC"] == [0, 0]
    assert measure.likeness("A", "B").parts[0].other == ("not applicable",)
    assert measure.likeness("A", "B").parts[0].one == ("absent",)


def test_the_nearest_come_first_and_those_hardly_known_are_named_apart():
    table = cases(
        {
            "A": "p=1 q=1 r=1 s=1",
            "B": "p=1 q=1 r=1 s=2",
            "C": "p=1 q=1 r=1 s=?",
            "D": "p=2 q=2 r=2 s=1",
            "E": "p=1 q=1 r=? s=?",
        }
    )
    found = Measure(table).like("A")
    assert [each.other for each in found.found] == ["C", "B", "D"]
    assert found.too_little_known == ("E",)


def test_a_weight_of_nothing_leaves_a_variable_out_and_one_below_is_refused():
    found = Measure(THREE, {"stage": 0, "size": 0}).likeness("A", "B")
    assert (found.score, found.compared) == (1.0, 1)
    with pytest.raises(ValueError, match="a weight is 0 or more"):
        Measure(THREE, {"stage": -1})


def test_nothing_in_common_known_is_said():
    table = cases({"A": "p=1 q=?", "B": "p=? q=1"})
    found = Measure(table).likeness("A", "B")
    assert found.score is None
    assert "no variable is known of both" in found.sentence()


def test_options_in_an_order_are_as_alike_as_their_places_are_near():
    words = ("few", "some", "many", "all")
    options = tuple(Option(f"https://example.org/{word}", word) for word in words)
    size = replace(field("size"), options=options)
    said = {"A": "few", "B": "some", "C": "all", "D": "few"}
    table = compare([size], list(said), {title: [coding("size", word)] for title, word in said.items()})
    measure = Measure(table, ordered={"size"})
    assert [measure.likeness("A", each).score for each in "BCD"] == pytest.approx([2 / 3, 0, 1])
    assert Measure(table).likeness("A", "B").score == 0


def test_of_equal_reasons_what_fewest_cases_share_comes_first():
    said = {each: f"often={each in 'ABC'} seldom={each in 'AB'}" for each in "ABCD"}
    alike = Measure(cases(said)).likeness("A", "B").alike
    assert [(each.field, each.usual) for each in alike] == [("seldom", 0.5), ("often", 0.75)]


def test_true_and_false_are_said_as_answers():
    said = {"A": [coding("vote", "true")], "B": [coding("vote", "false")]}
    said = {title: [replace(each, label=each.value) for each in told] for title, told in said.items()}
    table = compare([field("vote", ValueType.BOOLEAN)], list(said), said)
    (part,) = Measure(table).likeness("A", "B").parts
    assert (part.one, part.other) == (("yes",), ("no",))


@given(tables())
def test_likeness_is_a_share_the_same_both_ways_and_whole_for_a_case_and_itself(table):
    measure = Measure(table)
    for one in table.titles:
        for other in table.titles:
            found = measure.likeness(one, other)
            assert found.score == measure.likeness(other, one).score
            assert found.score is None or 0 <= found.score <= 1
            assert len(found.parts) + len(found.not_compared) == len(table.rows)
        assert measure.likeness(one, one).score in (None, 1.0)


@given(tables(), st.data())
def test_a_variable_that_is_left_out_changes_no_other(table, data):
    one, other = table.titles[:2]
    whole = Measure(table).likeness(one, other)
    row = data.draw(st.sampled_from([each.field.key for each in table.rows]))
    without = Measure(table, {row: 0}).likeness(one, other)
    kept = [(each.field, each.likeness) for each in whole.parts if each.field != row]
    assert [(each.field, each.likeness) for each in without.parts if each.field != row] == kept
