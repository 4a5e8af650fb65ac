"""Who codes which case."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from patterns.rounds.assigning import assigned, may_take, next_case
from patterns.rounds.reading import Round

CASES = tuple(f"Case:{letter}" for letter in "ABCDEF")
OPEN = Round("Round:R", CASES)
NAMED = Round("Round:R", CASES, coders=("ana", "ben", "cem", "dia"))


def test_every_coder_and_every_pair_gets_as_much_as_the_others():
    shares = assigned(NAMED, {})
    assert Counter(map(len, shares.values())) == {2: 6}
    assert set(Counter(coder for coders in shares.values() for coder in coders).values()) == {3}
    pairs = Counter(frozenset(pair) for coders in shares.values() for pair in combinations(coders, 2))
    assert set(pairs.values()) == {1}


def test_who_has_taken_a_case_keeps_it():
    shares = assigned(NAMED, {"Case:F": ["dia", "cem"]})
    assert shares["Case:F"] == ("dia", "cem")


@given(st.integers(1, 30), st.integers(2, 6), st.integers(2, 8))
def test_no_case_has_a_coder_twice_nor_too_many(cases: int, per_case: int, coders: int):
    of = Round("Round:R", tuple(map(str, range(cases))), (), tuple(f"c{n}" for n in range(coders)), per_case)
    for share in assigned(of, {}).values():
        assert len(set(share)) == len(share) == min(per_case, coders)


def test_a_begun_case_comes_first_then_one_that_lacks_a_coder():
    taken = {"Case:C": ["ana"], "Case:D": ["ben"]}
    assert next_case(OPEN, taken, [], "ana") == "Case:C"
    assert next_case(OPEN, taken, ["Case:C"], "ana") == "Case:D"
    assert next_case(OPEN, taken, [], "cem") == "Case:C"
    assert next_case(OPEN, {case: ["ana", "ben"] for case in CASES}, [], "cem") == ""


def test_a_closed_round_and_another_s_case_cannot_be_taken():
    assert not may_take(Round("Round:R", CASES, closed="2026-03-01"), {}, "Case:A", "ana")
    assert not may_take(OPEN, {"Case:A": ["ben", "cem"]}, "Case:A", "ana")
    assert may_take(OPEN, {"Case:A": ["ben", "ana"]}, "Case:A", "ana")
    assert not may_take(OPEN, {}, "Case:Z", "ana")
    assert may_take(NAMED, {}, "Case:A", "ana")
    assert not may_take(NAMED, {}, "Case:A", "eva")
    assert next_case(Round("Round:R", CASES, closed="2026-03-01"), {}, [], "ana") == ""
