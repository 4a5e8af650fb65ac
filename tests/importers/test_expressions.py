"""Expressions of strangers are told apart by what they could cost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.expressions import LONGEST, LONGEST_LINE, is_line, problem_of
from importers.mediawiki.profile import load_wiki_profile
from importers.profile import load_profile


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (r"(a+)+b", "repeats a group"),
        (r"(?:a|a)*b", "repeats a group"),
        (r"(?P<value>\w+ ){2,}", "repeats a group"),
        (r"(?x)(a|aa) *b", "flag x"),
        (r"(?x:(a)\n+)", "not taken"),
        (r"(a)\1", "references back"),
        (r"(a)(?P=a)", "no regular expression"),
        (r"(?P<a>a)(?P=a)", "references back"),
        (r"a*[ab]*b*\w*", "repeats 4 times"),
        (r"a*b?a*b?a*b?a*", "repeats 4 times"),
        (r".{0,30}b{5,}b*.+", "repeats 4 times"),
        ("a?" * 30, "30 options"),
        ("a" * (LONGEST + 1), "characters"),
        ("[a", "no regular expression"),
        ("(" * 200, "no regular expression"),
    ],
)
def test_what_may_be_slow_is_refused_with_the_reason(expression, words):
    assert words in problem_of(expression)


@pytest.mark.parametrize(
    "expression",
    [
        r"\s*=\s*-\s*;[^.]*\.\s*x+y",
        r"URL\s*[:=]\s*(?P<value>\S.*)",
        r"(?i)(?:by|author)s?: (.+)",
        r"[^:]*+:\s*+(?P<value>.+?)\s*+",
        r"[+*]{3}\(a\)\+",
        r"\*\*(?:19|20)\d\d\*\*",
        ":::.*",
    ],
)
def test_what_people_write_is_taken(expression):
    assert problem_of(expression) == ""


def test_our_own_profiles_keep_to_it_but_for_one_line():
    lines = [rule.match.pattern for rule in load_wiki_profile("p2pfoundation").lines]
    assert sum(bool(problem_of(each)) for each in lines) == 1
    assert [problem_of(each) for each in load_profile("decentpatterns").strip] == [""]


def test_a_line_is_matched_wholly_and_none_that_is_too_long():
    assert is_line(":::.*", "::: warning")
    assert is_line("a|b", "b")
    assert not is_line("a|b", "bc")
    assert not is_line(re.compile("a*"), "a" * (LONGEST_LINE + 1))


@given(st.text(alphabet=r"ab()[]{}*+?|\\.^$?P<>=:!,0123459", max_size=24))
def test_any_text_has_an_answer_and_what_is_taken_is_an_expression(expression):
    if problem_of(expression) == "":
        re.compile(expression)
        is_line(expression, "ab" * 20)  # ends
