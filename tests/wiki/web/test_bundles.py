"""Changes put together for reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from wiki.revisions import Action, RevisionLine
from wiki.web.bundles import bundled

WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def lines(*batches):
    """Revisions, newest first, of these imports; None is an edit by hand."""
    return [
        RevisionLine(
            len(batches) - place, 1, f"Page {place}", "page", Action.SAVE, "ana", "", WHEN, None, batch, 1, 1
        )
        for place, batch in enumerate(batches)
    ]


def test_an_import_in_a_row_is_one_bundle_and_edits_stand_alone():
    found = bundled(lines(None, None, 2, 2, 2, 2, None, 2, 1))
    assert [len(each.lines) for each in found] == [1, 1, 4, 1, 1, 1]
    assert [each.folded for each in found] == [False, False, True, False, False, False]
    assert found[2].names == ["Page 2", "Page 3", "Page 4"]


def test_a_small_import_is_not_folded():
    assert [each.folded for each in bundled(lines(1, 1, 1))] == [False]


def test_only_the_last_bundle_can_be_cut():
    assert [each.cut for each in bundled(lines(2, 2, 1, 1), looked_at=4)] == [False, True]
    assert [each.cut for each in bundled(lines(2, 2, 1, 1), looked_at=5)] == [False, False]


def test_nothing_is_no_bundle():
    assert bundled([], 5) == []


def test_a_page_an_import_wrote_twice_is_named_once():
    twice = [
        replace(line, title="Page 0") if place < 2 else line for place, line in enumerate(lines(1, 1, 1, 1))
    ]
    (bundle,) = bundled(twice)
    assert bundle.names == ["Page 0", "Page 2", "Page 3"]
    assert bundle.pages == 3
