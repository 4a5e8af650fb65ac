from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.search.language import MAX_TERMS, field_key, plain, read
from wiki.search.tree import (
    EMPTY,
    All,
    And,
    Maybe,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Wildcard,
    Words,
    leaves,
)

FIELDS = {"", "title", "kind", "tags", "license", "year", "mode_of_production"}


def knows(name: str) -> bool:
    return name in FIELDS


A, B, C = (Words((letter,)) for letter in "abc")

READ = [
    ("", EMPTY),
    ("a", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a b OR c", And((A, Or((B, C))))),
    ("a AND b OR c", Or((And((A, B)), C))),
    ("a (b c)", And((A, B, C))),
    ("a NOT b", And((A, Not(B)))),
    ("a -b", And((A, Not(B)))),
    ("a ANDNOT b", And((A, Not(B)))),
    ("-b", Not(B)),
    ("NOT NOT a", A),
    ("+a b", Maybe(A, B)),
    ("+a b -c", And((Maybe(A, B), Not(C)))),
    ("(+a b) c", And((Maybe(A, B), C))),
    ("c (a -b)", And((C, A, Not(B)))),
    ("a OR -b", Or((A, Not(B)))),
    ("a -(b OR c)", And((A, Not(Or((B, C)))))),
    ("(-)a", A),
    ("a-b", Words(("a", "b"))),
    ("it's", Words(("it", "s"))),
    ("c++", Words(("c",))),
    ('"a b"', Phrase(("a", "b"))),
    ('"a b"~3', Phrase(("a", "b"))),
    ('-"a b"', Not(Phrase(("a", "b")))),
    ('"a b', And((A, B))),
    ("(a", A),
    ("a)", A),
    ("ab*", Prefix(("ab",))),
    ("é*", Prefix(("e",))),
    ("a?b", Wildcard("a?b")),
    ("É?B", Wildcard("e?b")),
    ("共*", Prefix(("共",))),
    ("tag:a*", Prefix(("a",), "tags")),
    ("*ab", Wildcard("*ab")),
    ("A*B", Wildcard("a*b")),
    ("*", All()),
    ("*:*", All()),
    ("a~ b~2", And((A, B))),
    ("a^2", A),
    ("kind:case", Words(("case",), "kind")),
    ("KIND:case", Words(("case",), "kind")),
    ("tag:a", Words(("a",), "tags")),
    ("licence:CC-BY-4.0", Words(("cc", "by", "4", "0"), "license")),
    ("mode-of-production:a", Words(("a",), "mode_of_production")),
    ('mode_of_production:"commons-based a"', Phrase(("commons", "based", "a"), "mode_of_production")),
    ("tag:(a OR b)", Or((Words(("a",), "tags"), Words(("b",), "tags")))),
    ("-kind:case", Not(Words(("case",), "kind"))),
    ("license:*", All("license")),
    ("license:gpl*", Prefix(("gpl",), "license")),
    ("year:[2008 TO 2012]", Range("year", "2008", "2012")),
    ("year:{2008 TO 2012}", Range("year", "2008", "2012", above=True, below=True)),
    ("year:[2008 TO]", Range("year", "2008", "")),
    ("year:[TO 2012]", Range("year", "", "2012")),
    ("[a TO b]", And((A, B))),
    ("a ? b", And((A, B))),
]

UNENDED = {'"a b', "(a", "a)", 'mode_of_production:"commons-based a'}


@pytest.mark.parametrize(("text", "tree"), READ, ids=[text or "nothing" for text, _ in READ])
def test_a_query_is_read_as(text: str, tree: Node) -> None:
    query = read(text, knows)
    assert query.tree == tree
    assert bool(query.hint) is (text in UNENDED)


UNKNOWN = [
    ("foo:a", And((Words(("foo",)), A))),
    ('foo:"a b"', And((Words(("foo",)), Phrase(("a", "b"))))),
    ("foo:ab*", And((Words(("foo",)), Prefix(("ab",))))),
    ("foo:a?b", And((Words(("foo",)), Wildcard("a?b")))),
    ("foo:[a TO b]", And((Words(("foo",)), A, B))),
    ("foo:", Words(("foo",))),
]


@pytest.mark.parametrize(("text", "tree"), UNKNOWN)
def test_an_unknown_field_is_read_as_words(text: str, tree: Node) -> None:
    assert read(text, knows).tree == tree


def test_the_hint_names_each_unknown_field_once() -> None:
    hint = read("foo:a foo:b bar:c", knows).hint
    assert hint == "There is no field “foo”, “bar”; it was searched as a word."


def test_a_prefix_of_one_letter_is_a_word_and_the_hint_says_so() -> None:
    query = read("a* title:b* ab*", knows)
    assert query.tree == And((A, Words(("b",), "title"), Prefix(("ab",))))
    assert query.hint == "One letter is too few to stand for all words that begin with it: “a*”, “b*”."


OVER = [
    ("a" * 1001, "The query is longer than 1,000 characters. It was searched as plain words."),
    ("a " * 65, "The query has more than 64 terms. It was searched as plain words."),
    ("a* " * 9, "The query has more than 8 wildcards. It was searched as plain words."),
    ("(" * 13 + "a", "The query nests parentheses deeper than 12. It was searched as plain words."),
]


@pytest.mark.parametrize(("text", "hint"), OVER, ids=["length", "terms", "wildcards", "depth"])
def test_a_query_over_a_cap_is_plain_words(text: str, hint: str) -> None:
    query = read(text, knows)
    assert query.hint == hint
    assert all(isinstance(leaf, Words) for leaf in leaves(query.tree))


@pytest.mark.parametrize(
    "text",
    ["a " * 64, "aa* " * 8, "(" * 12 + "a" + ")" * 12, "a" * 1000],
    ids=["terms", "wildcards", "depth", "length"],
)
def test_a_query_at_a_cap_is_read(text: str) -> None:
    assert read(text, knows).hint == ""


@pytest.mark.parametrize("text", ["a ANDNOT ANDNOT ", "[b] ANDNOT ANDNOT a"])
def test_what_the_parser_stumbles_over_is_plain_words(text: str) -> None:
    query = read(text, knows)
    assert query.tree == plain(text)
    assert query.hint == "The query could not be read as written; it was searched as plain words."


def test_plain_words_are_distinct_and_limited() -> None:
    tree = plain(" ".join(f"w{number} w{number}" for number in range(100)))
    assert isinstance(tree, And)
    assert len(tree.parts) == MAX_TERMS
    assert len(set(tree.parts)) == MAX_TERMS


def test_leaves_are_those_a_page_may_contain() -> None:
    tree = And((Or((A, Not(B))), Not(And((C, Not(Words(("d",))))))))
    assert list(leaves(tree)) == [A, Words(("d",))]


@pytest.mark.parametrize(
    ("written", "key"),
    [("Tag", "tags"), ("Mode-of-Production", "mode_of_production"), ("licence", "license")],
)
def test_field_names_people_write(written: str, key: str) -> None:
    assert field_key(written) == key


def size(node: Node) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + sum(map(size, parts))
        case Not(part):
            return 1 + size(part)
        case Maybe(required, optional):
            return 1 + size(required) + size(optional)
        case _:
            return 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=1200))
def test_any_text_is_read_into_a_small_tree(text: str) -> None:
    assert size(read(text, knows).tree) <= 8 * MAX_TERMS


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("(commons", "parenthesis"),
        ("commons)", "parenthesis"),
        ('"peer production', "quotation mark"),
        ("AND", "AND stands between"),
        ("commons OR", "OR stands between"),
        ("commons NOT", "NOT stands between"),
        ("kind: case", "“kind:”"),
        ("kind:", "“kind:”"),
    ],
)
def test_what_is_begun_and_not_ended_is_named(text: str, hint: str) -> None:
    assert hint in read(text, knows).hint


@pytest.mark.parametrize(
    "text",
    [
        "a AND b",
        '"a (b"',
        "(a OR b)",
        "NOT a",
        "AND-gate OR b",
        "kind:case",
        '"and AND"',
        "tags:(a OR b)",
        'kind:"a b"',
    ],
)
def test_a_query_that_is_whole_gets_no_hint(text: str) -> None:
    assert read(text, knows).hint == ""
