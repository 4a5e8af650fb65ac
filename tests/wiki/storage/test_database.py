from __future__ import annotations

import multiprocessing
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from tests.fakes.projected import KINDS, projected, save
from wiki.errors import EditConflictError, StorageError
from wiki.storage import Storage, open_storage
from wiki.storage.database import problem

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=KINDS, wait=0.2)


def test_a_rolled_back_transaction_burns_no_position(storage: Storage) -> None:
    storage.pages.commit([save("Case:A")])
    with pytest.raises(RuntimeError), storage.database.writing() as connection:  # noqa: PT012 – what is rolled back
        connection.exec_driver_sql(
            "INSERT INTO revisions SELECT NULL, page, parent, batch, time, size, action, kind, sha256, title, author,"
            " summary, origin, graphs, text, facts FROM revisions"
        )
        assert (
            connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'revisions'").scalar()
            == 2
        )
        raise RuntimeError
    assert storage.pages.commit([save("Case:B")]) == [2]
    assert storage.check(projected) == []


def test_a_reader_sees_one_state_and_does_not_hold_up_the_writer(storage: Storage) -> None:
    storage.pages.commit([save("Case:A")])
    with storage.database.reading() as connection:
        count = "SELECT count(*) FROM revisions"
        assert connection.exec_driver_sql(count).scalar() == 1
        storage.pages.commit([save("Case:B")])
        assert connection.exec_driver_sql(count).scalar() == 1
    assert storage.pages.head() == 2


def test_streams_go_on_while_pages_are_written(storage: Storage) -> None:
    storage.pages.commit([save(f"Case:{n}") for n in range(600)])
    seen = 0
    for _position, _facts in storage.pages.graphs():
        if seen == 0:
            storage.pages.commit([save("Case:new")])
        seen += 1
    assert seen == 600


def test_threads_write_one_after_the_other(storage: Storage) -> None:
    def write(number: int) -> int:
        return storage.pages.commit([save(f"Case:{number}")])[0]

    with ThreadPoolExecutor(8) as threads:
        positions = list(threads.map(write, range(80)))
    assert sorted(positions) == list(range(1, 81))


def test_of_two_who_save_the_same_state_one_gets_through(storage: Storage) -> None:
    storage.pages.commit([save("Case:A", "base")])

    def write(number: int) -> bool:
        try:
            storage.pages.commit([save("Case:A", str(number), expected=1)])
        except EditConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(write, range(8))) == 1


def test_a_forked_child_writes_over_connections_of_its_own(tmp_path: Path) -> None:
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=KINDS)
    storage.pages.commit([save("Case:A")])
    children = [FORK.Process(target=write_ten, args=(storage, number)) for number in range(3)]
    for child in children:
        child.start()
    for number in range(10):
        storage.pages.commit([save(f"Case:parent {number}")])
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert storage.pages.head() == 41
    assert storage.check(projected) == []


def write_ten(storage: Storage, child: int) -> None:
    assert os.getpid() not in storage.database._opened
    inherited = {id(each.engine) for each in storage.database._opened.values()}
    database = open_storage(storage.path, kinds=KINDS).database if child == 2 else storage.database
    for number in range(10):
        Storage(database).pages.commit([save(f"Case:{child} {number}")])
    assert id(database._opened[os.getpid()].engine) not in inherited


def test_revisions_cannot_be_changed_or_removed(storage: Storage) -> None:
    storage.pages.commit([save("Case:A")])
    for statement in ("UPDATE revisions SET text = x''", "DELETE FROM revisions"):
        with pytest.raises(IntegrityError, match="never"), storage.database.writing() as connection:
            connection.exec_driver_sql(statement)


def test_a_process_that_writes_without_pause_lets_others_in(tmp_path: Path) -> None:
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=KINDS)
    busy = FORK.Process(target=write_without_pause, args=(storage,))
    busy.start()
    try:
        while storage.pages.head() == 0:
            assert busy.is_alive()
        before, number = storage.pages.head(), 0
        while number < 20 or storage.pages.head() == before + number:  # until it wrote in between
            storage.pages.commit([save(f"Case:{number}")])
            number += 1
            assert busy.is_alive()
    finally:
        busy.kill()
        busy.join()


def write_without_pause(storage: Storage) -> None:
    number = 0
    while True:
        storage.pages.commit([save(f"Pattern:{number + n}") for n in range(20)])
        number += 20


# -- bad situations


def test_a_full_disk_is_said_and_nothing_is_written(storage: Storage) -> None:
    storage.pages.commit([save("Case:A")])

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")

    event.listen(storage.database._here().engine, "checkout", limit)
    with pytest.raises(StorageError, match="is full; nothing was written"):
        storage.pages.commit([save(f"Case:{n}", os.urandom(20_000).hex()) for n in range(50)])
    assert storage.pages.head() == 1
    event.remove(storage.database._here().engine, "checkout", limit)
    storage.close()
    assert storage.pages.commit([save("Case:B")]) == [2]
    assert storage.check(projected) == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_FULL])
def test_a_disk_too_full_to_open_the_file_is_said_too(code: int) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert "is full; nothing was written" in str(problem(Path("wiki.sqlite3"), error))


