"""One search request, answered within one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import cast

from sqlalchemy import Connection

from patterns.folding import Placed, joined, placed
from wiki.ports import FacetValue, Hit, SearchAnswer, SearchRequest
from wiki.search.compile import compile_match
from wiki.search.counting import count, labelled
from wiki.search.language import MAX_LENGTH, Query, read
from wiki.search.lexicon import SqlLexicon
from wiki.search.schema import TEXT_COLUMNS
from wiki.search.snippets import highlighter, is_text
from wiki.search.spelling import SHORTEST, corrections, pages_with
from wiki.search.tree import EMPTY, All, And, Coded, Node, Not, Words, leaves

FEW = 3  # hits below which another spelling is looked for
MISSPELT = 3  # words of a query that are corrected at most
MAX_SIZE = 100  # hits a page of the answer
KEPT = 200  # pages of the order kept with a result

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
_NAMES = "SELECT page, title FROM documents WHERE page IN (SELECT value FROM json_each(?))"

Found = tuple[float, int, bytes]  # score (smaller is better), page, codes


@dataclass(frozen=True, slots=True)
class Result:
    """All of an answer but its hits: the same for every page of it."""

    total: int
    order: tuple[tuple[int, float], ...]  # the first pages, with their scores
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str
    hint: str


def bounds(request: SearchRequest) -> tuple[int, int]:
    """Return from which place of the order to before which the request wants its hits."""
    size = max(1, min(request.size, MAX_SIZE))
    first = (max(1, request.page) - 1) * size
    return first, first + size


@dataclass(frozen=True, slots=True)
class Answering:
    """One request being answered within one transaction."""

    connection: Connection
    lexicon: SqlLexicon
    request: SearchRequest

    def result(self) -> Result:
        """Find everything but what stands on the page of the answer."""
        query = read(self.request.text, self.lexicon.knows)
        chosen = self.chosen()
        tree = self.scope(query)
        ranked = any(is_text(leaf) for leaf in leaves(tree))
        found = self.found(_FOUND if ranked else _UNRANKED, self.match(tree, chosen))
        return Result(
            total=len(found),
            order=tuple(self.ordered(found, self.needed(), ranked=ranked)),
            facets=self.facets(tree, chosen, found),
            suggestion=self.suggestion(len(found), chosen),
            hint=self.hint(query),
        )

    def titles(self, most: int) -> tuple[list[str], int]:
        """Return the full titles of the first so many pages in the order of an answer, and how many are found."""
        tree = self.scope(read(self.request.text, self.lexicon.knows))
        ranked = any(is_text(leaf) for leaf in leaves(tree))
        found = self.found(_FOUND if ranked else _UNRANKED, self.match(tree, self.chosen()))
        pages = [page for page, _ in self.ordered(found, most, ranked=ranked)]
        names = dict(
            cast("list[tuple[int, str]]", self.connection.exec_driver_sql(_NAMES, (str(pages),)).all())
        )
        return [names[page] for page in pages], len(found)

    def answer(self, result: Result) -> SearchAnswer:
        """Return the page of the answer."""
        first, last = bounds(self.request)
        hits = self.hits(result.order[first:last])
        return SearchAnswer(result.total, hits, result.facets, result.suggestion, result.hint)

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
        """Return the FTS5 expression for the tree, narrowed to the chosen values."""
        return compile_match(And((tree, *map(Coded, chosen.values()))), self.lexicon)

    def found(self, statement: str, match: str) -> list[Found]:
        """Return every page found, by its number."""
        return cast("list[Found]", self.connection.exec_driver_sql(statement, (match,)).all())

    def ordered(self, found: list[Found], most: int, *, ranked: bool) -> list[tuple[int, float]]:
        """Return the first so many pages of the order with their scores: the best, or by title where nothing ranks them."""
        return self.best(found, most) if ranked else self.by_title(found, most)

    def best(self, found: list[Found], most: int) -> list[tuple[int, float]]:
        """Return the best pages with their scores; one named like the query comes first."""
        rows = self.connection.exec_driver_sql(_TITLED, (joined(self.request.text[:MAX_LENGTH]),))
        named = {row[0] for row in rows}
        order = nsmallest(most, ((page not in named, score, page) for score, page, _ in found))
        return [(page, -score) for _, score, page in order]

    def by_title(self, found: list[Found], most: int) -> list[tuple[int, float]]:
        """Return the first pages in order of their titles: there is nothing to rank by."""
        wanted = {page for _, page, _ in found}
        needed = min(most, len(wanted))
        order: list[int] = []
        for row in self.connection.exec_driver_sql("SELECT page FROM documents ORDER BY title"):
            if len(order) == needed:
                break
            if row[0] in wanted:
                order.append(row[0])
        return [(page, 0.0) for page in order]

    def needed(self) -> int:
        """Return how many pages of the order are wanted: enough for what is asked next, too."""
        return max(KEPT, bounds(self.request)[1])

    def hits(self, pages: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        """Return the pages as they are shown."""
        listed = (json.dumps([page for page, _ in pages]),)
        documents = {row[0]: row for row in self.connection.exec_driver_sql(_DOCUMENTS, listed)}
        marks = highlighter(read(self.request.text, self.lexicon.knows).tree)
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
        """Say why the query was read differently than written."""
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
        """Return the text with its rare words spelt otherwise."""
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
