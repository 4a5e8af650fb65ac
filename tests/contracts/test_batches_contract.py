"""What every implementation of `wiki.ports.Batches` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from importers.draft import Issue
from tests.fakes.batches import MemoryBatches
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import delete, rename, save
from wiki.errors import NotFoundError
from wiki.ports import Batches, Pages
from wiki.storage import open_storage

ORIGIN = "https://example.org/a.md"


def in_memory(_folder: Path) -> tuple[Pages, Batches]:
    pages = MemoryPages()
    return pages, MemoryBatches(pages)  # type: ignore[return-value]


def in_sqlite(folder: Path) -> tuple[Pages, Batches]:
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=())
    return storage.pages, storage.batches


@pytest.fixture(params=[in_memory, in_sqlite])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Pages, Batches]:
    make: Callable[[Path], tuple[Pages, Batches]] = request.param
    return make(tmp_path)


def test_a_batch_from_beginning_to_end(both: tuple[Pages, Batches]) -> None:
    _, batches = both
    number = batches.open_batch("markdown", "innersource", "/data", "CC-BY-SA-4.0", "ana")
    begun = batches.batch(number)
    assert begun is not None
    assert (begun.format, begun.profile, begun.source) == ("markdown", "innersource", "/data")
    assert (begun.license, begun.author) == ("CC-BY-SA-4.0", "ana")
    assert (begun.finished, begun.undone, begun.counts) == (None, None, {})
    batches.close_batch(number, {"created": 3, "problems": 1})
    closed = batches.batch(number)
    assert closed is not None
    assert closed.finished is not None
    assert closed.finished >= closed.started
    assert closed.counts == {"created": 3, "problems": 1}
    when = datetime(2026, 3, 2, 12, tzinfo=UTC)
    batches.mark_undone(number, when)
    assert batches.batch(number).undone == when  # type: ignore[union-attr]


def test_batches_are_listed_newest_first(both: tuple[Pages, Batches]) -> None:
    _, batches = both
    numbers = [batches.open_batch("rdf", "", str(n), "", "ana") for n in range(3)]
    assert [each.number for each in batches.batches()] == numbers[::-1]
    assert [each.number for each in batches.batches(before=numbers[2], limit=1)] == [numbers[1]]
    assert batches.batch(99) is None


def test_unknown_batches_are_refused(both: tuple[Pages, Batches]) -> None:
    _, batches = both
    with pytest.raises(NotFoundError, match="7"):
        batches.close_batch(7, {})
    with pytest.raises(NotFoundError, match="7"):
        batches.mark_undone(7, datetime.now(UTC))


def test_revisions_of_a_batch_in_log_order(both: tuple[Pages, Batches]) -> None:
    pages, batches = both
    number = batches.open_batch("rdf", "", "x", "", "ana")
    pages.commit([save("Case:A"), save("Case:B")], batch=number)
    pages.commit([save("Case:C")])
    pages.commit([save("Case:A", "longer text", expected=1)], batch=number)
    rows = batches.batch_revisions(number)
    assert [(row.position, row.title, row.batch, row.change) for row in rows] == [
        (1, "Case:A", number, 4),
        (2, "Case:B", number, 4),
        (4, "Case:A", number, 7),
    ]
    assert [row.position for row in batches.batch_revisions(number, 1, 1)] == [2]
    assert [row.position for row in batches.batch_revisions(number, 2)] == [4]
    assert batches.batch_revisions(number + 1) == []


def test_problems_are_kept_with_their_batch(both: tuple[Pages, Batches]) -> None:
    _, batches = both
    first, second = (batches.open_batch("rdf", "", "x", "", "ana") for _ in range(2))
    batches.note_issues(first, [Issue("a.md:1", "odd"), Issue("b.md", "odder")])
    batches.note_issues(second, [Issue("c.md", "other")])
    batches.note_issues(first, [])
    batches.note_issues(first, [Issue("a.md:1", "odd")])
    assert batches.issues(first) == [
        (1, Issue("a.md:1", "odd")),
        (2, Issue("b.md", "odder")),
        (3, Issue("a.md:1", "odd")),
    ]
    assert batches.issues(first, 1, 1) == [(2, Issue("b.md", "odder"))]
    assert batches.issues(second) == [(1, Issue("c.md", "other"))]
    assert batches.issues(99) == []


def test_what_was_imported_last(both: tuple[Pages, Batches]) -> None:
    pages, batches = both
    pages.commit([save("Case:A", "imported", origin=ORIGIN)])
    pages.commit([save("Case:A", "imported again", expected=1, origin=ORIGIN)])
    pages.commit([save("Case:A", "edited", expected=2)])
    pages.commit([save("Case:A", "from elsewhere", expected=3, origin="elsewhere")])
    found = batches.last_imported({"Case:A": ORIGIN}).get("Case:A")
    assert found is not None
    assert (found.position, found.text) == (2, "imported again")
    assert batches.last_imported({"Case:A": "nowhere"}).get("Case:A") is None
    assert batches.last_imported({"Case:B": ORIGIN}).get("Case:B") is None


def test_what_was_imported_last_of_a_renamed_or_deleted_page(both: tuple[Pages, Batches]) -> None:
    pages, batches = both
    pages.commit([save("Case:A", "imported", origin=ORIGIN)])
    pages.commit([rename("Case:A", "Case:B", 1)])
    assert batches.last_imported({"Case:A": ORIGIN}).get("Case:A") is None
    assert batches.last_imported({"Case:B": ORIGIN}).get("Case:B").position == 1  # type: ignore[union-attr]
    pages.commit([delete("Case:B", 2)])
    assert batches.last_imported({"Case:B": ORIGIN}).get("Case:B").position == 1  # type: ignore[union-attr]
