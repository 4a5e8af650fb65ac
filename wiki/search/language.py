"""The query language: Whoosh's parser, read into a small tree of our own. Pure.

Whoosh's grammar is followed but for this: `'` does not quote, `+` and `-` count only before a word,
and a query over a cap is read as plain words, since the parser overflows on deep nesting and
hangs on thousands of wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from whoosh.qparser import plugins, syntax
from whoosh.qparser.common import QueryParserError
from whoosh.qparser.default import QueryParser
from whoosh.query import compound, positional, qcore, ranges, terms, wrappers

from patterns.folding import fold, tokens
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
)

MAX_LENGTH = 1000  # characters
MAX_TERMS = 64
MAX_WILDCARDS = 8
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read; `hint` says why it was read differently than written."""

    tree: Node
    hint: str = ""


_TEXTS = (
    "",
    None,
    "title",
    "aliases",
    "body",
)  # where a prefix of one letter would stand for thousands of words
_PLUS = r"(?<![^\s(])\+(?=[^\s)])"
_NOT = r"(?<![^\s(])(?:NOT(?=\s)|-(?=[^\s)]))"
# What the parser raises on text it was not made for: its own error, and slips of its stack handling.
_PARSER_FAILURES = (
    QueryParserError,
    IndexError,
    KeyError,
    NotImplementedError,
    ValueError,
    TypeError,
    AssertionError,
    AttributeError,
    RecursionError,
)
_TERM = re.compile(r"[^\s()]+")
_QUOTED = re.compile(r'"[^"]*"')
_LOOSE_OPERATOR = re.compile(r"\A(AND|OR)(?!\S)|(?<!\S)(AND|OR|NOT)\Z")
_LOOSE_FIELD = re.compile(r"(?<!\S)\w[\w-]*:(?=\s|\Z)")
_FUZZY = re.compile(r"~\d*(?=[\s)]|$)")


def read(text: str, knows: Callable[[str], bool]) -> Query:
    """Read a query; any text gives one. `knows` says whether a word names a field."""
    over = _over_cap(text)
    if over:
        return Query(plain(text), f"{over} It was searched as plain words.")
    clean = _FUZZY.sub("", text.replace("\0", " "))
    try:
        parsed = _parser().parse(clean, normalize=False)
    except _PARSER_FAILURES:
        return Query(plain(text), "The query could not be read as written; it was searched as plain words.")
    reading = _Reading(knows, [], [])
    tree = reading.node(parsed)
    if tree == EMPTY and tokens(text):
        return Query(plain(text), "The query could not be read as written; it was searched as plain words.")
    return Query(tree, " ".join(filter(None, (reading.hint(), _slip(text)))))


def plain(text: str) -> Node:
    """Return the text's words, all of them wanted, at most MAX_TERMS."""
    found = list(dict.fromkeys(tokens(text[: MAX_LENGTH * 4])))[:MAX_TERMS]
    return And(tuple(Words((word,)) for word in found))


class _PlusPlugin(plugins.PlusMinusPlugin):
    """Whoosh's `+`, within parentheses too; its `-` knows only one level, so that ours is an operator."""

    def do_plusminus(self, parser: QueryParser, group: syntax.GroupNode) -> syntax.SyntaxNode:
        for place, node in enumerate(group):
            if isinstance(node, syntax.GroupNode):
                group[place] = self.do_plusminus(parser, node)
        if not any(isinstance(node, self.Plus) for node in group):
            return group
        sorted_group: syntax.SyntaxNode = super().do_plusminus(parser, group)  # type: ignore[no-untyped-call]
        return sorted_group


def _parser() -> QueryParser:
    """Return a new parser: Whoosh's keep state while they parse."""
    grammar: Any = plugins  # its constructors are not typed
    return QueryParser(
        None,
        None,
        plugins=[
            grammar.WhitespacePlugin(),
            grammar.PhrasePlugin(),
            grammar.FieldsPlugin(expr=r"(?P<text>\w[\w-]*|[*]):"),
            grammar.WildcardPlugin(),
            grammar.RangePlugin(),
            grammar.GroupPlugin(),
            grammar.OperatorsPlugin(Not=_NOT, AndMaybe=None, Require=None),
            grammar.BoostPlugin(),
            grammar.EveryPlugin(),
            _PlusPlugin(plusexpr=_PLUS, minusexpr="(?!)"),  # type: ignore[no-untyped-call]
        ],
    )


def _over_cap(text: str) -> str:
    """Say which cap the text is over; "" = none."""
    if len(text) > MAX_LENGTH:
        return f"The query is longer than {MAX_LENGTH:,} characters."
    if len(_TERM.findall(text)) > MAX_TERMS:
        return f"The query has more than {MAX_TERMS} terms."
    if text.count("*") + text.count("?") > MAX_WILDCARDS:
        return f"The query has more than {MAX_WILDCARDS} wildcards."
    if _depth(text) > MAX_DEPTH:
        return f"The query nests parentheses deeper than {MAX_DEPTH}."
    return ""


