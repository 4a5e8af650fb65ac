"""What every implementation of `wiki.ports.Pages` does."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.projected import delete, graph_of, projected, rename, reread, save, undelete
from wiki.errors import CodebookChangedError, EditConflictError, NotFoundError, TitleTakenError
from wiki.ports import Pages
from wiki.revisions import FOLLOWS, Action, Change, Write

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def titles(rows: list) -> list[str]:
    return [row.title for row in rows]


# -- saving and reading


def test_an_empty_log_has_nothing(pages: Pages) -> None:
    assert pages.head() == 0
    assert pages.get("Case:A") is None
    assert pages.revision(1) is None
    assert pages.changes(0) == []
    assert list(pages.graphs()) == []
    assert pages.recent() == []
    assert pages.count_by_kind() == {}
    assert pages.commit([]) == []


def test_a_saved_page_is_read_back_whole(pages: Pages) -> None:
    text = "---\nkind: case\n---\nGrüße \U0001f9f6\r\nend"
    write = Write(
        Action.SAVE, "Case:A", text, projected("Case:A", text), "ana", "first", origin="https://example.org/a"
    )
    assert pages.commit([write], time=MONDAY) == [1]
    found = pages.get("Case:A")
    assert found is not None
    assert (found.position, found.title, found.kind, found.action) == (1, "Case:A", "case", Action.SAVE)
    assert (found.text, found.author, found.summary, found.time) == (text, "ana", "first", MONDAY)
    assert found.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (found.parent, found.batch) == (None, None)
    assert pages.revision(1) == found
    assert pages.head() == 1


def test_titles_are_case_sensitive(pages: Pages) -> None:
    pages.commit([save("Case:A")])
    assert pages.get("Case:a") is None
    assert pages.get("case:A") is None


def test_a_second_revision_knows_the_first(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([save("Case:B", "other")])
    assert pages.commit([save("Case:A", "three", expected=1)]) == [3]
    found = pages.get("Case:A")
    assert found is not None
    assert (found.page, found.parent, found.text) == (1, 1, "three")
    first = pages.revision(1)
    assert first is not None
    assert first.text == "one"


def test_several_writes_are_one_commit_in_order(pages: Pages) -> None:
    assert pages.commit([save("Case:A"), save("Case:B"), save("Case:A", "again", expected=FOLLOWS)]) == [
        1,
        2,
        3,
    ]
    found = pages.get("Case:A")
    assert found is not None
    assert (found.parent, found.text) == (1, "again")


# -- who may write


def test_a_stale_save_is_a_conflict_and_writes_nothing(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([save("Case:A", "two", expected=1)])
    with pytest.raises(EditConflictError, match="Case:A"):
        pages.commit([save("Case:B"), save("Case:A", "mine", expected=1)])
    assert pages.head() == 2
    assert pages.get("Case:B") is None


@pytest.mark.parametrize("expected", [None, 7, FOLLOWS])
def test_a_save_that_expects_another_state_is_a_conflict(pages: Pages, expected: int | None) -> None:
    pages.commit([save("Case:A", "one")])
    with pytest.raises(EditConflictError):
        pages.commit([save("Case:A", "two", expected=expected)])


def test_a_save_of_a_page_that_is_gone_is_a_conflict(pages: Pages) -> None:
    with pytest.raises(EditConflictError):
        pages.commit([save("Case:A", expected=1)])
    pages.commit([save("Case:A")])
    pages.commit([delete("Case:A", 1)])
    with pytest.raises(EditConflictError):
        pages.commit([save("Case:A", expected=1)])


def test_positions_have_no_gaps_after_refused_commits(pages: Pages) -> None:
    for number in range(1, 4):
        assert pages.commit([save(f"Case:{number}")]) == [number]
        with pytest.raises(EditConflictError):
            pages.commit([save("Case:new"), save(f"Case:{number}")])
    assert pages.head() == 3
    assert [change.position for change in pages.changes(0)] == [1, 2, 3]


# -- renaming


def test_a_renamed_page_keeps_its_history(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([rename("Case:A", "Pattern:B", 1, "two")])
    found = pages.get("Pattern:B")
    assert found is not None
    assert (found.page, found.parent, found.text, found.kind, found.action) == (
        1,
        1,
        "two",
        "pattern",
        Action.RENAME,
    )
    assert pages.get("Case:A") is None
    assert titles(pages.history(1)) == ["Pattern:B", "Case:A"]


def test_a_rename_replaces_both_graphs(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([rename("Case:A", "Case:B", 1, "one")])
    change = pages.changes(1)[0]
    assert (change.title, change.graphs) == ("Case:B", (graph_of("Case:B"), graph_of("Case:A")))
    assert change.facts == projected("Case:B", "one").facts


def test_a_redirect_takes_the_old_title_in_the_same_commit(pages: Pages) -> None:
    pages.commit([save("Case:A")])
    pages.commit([rename("Case:A", "Case:B", 1), save("Case:A", "moved to Case:B")])
    kept, redirect = pages.get("Case:B"), pages.get("Case:A")
    assert kept is not None
    assert redirect is not None
    assert (kept.page, redirect.page, redirect.parent) == (1, 2, None)
    assert pages.changes(2) == [Change(3, "Case:A", (graph_of("Case:A"),), b"")]


def test_two_pages_change_titles_in_one_commit(pages: Pages) -> None:
    pages.commit([save("Case:A", "a"), save("Case:B", "b")])
    swap = [rename("Case:A", "Case:C", 1, "a"), rename("Case:B", "Case:A", 2, "b")]
    pages.commit([*swap, rename("Case:C", "Case:B", FOLLOWS, "a")])
    assert [pages.get(title).text for title in ("Case:A", "Case:B")] == ["b", "a"]  # type: ignore[union-attr]
    assert pages.resolve(["A"])["A"].title == "Case:A"


def test_a_rename_to_a_taken_title_is_refused(pages: Pages) -> None:
    pages.commit([save("Case:A"), save("Case:B")])
    with pytest.raises(TitleTakenError, match="Case:B"):
        pages.commit([rename("Case:A", "Case:B", 1)])
    assert pages.head() == 2


@pytest.mark.parametrize("write", [rename("Case:X", "Case:Y", 3), delete("Case:X", 3)])
def test_what_never_was_cannot_be_renamed_or_deleted(pages: Pages, write: Write) -> None:
    with pytest.raises(EditConflictError):
        pages.commit([write])


def test_what_never_was_cannot_be_brought_back(pages: Pages) -> None:
    with pytest.raises(NotFoundError, match="Case:X"):
        pages.commit([undelete("Case:X")])


# -- deleting


def test_a_deleted_page_is_gone_from_view_and_kept(pages: Pages) -> None:
    pages.commit([save("Case:A", "links to Case:B")])
    pages.commit([delete("Case:A", 1)])
    assert pages.get("Case:A") is None
    assert pages.list_pages() == []
    assert pages.count_by_kind() == {}
    assert pages.wanted() == []
    assert not pages.resolve(["Case:A"])["Case:A"].exists
    assert list(pages.graphs()) == []
    assert pages.changes(1) == [Change(2, "Case:A", (graph_of("Case:A"),), b"")]
    last = pages.deleted("Case:A")
    assert last is not None
    assert (last.position, last.text) == (1, "links to Case:B")
    deletion = pages.revision(2)
    assert deletion is not None
    assert (deletion.action, deletion.text, deletion.parent) == (Action.DELETE, "", 1)


def test_an_undeleted_page_is_the_same_page(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([delete("Case:A", 1)])
    pages.commit([undelete("Case:A", "one")])
    found = pages.get("Case:A")
    assert found is not None
    assert (found.page, found.parent, found.text, found.action) == (1, 2, "one", Action.UNDELETE)
    assert pages.deleted("Case:A") is None
    assert pages.changes(2)[0].facts == projected("Case:A", "one").facts
    assert pages.resolve(["A"])["A"].exists


def test_a_page_that_is_there_is_not_brought_back(pages: Pages) -> None:
    pages.commit([save("Case:A")])
    with pytest.raises(TitleTakenError):
        pages.commit([undelete("Case:A")])


def test_a_new_page_under_a_deleted_title_continues_its_history(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([delete("Case:A", 1)])
    pages.commit([save("Case:A", "new")])
    found = pages.get("Case:A")
    assert found is not None
    assert (found.page, found.parent) == (1, 2)


def test_two_pages_deleted_under_one_title_stay_two(pages: Pages) -> None:
    pages.commit([save("Case:A", "first"), save("Case:B", "second")])
    pages.commit([delete("Case:A", 1), rename("Case:B", "Case:A", 2, "second"), delete("Case:A", FOLLOWS)])
    last = pages.deleted("Case:A")
    assert last is not None
    assert last.text == "second"
    assert len(pages.history(1)) == 2
    assert len(pages.history(2)) == 3


# -- time


def test_times_of_the_log_do_not_go_back(pages: Pages) -> None:
    later = datetime.now(UTC) + DAY
    pages.commit([save("Case:A")], time=later)
    pages.commit([save("Case:B")])
    found = pages.get("Case:B")
    assert found is not None
    assert found.time == later


def test_changes_are_the_log_in_order(pages: Pages) -> None:
    pages.commit([save(f"Case:{n}", f"text {n}") for n in range(5)])
    assert [change.position for change in pages.changes(1, limit=3)] == [2, 3, 4]
    assert pages.changes(4) == [
        Change(5, "Case:4", (graph_of("Case:4"),), projected("Case:4", "text 4").facts)
    ]
    assert pages.changes(5) == []


def test_graphs_are_those_of_current_revisions(pages: Pages) -> None:
    pages.commit([save("Case:A", "one"), save("Case:B", "b")])
    pages.commit([save("Case:A", "two", expected=1)])
    assert list(pages.graphs()) == [
        (2, projected("Case:B", "b").facts),
        (3, projected("Case:A", "two").facts),
    ]


def test_many_pages_are_got_at_once(pages: Pages) -> None:
    pages.commit([save("Case:A", "one"), save("Case:B", "two"), save("Case:C", "three")])
    pages.commit([delete("Case:C", 3)])
    found = pages.get_all(["Case:A", "Case:B", "Case:C", "Case:D", "Case:A"])
    assert {title: revision.text for title, revision in found.items()} == {"Case:A": "one", "Case:B": "two"}
    assert pages.get_all([]) == {}


def test_facts_are_those_of_the_current_page(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    assert pages.facts("Case:A") == projected("Case:A", "one").facts
    assert pages.facts("Case:B") == b""
    pages.commit([delete("Case:A", 1)])
    assert pages.facts("Case:A") == b""


# -- lists of revisions


def test_history_and_recent_are_paged_by_position(pages: Pages) -> None:
    pages.commit([save("Case:A", "12345")])
    pages.commit([save("Pattern:B", "other")])
    pages.commit([save("Case:A", "123", expected=1)])
    assert [(row.position, row.size, row.change) for row in pages.history(1)] == [(3, 3, -2), (1, 5, 5)]
    assert [row.position for row in pages.history(1, before=3)] == [1]
    assert [row.position for row in pages.recent()] == [3, 2, 1]
    assert [row.position for row in pages.recent(before=3, limit=1)] == [2]
    assert [row.position for row in pages.recent(kind="pattern")] == [2]


# -- the codebook


VARIABLES = {"kind": "variable"}


def variable(title: str, text: str = "", expected: int | None = None) -> Write:
    return Write(Action.SAVE, title, text, projected(title, text, **VARIABLES), "ana", expected=expected)


def test_the_mark_of_the_codebook_follows_every_change_to_variables(pages: Pages) -> None:
    marks = [pages.codebook_mark()]

    def is_new() -> bool:
        marks.append(pages.codebook_mark())
        return marks[-1] != marks[-2]

    pages.commit([variable("Variable:A")])
    assert is_new()
    pages.commit([variable("Variable:B")])
    assert is_new()
    pages.commit([variable("Variable:A", "other", expected=1)])
    assert is_new()
    pages.commit([save("Case:A", "text")])
    assert not is_new()
    pages.commit([delete("Variable:A", 3)])
    assert is_new()
    pages.commit([Write(Action.UNDELETE, "Variable:A", "", projected("Variable:A", **VARIABLES), "ana")])
    assert is_new()
    moved = projected("Variable:C", **VARIABLES)
    pages.commit([Write(Action.RENAME, "Variable:A", "", moved, "ana", expected=6, new_title="Variable:C")])
    assert is_new()
    pages.commit(
        [
            Write(
                Action.SAVE,
                "Variable:C",
                "moved to Case:A",
                projected("Variable:C", "moved to Case:A", **VARIABLES),
                "ana",
                expected=7,
            )
        ]
    )
    assert is_new()


def test_a_commit_under_another_mark_is_refused_whole(pages: Pages) -> None:
    mark = pages.codebook_mark()
    pages.commit([variable("Variable:A")], codebook=mark)
    with pytest.raises(CodebookChangedError):
        pages.commit([save("Case:A"), save("Case:B")], codebook=mark)
    assert pages.head() == 1
    assert pages.commit([save("Case:A")], codebook=pages.codebook_mark()) == [2]


def test_a_rereading_changes_what_follows_and_is_no_edit(pages: Pages) -> None:
    pages.commit([save("Case:A", "text")], time=MONDAY)
    assert pages.commit(
        [reread("Case:A", "text", 1, facts=b"<a:a> <a:b> <a:c> <a:d> .\n")], time=MONDAY + DAY
    ) == [2]
    found = pages.get("Case:A")
    assert found is not None
    assert (found.position, found.action, found.parent, found.text) == (2, Action.REREAD, 1, "text")
    assert pages.facts("Case:A") == b"<a:a> <a:b> <a:c> <a:d> .\n"
    assert [change.position for change in pages.changes(0)] == [1, 2]
    assert [line.position for line in pages.history(found.page)] == [1]
    assert [line.position for line in pages.recent()] == [1]
    assert len(list(pages.graphs_as_of(MONDAY))) == 1


def test_a_page_reread_since_is_still_as_its_writer_saw_it(pages: Pages) -> None:
    pages.commit([save("Case:A", "one")])
    pages.commit([reread("Case:A", "one", 1)])
    pages.commit([reread("Case:A", "one", 2)])
    assert pages.commit([save("Case:A", "two", expected=1)]) == [4]
    with pytest.raises(EditConflictError):
        pages.commit([save("Case:A", "three", expected=1)])
    with pytest.raises(EditConflictError):
        pages.commit([save("Case:A", "three", expected=2)])
    pages.commit([reread("Case:A", "two", 4)])
    assert pages.commit([delete("Case:A", 4)]) == [6]


def test_only_a_page_that_is_there_is_reread(pages: Pages) -> None:
    with pytest.raises((NotFoundError, EditConflictError)):
        pages.commit([reread("Case:A", "text", 1)])
    pages.commit([save("Case:A", "text")])
    with pytest.raises(EditConflictError):
        pages.commit([reread("Case:A", "text", 9)])
    assert pages.head() == 1
