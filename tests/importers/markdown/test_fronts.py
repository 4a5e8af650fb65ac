"""Front matter of every dialect."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.markdown.fronts import read_front, renamed


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: One\ntags: [a, b]\n---\nText.\n",
        "---\ntitle: One\ntags: [a, b]\n...\nText.\n",
        '+++\ntitle = "One"\ntags = ["a", "b"]\n+++\nText.\n',
        '{"title": "One", "tags": ["a", "b"]}\nText.\n',
        '{\n  "title": "One",\n  "tags": ["a", "b"]\n}\nText.\n',
        "title:: One\ntags:: a, b\n\nText.\n",
        "- title:: One\n  tags:: [[a]], #b\nText.\n",
        "Title: One\nTags: a, b\n\nText.\n",
    ],
)
def test_the_dialects_say_the_same(text):
    front = read_front(text)
    assert dict(front.values) == {"title": "One", "tags": ["a", "b"]}
    assert front.body == "Text.\n"
    assert front.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "One: two\nThree: four\n\nText.\n",
        "{% include x %}\nText.\n",
        "{ a set }\n",
        "std::vector is a type.\n",
        "+++\nno end\n",
        "#: title\n",
        "",
    ],
)
def test_what_only_looks_like_one_is_text(text):
    front = read_front(text)
    assert not front.values
    assert front.body == text


def test_numbers_and_dates_are_plain_values():
    front = read_front(
        "+++\nday = 2008-05-01\nweight = 0.85\nbig = 1e400\nn = 3\n[inner]\nat = 07:32:00\n+++\n"
    )
    assert dict(front.values) == {
        "day": "2008-05-01",
        "weight": Decimal("0.85"),
        "big": "1e400",
        "n": 3,
        "inner": {"at": "07:32:00"},
    }


@pytest.mark.parametrize(
    ("text", "line", "unread"),
    [
        ('+++\ntitle = "One"\nbad = [1,\nn = 2\n+++\nText.\n', 3, "bad = [1,\n"),
        ('{\n"title": "One",\n"bad": [1,,\n"n": 2\n}\nText.\n', 3, '"bad": [1,,\n'),
        ("---\ntitle: One\nbad: [1,\nn: 2\n---\nText.\n", 4, "bad: [1,\n"),
    ],
)
def test_a_broken_front_matter_keeps_what_can_be_read(text, line, unread):
    front = read_front(text)
    assert dict(front.values) == {"title": "One", "n": 2}
    assert front.body == "Text.\n"
    assert abs(front.problems[0][0] - line) <= 1
    assert front.unread == unread


def test_other_names_of_our_fields_become_ours_unless_they_are_known():
    values = {"alias": "A, B", "keywords": "x", "tags": ["y"]}
    assert renamed(values) == {"aliases": ["A", "B"], "tags": ["y", "x"]}
    assert renamed(values, {"keywords"}) == {"aliases": ["A", "B"], "keywords": "x", "tags": ["y"]}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.integers(-(2**40), 2**40) | st.booleans() | st.text(st.characters(codec="utf-8"), max_size=20),
        min_size=1,
    ),
    st.text(alphabet="ab \n#-", max_size=30),
)
def test_json_gives_its_values_and_its_text_back(values, body):
    front = read_front(json.dumps(values) + "\n" + body)
    assert dict(front.values) == values
    assert front.body == body


HEADS = st.sampled_from(["---\n", "+++\n", "{", '{"a":', "a:: b\n", "Title: x\n", "- a:: ", "...\n", ""])
MESS = st.text(alphabet="ab01:=[]{}\"'\n+-.#, \t\\é", max_size=80)


@given(HEADS, MESS, HEADS, MESS)
def test_nothing_crashes_it_and_no_line_of_the_text_is_lost(head, inner, end, body):
    text = f"{head}{inner}\n{end}{body}\nlast words\n"
    front = read_front(text)
    assert "last words" in front.body + front.unread + repr(dict(front.values))


@pytest.mark.parametrize(
    "deep", ["+++\na = " + "[" * 5000 + "\n+++\nT\n", '{"a":' + "[" * 100_000 + "\n}\nT\n"]
)
def test_a_front_matter_nested_without_end_is_text(deep):
    front = read_front(deep)
    assert front.body == "T\n"
    assert front.problems
