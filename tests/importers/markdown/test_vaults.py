"""What note-taking programs write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.markdown.vaults import blocks_in, plain_markdown, tags_in, unfolded


def plain(text: str, blocks=()) -> tuple[str, list[str]]:
    notes: list[str] = []
    return plain_markdown(text, dict(blocks), lambda message, _about: notes.append(message)), notes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("> [!warning]- Mind the step\n> Text.", "> **Warning: Mind the step**\n>\n> Text."),
        ("> [!NOTE]\n> Text.", "> **Note**\n>\n> Text."),
        ("> > [!tip|left] T\n> > Text.", "> > **Tip: T**\n> >\n> > Text."),
        ("a %%hidden%% b", "a <!--hidden--> b"),
        ("a paragraph ^its-name\nnext", "a paragraph <!--^its-name-->\nnext"),
        ("> said\n\n^q1\n", "> said\n\n<!--^q1-->\n"),
        ("10 ^2\n", "10 ^2\n"),
        ("see #[[Two words]]", "see [[Two words]]"),
        ("`![[code]]` and `((aaaaaaaaa))`", "`![[code]]` and `((aaaaaaaaa))`"),
    ],
)
def test_it_reads_the_same_as_markdown(written, read):
    assert plain(written) == (read, [])


def test_embeds_are_links_and_reported():
    for written in ("![[Page]]", "{{embed [[Page]]}}", "{{[[embed]]: [[Page]]}}"):
        text, notes = plain(written)
        assert text == "[[Page]]"
        assert "link" in notes[0]


def test_a_block_reference_leads_to_the_page_that_has_the_block():
    text, notes = plain("As ((64b0c1d2-aaaa)) says.", {"64b0c1d2-aaaa": ("Page", "a [[b]] | c")}.items())
    assert text == "As [[Page|a b  c]] says."
    assert notes == []


def test_a_block_nobody_has_stays_and_is_reported():
    text, notes = plain("As ((64b0c1d2-aaaa)) says.")
    assert text == "As ((64b0c1d2-aaaa)) says."
    assert "not in the collection" in notes[0]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one two #nested/tag, #1984 #y2k `#no` http://a/#b a#c\n# Heading\n", ["one", "nested/tag", "y2k"]),
        ("(#in) #été.", ["été"]),
        ("#[[page]] #one #one", ["one"]),
    ],
)
def test_tags_in_a_text(text, tags):
    assert tags_in(text) == tags


def test_an_outline_with_headings_becomes_sections():
    text = (
        "- intro\n- ## Problem\n  collapsed:: true\n\t- hard\n\t\t- very\n\t  id:: 64b0c1d2-aaaa\n- after\n"
    )
    assert unfolded(text) == "- intro\n\n## Problem\n\n- hard\n\t- very\n- after\n"
    assert dict(blocks_in(text)) == {"64b0c1d2-aaaa": "very"}


def test_an_outline_without_headings_stays_a_list():
    assert unfolded("- a\n\t- b\n\t  id:: 64b0c1d2-aaaa\n") == "- a\n\t- b\n"


@given(st.text(alphabet="ab #[]()!{}>|%:-^\n\t`", max_size=120))
def test_no_letter_is_lost(text):
    read, _ = plain(text)
    for letter in "ab":
        assert sum(1 for each in read if each == letter) >= text.count(letter)


@given(st.text(alphabet="ab#[]()-:id \n\t", max_size=120))
def test_unfolding_twice_is_unfolding_once(text):
    once = unfolded(text)
    assert unfolded(once).split() == once.split()
