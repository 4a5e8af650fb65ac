from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.search.compile import NOTHING, compile_match
from wiki.search.language import EMPTY, read
from wiki.search.schema import FACET_COLUMN, STEM_COLUMNS, TEXT_COLUMNS
from wiki.search.tree import All, And, Coded, Maybe, Node, Not, Or, Phrase, Prefix, Range, Wildcard, Words


class Listed:
    """A lexicon that knows two kinds, three years and three words."""

    def values(self, leaf: Words | Phrase | Prefix | Wildcard) -> Sequence[int]:
        return {"case": [1], "pattern": [2]}.get(" ".join(getattr(leaf, "words", ())), [])

    def between(self, wanted: Range) -> Sequence[int]:
        return [code for code in (2007, 2008, 2009) if wanted.low <= str(code) <= (wanted.high or "9")]

    def field_values(self, field: str) -> Sequence[int]:
        return [1, 2] if field == "kind" else []

    def words_like(self, pattern: str) -> Sequence[str]:
        return ["gift", "graft"] if pattern == "g*ft" else []


ANY = "{name aliases body} : "
STEMS = "{name_stems aliases_stems body_stems} : "
COMPILED = [
    (Words(("governing",)), STEMS + '"govern"'),
    (Words(("e", "mails")), STEMS + '"e mail"'),
    (Words(("a",), "title"), '{name_stems aliases_stems} : "a"'),
    (Phrase(("peer", "production")), ANY + '"peer production"'),
    (Phrase(("peer",), "body"), '{body} : "peer"'),
    (Prefix(("gift",)), ANY + '"gift" *'),
    (Wildcard("g*ft"), f'({ANY}"gift" OR {ANY}"graft")'),
    (Wildcard("x*x"), NOTHING),
    (Words(("case",), "kind"), "facets : (v1)"),
    (Words(("none",), "kind"), NOTHING),
    (All("kind"), "facets : (v1 OR v2)"),
    (All(), "facets : every"),
    (All("title"), "facets : every"),
    (Range("year", "2008", ""), "facets : (v2008 OR v2009)"),
    (Coded(()), NOTHING),
    (And((Coded((1,)), Coded((2,)))), "(facets : (v1) AND facets : (v2))"),
    (And((Coded((1,)), Not(Coded((2,))))), "((facets : (v1)) NOT (facets : (v2)))"),
    (And((Not(Coded((1,))), Not(Coded((2,))))), "(facets : every NOT (facets : (v1) OR facets : (v2)))"),
    (Or((Coded((1,)), Not(Coded((2,))))), "(facets : (v1) OR (facets : every NOT facets : (v2)))"),
    (Maybe(Coded((1,)), Coded((2,))), "(facets : (v1) OR (facets : (v1) AND facets : (v2)))"),
    (EMPTY, "facets : every"),
]


@pytest.mark.parametrize(("tree", "match"), COMPILED, ids=[match[:40] for _, match in COMPILED])
def test_a_tree_compiles_to(tree: Node, match: str) -> None:
    assert compile_match(tree, Listed()) == match


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    columns = ", ".join((*TEXT_COLUMNS, *STEM_COLUMNS, FACET_COLUMN))
    connection.execute(f"CREATE VIRTUAL TABLE search USING fts5({columns}, content='')")
    yield connection
    connection.close()


def accepted(connection: sqlite3.Connection, tree: Node) -> bool:
    match = compile_match(tree, Listed())
    return connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (match,)).fetchone() == (0,)


WORD = st.text(alphabet="abgift é共ß0", min_size=1, max_size=4).map(lambda text: text.replace(" ", "") or "a")
FIELD = st.sampled_from(["", "title", "aliases", "body", "kind"])
LEAF = st.one_of(
    st.builds(Words, st.lists(WORD, min_size=1, max_size=3).map(tuple), FIELD),
    st.builds(Phrase, st.lists(WORD, min_size=1, max_size=3).map(tuple), FIELD),
    st.builds(Prefix, st.lists(WORD, min_size=1, max_size=2).map(tuple), FIELD),
    st.just(Wildcard("g*ft")),
    st.just(Range("year", "2008", "2009")),
    st.builds(All, FIELD),
)
TREE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=4).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=4).map(tuple)),
        st.builds(Not, inner),
        st.builds(Maybe, inner, inner),
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(TREE)
def test_every_tree_is_accepted_by_sqlite(index: sqlite3.Connection, tree: Node) -> None:
    assert accepted(index, tree)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=100), st.text(alphabet="ab*?()\":[]{}+-^~ '\\NOTADR\0", max_size=100)))
def test_every_text_becomes_a_match_sqlite_accepts(index: sqlite3.Connection, text: str) -> None:
    assert accepted(index, read(text, lambda name: name in ("title", "kind", "year")).tree)


DEEP = [
    "(" * 12 + "a" + ")" * 12,
    "".join(f"(a{level} OR (b{level} " for level in range(6)) + "c" + "))" * 6,
    "".join(f"(NOT (a{level} " for level in range(6)) + "c" + "))" * 6,
    "".join(f"(+a{level} (b{level} OR " for level in range(6)) + "c" + "))" * 6,
    " OR ".join(f"a{number} -b{number}" for number in range(20)),
    " ".join(f"-a{number}" for number in range(64)),
    " NOT ".join(f"a{number}" for number in range(32)),
]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_what_the_caps_let_through_is_not_too_deep_for_sqlite(index: sqlite3.Connection, text: str) -> None:
    query = read(text, lambda _name: False)
    assert query.hint == ""
    assert accepted(index, query.tree)


def test_thousands_of_facet_values_are_not_too_many_for_sqlite(index: sqlite3.Connection) -> None:
    assert accepted(index, Coded(tuple(range(20_000))))
