"""Parameters of addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.errors import BadInputError
from wiki.parameters import MOST, Parameters

PAIRS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=8)), max_size=6).map(tuple)


@given(PAIRS)
def test_what_is_written_is_read_again(pairs):
    assert Parameters.read(Parameters(pairs).query()) == Parameters(pairs)


def test_names_may_repeat_and_blank_values_say_nothing():
    asked = Parameters.read("?case=A&case=&case=B&find=")
    assert (asked.all("case"), asked.first("case"), asked.first("none", "x")) == (["A", "B"], "A", "x")
    assert "find" in asked
    assert "kind" not in asked


def test_values_are_taken_away_and_put_anew():
    asked = Parameters.read("a=1&b=2&a=3")
    assert asked.without({"a"}).pairs == (("b", "2"),)
    assert asked.only({"a"}).pairs == (("a", "1"), ("a", "3"))
    assert asked.having("a", ["4", "5"]).address("/x") == "/x?b=2&a=4&a=5"
    assert asked.having("a", []).having("b", ()).address("/x") == "/x"


def test_too_many_are_refused():
    with pytest.raises(BadInputError, match="more than"):
        Parameters.read("&".join(f"a={each}" for each in range(MOST + 1)))
