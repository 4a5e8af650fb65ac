import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.documents.texletters import with_letters


@pytest.mark.parametrize(
    ("codes", "letters"),
    [
        ("e\x1ecient a\x1eliation \x10so\x11 \x15 \x1crst", "efficient affiliation “so” – first"),
        ("\x88 o\x1eces \xaa\xf3d\xb9 Stra\xffe \x1cx", "• offices łódź Straße fix"),
        (
            "e\x0ecient a\x0eliation\x0c\nnext \x0crst stra\x19e",
            "efficient affiliation\x0c\nnext first straße",
        ),
        ("one e\x1ecient word is chance", "one e\x1ecient word is chance"),
        ("a page\x0cand another", "a page\x0cand another"),
        ("ÿ and ª as they are", "ÿ and ª as they are"),
    ],
)
def test_codes_are_read_where_ligatures_tell_the_font(codes, letters):
    assert with_letters(codes) == letters


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=("Cs",))))
def test_text_without_such_codes_stays_as_it_is(text):
    assert with_letters(text) == text
