from __future__ import annotations

import pytest

from wiki.search.spelling import CANDIDATES, mistakes, nearest

KNOWN = ["commons", "common", "commune", "communal", "comma", "gift", "lift", "market", "peer", "production"]

NEAREST = [
    ("comons", "commons"),
    ("ocmmons", "commons"),
    ("commonss", "commons"),
    ("markte", "market"),
    ("prodcution", "production"),
    ("produktoin", "production"),
    ("gfit", "gift"),
]


@pytest.mark.parametrize(("word", "expected"), NEAREST)
def test_the_nearest_word_comes_first(word: str, expected: str) -> None:
    assert nearest(word, KNOWN)[0] == expected


@pytest.mark.parametrize("word", ["xxxxxx", "commons-based-peer", "pxxr", ""])
def test_what_is_too_far_from_all_has_none(word: str) -> None:
    assert nearest(word, KNOWN) == []


def test_a_word_is_not_near_to_itself() -> None:
    assert "gift" not in nearest("gift", KNOWN)


def test_short_words_may_have_one_mistake_long_ones_two() -> None:
    assert [mistakes("comma"), mistakes("common")] == [1, 2]


def test_candidates_are_limited() -> None:
    assert len(nearest("wordx", (f"word{letter}" for letter in "abcdefghijklmno"))) == CANDIDATES
