"""Which pages are likely the same."""

from __future__ import annotations

import pytest

from ontology.shapes import load_ontology
from patterns.duplicates import alike, identity, title_key

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Commons", "commons", True),
        ("Communities of practice", "Practice community", True),
        ("Peer-to-Peer", "Peer to peer", True),
        ("Energy cooperative", "Energy co-operative", False),
        ("Commons/it", "Commons", True),
        ("Access", "Acces", False),
        ("Free software", "Software, free", True),
        ("Gift", "Market", False),
    ],
)
def test_titles_of_the_same_words_have_the_same_key(one, other, same):
    assert (title_key(one) == title_key(other)) is same


def test_titles_of_small_words_only_are_told_apart():
    assert title_key("It") != title_key("We")


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("url", "http://www.Example.org/a/", "url:example.org/a"),
        ("url", "https://example.org/a?b=1", "url:example.org/a?b=1"),
        ("url", "https://doi.org/10.1/X", "doi:10.1/x"),
        ("doi", "doi:10.1/X", "doi:10.1/x"),
        ("spdx", "MIT", "spdx:mit"),
        ("url", "nothing", ""),
        ("spdx", " ", ""),
    ],
)
def test_identifying_values_have_one_spelling(key, value, found):
    assert identity(key, value) == found


def test_pairs_within_a_kind_with_their_reason():
    titles = [
        "Case:Free software",
        "Case:Software, Free",
        "Concept:Free software",
        "Free Software",
        "Case:Fee",
        "Talk:Fee",
    ]
    found = alike(titles, {}, ONTOLOGY)
    assert [(each.one, each.other, each.reason) for each in found if not each.across] == [
        ("Case:Free software", "Case:Software, Free", "the same words in another order"),
        ("Case:Free software", "Free Software", "titles that differ by capitals or punctuation"),
        ("Case:Software, Free", "Free Software", "the same words in another order"),
        ("Concept:Free software", "Free Software", "titles that differ by capitals or punctuation"),
    ]
    assert [(each.one, each.other, each.reason) for each in found if each.across] == [
        ("Case:Free software", "Concept:Free software", "the same title, of different kinds"),
        (
            "Case:Software, Free",
            "Concept:Free software",
            "the same words in another order, of different kinds",
        ),
    ]


def test_pages_that_name_the_same_thing():
    found = alike(
        [],
        {
            "Source:A": ["doi:10.1/x"],
            "Source:B": ["doi:10.1/x", "url:y"],
            "Source:C": ["url:z"],
            "Case:D": ["url:z"],
        },
        ONTOLOGY,
    )
    assert [(each.one, each.other, each.reason) for each in found] == [
        ("Source:A", "Source:B", "the same DOI")
    ]


def test_many_of_one_key_are_compared_with_the_first():
    titles = [f"Case:Free software{'!' * number}" for number in range(10)]
    assert len(alike(titles, {}, ONTOLOGY)) == 9


def test_many_of_one_kind_hide_no_page_of_another():
    titles = [*(f"Case:Free software{'!' * number}" for number in range(10)), "Concept:Free software"]
    across = [each for each in alike(titles, {}, ONTOLOGY) if each.across]
    assert [(each.one, each.other) for each in across] == [("Case:Free software", "Concept:Free software")]


def test_a_number_makes_a_pair_of_different_kinds_and_an_address_does_not():
    named = {"Source:A": ["doi:10.1/x", "url:y"], "Concept:B": ["doi:10.1/x"], "Institution:C": ["url:y"]}
    assert [(each.one, each.other, each.reason, each.across) for each in alike([], named, ONTOLOGY)] == [
        ("Concept:B", "Source:A", "the same DOI, of different kinds", True)
    ]
