"""Rules in words, with their exceptions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from patterns.comparison.features.basis import implication_basis
from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.context import Context, Feature
from patterns.comparison.features.exploration import Answer, explore
from patterns.comparison.features.rules import partial_rules, rule, shortest, strict_rules
from tests.patterns.comparison.features.contexts import MEALS, partly_known, subsets

BREAD, CHEESE, WINE = 0b0001, 0b0010, 0b0100


def test_exceptions_come_first_and_by_name():
    found = rule(MEALS, BREAD, CHEESE)
    assert found.sentence() == "Cleo is an exception; 2 cases with bread have cheese."
    assert (found.support, found.confidence, found.among_known) == (2, Fraction(2, 3), Fraction(2, 3))
    assert found.usual == Fraction(1, 2)
    assert rule(MEALS, WINE, BREAD).sentence() == "2 cases with wine have bread."


def test_a_case_of_which_it_is_not_known_is_no_exception_and_counts_against_the_confidence():
    blank = replace(MEALS, lacks=(MEALS.lacks[0], 0b1000, *MEALS.lacks[2:]))
    found = rule(blank, BREAD, CHEESE)
    assert (found.exceptions, found.undecided) == ((), ("Cleo",))
    assert (found.confidence, found.among_known) == (Fraction(2, 3), Fraction(1))
    assert found.sentence() == "2 cases with bread have cheese; not known of Cleo."


def test_cases_that_could_break_a_rule_once_coded_are_named():
    blank = replace(MEALS, lacks=(0, *MEALS.lacks[1:]))
    assert rule(blank, BREAD, CHEESE).untested == ("Dan",)
    assert rule(MEALS, BREAD, CHEESE).untested == ()


def test_strict_rules_have_short_premises_and_no_exceptions():
    found = strict_rules(implication_basis(MEALS))
    assert {
        (frozenset(f.label for f in each.premise), frozenset(f.label for f in each.conclusion))
        for each in found
    } == {
        (frozenset({"wine"}), frozenset({"bread"})),
        (frozenset({"cheese"}), frozenset({"bread"})),
        (frozenset({"bread", "water"}), frozenset({"cheese"})),
    }
    assert all(not each.exceptions and not each.undecided for each in found)


def test_cases_that_copied_each_other_count_once():
    assert rule(MEALS, BREAD, CHEESE, {"Anna": "one", "Ben": "one"}).lineages == 1


@given(partly_known())
def test_every_case_has_one_place_in_a_rule_at_most(context):
    for premise in subsets(len(context.features)):
        found = rule(context, premise, context.everything & ~premise)
        placed = [*found.cases, *found.exceptions, *found.undecided, *found.untested]
        assert len(placed) == len(set(placed))
        assert set(placed) <= set(context.cases)
        assert 0 <= found.confidence <= found.among_known <= 1


@given(partly_known())
def test_the_shortest_premise_picks_out_the_same_cases(context):
    for features in subsets(len(context.features)):
        kept = shortest(context, features)
        assert context.extent(kept) == context.extent(features)
        assert kept & ~features == 0
        for number in range(len(context.features)):
            if kept >> number & 1:
                assert context.extent(kept & ~(1 << number)) != context.extent(kept)


@given(partly_known())
def test_partial_rules_hold_for_the_share_of_cases_asked_for(context):
    concepts = find_concepts(context, 1, limit=None)
    found = partial_rules(concepts, Fraction(1, 2))
    assert all(Fraction(1, 2) <= each.confidence < 1 for each in found)
    assert [len(each.exceptions) for each in found] == sorted(len(each.exceptions) for each in found)
    pairs = {
        (each.extent, other.extent)
        for each in concepts.found
        for other in concepts.found
        if other.extent & each.extent == other.extent != each.extent
        and not any(
            other.extent & middle.extent == other.extent != middle.extent
            and middle.extent & each.extent == middle.extent != each.extent
            for middle in concepts.found
        )
        and 2 * other.support >= each.support
    }
    assert len(found) == len(pairs)


def asked(found) -> list[str]:
    return [each.sentence() for each in found.questions]


def test_questions_are_asked_until_all_is_answered():
    found = explore(MEALS)
    assert "Is it true that every case with wine has bread? If not, name a case that has not." in asked(found)
    assert len(found.questions) == 3
    answers = [each.answer for each in found.questions]
    assert explore(MEALS, answers).questions == ()
    assert explore(MEALS, answers).complete


def test_a_case_that_breaks_an_answer_is_named_and_the_answer_no_longer_granted():
    yes = Answer(("bread",), ("cheese",), by="ana")
    found = explore(MEALS, [yes])
    ((answer, broken),) = found.broken
    assert answer is yes
    assert broken.exceptions == ("Cleo",)
    assert asked(found) == asked(explore(MEALS))


def test_an_answer_about_a_feature_there_is_none_of_is_passed_over():
    assert asked(explore(MEALS, [Answer(("caviar",), ("bread",))])) == asked(explore(MEALS))


def test_only_so_many_questions_are_asked_at_once_and_what_all_share_is_one():
    shared = Context(("A", "B"), (Feature("x", "x"), Feature("y", "y")), (0b11, 0b01), (0, 0b10))
    found = explore(shared)
    assert asked(found) == ["Is it true that every case has x? If not, name a case that has not."]
    assert not explore(MEALS, most=1).complete
