"""Cards of shared features."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from patterns.comparison.features.cards import cards, misses
from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.context import Context, Feature, from_crosses
from tests.patterns.comparison.features.contexts import MEALS, partly_known, subsets


def test_a_card_says_who_shares_what_and_who_is_the_exception():
    found = {each.cases: each for each in cards(find_concepts(MEALS))}
    card = found["Anna", "Ben"]
    assert card.sentence() == "2 cases share bread and cheese; only exception Cleo (not cheese)."
    assert (card.undecided, card.stability, card.lineages) == ((), 1, 2)


def test_a_case_of_which_nothing_is_known_is_no_exception():
    blank = replace(MEALS, lacks=(*MEALS.lacks[:1], 0b1000, *MEALS.lacks[2:]))
    card = next(each for each in cards(find_concepts(blank)) if each.cases == ("Anna", "Ben"))
    assert card.exceptions == ()
    assert card.sentence() == (
        "2 cases share bread and cheese; no exception among the cases that are known; not known of Cleo (cheese)."
    )


def test_a_sentence_names_a_few_exceptions_and_counts_the_rest():
    names = [str(number) for number in range(10)]
    rows = [[True, True]] * 2 + [[True, False]] * 7 + [[False, False]]
    (card,) = cards(find_concepts(from_crosses(names, ["x", "y"], rows)))
    assert card.sentence() == "2 cases share x and y; exceptions 2 (not y), 3 (not y), 4 (not y) and 4 more."
    assert len(card.exceptions) == 7


def test_cases_that_copied_each_other_count_once():
    found = cards(find_concepts(MEALS), lineages={"Anna": "family", "Ben": "family"})
    card = next(each for each in found if each.cases == ("Anna", "Ben"))
    assert card.lineages == 1
    assert card.sentence().startswith("2 cases (1 lineage) share")


def test_single_features_and_single_cases_are_no_cards():
    found = cards(find_concepts(MEALS, 0))
    assert found
    assert all(len(each.features) > 1 and len(each.cases) > 1 for each in found)
    assert len(cards(find_concepts(MEALS), top=1)) == 1


def test_of_a_chain_the_strongest_is_shown_and_alone_it_is_no_card():
    chain = tuple(Feature(f"size≥{each}", f"at least {each}", "size", "size≥", each) for each in (1, 2))
    context = Context(("A", "B", "C"), chain, (0b111, 0b011), (0, 0b100))
    assert cards(find_concepts(context)) == ()
    wider = Context(
        ("A", "B", "C", "D"), (*chain, Feature("x", "x")), (0b0111, 0b0011, 0b0111), (0b1000, 0b1100, 0b1000)
    )
    found = {each.cases: each for each in cards(find_concepts(wider))}
    assert [each.key for each in found["A", "B", "C"].features] == ["size≥1", "x"]
    card = found["A", "B"]
    assert [each.key for each in card.features] == ["size≥2", "x"]
    assert [(each.case, each.feature.key) for each in card.exceptions] == [("C", "size≥2")]


def test_what_all_cases_have_is_on_no_card():
    rows = [[True, True, True], [True, True, True], [True, True, False], [True, False, True]]
    (card,) = cards(find_concepts(from_crosses("ABCD", ["all", "x", "y"], rows)))
    assert card.sentence() == "2 cases share x and y; exceptions C (not y) and D (not x)."


@given(partly_known())
def test_misses_are_the_cases_that_miss_exactly_one(context):
    for features in subsets(len(context.features)):
        lacking, unknown = misses(context, features)
        expected = {
            context.cases[case]: context.features[(features & ~row).bit_length() - 1]
            for case, row in enumerate(context.rows)
            if (features & ~row).bit_count() == 1 and features.bit_count() > 1
        }
        assert {each.case: each.feature for each in (*lacking, *unknown)} == expected
        for each in lacking:
            number = context.features.index(each.feature)
            assert each.case in context.titles(context.lacks[number])
        for each in unknown:
            assert each.case not in context.titles(context.lacks[context.features.index(each.feature)])
