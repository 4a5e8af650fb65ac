"""Names of pages, to be found in running text."""

from __future__ import annotations

import pytest

from patterns.names import Named, Names, name_key


def found(names: Names, text: str) -> list[str]:
    words = text.split()
    places, at = [], 0
    while at < len(words):
        longest = names.longest(words, at, lambda _first, _behind: True)
        places += [longest[1]] if longest else []
        at += longest[0] if longest else 1
    return places


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Peer production", "peer production"),
        ("Wikipédia", "wikipedia"),
        ("Free/Libre  Software", "free libre software"),
        ("X", ""),
        ("2008", ""),
        ("", ""),
        ("Linux 2.0", "linux 2 0"),
        (" ".join(["word"] * 13), ""),
    ],
)
def test_the_key_of_a_name_is_its_folded_words(name, key):
    assert name_key(name) == key


def test_the_longest_name_counts():
    names = Names(
        [Named("Peer", "A", 1), Named("Peer production", "B", 1), Named("Peer production licence", "C", 1)]
    )
    assert found(names, "a peer production licence for peer production by a peer") == [
        "peer production licence",
        "peer production",
        "peer",
    ]
    assert found(names, "peer") == ["peer"]
    assert found(names, "productive") == []


def test_a_longer_name_that_does_not_stand_together_gives_way_to_a_shorter():
    names = Names([Named("Peer", "A", 1), Named("Peer production", "B", 1)])
    assert names.longest(["peer", "production"], 0, lambda first, behind: behind - first == 1) == (1, "peer")


def test_of_several_pages_the_one_written_so_is_meant_else_the_one_of_lowest_rank():
    names = Names(
        [
            Named("Commons", "Concept:Commons", 1005),
            Named("commons", "Help", 3009),
            Named("COMMONS", "X", 1001),
        ]
    )
    assert names.meaning("commons", "commons") == "Help"
    assert names.meaning("commons", "Commons") == "Concept:Commons"
    assert names.meaning("commons", "cOmmons") == "X"
    assert names.meaning("other", "other") == ""


def test_an_acronym_is_meant_only_in_capitals():
    names = Names([Named("IT", "Concept:Information technology", 3000)])
    assert names.meaning("it", "it") == ""
    assert names.meaning("it", "IT") == "Concept:Information technology"


def test_a_mark_changes_when_more_ways_of_writing_mean_a_name():
    strict = Names([Named("IT", "A", 1)])
    loose = Names([Named("IT", "A", 1), Named("it", "B", 1)])
    assert (strict.marks, loose.marks) == ({"=it"}, {"it"})
