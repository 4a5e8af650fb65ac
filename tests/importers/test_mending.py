import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.mending import mended


@pytest.mark.parametrize(
    ("broken", "whole", "places"),
    [
        ("itâ€™s", "it’s", 1),
        ("MÃ¼nchen und KÃ¶ln", "München und Köln", 2),
        ("so onâ€¦ and â€œsoâ€\x9d", "so on… and “so”", 3),
        ("caf\x82 \x93quoted\x94", "caf‚ “quoted”", 3),
        ("ÃŽle", "Île", 1),
        ("façade, naïve, Ångström, “x”, É.", "façade, naïve, Ångström, “x”, É.", 0),
        ("plain", "plain", 0),
    ],
)
def test_what_is_certain_is_mended(broken, whole, places):
    found = mended(broken)
    assert (found.text, found.places) == (whole, places)


def test_what_is_not_certain_is_named_and_left():
    found = mended("an odd Ã sign and \ufffd here")
    assert found.text == "an odd Ã sign and \ufffd here"
    assert found.doubtful == ("an odd Ã sign and \ufffd", "Ã sign and \ufffd here")


@given(st.text(alphabet=st.characters(min_codepoint=0xA0, max_codepoint=0x24F), min_size=1, max_size=8))
def test_every_text_read_in_the_wrong_way_is_found_again(text):
    broken = text.encode().decode("cp1252", "replace")
    if "\ufffd" not in broken and not any("\x80" <= each <= "\x9f" for each in text):
        assert mended(broken).text in {text, mended(text).text}


@given(st.text())
def test_mending_never_fails(text):
    assert isinstance(mended(text).text, str)
