"""What every implementation of `wiki.ports.Originals` does."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.draft import Original
from tests.fakes.batches import MemoryBatches
from tests.fakes.originals import MemoryOriginals
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import delete, save
from wiki.ports import Originals, Pages
from wiki.storage import open_storage

ORIGIN = "garden:Commons"


def revision(number: str, text: str, time: str = "") -> Original:
    kept = zlib.compress(text.encode())
    return Original(number, time or f"2020-01-0{number}T00:00:00Z", "Ana", f"edit {number}", "wikitext", kept)


def in_memory(_folder: Path) -> tuple[Pages, Originals, int]:
    pages = MemoryPages()
    return pages, MemoryOriginals(pages), MemoryBatches(pages).open_batch("mediawiki", "", "x", "", "ana")  # type: ignore[return-value]


def in_sqlite(folder: Path) -> tuple[Pages, Originals, int]:
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=())
    return storage.pages, storage.originals, storage.batches.open_batch("mediawiki", "", "x", "", "ana")


@pytest.fixture(params=[in_memory, in_sqlite])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Pages, Originals, int]:
    make: Callable[[Path], tuple[Pages, Originals, int]] = request.param
    pages, originals, batch = make(tmp_path)
    pages.commit([save("Commons", "here"), save("Other", "here")], batch)
    return pages, originals, batch


def test_revisions_are_kept_with_everything_the_source_says(kept: tuple[Pages, Originals, int]) -> None:
    pages, originals, batch = kept
    originals.keep({"Commons": (ORIGIN, [revision("1", "''a''"), revision("2", "b é")])}, batch)
    page = pages.get("Commons").page  # type: ignore[union-attr]
    newest, first = originals.of_page(page)
    assert (newest.origin, newest.number, newest.time) == (ORIGIN, "2", "2020-01-02T00:00:00Z")
    assert (newest.author, newest.summary, newest.model, newest.size) == ("Ana", "edit 2", "wikitext", 4)
    assert (newest.text, first.number) == ("", "1")
    assert originals.one(page, ORIGIN, "1").text == "''a''"  # type: ignore[union-attr]
    assert originals.one(page, ORIGIN, "9") is None
    assert originals.one(page, "elsewhere", "1") is None


def test_keeping_again_adds_only_what_is_new(kept: tuple[Pages, Originals, int]) -> None:
    pages, originals, batch = kept
    originals.keep({"Commons": (ORIGIN, [revision("1", "a")])}, batch)
    originals.keep({"Commons": (ORIGIN, [revision("1", "changed"), revision("2", "b")])}, batch)
    page = pages.get("Commons").page  # type: ignore[union-attr]
    assert [originals.one(page, ORIGIN, each.number).text for each in originals.of_page(page)] == ["b", "a"]  # type: ignore[union-attr]
    assert originals.count(["Commons", "Other", "Nowhere"]) == {"Commons": 2}


def test_lists_go_on_behind_the_last_one_seen(kept: tuple[Pages, Originals, int]) -> None:
    pages, originals, batch = kept
    originals.keep({"Commons": (ORIGIN, [revision(str(n), "x") for n in range(1, 6)])}, batch)
    page = pages.get("Commons").page  # type: ignore[union-attr]
    first = originals.of_page(page, limit=2)
    rest = originals.of_page(page, before=(first[-1].time, first[-1].number), limit=9)
    assert [each.number for each in (*first, *rest)] == ["5", "4", "3", "2", "1"]


def test_pages_that_are_not_there_are_passed_over(kept: tuple[Pages, Originals, int]) -> None:
    pages, originals, batch = kept
    pages.commit([delete("Other", pages.get("Other").position)])  # type: ignore[union-attr]
    originals.keep(
        {"Nowhere": (ORIGIN, [revision("1", "a")]), "Other": (ORIGIN, [revision("1", "a")])}, batch
    )
    assert originals.count(["Nowhere", "Other"]) == {}
