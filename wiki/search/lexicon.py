"""The words and facet values of the index, asked for by queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from patterns.folding import joined
from wiki.search.compile import TEXT_FIELDS
from wiki.search.tree import Phrase, Prefix, Range, Wildcard, Words

FIELDS = frozenset({"kind", "tags", "license", "language", "maturity"})
"""Facets every wiki may have, fields even before a page has a value."""
WORDS_LIKE = 500  # a wildcard stands for at most so many words of the index
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class SqlLexicon:
    """The lexicon as it stands in one transaction; `cut` gathers patterns that stood for too many words."""

    connection: Connection
    fields: frozenset[str] = FIELDS
    cut: list[str] = field(default_factory=list)

    def knows(self, name: str) -> bool:
        """Say whether there is a field of that key."""
        if name in TEXT_FIELDS or name in self.fields:
            return True
        found = self.connection.exec_driver_sql("SELECT 1 FROM search_fields WHERE field = ?", (name,))
        return found.first() is not None

    def values(self, leaf: Words | Phrase | Prefix | Wildcard) -> Sequence[int]:
        """Return the values that are what was written; if none is, those that contain it as words."""
        if isinstance(leaf, Wildcard):
            return self._like(leaf.field, leaf.pattern)
        text = " ".join(leaf.words)
        if isinstance(leaf, Prefix):
            return self._like(leaf.field, f"{text}*")
        return self._equal(leaf.field, text) or self._containing(leaf.field, text)

    def _equal(self, name: str, text: str) -> list[int]:
        return self._codes(
            "SELECT id FROM search_values WHERE field = ? AND value_key = ?"
            " UNION SELECT id FROM search_values WHERE field = ? AND label_key = ?",
            (name, text, name, text),
        )

    def _containing(self, name: str, text: str) -> list[int]:
        return self._codes(
            "SELECT id FROM search_values WHERE field = ? AND instr(' ' || label_key || ' ', ?)",
            (name, f" {text} "),
        )

    def _like(self, name: str, pattern: str) -> list[int]:
        return self._codes(
            "SELECT id FROM search_values WHERE field = ? AND (value_key GLOB ? OR label_key GLOB ?)",
            (name, pattern, pattern),
        )

    def between(self, wanted: Range) -> Sequence[int]:
        """Return the values within the bounds: years and numbers by size, dates and words in order."""
        found = self.connection.exec_driver_sql(
            "SELECT id, value FROM search_values WHERE field = ?", (wanted.field,)
        )
        return [code for code, value in found if within(value, wanted)]

    def field_values(self, name: str) -> Sequence[int]:
        """Return all values of the field."""
        return self._codes("SELECT id FROM search_values WHERE field = ?", (name,))

    def chosen(self, name: str, values: Sequence[str]) -> tuple[int, ...]:
        """Return the values as addresses have them: of exactly this spelling, else what reads the same or is called so."""
        found = ((value, self._spelled(name, value)) for value in values)
        return tuple(code for value, codes in found for code in codes or self._equal(name, joined(value)))

    def _spelled(self, name: str, value: str) -> list[int]:
        return self._codes("SELECT id FROM search_values WHERE field = ? AND value = ?", (name, value))

    def words_like(self, pattern: str) -> Sequence[str]:
        """Return the words that match, the first WORDS_LIKE of the alphabet; then the pattern is in `cut`."""
        start = re.split(r"[*?]", pattern, maxsplit=1)[0]
        found = self.connection.exec_driver_sql(
            "SELECT word FROM search_words WHERE word >= ? AND word < ? AND word GLOB ? LIMIT ?",
            (start, start + _LAST, pattern, WORDS_LIKE + 1),
        )
        words = [row[0] for row in found]
        if len(words) > WORDS_LIKE:
            self.cut.append(pattern)
        return words[:WORDS_LIKE]

    def _codes(self, statement: str, parameters: tuple[str, ...]) -> list[int]:
        return [row[0] for row in self.connection.exec_driver_sql(statement, parameters)]


def within(value: str, wanted: Range) -> bool:
    """Say whether a value lies in the range, compared as its bounds are written."""
    low = _compare(value, wanted.low)
    high = _compare(value, wanted.high)
    above = low is not None and (low > 0 or (low == 0 and not wanted.above))
    below = high is not None and (high < 0 or (high == 0 and not wanted.below))
    return (above or not wanted.low) and (below or not wanted.high)


def _compare(value: str, bound: str) -> int | None:
    """Return -1, 0, 1 for a value before, at, after the bound; None when they cannot be compared.

    A date is compared as far as the bound says: 2008-05-01 is at 2008.
    """
    if not bound:
        return None
    if _NUMBER.fullmatch(bound):
        number = _NUMBER.match(value)
        return None if number is None else _order(float(number.group()), float(bound))
    if _DAY.fullmatch(bound):
        return _order(value[: len(bound)], bound) if value[:4].isdigit() else None
    return _order(value.casefold(), bound.casefold())


def _order(one: str | float, other: str | float) -> int:
    if isinstance(one, str) or isinstance(other, str):
        return (str(one) > str(other)) - (str(one) < str(other))
    return (one > other) - (one < other)
