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
from wiki.ports import Batches, Originals, Pages
from wiki.storage import open_storage

ORIGIN = "garden:Commons"


def revision(number: str, text: str, time: str = "") -> Original:
    kept = zlib.compress(text.encode())
    return Original(number, time or f"2020-01-0{number}T00:00:00Z", "Ana", f"edit {number}", "wikitext", kept)


def in_memory(_folder: Path) -> tuple[Pages, Originals, int]:
    pages = MemoryPages()
    return pages, MemoryOriginals(pages), two_batches(MemoryBatches(pages))  # type: ignore[return-value,arg-type]


def in_sqlite(folder: Path) -> tuple[Pages, Originals, int]:
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=())
    return storage.pages, storage.originals, two_batches(storage.batches)


def two_batches(batches: Batches) -> int:
    """Begin two imports; return the number of the first."""
    first = batches.open_batch("mediawiki", "", "x", "", "ana")
    return min(first, batches.open_batch("mediawiki", "", "x", "", "ana"))


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
    days = {("2020-01-01T00:00:00Z", "1"), ("2020-01-02T00:00:00Z", "2")}
    assert originals.known(["Commons", "Other", "Nowhere"]) == {"Commons": days}


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
    assert originals.known(["Nowhere", "Other"]) == {}
    assert originals.newest("garden:") == []


def test_the_newest_original_of_each_page_of_a_source_comes_with_its_text_and_the_title_it_has_here(
    kept: tuple[Pages, Originals, int],
) -> None:
    _, originals, batch = kept
    originals.keep(
        {"Commons": (ORIGIN, [revision("9", "old"), revision("10", "new", "2020-01-09T00:00:00Z")])}, batch
    )
    originals.keep({"Other": ("garden:Elsewhere", [revision("1", "x")])}, batch)
    originals.keep({"Other": ("gard_n:Elsewhere", [revision("2", "of another source")])}, batch)
    found = originals.newest("garden:")
    assert [(title, each.origin, each.text) for _, title, each in found] == [
        ("Commons", ORIGIN, "new"),
        ("Other", "garden:Elsewhere", "x"),
    ]
    assert originals.newest("garden:", found[0][0], 5) == found[1:]
    assert originals.newest("garden:", limit=1) == found[:1]
    assert [each.text for _, _, each in originals.newest("gard_n:")] == ["of another source"]


def test_of_originals_without_a_time_the_one_that_came_last_is_the_newest(
    kept: tuple[Pages, Originals, int],
) -> None:
    _, originals, batch = kept
    for number, text, which in (("b", "first", batch), ("a", "second", batch + 1)):
        each = Original(number, "", "", "", "wikitext", zlib.compress(text.encode()))
        originals.keep({"Commons": (ORIGIN, [each])}, which)
    assert [each.text for _, _, each in originals.newest("garden:")] == ["second"]


def test_what_a_source_says_of_itself_is_kept_by_its_name(kept: tuple[Pages, Originals, int]) -> None:
    _, originals, _ = kept
    originals.describe("garden", "{}")
    originals.describe("garden", '{"name": "Garden"}')
    assert originals.described() == {"garden": '{"name": "Garden"}'}
