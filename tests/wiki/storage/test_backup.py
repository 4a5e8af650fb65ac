from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.fakes.projected import KINDS, projected, save
from wiki.errors import StorageError
from wiki.storage import Storage, open_storage
from wiki.storage.backup import restore
from wiki.storage.schema import pack


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    (tmp_path / "data").mkdir()
    storage = open_storage(tmp_path / "data" / "commonloom.sqlite3", create=True, kinds=KINDS)
    storage.pages.commit([save(f"Case:{n}", f"text {n}") for n in range(20)])
    return storage


def test_a_backup_restores_to_the_same_wiki(storage: Storage, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy", tmp_path / "again.sqlite3"
    assert storage.backup(copy) == 20
    storage.pages.commit([save("Case:later")])
    assert restore(copy, again) == 20
    restored = open_storage(again, kinds=KINDS)
    assert restored.pages.head() == 20
    assert restored.pages.get("Case:7") == storage.pages.get("Case:7")
    assert restored.pages.get("Case:later") is None
    assert restored.check(projected) == []
    assert restored.pages.commit([save("Case:new")]) == [21]


def test_nobody_else_may_read_the_file_or_its_copy(storage: Storage, tmp_path: Path) -> None:
    storage.backup(tmp_path / "copy")
    files = [*(tmp_path / "data").iterdir(), tmp_path / "copy"]
    assert len(files) == 4  # the file, its two companions, the copy
    assert {path.name: path.stat().st_mode & 0o077 for path in files} == {path.name: 0 for path in files}


def test_a_backup_is_one_file_with_nothing_beside_it(storage: Storage, tmp_path: Path) -> None:
    storage.backup(tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data"]


def test_a_backup_of_an_empty_wiki(tmp_path: Path) -> None:
    assert open_storage(tmp_path / "x.sqlite3", create=True, kinds=KINDS).backup(tmp_path / "copy") == 0


def test_a_backup_taken_while_pages_are_saved_is_one_state(storage: Storage, tmp_path: Path) -> None:
    stop, started = Event(), Event()

    def keep_saving() -> None:
        number = 0
        while not stop.is_set():
            storage.pages.commit([save(f"Pattern:{number} {n}", "word " * 500) for n in range(10)])
            number += 1
            started.set()

    writer = Thread(target=keep_saving)
    writer.start()
    started.wait(10)
    reports: list[tuple[int, int]] = []
    try:
        heads = [storage.backup(tmp_path / f"copy{n}", lambda *said: reports.append(said)) for n in range(5)]
    finally:
        stop.set()
        writer.join()
    assert reports[-1][0] == reports[-1][1]
    for number, head in enumerate(heads):
        copy = open_storage(tmp_path / f"copy{number}", kinds=KINDS)
        assert (copy.pages.head(), head % 10) == (head, 0)  # whole commits only
        assert copy.check(projected) == []


@pytest.mark.parametrize("act", ["backup", "restore"])
def test_nothing_is_overwritten(storage: Storage, tmp_path: Path, act: str) -> None:
    kept = tmp_path / "kept"
    kept.write_text("precious")
    with pytest.raises(StorageError, match="exists already"):
        storage.backup(kept) if act == "backup" else restore(storage.path, kept)
    assert kept.read_text() == "precious"


def test_a_missing_folder_is_said(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no folder"):
        storage.backup(tmp_path / "nowhere" / "copy")


def spoil_text(path: Path) -> None:
    path.write_bytes(b"not a database at all " * 500)


def spoil_newest(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER revisions_stay_as_they_are")
        connection.execute("UPDATE revisions SET text = ? WHERE position = 20", (pack(b"other"),))


def spoil_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'version'")


def spoil_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)


def make_other(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_text, "not a database"),
        (spoil_newest, "does not match its checksum"),
        (spoil_version, "newer version"),
        (spoil_pages, "damaged"),
        (make_other, "not a data file"),
        (Path.unlink, "no backup file"),
    ],
)
def test_an_unsound_backup_is_not_restored(storage: Storage, tmp_path: Path, spoil, words: str) -> None:
    copy = tmp_path / "copy"
    storage.backup(copy)
    spoil(copy)
    with pytest.raises(StorageError, match=words):
        restore(copy, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again*"))
