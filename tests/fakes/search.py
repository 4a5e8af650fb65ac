"""Search over pages held in memory: the plain meaning of every query, without an index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from patterns.folding import joined, placed, tokens
from patterns.projection import FacetRow, Projected
from wiki.ports import FacetValue, Hit, SearchAnswer, SearchRequest
from wiki.search.language import read
from wiki.search.lexicon import FIELDS, within
from wiki.search.snippets import highlighter
from wiki.search.spelling import nearest
from wiki.search.tree import (
    EMPTY,
    All,
    And,
    Coded,
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
from wiki.search.words import stem

TEXTS = {"": (0, 1, 2), "title": (0, 1), "aliases": (1,), "body": (2,)}


def facet_rows(page: Projected) -> list[FacetRow]:
    kind = [] if any(row.field == "kind" for row in page.facets) else [FacetRow("kind", page.kind, page.kind)]
    return [*kind, *page.facets]


def texts(page: Projected) -> tuple[list[str], ...]:
    return tuple(
        tokens(text) for text in (page.search.title or page.title, page.search.aliases, page.search.body)
    )


def follows(words: list[str], wanted: tuple[str, ...]) -> int:
    size = len(wanted)
    return sum(tuple(words[place : place + size]) == wanted for place in range(len(words) - size + 1))


@dataclass
class MemorySearch:
    """Implements `wiki.ports.Search`."""

    pages: dict[int, Projected] = field(default_factory=dict)

    def index(self, page: int, projected: Projected) -> None:
        self.pages[page] = projected

    def unindex(self, page: int) -> None:
        self.pages.pop(page, None)

    def search(self, request: SearchRequest) -> SearchAnswer:
        query = read(request.text, self.knows)
        chosen = {**request.filters, **({"kind": (request.kind,)} if request.kind else {})}
        scope = {
            page: found
            for page, found in self.pages.items()
            if not found.redirect and self.matches(request, query.tree, found)
        }
        found = {page: each for page, each in scope.items() if selected(each, chosen)}
        order = sorted(found, key=lambda page: self.rank(request, query.tree, found[page], page))
        first = (max(request.page, 1) - 1) * request.size
        marks = highlighter(query.tree)
        return SearchAnswer(
            len(found),
            tuple(
                Hit(each.title, each.kind, marks.snippet(each.search.body), self.score(query.tree, each))
                for each in (found[page] for page in order[first : first + request.size])
            ),
            self.facets(scope, chosen),
            self.suggestion(request, len(found)),
            query.hint,
        )

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        key = joined(prefix)
        rows = []
        for page in self.pages.values():
            for name in (page.search.title or page.title, *page.aliases, page.title):
                words = tokens(name)
                rows += [
                    (min(start, 1), " ".join(words[start:]), name, page.redirect or page.title)
                    for start in range(1 if name == page.title else len(words))
                    if page.kind != "talk" and key and " ".join(words[start:]).startswith(key)
                ]
        found: dict[str, str] = {}
        for _, _, name, title in sorted(rows):
            found.setdefault(title, name)
        return list(found.items())[:limit]

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        answer = self.search(replace(request, page=1, size=most))
        return [hit.title for hit in answer.hits], answer.total

    def knows(self, name: str) -> bool:
        fields = {row.field for page in self.pages.values() for row in page.facets}
        return name in TEXTS or name in FIELDS or name in fields

    def matches(self, request: SearchRequest, tree: Node, page: Projected) -> bool:
        asked = request.kind == "talk" or Words(("talk",), "kind") in set(leaves(tree))
        if page.kind == "talk" and not asked:
            return False
        if tree == EMPTY:
            return not request.text.strip()
        return self.count(tree, page) > 0

    def rank(self, request: SearchRequest, tree: Node, page: Projected, number: int) -> tuple[object, ...]:
        names = {joined(name) for name in (page.search.title, page.title, *page.aliases)}
        return (joined(request.text) not in names, -self.score(tree, page), page.title, number)

    def score(self, tree: Node, page: Projected) -> float:
        return float(sum(self.count(leaf, page) for leaf in leaves(tree)))

    def count(self, node: Node, page: Projected) -> int:
        match node:
            case And(parts):
                found = min(self.count(part, page) for part in parts)
            case Or(parts):
                found = max(self.count(part, page) for part in parts)
            case Not(part):
                found = not self.count(part, page)
            case Maybe(required, _):
                found = self.count(required, page)
            case Coded():
                found = 0
            case All(name):
                found = name in TEXTS or any(row.field == name for row in facet_rows(page))
            case Range():
                found = any(row.field == node.field and within(row.value, node) for row in facet_rows(page))
            case _:
                found = self.in_text(node, page) if node.field in TEXTS else self.in_facets(node, page)
        return int(found)

    def in_text(self, leaf: Words | Phrase | Prefix | Wildcard, page: Projected) -> int:
        columns = [texts(page)[column] for column in TEXTS[leaf.field]]
        weights = [(10, 6, 1)[column] for column in TEXTS[leaf.field]]
        return sum(weight * appearances(leaf, words) for words, weight in zip(columns, weights, strict=True))

    def in_facets(self, leaf: Words | Phrase | Prefix | Wildcard, page: Projected) -> int:
        every = [row for each in self.pages.values() for row in facet_rows(each) if row.field == leaf.field]
        own = [row for row in facet_rows(page) if row.field == leaf.field]
        if isinstance(leaf, Wildcard | Prefix):
            return sum(any(like(leaf, joined(text)) for text in (row.value, row.label)) for row in own)
        text = " ".join(leaf.words)
        if any(text in (joined(row.value), joined(row.label)) for row in every):
            return sum(text in (joined(row.value), joined(row.label)) for row in own)
        return sum(f" {text} " in f" {joined(row.label)} " for row in own)

    def facets(
        self, scope: Mapping[int, Projected], chosen: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        counts: dict[str, Counter[FacetRow]] = {"kind": Counter()}
        for page in scope.values():
            for row in facet_rows(page):
                others = {name: values for name, values in chosen.items() if name != row.field}
                if selected(page, others):
                    counts.setdefault(row.field, Counter())[row] += 1
        return {
            name: tuple(
                FacetValue(row.value, row.label, count)
                for row, count in sorted(counted.items(), key=lambda each: (-each[1], each[0].label))[:20]
            )
            for name, counted in counts.items()
        }

    def suggestion(self, request: SearchRequest, total: int) -> str:
        known = {word for page in self.pages.values() for words in texts(page) for word in words}
        text = request.text
        for each in reversed(list(placed(text)) if total < 3 else []):
            near = nearest(each.word, (word for word in known if word[0] == each.word[0]))
            if each.word not in known and near:
                text = text[: each.start] + near[0] + text[each.end :]
        if text == request.text:
            return ""
        more = self.search(SearchRequest(text, request.kind, request.filters))
        return text if more.total > total else ""


def selected(page: Projected, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    return all(any(named(value, name, page) for value in values) for name, values in chosen.items() if values)


def named(value: str, name: str, page: Projected) -> bool:
    """Say whether the page has the value, by its spelling in addresses or by what it is called."""
    own = {
        spelling
        for row in facet_rows(page)
        if row.field == name
        for spelling in (row.value, joined(row.value), joined(row.label))
    }
    return value in own or joined(value) in own


def appearances(leaf: Words | Phrase | Prefix | Wildcard, words: list[str]) -> int:
    match leaf:
        case Words(wanted):
            return follows([stem(word) for word in words], tuple(map(stem, wanted)))
        case Phrase(wanted):
            return follows(words, wanted)
        case Prefix():
            return sum(
                like(leaf, " ".join(words[place : place + len(leaf.words)])) for place in range(len(words))
            )
        case Wildcard():
            return sum(like(leaf, word) for word in words)


def like(leaf: Prefix | Wildcard, text: str) -> bool:
    if isinstance(leaf, Prefix):
        return text.startswith(" ".join(leaf.words))
    pattern = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in leaf.pattern)
    return re.fullmatch(pattern, text) is not None