def _slip(text: str) -> str:
    """Say what was begun and not ended, which the parser passes over; "" = nothing."""
    bare = _QUOTED.sub("x", text)
    if '"' in bare:
        return "A quotation mark is not closed; what follows it was searched as single words."
    if bare.count("(") != bare.count(")"):
        return "A parenthesis is not matched by another; it was passed over."
    if word := _LOOSE_OPERATOR.search(bare.strip()):
        return f"{word[1] or word[2]} stands between two words; here it was searched as a word."
    if field := _LOOSE_FIELD.search(bare):
        return f"Nothing follows “{field[0]}”; write what to look for right behind the colon."
    return ""


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


@dataclass(frozen=True, slots=True)
class _Reading:
    """Whoosh's query objects → our tree; gathers the names that are no fields, and prefixes of one letter."""

    knows: Callable[[str], bool]
    unknown: list[str]
    short: list[str]

    def hint(self) -> str:
        said = []
        if self.unknown:
            names = ", ".join(f"“{name}”" for name in dict.fromkeys(self.unknown))
            said.append(f"There is no field {names}; it was searched as a word.")
        if self.short:
            names = ", ".join(f"“{name}*”" for name in dict.fromkeys(self.short))
            said.append(f"One letter is too few to stand for all words that begin with it: {names}.")
        return " ".join(said)

    def node(self, parsed: qcore.Query) -> Node:
        match parsed:
            case compound.AndNot():
                kept, removed = map(self.node, parsed.subqueries)
                found = _group(And, [kept, _negation(removed)])
            case compound.AndMaybe():
                found = _maybe(*map(self.node, parsed.subqueries))
            case compound.CompoundQuery():
                kind: type[And | Or] = Or if isinstance(parsed, compound.Or) else And
                found = _group(kind, [self.node(part) for part in parsed.subqueries])
            case wrappers.Not():
                found = _negation(self.node(parsed.query))
            case _:
                found = self.leaf(parsed)
        return found

    def leaf(self, parsed: qcore.Query) -> Node:
        written = getattr(parsed, "fieldname", None)
        field = self.field(written)
        found: Node = EMPTY
        match parsed:
            case qcore.Every():
                found = All(field or "")
            case ranges.TermRange():
                found = self.span(parsed, field)
            case positional.Phrase():
                found = self.text(Phrase, " ".join(parsed.words), written, field)
            case terms.Prefix():
                found = self.text(Prefix, parsed.text, written, field)
            case terms.Wildcard():
                found = self.wildcard(parsed, field)
            case terms.Term():
                found = self.text(Words, parsed.text, written, field)
        return found

    def field(self, name: str | None) -> str | None:
        """Return the field's key; "" = none written, None = there is no such field."""
        if not name:
            return ""
        key = field_key(name)
        if self.knows(key):
            return key
        if tokens(name):
            self.unknown.append(name)
        return None

    def text(
        self, kind: type[Words | Phrase | Prefix], text: str, written: str | None, field: str | None
    ) -> Node:
        words = tuple(tokens(text))
        if kind is Prefix and field in _TEXTS and len(text) == 1 and text.isascii():
            self.short.extend(words)
            kind = Words
        if field is None:
            return _both(written, kind(words) if words else EMPTY)
        return kind(words, field) if words else EMPTY

    def wildcard(self, parsed: terms.Wildcard, field: str | None) -> Node:
        pattern = "".join(re.findall(r"[*?]|[^\W_]", fold(parsed.text)))
        if not pattern.strip("*?"):
            return All(field or "") if "*" in pattern else EMPTY
        leaf: Node = Wildcard(pattern, field or "")
        return _both(parsed.fieldname, leaf) if field is None else leaf

    def span(self, parsed: ranges.TermRange, field: str | None) -> Node:
        low, high = parsed.start or "", parsed.end or ""
        if field:
            return Range(field, low, high, parsed.startexcl, parsed.endexcl)
        ends = [Words(tuple(tokens(end))) for end in (low, high) if tokens(end)]
        return _both(parsed.fieldname if field is None else "", _group(And, list(ends)))


_FIELD_NAMES = {
    "tag": "tags",
    "licence": "license",
    "licences": "license",
    "lang": "language",
    "text": "body",
    "alias": "aliases",
    "name": "title",
}


def field_key(name: str) -> str:
    """Return a field's key from what people write: case apart, hyphens for underscores, synonyms."""
    key = name.casefold().replace("-", "_")
    return _FIELD_NAMES.get(key, key)


def _both(written: str | None, node: Node) -> Node:
    """Return what an unknown field's name and value ask for when both are mere words."""
    words = tuple(tokens(written or ""))
    return _group(And, [Words(words) if words else EMPTY, node])


def _group(kind: type[And | Or], parts: list[Node]) -> Node:
    """Return the group without empty parts and without groups of its own sort; one part stands for itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    kept = tuple(part for part in flat if part != EMPTY)
    if not kept:
        return EMPTY
    return kept[0] if len(kept) == 1 else kind(kept)


def _negation(part: Node) -> Node:
    if isinstance(part, Not):
        return part.part
    return part if part == EMPTY else Not(part)


def _maybe(required: Node, optional: Node) -> Node:
    """Return the first with the second as a wish; what the second excludes is excluded."""
    parts = optional.parts if isinstance(optional, And) else (optional,)
    wish = _group(And, [part for part in parts if not isinstance(part, Not)])
    excluded = [part for part in parts if isinstance(part, Not)]
    kept = _group(And, [required, wish]) if EMPTY in (required, wish) else Maybe(required, wish)
    return _group(And, [kept, *excluded])
