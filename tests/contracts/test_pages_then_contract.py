"""What every implementation of `wiki.ports.Pages` tells of pages as they were, and of what became of them since."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from tests.fakes.projected import delete, projected, rename, reread, save, undelete
from wiki.ports import Pages
from wiki.revisions import FOLLOWS

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_page_as_it_was(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")], time=MONDAY)
    pages.commit([save("Case:A", "two", expected=1)], time=MONDAY + DAY)
    pages.commit([rename("Case:A", "Case:B", 2, "three")], time=MONDAY + 2 * DAY)
    pages.commit([save("Case:A", "new")], time=MONDAY + 3 * DAY)
    pages.commit([delete("Case:A", 4)], time=MONDAY + 4 * DAY)

    def text(title: str, days: float) -> str | None:
        found = pages.as_of(title, MONDAY + days * DAY)
        return found.text if found else None

    assert [text("Case:A", days) for days in (-1, 0, 0.5, 1, 2, 3, 4)] == [
        None,
        "one",
        "one",
        "two",
        None,
        "new",
        None,
    ]
    assert [text("Case:B", days) for days in (1, 2, 9)] == [None, "three", "three"]


def test_many_pages_as_they_were(pages: Pages) -> None:
    pages.commit([save("Case:A", "one"), save("Case:B", "b"), save("Pattern:P", "p")], time=MONDAY)
    pages.commit([save("Case:A", "two", expected=1)], time=MONDAY + DAY)
    pages.commit([rename("Case:B", "Case:C", 2, "c"), delete("Case:A", 4)], time=MONDAY + 2 * DAY)

    def texts(days: float) -> dict[str, str]:
        found = pages.all_as_of(["Case:A", "Case:B", "Case:C", "Pattern:P", "Case:None"], MONDAY + days * DAY)
        assert all(title == each.title for title, each in found.items())
        return {title: each.text for title, each in found.items()}

    assert texts(-1) == {}
    assert texts(0) == {"Case:A": "one", "Case:B": "b", "Pattern:P": "p"}
    assert texts(1.5) == {"Case:A": "two", "Case:B": "b", "Pattern:P": "p"}
    assert texts(2) == {"Case:C": "c", "Pattern:P": "p"}


def test_a_kind_as_it_was(pages: Pages) -> None:
    pages.commit([save("Case:B", "b"), save("Case:A", "one"), save("Pattern:P", "p")], time=MONDAY)
    pages.commit([delete("Case:B", 1), save("Case:C", "c")], time=MONDAY + DAY)

    def cases(days: float) -> list[tuple[str, str]]:
        return [(each.title, each.text) for each in pages.kind_as_of("case", MONDAY + days * DAY)]

    assert cases(-1) == []
    assert cases(0.5) == [("Case:A", "one"), ("Case:B", "b")]
    assert cases(1) == [("Case:A", "one"), ("Case:C", "c")]


def test_facts_as_they_were(pages: Pages) -> None:
    pages.commit([save("Case:A", "one"), save("Case:B", "b")], time=MONDAY)
    pages.commit([save("Case:A", "two", expected=1)], time=MONDAY + DAY)
    pages.commit([delete("Case:B", 2)], time=MONDAY + 2 * DAY)

    def facts(days: float) -> set[bytes]:
        return set(pages.graphs_as_of(MONDAY + days * DAY))

    assert facts(-1) == set()
    assert facts(0) == {projected("Case:A", "one").facts, projected("Case:B", "b").facts}
    assert facts(1) == {projected("Case:A", "two").facts, projected("Case:B", "b").facts}
    assert facts(2) == {projected("Case:A", "two").facts}


def test_what_pages_were_and_have_been_since(pages: Pages) -> None:
    pages.commit([save("Case:A", "a1"), save("Case:B", "b1"), save("Case:C", "c1")])
    pages.commit([save("Case:A", "a2", expected=1)])
    pages.commit([save("Case:A", "a3", expected=4), save("Case:D", "d1")])
    pages.commit([rename("Case:B", "Case:E", 2, "b2")])
    pages.commit([delete("Case:C", 3)])
    since = pages.since(["Case:A", "Case:B", "Case:C", "Case:D", "Case:E", "Case:Z"], 4)
    texts = pages.texts(each.position for found in since.values() for each in found)
    assert {
        title: [(each.position, texts[each.position]) for each in found] for title, found in since.items()
    } == {
        "Case:A": [(4, "a2"), (5, "a3")],
        "Case:D": [(6, "d1")],
        "Case:E": [(2, "b1"), (7, "b2")],
    }
    assert pages.since(["Case:A", "Case:D"], 6) == {}
    assert [each.position for each in pages.since(["Case:A"], 0)["Case:A"]] == [1, 4, 5]
    (_, last) = since["Case:E"]
    assert last.sha256 == hashlib.sha256(b"b2").hexdigest()
    assert pages.since([], 0) == {}


def test_texts_of_revisions(pages: Pages) -> None:
    pages.commit([save("Case:A", "Grüße"), delete("Case:A", FOLLOWS)])
    assert pages.texts([1, 2, 2, 9]) == {1: "Grüße", 2: ""}
    assert pages.texts([]) == {}


def test_what_was_deleted_and_came_back_was_nothing_meanwhile(pages: Pages) -> None:
    pages.commit([save("Case:A", "one"), delete("Case:A", FOLLOWS)])
    pages.commit([undelete("Case:A", "one")])
    assert [(each.position, each.size) for each in pages.since(["Case:A"], 2)["Case:A"]] == [(2, 0), (3, 3)]


def test_a_page_that_was_only_reread_since_has_not_changed(pages: Pages) -> None:
    pages.commit([save("Case:A", "text")])
    pages.commit([reread("Case:A", "text", 1)])
    assert pages.since(["Case:A"], 1) == {}
    pages.commit([save("Case:A", "more", expected=2)])
    assert [each.position for each in pages.since(["Case:A"], 2)["Case:A"]] == [1, 3]
