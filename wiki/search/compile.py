"""From a query tree to what SQLite's FTS5 matches (https://www.sqlite.org/fts5.html, section 3).

One expression holds words, phrases and facet values, so that any of them can stand under AND, OR and NOT.
Words are quoted strings made of letters and digits alone: nothing a reader writes reaches FTS5's syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from wiki.search.rows import code_word
from wiki.search.schema import EVERY, FACET_COLUMN, STEM_COLUMNS, TEXT_COLUMNS
from wiki.search.tree import (
    All,
    And,
    Coded,
    Leaf,
    Maybe,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Wildcard,
    Words,
)
from wiki.search.words import stem

NOTHING = f"{FACET_COLUMN} : nothing"  # a word no page has there
_ALL = f"{FACET_COLUMN} : {EVERY}"
TEXT_FIELDS = {
    "": TEXT_COLUMNS,
    "title": ("name", "aliases"),
    "aliases": ("aliases",),
    "body": ("body",),
}
"""Fields that are text: the columns each is looked for in."""


class Lexicon(Protocol):
    """What a query means in this index: its words and facet values."""

    def values(self, leaf: Words | Phrase | Prefix | Wildcard) -> Sequence[int]:
        """Return the codes of the field's values that the leaf names."""

    def between(self, wanted: Range) -> Sequence[int]:
        """Return the codes of the field's values within the bounds."""

    def field_values(self, field: str) -> Sequence[int]:
        """Return the codes of all values of the field."""

    def words_like(self, pattern: str) -> Sequence[str]:
        """Return the words of the index that match a wildcard pattern."""


def compile_match(node: Node, lexicon: Lexicon) -> str:
    """Return the FTS5 expression for the tree."""
    match node:
        case And(parts):
            found = _both(parts, lexicon)
        case Or(parts):
            found = _any([compile_match(part, lexicon) for part in parts])
        case Not(part):
            found = f"({_ALL} NOT {compile_match(part, lexicon)})"
        case Maybe(required, optional):
            first = compile_match(required, lexicon)
            found = f"({first} OR ({first} AND {compile_match(optional, lexicon)}))"
        case _:
            found = _leaf(node, lexicon)
    return found


def _both(parts: tuple[Node, ...], lexicon: Lexicon) -> str:
    kept = [compile_match(part, lexicon) for part in parts if not isinstance(part, Not)]
    removed = [compile_match(part.part, lexicon) for part in parts if isinstance(part, Not)]
    joined = f"({' AND '.join(kept)})" if kept else _ALL
    return f"({joined} NOT {_any(removed)})" if removed else joined


def _any(parts: Sequence[str]) -> str:
    return f"({' OR '.join(parts)})" if parts else NOTHING


def _leaf(leaf: Leaf, lexicon: Lexicon) -> str:
    match leaf:
        case Coded(codes):
            return _coded(codes)
        case All(field):
            return _coded(lexicon.field_values(field)) if field not in TEXT_FIELDS else _ALL
        case Range():
            return _coded(lexicon.between(leaf))
        case _:
            return _text(leaf, lexicon)


def _text(leaf: Words | Phrase | Prefix | Wildcard, lexicon: Lexicon) -> str:
    columns = TEXT_FIELDS.get(leaf.field)
    if columns is None:
        return _coded(lexicon.values(leaf))
    match leaf:
        case Words(words):
            stems = [STEM_COLUMNS[TEXT_COLUMNS.index(column)] for column in columns]
            return _quoted(stems, map(stem, words))
        case Phrase(words):
            return _quoted(columns, words)
        case Prefix(words):
            return f"{_quoted(columns, words)} *"
        case Wildcard(pattern):
            return _any([_quoted(columns, (word,)) for word in lexicon.words_like(pattern)])


def _quoted(columns: Sequence[str], words: Iterable[str]) -> str:
    return f'{{{" ".join(columns)}}} : "{" ".join(words)}"'


def _coded(codes: Sequence[int]) -> str:
    if not codes:
        return NOTHING
    return f"{FACET_COLUMN} : ({' OR '.join(map(code_word, codes))})"
