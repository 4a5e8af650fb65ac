"""A check of many things is one test that names all that fail."""

import pytest

from tests.each import of_each


def of_words(words):
    @of_each("word", words)
    def check(word, longest):
        assert len(word) <= longest, "too long"

    return check


def test_all_that_fail_are_named_with_what_is_wrong():
    with pytest.raises(pytest.fail.Exception) as found:
        of_words(["warp", "selvedge", "weft", "shuttle"])(longest=4)
    named = [line.partition(": AssertionError: too long")[0] for line in str(found.value).splitlines()]
    assert [each for each in named if " " not in each] == ["selvedge", "shuttle"]


def test_nothing_fails_where_nothing_is_wrong():
    of_words(["warp", "weft"])(longest=4)


def test_an_error_is_a_failure_too():
    with pytest.raises(pytest.fail.Exception, match="1: TypeError"):
        of_words([1])(longest=4)


def test_nothing_to_check_is_a_failure():
    with pytest.raises(pytest.fail.Exception, match="There is no word to check"):
        of_words([])(longest=4)


@of_each("word", ["warp", "weft"])
def test_fixtures_are_given(word, tmp_path):
    assert tmp_path.is_dir()
    assert word