def test_a_lock_held_too_long_is_said(storage: Storage) -> None:
    other = sqlite3.connect(storage.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="being written by another program"):
        storage.pages.commit([save("Case:A")])
    assert storage.pages.head() == 0  # reading goes on
    other.execute("ROLLBACK")
    assert storage.pages.commit([save("Case:A")]) == [1]


def test_a_damaged_file_is_said(storage: Storage) -> None:
    storage.pages.commit([save(f"Case:{n}", f"text {n}" * 500) for n in range(100)])
    storage.close()
    content = bytearray(storage.path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    storage.path.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        list(storage.pages.graphs())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_READONLY, "may not be written to"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may not be written to"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_WRITE, "failed: cause"),
        (sqlite3.SQLITE_NOTADB, "not a database"),
        (sqlite3.SQLITE_CORRUPT, "damaged: cause"),
    ],
)
def test_errors_of_the_file_have_sentences(code: int, words: str) -> None:
    error = sqlite3.OperationalError("cause")
    error.sqlite_errorcode = code
    sentence = problem(Path("/data/x"), error)
    assert sentence is not None
    assert words in sentence
    assert "/data/x" in sentence


def test_errors_of_the_program_stay_errors() -> None:
    error = sqlite3.OperationalError("no such column")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert problem(Path("x"), error) is None


def test_a_file_that_may_only_be_read_is_said(storage: Storage) -> None:
    """Rights do not bind the superuser, so SQLite is told by its own switch."""

    def only_reading(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    event.listen(storage.database._here().engine, "checkout", only_reading)
    with pytest.raises(StorageError, match="may not be written to"):
        storage.pages.commit([save("Case:A")])


# -- a damaged index loses no edit


def test_a_damaged_search_index_does_not_lose_the_edit(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    with storage.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE search")
    assert storage.pages.commit([save("Case:A")]) == [1]
    assert "rebuild search" in caplog.text
    assert storage.pages.get("Case:A") is not None
    assert any("rebuild search" in each for each in storage.check(projected))
    storage.rebuild("search", projected)
    assert storage.check(projected) == []


# -- costs


def test_reading_costs_the_same_number_of_queries_for_more_rows(storage: Storage) -> None:
    storage.pages.commit([save(f"Case:{n}", f"links to Case:{(n + 1) % 50}, Case:0") for n in range(50)])
    asked: list[str] = []
    event.listen(
        storage.database._here().engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )

    def count(act) -> int:
        asked.clear()
        act()
        return len(asked)

    pages = storage.pages
    assert count(lambda: pages.get("Case:1")) == 2  # BEGIN and one query
    assert count(lambda: pages.resolve([f"Case:{n}" for n in range(3)])) == 2
    assert count(lambda: pages.resolve([f"Case:{n}" for n in range(50)])) == 2
    assert count(lambda: pages.links_to("Case:1")) == count(lambda: pages.links_to("Case:0"))
    assert count(lambda: pages.recent(limit=3)) == count(lambda: pages.recent(limit=50)) == 2
    assert count(lambda: pages.list_pages(limit=50)) == 2
    one = count(lambda: pages.commit([save("Case:x", "links to Case:1")]))
    many = count(
        lambda: pages.commit([save("Case:y", "links to " + ", ".join(f"Case:{n}" for n in range(40)))])
    )
    assert one == many


def test_time_travel_uses_the_index(storage: Storage) -> None:
    from wiki.storage.pages import _GRAPHS_AS_OF

    with storage.database.reading() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {_GRAPHS_AS_OF.compile(connection)}", (0, 1, 0)
        ).all()
    text = " ".join(row[3] for row in plan)
    assert "revisions_by_page (page=?)" in text
    assert "SCAN revisions" not in text
    assert "TEMP B-TREE" not in text


def test_back_links_come_as_the_index_has_them(storage: Storage) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(
        storage.database._here().engine, "before_cursor_execute", lambda *given: asked.append(given[2:4])
    )
    storage.pages.links_to("Case:A", after=("Case:B", 1))
    statement, parameters = next(pair for pair in asked if "FROM links" in pair[0])
    with storage.database.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    text = " ".join(row[3] for row in plan)
    assert "links_by_target (target=? AND title>?)" in text
    assert "TEMP B-TREE" not in text


def test_no_door_reads_a_whole_table(storage: Storage) -> None:
    storage.pages.commit([save(f"Case:{n}", f"links to Case:{n + 1}") for n in range(5)])
    asked: list[tuple[str, object]] = []
    engine = storage.database._here().engine
    event.listen(
        engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]) if not given[5] else None
    )
    storage.pages.commit([save("Case:1", "new", expected=2), save("Case:new", "moved to Case:1")])
    storage.pages.links_to("Case:1")
    storage.pages.resolve(["Case:1", "Case:new"])
    storage.pages.as_of("Case:1", datetime.now(UTC))
    storage.pages.deleted("Case:1")
    storage.pages.recent(kind="case")
    storage.pages.list_pages("case", after="Case:1")
    storage.pages.history(1)
    storage.batches.batch_revisions(1)
    with storage.database.reading() as connection:
        for statement, parameters in list(asked):
            if statement.startswith("SELECT") and "ORDER BY revisions.position DESC" not in statement:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                scans = [row[3] for row in plan if row[3].startswith("SCAN") and "USING" not in row[3]]
                assert not [each for each in scans if each.split()[1] in TABLES], (statement, scans)


TABLES = {"pages", "revisions", "titles", "links", "facets", "findings"}
