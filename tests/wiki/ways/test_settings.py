"""Settings of ways of comparing as an address has them."""

from __future__ import annotations

import doctest

import pytest

from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import settings
from wiki.ways.settings import one_of, weights_in


def weights(*written):
    return weights_in(written, lambda _, word: word.upper(), "freedom")


def test_examples():
    assert doctest.testmod(settings).failed == 0


def test_weights_are_read_by_key_and_the_last_of_one_key_counts():
    assert weights("a:2", " b :0.5", "a:0") == {"A": 0.0, "B": 0.5}
    assert weights("a:b:2") == {"A:B": 2.0}


@pytest.mark.parametrize("written", ["a:much", "a:-1", "a:101", "a:nan", "a:", "a"])
def test_what_cannot_be_a_weight_is_said(written):
    with pytest.raises(BadInputError, match=r"from 0 \(leave out\) to 100, as in freedom:2"):
        weights(written)


def test_a_word_of_a_closed_list():
    assert one_of(Parameters.read("mode=b"), "mode", ("a", "b")) == "b"
    assert one_of(Parameters.read("mode="), "mode", ("a", "b")) == "a"
    with pytest.raises(BadInputError, match="mode='c': write one of a, b"):
        one_of(Parameters.read("mode=c"), "mode", ("a", "b"))
