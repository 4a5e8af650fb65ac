"""What separates supporting from refuting cases."""

from __future__ import annotations

from patterns.scorecard.separation import separation
from tests.patterns.scorecard.saying import FIELDS, GOOD, INPUT, SCALE, case


def test_one_variable_that_tells_all_apart_narrows_and_splits():
    found = separation(
        FIELDS,
        [
            case("A", materiality="immaterial", input="open"),
            case("B", materiality="immaterial", input="paid"),
        ],
        [case("X", materiality="material", input="open"), case("Y", materiality="material")],
    )
    first = found.separators[0]
    assert (first.field, first.separates, first.apart, first.pairs) == (GOOD, True, 4, 4)
    assert (first.supporting, first.refuting, first.unknown) == (("immaterial",), ("material",), ())
    assert found.sets[0] == (GOOD,)
    assert found.narrowing[0][1] == (
        "Narrow the context to “immaterial” (materiality of the good): the pattern was refuted where it is “material”."
    )
    assert found.splitting[0][1].startswith("Split the pattern by materiality of the good")


def test_the_words_for_the_pages_say_where_it_holds_and_where_not():
    (only,) = separation([INPUT], [case("A", input="open")], [case("X", input="paid+!open")]).separators
    assert only.holds_where == "Seen to hold where input is “open”; refuted where it is “not open” or “paid”."
    assert only.splits_off == "Where input is “not open” or “paid”."


def test_two_variables_together_separate_what_none_does_alone():
    found = separation(
        FIELDS,
        [case("A", materiality="immaterial", input="open")],
        [
            case("X", materiality="material", input="open"),
            case("Y", materiality="immaterial", input="paid"),
        ],
    )
    assert found.sets == ((GOOD, INPUT),)
    assert found.narrowing == ()


def test_what_is_unknown_never_separates_and_is_worth_coding():
    found = separation(
        FIELDS,
        [case("A", input="open"), case("B", input="?")],
        [case("X", input="paid"), case("Y")],
    )
    (only,) = found.separators
    assert (only.apart, only.alike, only.pairs, only.may_separate) == (1, 0, 4, True)
    assert only.unknown == ("Case:B", "Case:Y")
    assert found.sets == ()
    assert "First code the 2 cases of which it is not known." in found.narrowing[0][1]
    assert ("Case:Y", "Case:A") in found.alike


def test_a_shared_value_does_not_tell_apart():
    found = separation([SCALE], [case("A", scale="small+large")], [case("X", scale="large")])
    assert found.separators == ()
    assert found.alike == (("Case:X", "Case:A"),)
    assert "nothing is known to tell them apart" in found.note


def test_not_applicable_differs_from_a_value():
    found = separation([INPUT], [case("A", input="-")], [case("X", input="open")])
    assert found.separators[0].separates


def test_without_two_sides_there_is_a_sentence():
    assert separation(FIELDS, [case("A")], []).note.startswith("Nothing speaks against")
    assert (
        "nothing to separate the refuting cases from" in separation(FIELDS, [], [case("X")], ["Case:X"]).note
    )
