"""Scales as an address says them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.features.scaling import Method, Scale
from wiki.ways.featurescales import read_scale, written

WORDS = st.text("abcdefghij-", min_size=1, max_size=8).filter(lambda word: word not in {"both", "no-absence"})
NUMBERS = st.integers(-3000, 3000).map(str)


def scales():
    flags = {"both": st.booleans(), "absence": st.booleans()}
    return st.one_of(
        st.builds(Scale, WORDS, st.just(Method.NOMINAL), absence=st.booleans()),
        st.builds(Scale, WORDS, st.just(Method.ORDINAL), order=st.lists(WORDS).map(tuple), **flags),
        st.builds(Scale, WORDS, st.just(Method.INTERVAL), cuts=st.lists(NUMBERS).map(tuple), **flags),
    )


@given(scales())
def test_what_is_written_is_read(scale):
    assert read_scale(written(scale)) == scale
