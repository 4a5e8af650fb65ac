"""A page's rows in the search index, written in the transaction that writes the page.

These functions are the only writers of `documents` and the `search*` tables. They neither begin nor end a
transaction: the caller's commit makes page and index true together.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from patterns.folding import joined, tokens
from patterns.projection import FacetRow, Projected
from wiki.search.schema import (
    EVERY,
    FACET_COLUMN,
    STEM_COLUMNS,
    TEXT_COLUMNS,
    index_version,
    mark_change,
    mark_version,
)
from wiki.search.words import stems

CODE = "Q"  # array type of `search_codes.codes`: ids of search_values, native unsigned 64 bit
FIELD_SHIFT = 32  # such an id is the id of its field, shifted by so much, plus the number of the value
WORD_STARTS = 8  # a title is completed from each of its first so many words

_COLUMNS = ", ".join((*TEXT_COLUMNS, *STEM_COLUMNS, FACET_COLUMN))
_ADD = f"INSERT INTO search (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 – constant names
_REMOVE = f"INSERT INTO search (search, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_KNOWN = """SELECT d.page, d.name, d.aliases, d.body, c.codes
    FROM documents d JOIN search_codes c USING (page) WHERE d.page IN (SELECT value FROM json_each(?))"""

_VALUES = """SELECT field, value, id, label FROM search_values
    WHERE (field, value) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the index holds of a page: enough to take it out again."""

    page: int
    name: str
    aliases: str
    body: str
    codes: bytes


def index_page(connection: Connection, page_id: int, projected: Projected) -> None:
    """Put a page into the index, in place of what was there under this id.

    A redirect is completed as a title but not found by its words.
    """
    index_pages(connection, [(page_id, projected)])


def unindex_page(connection: Connection, page_id: int) -> None:
    """Take a page out of the index; nothing happens if it is not in it."""
    _remove(connection, [page_id])
    mark_change(connection)


def index_pages(connection: Connection, pages: Sequence[tuple[int, Projected]]) -> None:
    """Put many pages into the index at once; of several entries of one id the last counts."""
    latest = dict(pages)
    if not latest:
        return
    _remove(connection, list(latest))
    _add_titles(connection, latest.items())
    found = [(page, projected) for page, projected in latest.items() if not projected.redirect]
    if found:
        _add(connection, found)
    mark_change(connection)


def clear_index(connection: Connection) -> None:
    """Empty the index, to be filled again by `index_pages`."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")
    for table in (
        "documents",
        "search_codes",
        "search_titles",
        "search_words",
        "search_values",
        "search_fields",
    ):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 – constant names
    mark_version(connection)


def outdated(connection: Connection) -> bool:
    """Say whether other rules of what a word is filled the index: then rebuild it before writing to it."""
    found = connection.exec_driver_sql("SELECT value FROM search_state WHERE key = 'version'").scalar()
    return found is not None and found != index_version()


def _remove(connection: Connection, pages: list[int]) -> None:
    listed = (str(pages),)
    connection.exec_driver_sql(
        "DELETE FROM search_titles WHERE page IN (SELECT value FROM json_each(?))", listed
    )
    kept = [_Kept(*row) for row in connection.exec_driver_sql(_KNOWN, listed)]
    if not kept:
        return
    connection.exec_driver_sql(_REMOVE, [_row(each) for each in kept])
    connection.exec_driver_sql("DELETE FROM documents WHERE page IN (SELECT value FROM json_each(?))", listed)
    connection.exec_driver_sql(
        "DELETE FROM search_codes WHERE page IN (SELECT value FROM json_each(?))", listed
    )


def _add(connection: Connection, pages: Sequence[tuple[int, Projected]]) -> None:
    ids = _value_ids(connection, pages)
    kept = [
        _Kept(page, *_text(projected), _codes(ids[row.field, row.value] for row in _facets(projected)))
        for page, projected in pages
    ]
    rows = [_row(each, projected.words) for each, (_, projected) in zip(kept, pages, strict=True)]
    connection.exec_driver_sql(_ADD, rows)
    _add_words(connection, rows)
    connection.exec_driver_sql(
        "INSERT INTO documents (page, title, kind, name, aliases, body) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.page, projected.title, projected.kind, each.name, each.aliases, each.body)
            for each, (_, projected) in zip(kept, pages, strict=True)
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_codes (page, codes) VALUES (?, ?)", [(each.page, each.codes) for each in kept]
    )


