from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from patterns.projection import FacetRow, Projected, SearchText
from wiki.ports import SearchRequest
from wiki.search import fulltext
from wiki.search.answering import KEPT, MAX_SIZE
from wiki.search.fulltext import FullText
from wiki.search.rows import index_page, index_pages, unindex_page
from wiki.search.schema import create_search


class Memory:
    """An index in memory that counts the statements asked of it."""

    def __init__(self) -> None:
        self.engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        self.statements: list[str] = []
        event.listen(self.engine, "before_cursor_execute", self.note)
        with self.engine.begin() as connection:
            create_search(connection)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.statements.append(statement)

    @contextmanager
    def search_connection(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    def asked(self, search: FullText, request: SearchRequest) -> int:
        self.statements.clear()
        search.search(request)
        return len(self.statements)


def page(number: int, text: str = "kernel") -> tuple[int, Projected]:
    facets = (FacetRow("tags", f"tag {number % 3}", f"Tag {number % 3}"),)
    name = f"Page {number:03}"
    return number, Projected(
        f"Case:{name}", "case", "", b"", facets=facets, search=SearchText(name, "", text)
    )


@pytest.fixture
def memory() -> Memory:
    made = Memory()
    with made.engine.begin() as connection:
        index_pages(connection, [page(number) for number in range(KEPT + 50)])
    return made


def test_more_hits_do_not_cost_more_questions_to_the_index(memory: Memory) -> None:
    search = FullText(memory)
    one = memory.asked(search, SearchRequest("kernel", size=1))
    assert memory.asked(search, SearchRequest("kernel", size=50)) == one
    assert one <= 12


def test_every_page_of_a_long_answer_is_right(memory: Memory) -> None:
    search = FullText(memory)
    found = [
        hit.title
        for number in range(1, 27)
        for hit in search.search(SearchRequest("kernel", page=number, size=10)).hits
    ]
    assert len(found) == len(set(found)) == KEPT + 50


def test_equal_hits_keep_their_order(memory: Memory) -> None:
    search = FullText(memory)
    long = [hit.title for hit in search.search(SearchRequest("kernel", size=100)).hits]
    short = [
        hit.title
        for number in (1, 2)
        for hit in search.search(SearchRequest("kernel", page=number, size=50)).hits
    ]
    assert long == short


@pytest.mark.parametrize(
    ("page_", "size", "hits"), [(0, 10, 10), (-5, 10, 10), (1, 0, 1), (1, 10**9, MAX_SIZE)]
)
def test_odd_pages_and_sizes_are_put_right(memory: Memory, page_: int, size: int, hits: int) -> None:
    assert len(FullText(memory).search(SearchRequest("kernel", page=page_, size=size)).hits) == hits


def test_a_page_beyond_the_end_is_empty_but_counts(memory: Memory) -> None:
    answer = FullText(memory).search(SearchRequest("kernel", page=10**9))
    assert (answer.hits, answer.total) == ((), KEPT + 50)


def test_a_large_result_is_found_once_and_never_stale(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "LARGE", 10)
    search = FullText(memory)
    first = memory.asked(search, SearchRequest("kernel"))
    assert memory.asked(search, SearchRequest("kernel", page=2)) < first
    with memory.engine.begin() as connection:
        index_page(connection, *page(999))
    assert search.search(SearchRequest("kernel")).total == KEPT + 51
    with memory.engine.begin() as connection:
        unindex_page(connection, 999)
    assert search.search(SearchRequest("kernel")).total == KEPT + 50


def test_what_is_remembered_is_limited_and_told_apart(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "LARGE", 1)
    monkeypatch.setattr(fulltext, "REMEMBERED", 2)
    search = FullText(memory)
    requests = [
        SearchRequest("kernel"),
        SearchRequest("kernel", kind="case"),
        SearchRequest("kernel", filters={"tags": ("tag 1",)}),
        SearchRequest("kernel", filters={"tags": ("tag 2",)}),
    ]
    totals = [search.search(each).total for each in requests]
    assert totals == [search.search(each).total for each in requests] == [250, 250, 83, 83]
    assert len(search._memory.results) == 2


def test_a_wildcard_for_very_many_words_says_so(memory: Memory) -> None:
    with memory.engine.begin() as connection:
        index_page(connection, *page(999, " ".join(f"w{number:04}x" for number in range(600))))
    answer = FullText(memory).search(SearchRequest("w*x"))
    assert answer.total == 1
    assert answer.hint == "“w*x” matches very many words; only the first were used."


def test_many_threads_may_search_at_once(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "LARGE", 1)
    search = FullText(memory)
    key = ("state", "text", "", "[]")
    result = None
    with memory.search_connection() as connection:
        result = fulltext.Answering(
            connection, fulltext.SqlLexicon(connection), SearchRequest("kernel")
        ).result()

    def keep(number: int) -> None:
        for step in range(200):
            search._memory.keep((*key, str(number), str(step)), result)
            search._memory.get((*key, str(number), str(step)))

    threads = [Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(search._memory.results) == fulltext.REMEMBERED
