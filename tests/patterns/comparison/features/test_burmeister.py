"""Burmeister's format."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.burmeister import UnreadableContextError, read_context, write_context
from patterns.comparison.features.context import Context, Feature
from tests.patterns.comparison.features.contexts import LIVE_IN_WATER, MEALS, live_in_water, partly_known

WRITTEN = """B
Meals
2
3

Anna
Ben
bread
cheese
wine
XX.
.X?
"""


def test_what_is_written_is_as_others_write_it():
    context = Context(
        ("Anna", "Ben"),
        tuple(Feature(each, each) for each in ("bread", "cheese", "wine")),
        (1, 3, 0),
        (2, 0, 1),
    )
    assert write_context(context, "Meals", unknown="?") == WRITTEN
    assert write_context(context, "Meals").endswith("XX.\n.X.\n")
    assert read_context(WRITTEN) == context


@given(partly_known(), st.sampled_from(["", "Meals", "17"]))
def test_a_context_comes_back_as_it_was(context, name):
    assert read_context(write_context(context, name, unknown="?")) == context


@given(st.text(max_size=60))
def test_any_text_is_a_context_or_refused(text):
    for each in (text, "B\n\n2\n1\n" + text):
        with suppress(UnreadableContextError):
            assert read_context(write_context(read_context(each), unknown="?")) == read_context(each)


@pytest.mark.parametrize(
    "text",
    [
        WRITTEN.replace("Meals\n", ""),
        WRITTEN.replace("Meals\n2\n3\n\n", "\n2\n3\n"),
        WRITTEN.replace("\n", "\r\n"),
        "\ufeff" + WRITTEN.replace("X", "x"),
    ],
)
def test_variants_that_programs_write_are_read(text):
    assert read_context(text) == read_context(WRITTEN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B", "Line 1 should be the letter B"),
        ("B\nName\ntwo\n3", "the numbers of cases and of features"),
        (WRITTEN.replace("Ben\n", "Anna\n"), "Line 7 names “Anna” a second time: cases need"),
        (WRITTEN.replace("cheese", "bread"), "Line 9 names “bread” a second time: features need"),
        (WRITTEN.replace(".X?", ".X"), "Line 12 has 2 signs for 3 features"),
        (WRITTEN.replace(".X?", ".X!"), "Line 12 has the sign “!”"),
        (WRITTEN.replace(".X?\n", ""), "There are 1 rows of signs for 2 cases"),
        ("B\n\n2\n3\n\nAnna\nBen", "ends after 2 of 5 names"),
        ("B\n\n99999999\n99999999\n", "20,000,000 are read at most"),
    ],
)
def test_what_is_wrong_is_said(text, words):
    with pytest.raises(UnreadableContextError, match=words.replace("?", r"\?")):
        read_context(text)


@pytest.mark.skipif(LIVE_IN_WATER is None, reason="the shared samples are not at hand")
def test_a_published_file_is_written_back_byte_for_byte():
    assert write_context(live_in_water()) == (LIVE_IN_WATER / "context.cxt").read_text(encoding="utf-8")


def test_breaks_in_names_become_spaces():
    context = Context(("Anna\nand Ben",), MEALS.features[:1], (1,), (0,))
    assert "\nAnna and Ben\n" in write_context(context)
