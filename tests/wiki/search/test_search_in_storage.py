"""Search over the real storage: what a commit wrote is found by the next search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from patterns.projection import FacetRow, Projected, SearchText
from wiki.ports import SearchRequest
from wiki.revisions import Action, Write
from wiki.search.fulltext import FullText
from wiki.storage.opening import Storage, open_storage


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(tmp_path / "wiki.db", create=True)
    yield opened
    opened.close()


def projected(title: str, body: str) -> Projected:
    kind, _, name = title.partition(":")
    return Projected(
        title,
        kind.lower(),
        "",
        b"",
        facets=(FacetRow("tags", "commons", "Commons"),),
        search=SearchText(name, "", body),
    )


def write(
    title: str, body: str, expected: int | None = None, new: str = "", action: Action = Action.SAVE
) -> Write:
    return Write(action, title, body, projected(new or title, body), "ana", expected=expected, new_title=new)


def titles(storage: Storage, text: str) -> list[str]:
    return [hit.title for hit in FullText(storage).search(SearchRequest(text)).hits]


def test_a_saved_page_is_found_at_once_and_by_its_new_text_only(storage: Storage) -> None:
    (first,) = storage.pages.commit([write("Case:Linux", "A kernel.")])
    assert titles(storage, "kernel tag:commons") == ["Case:Linux"]
    storage.pages.commit([write("Case:Linux", "An operating system.", first)])
    assert titles(storage, "kernel") == []
    assert titles(storage, "systems") == ["Case:Linux"]


def test_a_renamed_page_is_found_under_its_new_title(storage: Storage) -> None:
    (first,) = storage.pages.commit([write("Case:Linux", "A kernel.")])
    storage.pages.commit([write("Case:Linux", "A kernel.", first, "Case:GNU", Action.RENAME)])
    assert titles(storage, "kernel") == ["Case:GNU"]
    assert titles(storage, "title:linux") == []
    assert FullText(storage).suggest("gn") == [("Case:GNU", "GNU")]


def test_a_deleted_page_is_not_found(storage: Storage) -> None:
    (first,) = storage.pages.commit([write("Case:Linux", "A kernel.")])
    storage.pages.commit([write("Case:Linux", "", first, action=Action.DELETE)])
    assert titles(storage, "kernel") == []
    assert FullText(storage).suggest("linux") == []


def test_many_pages_of_one_commit_are_counted(storage: Storage) -> None:
    storage.pages.commit([write(f"Case:Linux {number}", "A kernel.") for number in range(30)])
    answer = FullText(storage).search(SearchRequest("kernel", size=5))
    assert (answer.total, len(answer.hits)) == (30, 5)
    assert answer.facets["tags"][0].count == 30
