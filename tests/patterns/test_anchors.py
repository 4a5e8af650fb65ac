"""What sections are found by: the words of their headings, and what the headings keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.anchors import Anchored, anchor_for, anchor_written, keeping, share_out, without_kept


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Known Instances", "s-known-instances"),
        ("  a_b\tc ", "s-a-b-c"),
        ("C++ & <b>", "s-c-b"),
        ("ﬁne Ｆ", "s-fine-f"),
        ("?", "s-section"),
        ("", "s-section"),
        ("x" * 500, "s-" + "x" * 80),
    ],
)
def test_anchors(heading, anchor):
    assert anchor_for(heading) == anchor


def test_a_written_fragment_is_an_anchor_or_a_heading():
    assert [anchor_written(each) for each in ("s-a", "fn-1", "fnref-2", "q-0123456789ab", "A b", "fn-x")] == (
        ["s-a", "fn-1", "fnref-2", "q-0123456789ab", "s-a-b", "s-fn-x"]
    )


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("Rules", ("Rules", ())),
        ("Rules {#old-rules}", ("Rules", ("s-old-rules",))),
        ("Rules{#a #b #a}", ("Rules", ("s-a", "s-b"))),
        ("Rules {#a .b}", ("Rules", ("s-a",))),
        ("Rules {.b}", ("Rules {.b}", ())),
        (r"Rules \{#a}", (r"Rules \{#a}", ())),
        ("Rules {#?}", ("Rules", ())),
        ("{#a} rules", ("{#a} rules", ())),
        ("Rules {#q-0123456789ab}", ("Rules", ("s-q-0123456789ab",))),
    ],
)
def test_what_stands_in_braces_behind_a_heading_is_kept_and_not_shown(written, parted):
    assert without_kept(written) == parted


words = st.text(st.characters(categories=("Ll", "Nd"), max_codepoint=0x2FF), min_size=1, max_size=9)


@given(words, st.lists(words, unique=True), st.lists(words, unique=True))
def test_what_a_heading_is_to_keep_it_keeps(heading, first, more):
    one, two = [anchor_for(each) for each in first], [anchor_for(each) for each in more]
    written = keeping(keeping(heading, one), two)
    assert without_kept(written) == (heading, tuple(dict.fromkeys(one + two)))


def test_headings_of_the_same_words_are_numbered():
    assert [each.own for each in share_out([Anchored("s-a")] * 3)] == ["s-a", "s-a-2", "s-a-3"]


def test_what_a_heading_keeps_goes_before_the_words_of_others():
    found = share_out([Anchored("s-a"), Anchored("s-a", ("s-a", "s-b")), Anchored("s-b", ("s-b",))])
    assert found == [Anchored("s-a-2"), Anchored("s-a", ("s-b",)), Anchored("s-b-2")]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("abcd")))))
def test_no_anchor_is_given_twice_and_every_kept_one_is_given(asked):
    headings = [Anchored(own, tuple(dict.fromkeys(kept))) for own, kept in asked]
    given_out = [each for found in share_out(headings) for each in (found.own, *found.kept)]
    assert len(given_out) == len(set(given_out))
    assert {each for heading in headings for each in heading.kept} <= set(given_out)
