"""Names of things elsewhere as titles here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.titles import clean_name
from patterns.links import title_problem


@given(st.text(max_size=300) | st.text(".:/ a", max_size=12), st.booleans())
def test_every_name_becomes_a_title(name, apart):
    assert not title_problem(clean_name(name, apart=apart))


@pytest.mark.parametrize(
    ("name", "apart", "title"),
    [
        ("Common [pool] #1", False, "Common pool 1"),
        ("License: a history", True, "License – a history"),
        ("a/../b", False, "a/dotdot/b"),
        (".:", False, "dot"),
        ("x:.", False, "x:dot"),
        ("#", False, "Untitled"),
    ],
)
def test_what_becomes_of_a_name(name, apart, title):
    assert clean_name(name, apart=apart) == title
