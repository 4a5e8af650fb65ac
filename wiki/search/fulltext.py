"""Finding pages by words in the SQLite index: the adapter of `wiki.ports.Search`."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from sqlalchemy import Connection

from patterns.folding import joined
from wiki.ports import SearchAnswer, SearchRequest
from wiki.search.answering import KEPT, Answering, Result, bounds
from wiki.search.language import MAX_LENGTH
from wiki.search.lexicon import FIELDS, SqlLexicon
from wiki.search.schema import state

LARGE = 2000  # hits from which on a result is remembered until the index changes
REMEMBERED = 100  # such results

_SUGGEST = """SELECT title, shown FROM search_titles
    WHERE later = ? AND key >= ? AND key < ? ORDER BY key, page, shown LIMIT ?"""


Key = tuple[str, ...]


class Readable(Protocol):
    """Where the index is kept; `wiki.storage.opening.Storage` is one."""

    def search_connection(self) -> AbstractContextManager[Connection]:
        """Give a connection to read from, in one transaction."""


@dataclass(frozen=True, slots=True)
class _Memory:
    """Results too costly to find again for every page of them; safe under threads.

    A key holds the state of the index, so that no result outlives it.
    """

    results: OrderedDict[Key, Result] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: Key) -> Result | None:
        with self.lock:
            return self.results.get(key)

    def keep(self, key: Key, result: Result) -> None:
        if result.total < LARGE:
            return
        with self.lock:
            self.results[key] = result
            if len(self.results) > REMEMBERED:
                self.results.popitem(last=False)


@dataclass(frozen=True, slots=True)
class FullText:
    """Search over what `wiki.search.rows` wrote; `fields` are facets known before a page has a value."""

    source: Readable
    fields: frozenset[str] = FIELDS
    _memory: _Memory = field(default_factory=_Memory, repr=False, compare=False)

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Find pages; never fails on any text."""
        with self.source.search_connection() as connection:
            answering = Answering(connection, SqlLexicon(connection, self.fields | FIELDS), request)
            if bounds(request)[1] > KEPT:
                return answering.answer(answering.result())
            key = (state(connection), request.text, request.kind, repr(sorted(request.filters.items())))
            result = self._memory.get(key)
            if result is None:
                result = answering.result()
                self._memory.keep(key, result)
            return answering.answer(result)

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        """Return the full titles of the first so many pages that `search` finds, in its order, and how many it finds."""
        with self.source.search_connection() as connection:
            return Answering(connection, SqlLexicon(connection, self.fields | FIELDS), request).titles(most)

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
