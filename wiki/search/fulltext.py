"""Finding pages by words in the SQLite index: the adapter of `wiki.ports.Search`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from heapq import nsmallest
from typing import Protocol, cast

from sqlalchemy import Connection

from wiki.ports import FacetValue, Hit, SearchAnswer, SearchRequest
from wiki.search.compile import compile_match
from wiki.search.counting import count, labelled
from wiki.search.language import MAX_LENGTH, Query, read
from wiki.search.lexicon import FIELDS, SqlLexicon
from wiki.search.schema import TEXT_COLUMNS
from wiki.search.snippets import highlighter, is_text
from wiki.search.spelling import SHORTEST, corrections, pages_with
from wiki.search.tree import EMPTY, All, And, Coded, Node, Not, Words, leaves
from wiki.search.words import Placed, joined, placed

FEW = 3  # hits below which another spelling is looked for
MISSPELT = 3  # words of a query that are corrected at most
MAX_SIZE = 100  # hits a page of the answer

_WEIGHTS = {"name": 10.0, "aliases": 6.0, "body": 1.0}
_RANK = ", ".join(
    str(weight)
    for weight in (
        *(_WEIGHTS[column] for column in TEXT_COLUMNS),
        *(_WEIGHTS[column] for column in TEXT_COLUMNS),
        0.0,
    )
)
_FOUND = f"""SELECT bm25(search, {_RANK}), search.rowid, codes
    FROM search CROSS JOIN search_codes ON page = search.rowid WHERE search MATCH ?"""  # noqa: S608 – constants
_UNRANKED = """SELECT 0.0, search.rowid, codes
    FROM search CROSS JOIN search_codes ON page = search.rowid WHERE search MATCH ?"""
_COUNT = "SELECT count(*) FROM search WHERE search MATCH ?"
_TITLED = "SELECT page FROM search_titles WHERE later = 0 AND key = ?"
_DOCUMENTS = "SELECT page, title, kind, body FROM documents WHERE page IN (SELECT value FROM json_each(?))"
_SUGGEST = """SELECT title, shown FROM search_titles
    WHERE later = ? AND key >= ? AND key < ? ORDER BY key, page, shown LIMIT ?"""

Found = tuple[float, int, bytes]  # score (smaller is better), page, codes


class Readable(Protocol):
    """Where the index is kept; `wiki.storage.opening.Storage` is one."""

    def search_connection(self) -> AbstractContextManager[Connection]:
        """Give a connection to read from, in one transaction."""


@dataclass(frozen=True, slots=True)
class FullText:
    """Search over what `wiki.search.rows` wrote; `fields` are facets known before a page has a value."""

    source: Readable
    fields: frozenset[str] = FIELDS

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Find pages; never fails on any text."""
        with self.source.search_connection() as connection:
            return _Searching(connection, SqlLexicon(connection, self.fields | FIELDS), request).answer()

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        """Return (full title, matched title or alias) that begin with the prefix, accents and case apart.

        Names that begin with it come first, in alphabetical order, then names of which a later word does.
        """
        key = joined(prefix[:MAX_LENGTH])
        if not key:
            return []
        found: dict[str, str] = {}
        with self.source.search_connection() as connection:
            for later in (0, 1):
                rows = connection.exec_driver_sql(_SUGGEST, (later, key, key + "\U0010ffff", limit * 3))
                for title, shown in rows:
                    found.setdefault(title, shown)
        return list(found.items())[:limit]


