"""Names that are nearly those of pages there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.nearness import MOST_NEAR, NearNames, one_apart

ONTOLOGY = load_ontology()


def near(title: str, *there: str) -> list[tuple[str, str]]:
    names = NearNames(ONTOLOGY)
    names.add((each, each.partition(":")[2] or each) for each in there)
    return [(each.title, each.reason) for each in names.near(title)]


def test_the_nearest_comes_first():
    found = near(
        "Case:Seed commons",
        "Case:Seeds commons",
        "Case:Sead commons",
        "Case:Commons, seed",
        "Case:seed-Commons",
        "Case:Gift",
    )
    assert found == [
        ("Case:seed-Commons", "titles that differ by capitals or punctuation"),
        ("Case:Commons, seed", "the same words in another order"),
        ("Case:Seeds commons", "titles that differ by small words or a plural"),
        ("Case:Sead commons", "names that differ by one letter"),
    ]


@pytest.mark.parametrize(
    ("title", "other", "found"),
    [
        ("Case:Wikipedia", "Case:Wikipdia", True),
        ("Case:Wikipedia", "Case:Wikkipedia", True),
        ("Case:Wikipedia", "Case:Wikipedai", True),
        ("Case:Wikipedia", "Case:Vikipedia", True),
        ("Case:Wikipedia", "Wikipedai", True),
        ("Case:Wikipedia", "Practice:Wikipedai", False),
        ("Case:Wikipedia", "Case:Wikipedia", False),
        ("Case:Wikipedia", "Talk:Case:Wikipedai", False),
        ("Case:Garden 12 of town", "Case:Garden 13 of town", False),
        ("Case:Garden", "Case:Warden", False),
        ("Case:Wikipedia", "Case:Wikimania", False),
    ],
)
def test_slips_are_found_and_other_things_are_not(title, other, found):
    assert bool(near(title, other)) is found


def test_aliases_lead_to_their_page_and_few_are_offered():
    names = NearNames(ONTOLOGY)
    names.add([("Case:Wikipedia", "The free encyclopedia")])
    assert [each.title for each in names.near("Case:The free encyclopædia")] == ["Case:Wikipedia"]
    assert len(near("Case:Commons", *(f"Case:Commons{'!' * number}" for number in range(1, 20)))) == MOST_NEAR


words = st.text(alphabet="abcd", min_size=8, max_size=14)


@given(words, words)
def test_one_letter_apart_is_symmetric(one, other):
    assert one_apart(one, other) == one_apart(other, one)


@given(words, st.integers(0, 13), st.sampled_from("xyz"))
def test_every_name_with_a_letter_more_fewer_or_other_is_found(word, at, letter):
    at = min(at, len(word) - 1)
    for slip in (word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert near(f"Case:{slip}", f"Case:{word}")
        assert near(f"Case:{word}", f"Case:{slip}")
