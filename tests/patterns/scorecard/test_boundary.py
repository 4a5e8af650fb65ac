"""Where a pattern has been seen, in a sentence."""

from __future__ import annotations

import pytest

from patterns.scorecard.boundary import boundary, listed, name_of
from tests.patterns.scorecard.saying import FIELDS, case, field


def test_the_sentence_counts_what_is_spread_and_says_what_is_the_same_in_all():
    cases = [case(f"N{at}", materiality="immaterial", input="open") for at in range(9)]
    cases += [case("M1", materiality="material", input="open"), case("M2", materiality="material")]
    found = boundary(FIELDS, cases)
    assert found.sentence == (
        "Seen in 11 cases: 9 “immaterial” and 2 “material” (materiality of the good); "
        "“open” in all 10 of which it is known (input)."
    )
    constant, spread = found.contexts
    assert constant.constant.cases == tuple(each.title for each in cases[:10])
    assert (spread.field.key, spread.constant, spread.unknown) == ("materiality", None, ())


def test_a_case_with_two_values_counts_for_both():
    cases = [case("A", scale="small+large"), case("B", scale="large"), case("C", scale="large+nested")]
    (found,) = boundary(FIELDS, cases).contexts
    assert {each.label: len(each.cases) for each in found.seen} == {"large": 3, "nested": 1, "small": 1}
    assert found.constant.label == "large"


def test_absent_and_not_applicable_are_said_and_unknown_is_not_counted():
    cases = [case("A", input="!open"), case("B", input="-"), case("C", input="?"), case("D", input="-")]
    (found,) = boundary(FIELDS, cases).contexts
    assert [(each.label, each.cases) for each in found.seen] == [
        ("not applicable", ("Case:B", "Case:D")),
        ("not open", ("Case:A",)),
    ]
    assert found.unknown == ("Case:C",)
    assert boundary(FIELDS, cases).sentence == (
        "Seen in 4 cases: 2 “not applicable” and 1 “not open” (input; not known of 1)."
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "Seen in no case yet, so nothing is known of where it holds."),
        (1, "Seen in 1 case: too few to say where it holds."),
        (2, "Seen in 2 cases: too few to say where it holds."),
    ],
)
def test_few_cases_have_no_boundary(number, sentence):
    assert boundary(FIELDS, [case(f"N{at}", input="open") for at in range(number)]).sentence == sentence


def test_nothing_coded_is_said():
    found = boundary(FIELDS, [case(name) for name in "ABC"])
    assert found.sentence == "Seen in 3 cases; too little is coded of them to say where it holds."
    assert found.contexts == ()


def test_numbers_and_wordings_are_no_contexts():
    cases = [case(name, founded="1999") for name in "ABC"]
    assert boundary(FIELDS, cases).contexts == ()


def test_words():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert name_of(field("x", label="SPDX identifier")) == "SPDX identifier"