def _add_words(connection: Connection, rows: Iterable[tuple[int | str, ...]]) -> None:
    """Note the words of the pages for spelling and wildcards; a word stays known when its last page goes."""
    words: set[str] = set()
    for row in rows:
        for text in row[1 : 1 + len(TEXT_COLUMNS)]:
            words.update(str(text).split())
    if words:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO search_words SELECT value FROM json_each(?)", (json.dumps(sorted(words)),)
        )


def _text(projected: Projected) -> tuple[str, str, str]:
    return projected.search.title or projected.title, projected.search.aliases, projected.search.body


def _facets(projected: Projected) -> Iterable[FacetRow]:
    """Return the page's facets, its kind always and once among them."""
    rows = {(row.field, row.value): row for row in projected.facets if row.field != "kind"}
    kind = next((row for row in projected.facets if row.field == "kind"), None)
    return (kind or FacetRow("kind", projected.kind, projected.kind), *rows.values())


def _value_ids(connection: Connection, pages: Sequence[tuple[int, Projected]]) -> dict[tuple[str, str], int]:
    wanted = {(row.field, row.value): row.label for _, projected in pages for row in _facets(projected)}
    listed = (json.dumps(list(wanted)),)
    known = {
        (field, value): (number, label)
        for field, value, number, label in connection.exec_driver_sql(_VALUES, listed)
    }
    same = {key: number for key, (number, label) in known.items() if wanted[key] == label}
    return {key: same.get(key) or _value_id(connection, *key, label) for key, label in wanted.items()}


def _value_id(connection: Connection, field: str, value: str, label: str) -> int:
    known = connection.exec_driver_sql(
        "SELECT id, label FROM search_values WHERE field = ? AND value = ?", (field, value)
    ).first()
    if known is None:
        return _add_value(connection, field, value, label)
    if known[1] != label:
        connection.exec_driver_sql(
            "UPDATE search_values SET label = ?, label_key = ? WHERE id = ?", (label, joined(label), known[0])
        )
    return int(known[0])


def _add_value(connection: Connection, field: str, value: str, label: str) -> int:
    first = _field_id(connection, field) << FIELD_SHIFT
    last = connection.exec_driver_sql(
        "SELECT max(id) FROM search_values WHERE id >= ? AND id < ?", (first, first + (1 << FIELD_SHIFT))
    ).scalar()
    number = first if last is None else int(last) + 1
    connection.exec_driver_sql(
        "INSERT INTO search_values VALUES (?, ?, ?, ?, ?, ?)",
        (number, field, value, label, joined(value), joined(label)),
    )
    return number


def _field_id(connection: Connection, field: str) -> int:
    connection.exec_driver_sql("INSERT OR IGNORE INTO search_fields (field) VALUES (?)", (field,))
    found = connection.exec_driver_sql("SELECT id FROM search_fields WHERE field = ?", (field,))
    return int(found.scalar_one())


def _codes(ids: Iterable[int]) -> bytes:
    return array(CODE, ids).tobytes()


def words_of(projected: Projected) -> tuple[str, ...]:
    """Return the words of a page's texts, and their stems, as the index keeps them; they may be worked out ahead."""
    return _words(*_text(projected))


def _words(*texts: str) -> tuple[str, ...]:
    exact = [tokens(text) for text in texts]
    return (*map(" ".join, exact), *(" ".join(stems(words)) for words in exact))


def _row(kept: _Kept, words: tuple[str, ...] = ()) -> tuple[int | str, ...]:
    """Return a row of the full-text table: a function of what is kept alone, so that it can be undone."""
    codes = array(CODE)
    codes.frombytes(kept.codes)
    return (
        kept.page,
        *(words or _words(kept.name, kept.aliases, kept.body)),
        " ".join((EVERY, *(code_word(code) for code in codes))),
    )


def code_word(code: int) -> str:
    """Return the made-up word that stands for a facet value in the full-text table."""
    return f"v{code}"


def _add_titles(connection: Connection, pages: Iterable[tuple[int, Projected]]) -> None:
    rows = [row for page, projected in pages for row in _title_rows(page, projected)]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_titles VALUES (?, ?, ?, ?, ?)", rows)


def _title_rows(page: int, projected: Projected) -> Iterable[tuple[int, str, int, str, str]]:
    """Yield what the page's title and aliases are completed from; a talk page is not completed."""
    if projected.kind == "talk":
        return
    title = projected.redirect or projected.title
    shown = projected.search.title or projected.title
    for name in (shown, *projected.aliases):
        words = tokens(name)
        for first in range(min(len(words), WORD_STARTS)):
            yield min(first, 1), " ".join(words[first:]), page, name, title
    if shown != projected.title:
        yield 0, joined(projected.title), page, projected.title, title
