"""Headings and run-in labels of others become our sections."""

from hypothesis import given
from hypothesis import strategies as st

from importers.outline import outline, text_of, translated

LABELS = {"Definition": "Patlet", "What’s Next": "What’s next"}


def test_bold_run_in_labels_become_sections():
    parts = outline("**Definition**: A thing.\n\nMore.\n\n**What’s Next:** Later.\n", {}, LABELS)
    assert [(part.level, part.heading, part.body.strip()) for part in parts] == [
        (2, "Patlet", "A thing.\n\nMore."),
        (2, "What’s next", "Later."),
    ]


def test_a_bold_word_the_profile_does_not_know_stays_in_the_text():
    assert outline("> **Alvin Toffler**: Quote\n\n**Other**: x\n", {}, LABELS)[0].level == 0


def test_levels_begin_below_the_title():
    assert [part.level for part in outline("# A\n\n### B\n", {}, {})] == [2, 4]


def test_a_known_heading_one_level_too_deep_is_lifted():
    parts = outline("## Problem\n\n### Examples\n\n### Other\n", {"Examples": "Known uses"}, {})
    assert [(part.level, part.heading) for part in parts] == [(2, "Problem"), (2, "Known uses"), (3, "Other")]


def test_a_star_stands_for_the_rest():
    assert translated("Why choose Address ?", {"Why Choose*": "Context"}) == "Context"
    assert translated("Why not", {"Why Choose*": "Context"}) == "Why not"


@given(st.text(alphabet="ab #*:\n-`", max_size=200))
def test_no_word_is_lost(body):
    kept = text_of(outline(body, {}, {"a": "b"}))
    wanted = [letter for letter in body if letter in "ab"]
    assert len([letter for letter in kept if letter in "ab"]) >= len(wanted)


@given(st.text(alphabet="abc #\n", max_size=200))
def test_writing_again_changes_nothing(body):
    once = text_of(outline(body, {}, {}))
    assert text_of(outline(once, {}, {})) == once
