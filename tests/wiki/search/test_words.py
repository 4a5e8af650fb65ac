from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.folding import TOKEN, fold, joined, placed, tokens
from wiki.search.words import stem

TAKEN_APART = [
    ("Peer-production", ["peer", "production"]),
    ("Wikipédia", ["wikipedia"]),
    ("Ostrom’s rules", ["ostrom", "s", "rules"]),
    ("Łódź Ørsted straße", ["lodz", "orsted", "strasse"]),
    ("snake_case e.g. 4.0", ["snake", "case", "e", "g", "4", "0"]),
    ("ﬁnance ２００８", ["finance", "2008"]),
    ("e\u0301cole", ["ecole"]),
    ("共有資源", ["共", "有", "資", "源"]),
    ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ("한국어 위키", ["한국어", "위키"]),
    ("Ελλάδα", ["ελλαδα"]),
    ("!?", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_APART)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


# Stems are kept in the index: should one change with another release of the stemmer, `RULES` must be raised.
STEMS = [
    ("commons", "common"),
    ("communities", "commun"),
    ("governing", "govern"),
    ("production", "product"),
    ("relational", "relat"),
    ("sensibility", "sensibl"),
    ("hoping", "hope"),
    ("sky", "sky"),
    ("as", "as"),
    ("économie", "économie"),
    ("4th", "4th"),
    ("共", "共"),
]


@pytest.mark.parametrize(("word", "expected"), STEMS)
def test_english_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text(max_size=60))
def test_the_fast_way_finds_the_words_of_the_grammar(text: str) -> None:
    assert tokens(text) == TOKEN.findall(fold(text))


@given(st.text(max_size=60))
def test_words_are_stable_once_folded(text: str) -> None:
    assert tokens(joined(text)) == tokens(text)


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=60))
def test_placed_words_say_where_they_stand(text: str) -> None:
    for each in placed(text):
        assert each.word in tokens(text[each.start : each.end])


def test_placed_words_are_the_words() -> None:
    text = "Ça, c’est Łódź: 共有 und Straße"
    assert [each.word for each in placed(text)] == tokens(text)
