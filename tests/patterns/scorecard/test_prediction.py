"""A pattern's signature and how it fares."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding
from patterns.scorecard.instances import standings
from patterns.scorecard.prediction import chance_of, predict
from patterns.scorecard.signature import Sign, signature
from tests.patterns.scorecard.saying import FIELDS, case, exhibits, instances


def read(conditions: str, claims: str = ""):
    found = signature([conditions] if conditions else [], [claims] if claims else [], FIELDS)
    assert found.problems == ()
    return found


@pytest.mark.parametrize(
    "written",
    [
        "materiality = immaterial",
        "Materiality of the good is immaterial",
        "materiality_of_the-good=Immaterial",
    ],
)
def test_conditions_are_read_by_key_and_label(written):
    (found,) = read(written).conditions
    assert (found.field.key, found.sign, found.values) == ("materiality", Sign.IS, ("immaterial",))


@pytest.mark.parametrize(
    ("written", "value", "holds"),
    [
        ("input = open", "open", True),
        ("input = open", "paid", False),
        ("input = open", "!open", False),
        ("input = open", "!paid", None),
        ("input = open", "-", False),
        ("input = open", "?", None),
        ("input is not open", "paid", True),
        ("input ≠ open", "?", None),
        ("scale = small | nested", "large+nested", True),
        ("founded >= 2000", "2001", True),
        ("founded < 2000", "2001", False),
        ("founded < 2000", "?", None),
        ("founded > 2000", "-", False),
        ("founded >= 500 BCE", "-0499", True),
        ("founded >= 500 BCE", "-0500", False),
        ("founded = 500 BC", "-0499", True),
        ("founded = 0499", "-0499", False),
    ],
)
def test_conditions_hold_do_not_hold_or_are_undecided(written, value, holds):
    (found,) = read(written).conditions
    assert found.holds(case("A", **{found.field.key: value}).cell(found.field.key)) is holds


def test_a_contested_cell_decides_nothing():
    (found,) = read("input = open").conditions
    disputed = case("A", Coding("input", "open", "open", "contested"))
    assert found.holds(disputed.cell("input")) is None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("just words", "is no test of a case"),
        ("colour = red", "cases have no variable “colour”"),
        ("input = ajar", "is no value of input. There are: open, paid."),
        ("input > open", "only numbers and years"),
    ],
)
def test_what_cannot_be_read_is_said_and_tests_nothing(written, problem):
    found = signature([written], [], FIELDS)
    assert not found
    assert problem in found.problems[0]


@given(st.text(max_size=40))
def test_no_text_breaks_it(written):
    found = signature([written], [written], FIELDS)
    assert len(found.problems) + len(found.conditions) + len(found.claims) == 2


def test_it_is_read_out():
    assert read("input = open", "scale is not small").words == "If input = open, then scale ≠ small."
    assert read("input = open").words == "If input = open, then the pattern works."


def dated(name: str, scale: str, date: str, **values: str):
    found = [Coding("scale", scale, scale, evidence=exhibits(date=date).evidence)]
    return case(name, *found, **values)


def test_hits_misses_base_rate_and_running_rate():
    cases = [
        dated("A", "large", "2026-01-03", input="open"),
        dated("B", "small", "2026-01-01", input="open"),
        dated("C", "large", "2026-01-02", input="open"),
        dated("D", "small", "2026-01-04", input="paid"),
        case("E", input="open"),
        case("F", scale="large"),
        case("G", input="paid"),
    ]
    found = predict(read("input = open", "scale = large"), cases, {})
    assert [(each.case, each.hit, each.hits, each.of) for each in found.trials] == [
        ("Case:B", False, 0, 1),
        ("Case:C", True, 1, 2),
        ("Case:A", True, 2, 3),
    ]
    assert (found.hits, found.misses, found.rate) == (("Case:C", "Case:A"), ("Case:B",), Fraction(2, 3))
    assert [each.base for each in found.trials] == [Fraction(2, 3), Fraction(1, 3), Fraction(1, 3)]
    assert found.base == Fraction(4, 9)
    assert found.worst == Fraction(1, 2)
    assert found.chance == pytest.approx(0.5)  # 2 of 4 hold; 3 drawn: 2 hits in 2 of 4 ways
    assert [(each.case, [field.key for field in each.fields]) for each in found.to_code] == [
        ("Case:E", ["scale"]),
        ("Case:F", ["input"]),
    ]
    assert found.note.startswith("Only 3 cases test it")


def test_without_claims_the_instances_are_the_claim():
    found = {each.case: each for each in standings(instances(A=exhibits(), B=exhibits(bearing="refuting")))}
    cases = [case(name, input="open") for name in "ABC"]
    result = predict(read("input = open"), cases, found)
    assert (result.hits, result.misses) == (("Case:A",), ("Case:B",))
    assert [each.case for each in result.to_code] == ["Case:C"]


def test_conditions_that_always_hold_tell_nothing():
    cases = [case(f"N{at}", input="open", scale="large" if at else "small") for at in range(6)]
    found = predict(read("input = open", "scale = large"), cases, {})
    assert (found.chance, found.rate) == (None, Fraction(5, 6))
    assert "no better than always guessing" in found.note


def test_a_signature_that_tells_something_has_no_caution():
    cases = [case(f"N{at}", input="open", scale="large") for at in range(6)]
    cases += [case(f"M{at}", input="paid", scale="small") for at in range(6)]
    found = predict(read("input = open", "scale = large"), cases, {})
    assert found.note == ""
    assert found.chance == pytest.approx(1 / 924)


def test_no_signature_predicts_nothing():
    assert predict(signature([], [], FIELDS), [case("A")], {}) is None


@given(st.data())
def test_chance_is_the_tail_of_the_hypergeometric_distribution(data):
    decided = data.draw(st.integers(1, 60))
    true, trials = data.draw(st.integers(0, decided)), data.draw(st.integers(0, decided))
    hits = data.draw(st.integers(0, trials))
    found = chance_of(trials, hits, decided, true)
    if not trials or true in (0, decided) or trials == decided:
        assert found is None
        return
    draws = range(hits, min(trials, true) + 1)
    ways = sum(comb(true, each) * comb(decided - true, trials - each) for each in draws)
    assert found == float(Fraction(ways, comb(decided, trials)))
