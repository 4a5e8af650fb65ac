from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.fakes.projected import KINDS, save
from wiki.errors import StorageError
from wiki.search.schema import TABLES
from wiki.storage import open_storage
from wiki.storage.migrations import MIGRATIONS, Migration
from wiki.storage.schema import metadata


def add_colour(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE batches ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")


def fail_half_way(connection: Connection) -> None:
    add_colour(connection)
    raise RuntimeError("half way")


LATER = (*MIGRATIONS, Migration("colours", add_colour))


def created(folder: Path) -> Path:
    path = folder / "commonloom.sqlite3"
    open_storage(path, create=True, kinds=KINDS).close()
    return path


def asked(path: Path, question: str) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute(question).fetchall()


def test_the_file_is_as_durable_as_promised(tmp_path: Path) -> None:
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=KINDS)
    with storage.database.reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 10_000]  # 2 = FULL


def test_the_described_tables_are_those_the_migrations_make(tmp_path: Path) -> None:
    path = created(tmp_path)
    made = {
        table: [row[1] for row in asked(path, f"PRAGMA table_info({table})")]
        for (table,) in asked(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not table.startswith(("sqlite_", "search")) and table not in TABLES
    }
    assert made == {table.name: [column.name for column in table.columns] for table in metadata.sorted_tables}


def test_a_missing_file_asks_for_init(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"python -m wiki --data .* init"):
        open_storage(tmp_path / "commonloom.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_creating_twice_keeps_what_is_there(tmp_path: Path) -> None:
    path = created(tmp_path)
    open_storage(path, kinds=KINDS).pages.commit([save("Case:A")])
    assert open_storage(path, create=True, kinds=KINDS).pages.head() == 1


def test_a_creation_that_was_cut_short_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "commonloom.sqlite3"
    sqlite3.connect(path).execute("PRAGMA journal_mode=WAL")
    with pytest.raises(StorageError, match="init"):
        open_storage(path, kinds=KINDS)
    assert open_storage(path, create=True, kinds=KINDS).pages.head() == 0


def test_an_older_file_is_brought_up_to_date_with_its_content(tmp_path: Path) -> None:
    path = created(tmp_path)
    old = open_storage(path, kinds=KINDS)
    old.pages.commit([save("Case:A", "kept")], batch=old.batches.open_batch("rdf", "", "x", "", "ana"))
    old.close()
    new = open_storage(path, kinds=KINDS, migrations=LATER)
    assert new.pages.get("Case:A").text == "kept"  # type: ignore[union-attr]
    assert asked(path, "SELECT colour FROM batches") == [("grey",)]
    assert asked(path, "SELECT value FROM meta WHERE key = 'version'") == [(str(len(LATER)),)]
    words = [
        value.partition(" ")[2]
        for (value,) in asked(path, "SELECT value FROM meta WHERE key LIKE 'migration %'")
    ]
    assert words == [migration.words for migration in LATER]


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = created(tmp_path)
    open_storage(path, kinds=KINDS, migrations=LATER).close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="newer version"):
        open_storage(path, kinds=KINDS)
    assert path.read_bytes() == before


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = created(tmp_path)
    with pytest.raises(RuntimeError, match="half way"):
        open_storage(path, kinds=KINDS, migrations=(*MIGRATIONS, Migration("fails", fail_half_way)))
    assert "colour" not in [row[1] for row in asked(path, "PRAGMA table_info(batches)")]
    assert open_storage(path, kinds=KINDS, migrations=LATER).pages.head() == 0


def test_several_processes_may_create_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "commonloom.sqlite3"
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=open_and_save, args=(path, number)) for number in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    assert open_storage(path, kinds=KINDS).pages.head() == 4


def open_and_save(path: Path, number: int) -> None:
    open_storage(path, create=True, kinds=KINDS).pages.commit([save(f"Case:{number}")])


def write_text(path: Path) -> None:
    path.write_bytes(b"this is no database, but it is long enough to look like one " * 100)


def write_other(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


@pytest.mark.parametrize(
    ("make", "words"),
    [(write_text, "not a database"), (write_other, "another program"), (Path.mkdir, "is a folder")],
)
@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_data_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str, create: bool
) -> None:
    path = tmp_path / "commonloom.sqlite3"
    make(path)
    with pytest.raises(StorageError, match=words):
        open_storage(path, create=create, kinds=KINDS)


def test_another_order_of_kinds_is_followed(tmp_path: Path) -> None:
    path = created(tmp_path)
    first = open_storage(path, kinds=KINDS)
    first.pages.commit(
        [
            save("Pattern:A"),
            save("Case:A"),
            save("Case:B", "also C"),
            save("Pattern:D", "also C"),
            save("Talk:A"),
        ]
    )
    assert [each.title for each in first.pages.resolve(["A", "C"]).values()] == ["Pattern:A", "Pattern:D"]
    turned = open_storage(path, kinds=KINDS[::-1])
    assert [each.title for each in turned.pages.resolve(["A", "C"]).values()] == ["Case:A", "Case:B"]
    from tests.fakes.projected import projected

    assert turned.check(projected) == []
