"""Verdicts: the same thresholds for every hypothesis, and what would change them."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.hypotheses.crosstable import Counts, cross_table
from patterns.hypotheses.verdict import Word, by_codings, by_people, robust_words, without_one
from patterns.scorecard.signature import signature
from tests.patterns.scorecard.saying import FIELDS, case


@pytest.mark.parametrize(
    ("counts", "lineages", "words"),
    [
        ((0, 0, 3, 3), 0, "untested"),
        ((0, 1, 0, 0), 1, "contradicted by 1 case"),
        ((3, 1, 0, 9), 4, "contradicted by 1 case"),
        ((4, 1, 0, 9), 5, "supported, with 1 exception"),
        ((5, 0, 0, 9), 5, "supported"),
        ((5, 0, 0, 9), 2, "undecided"),
        ((4, 0, 0, 9), 4, "undecided"),
        ((5, 0, 5, 1), 5, "undecided"),
        ((5, 0, 0, 0), 5, "undecided"),
        ((5, 0, 5, 0), 5, "undecided"),
    ],
)
def test_the_codings_are_judged_by_fixed_thresholds(counts, lineages, words):
    assert by_codings(Counts(*counts), lineages).words == words


@pytest.mark.parametrize(
    ("counts", "lineages", "reason"),
    [
        ((4, 0, 0, 9), 4, "5 cases are needed"),
        ((5, 0, 0, 9), 2, "They are of 2 lineages; 3 are needed."),
        ((5, 0, 5, 1), 5, "by chance in 55% of all deals"),
        ((5, 0, 0, 0), 5, "nothing to compare with"),
        ((5, 0, 5, 0), 5, "the same in every decided case"),
    ],
)
def test_what_is_undecided_says_why(counts, lineages, reason):
    assert reason in " ".join(by_codings(Counts(*counts), lineages).reasons)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((0, 0, 0, 0), "untested"),
        ((0, 0, 0, 2), "undecided"),
        ((0, 1, 0, 0), "contradicted by 1 case"),
        ((3, 1, 3, 0), "contradicted by 1 case"),
        ((4, 1, 3, 0), "supported, with 1 exception"),
        ((4, 0, 2, 0), "undecided"),
    ],
)
def test_what_people_say_is_judged_by_the_same_share_and_the_rule_of_three(said, words):
    assert by_people(*said).words == words


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(1, 12))
def test_a_further_counter_example_never_helps(numbers, lineages):
    order = [Word.CONTRADICTED, Word.UNDECIDED, Word.SUPPORTED]
    hits, misses, *others = numbers
    before = by_codings(Counts(hits, misses, *others), lineages)
    after = by_codings(Counts(hits, misses + 1, *others), lineages)
    if before.word is not Word.UNTESTED and len(others) and misses + hits >= 5:
        assert order.index(after.word) <= order.index(before.word)


def table_of(hits: int, misses: int, others_false: int):
    number = count()

    def cases(times: int, good: str, size: str):
        return [case(str(next(number)), materiality=good, scale=size) for _ in range(times)]

    return cross_table(
        signature(["materiality = immaterial"], ["scale = large"], FIELDS),
        [
            *cases(hits, "immaterial", "large"),
            *cases(misses, "immaterial", "small"),
            *cases(others_false, "material", "small"),
        ],
    )


def test_without_one_case_a_verdict_may_fall_and_the_cases_are_named():
    fragile = without_one(table_of(4, 1, 9), {})
    assert {each.verdict.word for each in fragile} == {Word.CONTRADICTED, Word.UNDECIDED}
    assert robust_words(fragile) == (
        "It would be contradicted by 1 case without any one of 0, 1, 2 and 3; undecided without 4."
    )
    assert robust_words(without_one(table_of(9, 0, 9), {})).startswith("It would be the same")


def test_cases_of_one_lineage_can_only_be_missed_together():
    table = table_of(6, 0, 12)
    assert table is not None
    three = {each: each if at < 2 else "one" for at, each in enumerate(table.hits)}
    (changed,) = without_one(table, three)
    assert changed.cases == table.hits[:2]
    assert changed.verdict.word is Word.UNDECIDED