@dataclass(frozen=True, slots=True)
class _Searching:
    """One request being answered within one transaction."""

    connection: Connection
    lexicon: SqlLexicon
    request: SearchRequest

    def answer(self) -> SearchAnswer:
        query = read(self.request.text, self.lexicon.knows)
        chosen = self.chosen()
        tree = self.scope(query)
        ranked = any(is_text(leaf) for leaf in leaves(tree))
        match = self.match(tree, chosen)
        found = self.found(_FOUND if ranked else _UNRANKED, match)
        pages = self.best(found) if ranked else self.by_title(found)
        return SearchAnswer(
            total=len(found),
            hits=self.hits(pages, tree),
            facets=self.facets(tree, chosen, found),
            suggestion=self.suggestion(len(found), chosen),
            hint=self.hint(query),
        )

    def chosen(self) -> dict[str, tuple[int, ...]]:
        """Return the codes the request narrows each field to."""
        kind = {"kind": (self.request.kind,)} if self.request.kind else {}
        filters: Mapping[str, tuple[str, ...]] = {**self.request.filters, **kind}
        return {field: self.lexicon.chosen(field, values) for field, values in filters.items() if values}

    def scope(self, query: Query) -> Node:
        """Return what is looked for: everything for no text, nothing for signs alone, no talk unasked."""
        if query.tree == EMPTY:
            wanted: Node = Coded(()) if self.request.text.strip() else All()
        else:
            wanted = query.tree
        if self.request.kind == "talk" or Words(("talk",), "kind") in set(leaves(wanted)):
            return wanted
        talk = self.lexicon.chosen("kind", ("talk",))
        return And((wanted, Not(Coded(talk)))) if talk else wanted

    def match(self, tree: Node, chosen: Mapping[str, tuple[int, ...]]) -> str:
        return compile_match(And((tree, *map(Coded, chosen.values()))), self.lexicon)

    def found(self, statement: str, match: str) -> list[Found]:
        return cast("list[Found]", self.connection.exec_driver_sql(statement, (match,)).all())

    def best(self, found: list[Found]) -> list[tuple[int, float]]:
        """Return the pages of the answer's page with their scores; one named like the query comes first."""
        rows = self.connection.exec_driver_sql(_TITLED, (joined(self.request.text[:MAX_LENGTH]),))
        named = {row[0] for row in rows}
        first, last = self.bounds()
        order = nsmallest(last, ((page not in named, score, page) for score, page, _ in found))
        return [(page, -score) for _, score, page in order[first:last]]

    def by_title(self, found: list[Found]) -> list[tuple[int, float]]:
        """Return the pages of the answer's page in order of their titles: there is nothing to rank by."""
        wanted = {page for _, page, _ in found}
        first, last = self.bounds()
        order: list[int] = []
        for row in self.connection.exec_driver_sql("SELECT page FROM documents ORDER BY title"):
            if len(order) == min(last, len(wanted)):
                break
            if row[0] in wanted:
                order.append(row[0])
        return [(page, 0.0) for page in order[first:last]]

    def bounds(self) -> tuple[int, int]:
        size = max(1, min(self.request.size, MAX_SIZE))
        first = (max(1, self.request.page) - 1) * size
        return first, first + size

    def hits(self, pages: list[tuple[int, float]], tree: Node) -> tuple[Hit, ...]:
        listed = (json.dumps([page for page, _ in pages]),)
        documents = {row[0]: row for row in self.connection.exec_driver_sql(_DOCUMENTS, listed)}
        marks = highlighter(tree)
        return tuple(
            Hit(title, kind, marks.snippet(body), score)
            for (_, title, kind, body), score in ((documents[page], score) for page, score in pages)
        )

    def facets(
        self, tree: Node, chosen: Mapping[str, tuple[int, ...]], found: list[Found]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Count over the whole result; a narrowed field is counted as if it alone were not narrowed."""
        counted = labelled(self.connection, count(codes for _, _, codes in found))
        for field in chosen:
            others = {name: codes for name, codes in chosen.items() if name != field}
            wider = self.found(_UNRANKED, self.match(tree, others))
            counts = labelled(self.connection, count(codes for _, _, codes in wider))
            counted[field] = counts.get(field, ())
        return counted

    def hint(self, query: Query) -> str:
        cut = [
            f"“{pattern}” matches very many words; only the first were used." for pattern in self.lexicon.cut
        ]
        return " ".join((*filter(None, (query.hint,)), *dict.fromkeys(cut)))

    def suggestion(self, total: int, chosen: Mapping[str, tuple[int, ...]]) -> str:
        """Return the query with its rare words spelt otherwise, if that finds more."""
        text = self.request.text
        if total >= FEW or len(text) > MAX_LENGTH:
            return ""
        better = self.respelt(text)
        if better == text:
            return ""
        tree = self.scope(read(better, self.lexicon.knows))
        more = self.connection.exec_driver_sql(_COUNT, (self.match(tree, chosen),)).scalar_one()
        return better if more > total else ""

    def respelt(self, text: str) -> str:
        query = read(text, self.lexicon.knows)
        wanted = {word for leaf in leaves(query.tree) if is_text(leaf) for word in getattr(leaf, "words", ())}
        places = [each for each in placed(text) if each.word in wanted and len(each.word) >= SHORTEST]
        for each in reversed(places[:MISSPELT]):
            text = text[: each.start] + self.better(each) + text[each.end :]
        return text

    def better(self, each: Placed) -> str:
        """Return the nearest word that stands on more pages than the word as written, which may be itself."""
        known = pages_with(self.connection, each.word)
        best = each.word
        if known >= FEW:
            return best
        for word in corrections(self.connection, each.word):
            pages = pages_with(self.connection, word)
            if pages > known:
                best, known = word, pages
                break
        return best
