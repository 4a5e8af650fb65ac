"""Folding and words: what is found fast is what is found by the rule."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from patterns.folding import LETTERS_WITHOUT_ACCENTS, TOKEN, fold, tokens

signs = st.characters(
    codec="utf-8",
    categories=None,
    include_characters="aZ éÉß“”’–·ªº²½µ\u0301\u0338\u05b0\u1100\u1161Σς¯´…\u203fĿ\uac00ﬁ_=<>",
)
texts = st.one_of(st.text(signs), st.text("aeE =<>e\u0301\u0338\u0327\u0344´“é–ß\u0345\u1e9b\u0323"))


def by_the_rule(text: str) -> str:
    """Fold a text as a whole."""
    bare = re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", bare.casefold()).translate(LETTERS_WITHOUT_ACCENTS)


@given(texts)
@example("E\u0301te\u0301 = é, =\u0338 x")
@example("Straße “ﬁn” ΣΑΣ")
def test_folding_piece_by_piece_is_folding_the_whole(text):
    assert fold(text) == by_the_rule(text)


@given(texts)
@example("a·b “c” d–e ªº ²½ x\u203fy")
def test_words_are_the_matches_of_the_rule(text):
    assert tokens(text) == TOKEN.findall(by_the_rule(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Été “Über-Œuvre”", ["l", "ete", "uber", "oeuvre"]),
        ("Łódź, ½ m²", ["lodz", "1", "2", "m2"]),
        ("日本語 a", ["日", "本", "語", "a"]),
    ],
)
def test_words_are_compared_without_case_and_accents(text, words):
    assert tokens(text) == words
