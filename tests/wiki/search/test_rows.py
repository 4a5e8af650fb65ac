from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from patterns.projection import FacetRow, Projected, SearchText
from wiki.search.rows import clear_index, index_page, index_pages, outdated, unindex_page, words_of
from wiki.search.schema import TABLES, create_search, drop_search

WIKIPEDIA = Projected(
    "Case:Wikipedia",
    "case",
    "",
    b"",
    aliases=("Wikipédia",),
    facets=(FacetRow("tags", "commons", "Commons"), FacetRow("tags", "commons", "Commons")),
    search=SearchText("Wikipedia", "Wikipédia", "Communities govern it."),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as opened:
        create_search(opened)
        yield opened
    engine.dispose()


def words(connection: Connection) -> set[tuple[str, str]]:
    found = connection.exec_driver_sql("SELECT col, term FROM search_vocabulary")
    return {(column, term) for column, term in found}


def rows(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def matches(connection: Connection, match: str) -> list[int]:
    return [
        row[0]
        for row in connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH ?", (match,))
    ]


def test_a_page_is_indexed_as_written_and_as_stems(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    assert {("body", "communities"), ("body_stems", "commun"), ("aliases", "wikipedia")} <= words(connection)
    assert matches(connection, "body : communities") == [7]


def test_words_worked_out_ahead_are_indexed_as_others_are(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    before = words(connection)
    index_page(connection, 7, replace(WIKIPEDIA, words=words_of(WIKIPEDIA)))
    assert words(connection) == before
    unindex_page(connection, 7)
    assert words(connection) == set()


def test_values_keep_their_numbers_and_get_new_labels(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    numbers = connection.exec_driver_sql("SELECT field, value, id FROM search_values ORDER BY id").all()
    index_page(connection, 8, replace(WIKIPEDIA, facets=(FacetRow("tags", "commons", "The commons"),)))
    found = connection.exec_driver_sql("SELECT field, value, id, label FROM search_values ORDER BY id").all()
    assert [row[:3] for row in found] == [tuple(row) for row in numbers]
    assert ("tags", "commons", "The commons") in {(row[0], row[1], row[3]) for row in found}


def test_indexing_again_leaves_nothing_of_the_former_text(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    index_page(
        connection, 7, replace(WIKIPEDIA, aliases=(), facets=(), search=SearchText("W", "", "New words"))
    )
    assert {term for column, term in words(connection) if column == "body"} == {"new", "words"}
    assert "aliases" not in {column for column, _ in words(connection)}
    assert rows(connection, "documents") == rows(connection, "search_codes") == 1


def test_a_page_taken_out_leaves_no_word_behind(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    unindex_page(connection, 7)
    assert words(connection) == set()
    assert [rows(connection, table) for table in ("documents", "search_codes", "search_titles")] == [0, 0, 0]


def test_of_two_entries_of_one_page_the_last_counts(connection: Connection) -> None:
    index_pages(
        connection, [(7, WIKIPEDIA), (7, replace(WIKIPEDIA, search=SearchText("Later", "", "later")))]
    )
    assert matches(connection, "later") == [7]
    assert matches(connection, "communities") == []


def test_nothing_to_index_is_fine(connection: Connection) -> None:
    index_pages(connection, [])
    assert words(connection) == set()


def test_a_redirect_is_completed_but_not_found(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    index_page(connection, 7, replace(WIKIPEDIA, redirect="Case:Other"))
    assert words(connection) == set()
    found = connection.exec_driver_sql("SELECT DISTINCT title FROM search_titles").all()
    assert [row[0] for row in found] == ["Case:Other"]


def test_the_kind_is_always_a_facet(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    index_page(
        connection, 8, replace(WIKIPEDIA, title="Case:Other", facets=(FacetRow("kind", "case", "Case"),))
    )
    found = connection.exec_driver_sql("SELECT field, value, label FROM search_values ORDER BY id").all()
    assert [tuple(row) for row in found] == [("kind", "case", "Case"), ("tags", "commons", "Commons")]


def test_a_value_takes_the_newest_label(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    index_page(connection, 8, replace(WIKIPEDIA, facets=(FacetRow("tags", "commons", "The commons"),)))
    found = connection.exec_driver_sql(
        "SELECT label, label_key FROM search_values WHERE field = 'tags'"
    ).one()
    assert tuple(found) == ("The commons", "the commons")


def test_what_is_rolled_back_is_not_indexed(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    connection.commit()
    index_page(connection, 7, replace(WIKIPEDIA, search=SearchText("Other", "", "other")))
    connection.rollback()
    assert matches(connection, "communities") == [7]
    assert matches(connection, "other") == []


def test_clearing_empties_every_table_and_allows_filling_again(connection: Connection) -> None:
    index_page(connection, 7, WIKIPEDIA)
    clear_index(connection)
    assert words(connection) == set()
    assert sum(rows(connection, table) for table in ("documents", "search_values", "search_words")) == 0
    index_page(connection, 7, WIKIPEDIA)
    assert matches(connection, "communities") == [7]


def test_an_index_of_other_rules_says_so(connection: Connection) -> None:
    assert not outdated(connection)
    connection.exec_driver_sql("UPDATE search_state SET value = 'of old' WHERE key = 'version'")
    assert outdated(connection)
    clear_index(connection)
    assert not outdated(connection)


def test_the_tables_can_be_dropped_and_made_again(connection: Connection) -> None:
    drop_search(connection)
    left = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    assert not left & set(TABLES)
    create_search(connection)
    index_page(connection, 7, WIKIPEDIA)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.none() | st.text(max_size=30)), max_size=12))
def test_any_sequence_of_changes_leaves_the_index_of_the_last_texts(
    changes: list[tuple[int, str | None]],
) -> None:
    engine = create_engine("sqlite://")
    last: dict[int, str] = {}
    with engine.connect() as changed, create_engine("sqlite://").connect() as fresh:
        create_search(changed)
        create_search(fresh)
        for page, text in changes:
            if text is None:
                last.pop(page, None)
                unindex_page(changed, page)
            else:
                last[page] = text
                index_page(changed, page, replace(WIKIPEDIA, search=SearchText("T", text, text)))
        index_pages(
            fresh,
            [(page, replace(WIKIPEDIA, search=SearchText("T", text, text))) for page, text in last.items()],
        )
        every = "SELECT term, col, doc, cnt FROM search_vocabulary ORDER BY 1, 2"
        assert changed.exec_driver_sql(every).all() == fresh.exec_driver_sql(every).all()
        changed.exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")
    engine.dispose()
