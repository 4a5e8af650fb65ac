"""What thousands of pages say under some fields, and on whom it rests, without what only a look at single cells needs.

In a table of 10,000 cases and 200 values there are half a million codings, and a few hundred different ones. Made once
each, they cost a fraction of the time and of the memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from patterns.codings import CODER, Coding, Evidence
from patterns.comparison.resting import SOURCE, Rest, rest_of
from wiki.storage.rows import batched
from wiki.storage.schema import pages

BLOCK = 256
"""Pages whose codings are read at once."""

_IDS = select(pages.c.id, pages.c.title).where(
    pages.c.title.in_(bindparam("titles", expanding=True)), pages.c.deleted == 0
)
_OF_PAGES = "page IN (SELECT value FROM json_each(?))"
# Names with a line end between them are told from one name with a line end in it by the evidence. The plus keeps SQLite
# from looking up each page under each field.
_SAID = f"""SELECT page, field, value, label, status, title, coders,
        CASE WHEN instr(coders, char(10)) THEN evidence ELSE '' END
    FROM codings WHERE {_OF_PAGES} AND +field IN (SELECT value FROM json_each(?)) ORDER BY page, number"""  # noqa: S608 – constants
_EVIDENCE = f"SELECT page, evidence FROM codings WHERE {_OF_PAGES} ORDER BY page, number"  # noqa: S608 – constants

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_NAMED = re.compile(rf'\["(?:{SOURCE}|{CODER})", {_STRING}, {_STRING}\]')
"""Sources and coders in evidence as it is kept. A quotation mark in a string has a backslash before it, so none begins there."""

Said = tuple[Coding, ...]


def said_under(
    connection: Connection, titles: Sequence[str], fields: Iterable[str]
) -> Mapping[str, Sequence[Said]]:
    """Return by field what each page says under it, in the order of the titles; equal ones are one object."""
    columns: dict[str, list[Said]] = {key: [()] * len(titles) for key in fields}
    place = {title: at for at, title in enumerate(titles)}
    keys = json.dumps(list(columns))
    alone, joined = _Alone(), _Together().joined
    for ids in _ids(connection, titles):
        for row in _rows(connection, _SAID, json.dumps(list(ids)), keys):
            one, column, at = alone[row[1:]], columns[row[1]], place[ids[row[0]]]
            before = column[at]
            column[at] = joined(before, one) if before else one
    return columns


def rests(connection: Connection, titles: Sequence[str]) -> Mapping[Rest, Sequence[str]]:
    """Return for what the codings of pages rest on, each different one once, the titles of their pages: one a coding."""
    known: dict[tuple[str, ...], list[str]] = {}
    found: dict[Rest, list[str]] = {}
    for ids in _ids(connection, titles):
        for page, evidence in _rows(connection, _EVIDENCE, json.dumps(list(ids))):
            named = tuple(_NAMED.findall(evidence))
            those = known.get(named)
            if those is None:
                those = known[named] = found.setdefault(rest_of(map(json.loads, named)), [])
            those.append(ids[page])
    return found


class _Alone(dict[tuple[str, ...], Said]):
    """What is said by one row of _SAID, each different one made once."""

    def __missing__(self, row: tuple[str, ...]) -> Said:
        field, value, label, status, title, coders, evidence = row
        names = [coders] if coders else []
        if evidence:
            names = [words for key, words, _ in json.loads(evidence) if key == CODER]
        self[row] = said = (
            Coding(field, value, label, status, title, tuple(Evidence(CODER, each) for each in names)),
        )
        return said


class _Together:
    """What several rows say of one cell, each different one made once."""

    def __init__(self) -> None:
        self._made: dict[
            tuple[int, int], tuple[Said, Said, Said]
        ] = {}  # by the identity of parts, which are kept with it

    def joined(self, before: Said, one: Said) -> Said:
        """Return what is said before and behind as one object."""
        found = self._made.get((id(before), id(one)))
        if found is None:
            found = self._made[id(before), id(one)] = before, one, (*before, *one)
        return found[2]


def _ids(connection: Connection, titles: Iterable[str]) -> Iterator[Mapping[int, str]]:
    """Yield the titles of live pages by id, some at a time."""
    for some in batched(dict.fromkeys(titles), BLOCK):
        yield {row.id: row.title for row in connection.execute(_IDS, {"titles": some})}


def _rows(connection: Connection, query: str, *parameters: str) -> list[Any]:
    """Return rows as plain tuples: rows with names take twice the time, where there are half a million."""
    cursor = connection.connection.cursor()
    cursor.execute(query, parameters)
    return list(cursor.fetchall())
