from __future__ import annotations

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wiki.ports import Heading, Rendered
from wiki.storage.cache import FILE, ROUND, HtmlCache, renderer_version

PAGE = Rendered("<h2 id='a'>Ä</h2>", (Heading(2, "Ä", "a"),), ("Case:A", "B"), "")
FORK = multiprocessing.get_context("fork")


def test_what_was_put_is_got_by_all(tmp_path: Path) -> None:
    cache = HtmlCache(tmp_path, "1")
    assert cache.get(1) is None
    cache.put(1, PAGE)
    assert cache.get(1) == PAGE
    assert cache.get(2) is None
    assert HtmlCache(tmp_path, "1").get(1) == PAGE
    cache.clear()
    assert cache.get(1) is None


def test_another_renderer_finds_nothing(tmp_path: Path) -> None:
    HtmlCache(tmp_path, "1").put(1, PAGE)
    assert HtmlCache(tmp_path, "2").get(1) is None


def test_the_renderer_has_a_version() -> None:
    assert renderer_version() == renderer_version()
    assert len(renderer_version()) == 16


def delete(path: Path) -> None:
    path.unlink()


def delete_all(path: Path) -> None:
    for each in path.parent.iterdir():
        each.unlink()


def corrupt_start(path: Path) -> None:
    path.write_bytes(b"\x00junk" * 2000)


def corrupt_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def drop_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE rendered")


def spoil_row(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE rendered SET html = x'00ff'")


@pytest.mark.parametrize(
    "harm", [delete, delete_all, corrupt_start, corrupt_middle, truncate, drop_table, spoil_row]
)
@pytest.mark.parametrize("reopened", [True, False])
def test_harm_to_the_file_costs_nothing_but_time(tmp_path: Path, harm, reopened: bool) -> None:
    cache = HtmlCache(tmp_path, "1")
    for position in range(1, 50):
        cache.put(position, PAGE)
    harm(tmp_path / FILE)
    if reopened:
        cache = HtmlCache(tmp_path, "1")
    for position in range(1, 50):
        assert cache.get(position) in {None, PAGE}
    for _ in range(3):  # the first may be spent on finding out
        cache.put(1, PAGE)
    assert cache.get(1) == PAGE
    assert HtmlCache(tmp_path, "1").get(1) == PAGE


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    cache = HtmlCache(tmp_path / "nowhere", "1")
    cache.put(1, PAGE)
    assert cache.get(1) is None


def test_the_file_stays_small_and_keeps_the_newest(tmp_path: Path) -> None:
    cache = HtmlCache(tmp_path, "1", limit=300_000)
    import random

    rng = random.Random(1)
    for position in range(ROUND * 10):
        cache.put(position, Rendered(rng.randbytes(1000).hex()))
    cache.get(0)
    assert cache.get(0) is None
    assert cache.get(ROUND * 10 - 1) is not None
    assert (tmp_path / FILE).stat().st_size < 800_000


def test_threads_and_forked_children_share_it(tmp_path: Path) -> None:
    cache = HtmlCache(tmp_path, "1")
    cache.put(0, PAGE)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: cache.put(n, PAGE), range(1, 40)))
    child = FORK.Process(target=put_and_get, args=(cache,))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert cache.get(1000) == PAGE
    assert cache.get(39) == PAGE


def put_and_get(cache: HtmlCache) -> None:
    cache.put(1000, PAGE)
    assert cache.get(0) == PAGE
