"""Unlinked mentions in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.frontmatter import body_of
from patterns.links import link_spans
from patterns.mentions import (
    Mention,
    Specificity,
    Spot,
    context,
    link_to,
    linked,
    mentions_of,
    read_mentions,
    specificity,
)
from patterns.names import Named, Names

NAMES = Names(
    [
        Named("Peer production", "Practice:Peer production", 1),
        Named("Wikipedia", "Case:Wikipedia", 1),
        Named("Commons", "Concept:Commons", 1),
        Named("P2P", "Concept:P2P", 1),
        Named("Peer-to-peer", "Concept:P2P", 2001, redirect=True),
        Named("Ökonux", "Institution:Oekonux", 1),
        Named("公共財", "Concept:Public good", 1),
    ]
)


def mentioned(text: str, page: str = "Help", names: Names = NAMES) -> list[tuple[str, str]]:
    found = mentions_of(page, read_mentions(text, names), names)
    return [(each.spot.words, each.target) for each in found]


def test_names_are_found_whatever_their_case_and_accents():
    assert mentioned("PEER PRODUCTION at okonux, in wikipedia.") == [
        ("PEER PRODUCTION", "Practice:Peer production"),
        ("okonux", "Institution:Oekonux"),
        ("wikipedia", "Case:Wikipedia"),
    ]


def test_a_name_may_run_over_the_end_of_a_line_and_have_a_hyphen():
    assert [words for words, _ in mentioned("peer\nproduction")] == ["peer\nproduction"]
    assert [words for words, _ in mentioned("peer-production, peer to peer")] == [
        "peer-production",
        "peer to peer",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "peer. Production",
        "peer, production",
        "peer\n\nproduction",
        "*peer* production",
        "commons-based",
        "creative-commons",
        "commons.org",
        "@commons",
        "wiki_commons",
        "commonsense",
    ],
)
def test_what_is_no_name_of_its_own_is_none(text):
    assert mentioned(text) == []


def test_scripts_without_blanks_are_read_too():
    assert mentioned("これは公共財です") == [("公共財", "Concept:Public good")]


def test_a_page_is_offered_each_target_once_and_not_what_it_links_to_nor_itself():
    assert mentioned("P2P, peer to peer, P2P") == [("P2P", "Concept:P2P")]
    assert mentioned("P2P and [[peer-to-peer]]") == []
    assert mentioned("P2P and [[is::Concept:P2P|that]]") == []
    assert mentioned("Wikipedia", page="Case:Wikipedia") == []


def test_front_matter_headings_and_quotations_are_left_alone():
    text = "---\nkind: case\nsteward: Wikipedia\n---\n# Wikipedia\n\n> Wikipedia\n\n`Wikipedia`\n"
    assert mentioned(text) == []


def test_links_are_set_at_exactly_their_place():
    text = "---\nkind: page\n---\nThe commons of Wikipedia: peer\nproduction.\n"
    found = mentions_of("Help", read_mentions(text, NAMES), NAMES)
    assert linked(text, reversed(found)) == (
        "---\nkind: page\n---\nThe [[Concept:Commons|commons]] of [[Case:Wikipedia|Wikipedia]]: "
        "[[Practice:Peer production|peer production]].\n"
    )


def test_a_place_where_the_words_do_not_stand_is_refused():
    with pytest.raises(ValueError, match="offset 1"):
        linked("commons", [Mention("Help", "Concept:Commons", Spot(1, "commons", "commons"))])


def test_a_link_whose_label_is_its_title_says_it_once():
    assert link_to("Help", "Help") == "[[Help]]"
    assert link_to("Help", "help") == "[[Help|help]]"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("by peer production", Specificity.PHRASE),
        ("in Wikipedia now", Specificity.NAME),
        ("Wikipedia is", Specificity.WORD),
        ("the commons", Specificity.WORD),
        ("a P2P network", Specificity.NAME),
    ],
)
def test_how_sure_a_mention_is(text, sure):
    (spot,) = read_mentions(text, NAMES).spots
    assert specificity(spot, 1, 1000) is sure


def test_common_words_and_frequent_phrases_come_last():
    assert specificity(Spot(0, "value", "value"), 1, 1000) is Specificity.COMMON
    assert specificity(Spot(0, "About this", "about this"), 1, 1000) is Specificity.COMMON
    assert specificity(Spot(0, "peer production", "peer production"), 101, 1000) is Specificity.COMMON
    assert specificity(Spot(0, "peer production", "peer production"), 5, 5) is Specificity.PHRASE


def test_the_words_around_a_mention():
    text = "One sentence. The *old* commons of the [[Village|village]] are here. Another.\n"
    (spot,) = (each for each in read_mentions(text, NAMES).spots if each.key == "commons")
    assert context(text, spot) == ("The old ", " of the village are here.")


def test_the_words_around_a_mention_are_whole():
    before, after = context(
        text := "abcde " * 50 + "commons" + " fghij" * 50, Spot(300, "commons", "commons")
    )
    assert text[300:307] == "commons"
    assert set(before.split()) == {"abcde"}
    assert set(after.split()) == {"fghij"}


WORDS = st.sampled_from(
    [
        "peer",
        "production",
        "Wikipedia",
        "commons",
        "[[",
        "]]",
        "|",
        "`",
        "> ",
        "# ",
        "\n",
        "\n\n",
        "---\n",
        "a",
        "é",
        "<b>",
        "[x](y)",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.sets(st.integers(0, 20)))
def test_setting_links_changes_nothing_else(text, chosen):
    reading = read_mentions(text, NAMES)
    found = [each for number, each in enumerate(mentions_of("Help", reading, NAMES)) if number in chosen]
    after = linked(text, found)
    targets = [span.target for span in link_spans(body_of(after))]
    for each in found:
        assert each.target in targets
        assert text[each.spot.start : each.spot.end] == each.spot.words
    taken = {each.target for each in mentions_of("Help", read_mentions(after, NAMES), NAMES)}
    assert taken.isdisjoint(each.target for each in found)
    plain = after
    for each in found:
        plain = plain.replace(link_to(each.target, each.spot.words), " ".join(each.spot.words.split()), 1)
    assert plain.split() == text.split()
