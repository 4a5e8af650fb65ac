"""What every implementation of `wiki.queues.Mentions` and `wiki.queues.Dismissals` does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from patterns.mentions import Reading, Spot
from patterns.projection import SearchText
from tests.fakes.mentions import MemoryDismissals, MemoryMentions
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import KINDS, delete, projected, rename, save
from wiki.ports import Pages
from wiki.queues import Dismissals, Mentions, NameRow
from wiki.storage import open_storage

Parts = tuple[Pages, Mentions, Dismissals]
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
READ = Reading(
    (Spot(4, "commons", "commons"), Spot(20, "Wikipédia", "wikipedia", named=True)), ("Help", "Case:A")
)


def in_memory(_folder: Path) -> Parts:
    pages = MemoryPages(KINDS)
    return pages, MemoryMentions(pages), MemoryDismissals(pages)  # type: ignore[return-value]


def in_sqlite(folder: Path) -> Parts:
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=KINDS)
    return storage.pages, storage.mentions, storage.dismissals


@pytest.fixture(params=[in_memory, in_sqlite])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Parts:
    make: Callable[[Path], Parts] = request.param
    return make(tmp_path)


def page(title: str, text: str = "text", **said: object):
    """A write whose text is found by search."""
    given = save(title, text)
    words = SearchText(title.partition(":")[2], "", text)
    return replace(given, projected=replace(projected(title, text), search=words, **said))


def test_names_are_those_links_find(parts: Parts) -> None:
    pages, mentions, _ = parts
    pages.commit(
        [
            page("Case:Wikipedia", aliases=("Wikipédia",)),
            page("Case:WP", redirect="Case:Wikipedia", aliases=("never",)),
            page("Help"),
            page("Talk:Help"),
            page("Case:Gone"),
        ]
    )
    pages.commit([delete("Case:Gone", 5)])
    found = {(each.title, each.written, each.redirect) for each in mentions.names()}
    assert found == {
        ("Case:Wikipedia", "Wikipedia", ""),
        ("Case:Wikipedia", "Wikipédia", ""),
        ("Case:WP", "WP", "Case:Wikipedia"),
        ("Help", "Help", ""),
    }
    assert {each.written for each in mentions.names(["Case:Wikipedia", "Nowhere"])} == {
        "Wikipedia",
        "Wikipédia",
    }
    ranks = {each.written: each.rank for each in mentions.names()}
    assert ranks["Wikipedia"] < ranks["WP"] < ranks["Wikipédia"]
    assert all(isinstance(each, NameRow) for each in mentions.names())


def test_texts_are_unread_until_they_are_kept_and_again_when_they_change(parts: Parts) -> None:
    pages, mentions, _ = parts
    pages.commit([page("Case:A", "one"), page("Case:B", redirect="Case:A"), page("Talk:Case:A")])
    assert [(each.title, each.position, each.text) for each in mentions.unread(10)] == [("Case:A", 1, "one")]
    assert mentions.unread_count() == 1
    mentions.keep({"Case:A": (1, READ), "Nowhere": (1, READ)})
    assert mentions.unread(10) == []
    assert list(mentions.readings()) == list(mentions.readings(["Case:A", "Nowhere"])) == [("Case:A", READ)]
    assert list(mentions.readings(["Nowhere"])) == []
    assert list(mentions.readings(after="Case:A")) == []
    assert list(mentions.readings(after="Case:")) == [("Case:A", READ)]
    pages.commit([replace(page("Case:A", "two"), expected=1)])
    assert [each.text for each in mentions.unread(10)] == ["two"]
    assert list(mentions.readings()) == []
    mentions.keep({"Case:A": (1, READ)})  # of a revision that is no longer the current one
    assert mentions.unread_count() == 1


def test_only_so_many_are_given_at_once(parts: Parts) -> None:
    pages, mentions, _ = parts
    pages.commit([page(f"Case:{letter}") for letter in "ABC"])
    assert len(mentions.unread(2)) == 2
    assert mentions.unread_count() == 3


def test_texts_that_hold_a_new_name_are_unread_again(parts: Parts) -> None:
    pages, mentions, _ = parts
    pages.commit([page("Case:A", "of peer production here"), page("Case:B", "production of peers")])
    assert mentions.learn(["case", "=it"]) == 2
    mentions.keep({"Case:A": (1, READ), "Case:B": (2, READ)})
    assert mentions.learn(["case", "=it"]) == 0
    assert mentions.unread_count() == 0
    assert mentions.learn(["peer production"]) == 1
    assert [each.title for each in mentions.unread(10)] == ["Case:A"]


def test_very_many_new_names_make_all_texts_unread(parts: Parts) -> None:
    pages, mentions, _ = parts
    pages.commit([page("Case:A", "word 7 of many")])
    mentions.keep({"Case:A": (1, READ)})
    mentions.learn([f"word {number}" for number in range(1000)])
    assert mentions.unread_count() == 1


def test_what_is_turned_down_is_remembered_and_taken_back(parts: Parts) -> None:
    pages, _, dismissals = parts
    pages.commit([page("Case:A"), page("Case:B"), page("Case:C")])
    dismissals.dismiss("mentions", [("Case:A", "Case:B"), ("Case:A", "Nowhere")], "ana", WHEN)
    dismissals.dismiss("mentions", [("Case:A", "Case:B")], "ben", WHEN.replace(hour=13))
    dismissals.dismiss("duplicates", [("Case:A", "Case:C")], "ana", WHEN)
    (found,) = dismissals.dismissed("mentions")
    assert (found.page, found.other, found.author, found.time) == ("Case:A", "Case:B", "ana", WHEN)
    dismissals.restore("mentions", [("Case:A", "Case:B"), ("Case:A", "Nowhere")])
    assert dismissals.dismissed("mentions") == []
    assert len(dismissals.dismissed("duplicates")) == 1


def test_what_is_turned_down_follows_a_renamed_page(parts: Parts) -> None:
    pages, _, dismissals = parts
    pages.commit([page("Case:A"), page("Case:B")])
    dismissals.dismiss("mentions", [("Case:A", "Case:B")], "ana", WHEN)
    pages.commit([rename("Case:B", "Case:Z", 2)])
    assert [(each.page, each.other) for each in dismissals.dismissed("mentions")] == [("Case:A", "Case:Z")]
    pages.commit([delete("Case:A", 1)])
    assert dismissals.dismissed("mentions") == []


def test_links_that_do_not_mean_a_page_are_remembered_and_follow_it(parts: Parts) -> None:
    pages, _, dismissals = parts
    pages.commit([page("Case:A"), page("Case:B")])
    pairs = [("case:a", "Case:A"), ("case:b", "Case:B"), ("case:c", "Nowhere")]
    dismissals.dismiss_links(pairs, "ana", WHEN)
    dismissals.dismiss_links([("case:b", "Case:B")], "ben", WHEN.replace(hour=13))
    found = [(each.page, each.other, each.author) for each in dismissals.dismissed_links()]
    assert found == [("case:a", "Case:A", "ana"), ("case:b", "Case:B", "ana")]
    assert dismissals.dismissed("repairs") == []
    dismissals.restore_links([("case:a", "Case:A"), ("case:x", "Case:A")])
    pages.commit([rename("Case:B", "Case:Z", 2)])
    assert [(each.page, each.other) for each in dismissals.dismissed_links()] == [("case:b", "Case:Z")]
    pages.commit([delete("Case:Z", 3)])
    assert dismissals.dismissed_links() == []
