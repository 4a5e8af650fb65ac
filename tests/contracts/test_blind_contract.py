"""What every implementation of `wiki.blind.BlindCodings` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.blind import MemoryBlindCodings
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import KINDS, delete, rename, save
from wiki.blind import BlindCodings
from wiki.ports import Pages
from wiki.storage import open_storage

Parts = tuple[Pages, BlindCodings]
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


def in_memory(_folder: Path) -> Parts:
    pages = MemoryPages(KINDS)
    return pages, MemoryBlindCodings(pages)


def in_sqlite(folder: Path) -> Parts:
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=KINDS)
    return storage.pages, storage.blind


@pytest.fixture(params=[in_memory, in_sqlite])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Parts:
    make: Callable[[Path], Parts] = request.param
    pages, blind = make(tmp_path)
    pages.commit([save(title) for title in ("Round:R", "Round:S", "Case:A", "Case:B")])
    return pages, blind


def listed(blind: BlindCodings, of: str = "Round:R") -> list[tuple[str, str, str, bool]]:
    return [(each.case, each.coder, each.text, each.done) for each in blind.of_round(of)]


def test_a_case_is_taken_by_so_many_and_no_more(parts: Parts) -> None:
    _, blind = parts
    assert blind.take("Round:R", "Case:A", "ana", 2, WHEN)
    assert blind.take("Round:R", "Case:A", "ben", 2, WHEN)
    assert not blind.take("Round:R", "Case:A", "cem", 2, WHEN)
    assert blind.take("Round:R", "Case:B", "cem", 2, WHEN)
    assert blind.take("Round:S", "Case:A", "cem", 2, WHEN)
    assert listed(blind) == [
        ("Case:A", "ana", "", False),
        ("Case:A", "ben", "", False),
        ("Case:B", "cem", "", False),
    ]


def test_who_takes_a_case_again_has_what_they_said(parts: Parts) -> None:
    _, blind = parts
    blind.take("Round:R", "Case:A", "ana", 1, WHEN)
    assert blind.keep("Round:R", "Case:A", "ana", "---\nprocess: é\n---\n", LATER, done=True)
    assert blind.take("Round:R", "Case:A", "ana", 1, WHEN)
    (found,) = blind.of_coder("ana")
    assert (found.text, found.done, found.saved) == ("---\nprocess: é\n---\n", True, LATER)
    assert (found.round, found.case) == ("Round:R", "Case:A")


def test_what_was_not_taken_is_not_kept(parts: Parts) -> None:
    _, blind = parts
    assert not blind.keep("Round:R", "Case:A", "ana", "text", WHEN, done=False)
    assert not blind.take("Round:R", "Case:Nowhere", "ana", 2, WHEN)
    assert not blind.take("Round:Nowhere", "Case:A", "ana", 2, WHEN)
    assert not blind.keep("Round:R", "Case:Nowhere", "ana", "text", WHEN, done=False)
    assert listed(blind) == []


def test_only_what_is_named_is_forgotten(parts: Parts) -> None:
    _, blind = parts
    for coder in ("ana", "ben"):
        blind.take("Round:R", "Case:A", coder, 2, WHEN)
        blind.take("Round:S", "Case:A", coder, 2, WHEN)
    blind.drop("Round:R", [("Case:A", "ana"), ("Case:Nowhere", "ben"), ("Case:B", "ben")])
    assert [each[1] for each in listed(blind)] == ["ben"]
    assert len(listed(blind, "Round:S")) == 2


def test_codings_follow_renamed_pages_and_stay_with_deleted_ones(parts: Parts) -> None:
    pages, blind = parts
    blind.take("Round:R", "Case:A", "ana", 2, WHEN)
    pages.commit([rename("Case:A", "Case:Z", 3), rename("Round:R", "Round:T", 1)])
    assert listed(blind, "Round:R") == []
    assert listed(blind, "Round:T") == [("Case:Z", "ana", "", False)]
    pages.commit([delete("Case:Z", 5)])
    assert listed(blind, "Round:T") == [("Case:Z", "ana", "", False)]
    pages.commit([delete("Round:T", 6)])
    assert blind.of_coder("ana") == []
