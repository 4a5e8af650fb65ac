"""Imports can be repeated, interrupted, merged with local edits and taken back."""

from dataclasses import replace

import pytest

from importers.draft import Draft, Expected, Issue
from patterns.frontmatter import mapping, parse
from wiki.editing import Edit, Saved, delete, save
from wiki.errors import BadInputError, NotFoundError
from wiki.importing import CHUNK, Wish, run_import
from wiki.undoing import SEED, undo, what_goes

WISH = Wish("markdown", "somewhere", "importer")


def draft(name="Linux", body="First.\n\nSecond.\n\nThird.\n", front="", **more) -> Draft:
    text = f"---\nkind: case\ntitle: {name}\n{front}---\n{body}"
    return Draft(f"Case:{name}", text, f"{name}.md", f"test:{name}", **more)


def edit(wiki, old, new, title="Case:Linux"):
    page = wiki.pages.get(title)
    assert isinstance(save(wiki, Edit(title, page.text.replace(old, new), "ana", base=page.position)), Saved)


def test_what_would_go_is_counted_by_kind_and_named(wiki):
    number = run_import(wiki, replace(WISH, source=SEED), [draft(), draft("Debian")]).batch
    goes = what_goes(wiki, number)
    assert (goes.seed, goes.pages, str(goes), goes.titles) == (
        True,
        2,
        "2 × case",
        ("Case:Linux", "Case:Debian"),
    )
    assert not what_goes(wiki, run_import(wiki, WISH, [draft("Other")]).batch).seed


def counts(tally) -> dict[str, int]:
    return {what: count for what, count in tally.counts.items() if count}


def test_pages_are_created_in_one_batch(wiki):
    tally = run_import(wiki, WISH, [draft("A"), draft("B"), Issue("C.md", "unreadable")])
    assert counts(tally) == {"created": 2, "problems": 1}
    assert wiki.batches.batch(tally.batch).counts == {"created": 2, "problems": 1}
    assert {line.title for line in wiki.batches.batch_revisions(tally.batch)} == {"Case:A", "Case:B"}


def test_problems_are_kept_with_the_batch_once(wiki):
    issues = [Issue("C.md", "unreadable"), Issue("D.md", "odd")]
    first = run_import(wiki, WISH, [issues[0], draft("A"), issues[1]])
    assert [each for _, each in wiki.batches.issues(first.batch)] == issues
    again = replace(WISH, batch=first.batch)
    run_import(wiki, again, [issues[0], draft("A"), issues[1], draft("B"), Issue("E.md", "new")])
    assert [each for _, each in wiki.batches.issues(first.batch)] == [*issues, Issue("E.md", "new")]


def test_importing_twice_changes_nothing(wiki):
    run_import(wiki, WISH, [draft()])
    head = wiki.pages.head()
    tally = run_import(wiki, WISH, [draft()])
    assert counts(tally) == {"unchanged": 1}
    assert tally.batch is None
    assert wiki.pages.head() == head


def test_a_dry_run_writes_nothing_and_says_what_would_happen(wiki):
    tally = run_import(wiki, Wish("markdown", "x", "ana", dry_run=True), [draft()])
    assert tally.changes == [("created", "Case:Linux")]
    assert wiki.pages.head() == 0
    assert wiki.batches.batches() == []


def test_a_change_at_the_source_is_an_update(wiki):
    run_import(wiki, WISH, [draft()])
    tally = run_import(wiki, WISH, [draft(body="New.\n")])
    assert counts(tally) == {"updated": 1}
    assert wiki.pages.get("Case:Linux").text.endswith("New.\n")


def test_a_local_edit_outlives_an_unchanged_source(wiki):
    run_import(wiki, WISH, [draft()])
    edit(wiki, "First.", "First by Ana.")
    assert counts(run_import(wiki, WISH, [draft()])) == {"unchanged": 1}
    assert "First by Ana." in wiki.pages.get("Case:Linux").text


def test_both_sides_changes_are_merged(wiki):
    run_import(wiki, WISH, [draft()])
    edit(wiki, "First.", "First by Ana.")
    changed = draft(body="First.\n\nSecond.\n\nThird at the source.\n")
    assert counts(run_import(wiki, WISH, [changed])) == {"updated": 1}
    text = wiki.pages.get("Case:Linux").text
    assert "First by Ana." in text
    assert "Third at the source." in text
    assert counts(run_import(wiki, WISH, [changed])) == {"unchanged": 1}


def test_a_conflict_keeps_the_local_text_and_the_sources_in_the_history(wiki):
    run_import(wiki, WISH, [draft()])
    edit(wiki, "First.", "First by Ana.")
    changed = draft(body="First at the source.\n\nSecond.\n\nThird.\n")
    tally = run_import(wiki, WISH, [changed])
    assert counts(tally) == {"skipped": 1, "problems": 1}
    assert "same places" in tally.issues[0].message
    page = wiki.pages.get("Case:Linux")
    assert "First by Ana." in page.text
    assert wiki.pages.revision(page.parent).text == changed.text
    assert counts(run_import(wiki, WISH, [changed])) == {"unchanged": 1}


def test_a_page_of_another_origin_is_not_overwritten(wiki):
    assert isinstance(save(wiki, Edit("Case:Linux", "Ours.\n", "ana")), Saved)
    tally = run_import(wiki, WISH, [draft()])
    assert wiki.pages.get("Case:Linux").text == "Ours.\n"
    assert counts(tally) == {"skipped": 1, "problems": 1}


def test_a_supplement_completes_a_page_of_another_origin(wiki):
    run_import(wiki, WISH, [draft(front="country: Finland\n")])
    more = draft(body="More.\n", front="tags: [kernel]\n", supplements=True)
    more = Draft(more.title, more.text, more.place, "other:Linux", supplements=True)
    assert counts(run_import(wiki, WISH, [more])) == {"updated": 1}
    page = wiki.pages.get("Case:Linux")
    assert mapping(parse(page.text))["tags"] == ["kernel"]
    assert mapping(parse(page.text))["country"] == "Finland"
    assert counts(run_import(wiki, WISH, [more])) == {"unchanged": 1}
    assert counts(run_import(wiki, WISH, [draft(front="country: Finland\n")])) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("here", "arriving", "mixes"),
    [
        ("CC-BY-SA-4.0", "CC-BY-NC-4.0", False),
        ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/", False),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", True),
        ("CC-BY-SA-4.0", "CC0-1.0", True),
        ("CC-BY-SA-4.0", "LicenseRef-Nobody-knows", False),
    ],
)
def test_licences_that_exclude_each_other_are_not_mixed(wiki, here, arriving, mixes):
    run_import(wiki, WISH, [draft(front=f"license: {here}\n")])
    before = wiki.pages.get("Case:Linux")
    other = draft(body="First.\n\nSecond.\n\nThird.\n\nOther.\n", front=f"license: {arriving}\n")
    tally = run_import(wiki, WISH, [Draft(other.title, other.text, other.place, "other:Linux")])
    after = wiki.pages.get("Case:Linux")
    if mixes:
        assert after.position != before.position
        return
    assert counts(tally) == {"skipped": 1, "problems": 1}
    assert after == before
    assert f"may not go into a page under {here}" in tally.issues[0].message
    assert "Other." not in "".join(wiki.pages.revision(n).text for n in range(1, wiki.pages.head() + 1))


def test_a_dry_run_shows_the_first_page_of_each_kind(wiki):
    plain = Draft("Help", "Text.\n", "help.md", "test:help")
    tally = run_import(wiki, Wish("markdown", "x", "ana", dry_run=True), [draft(), draft("GNU"), plain])
    assert [each.title for each in tally.samples] == ["Case:Linux", "Help"]


def test_who_watches_is_told_how_many_will_come(wiki):
    seen = []
    run_import(wiki, WISH, [Expected(7), draft()], lambda tally, read: seen.append((tally.expected, read)))
    assert seen == [(7, 1)]


def test_a_page_deleted_here_stays_deleted(wiki):
    run_import(wiki, WISH, [draft()])
    delete(wiki, "Case:Linux", "ana", "not wanted")
    assert counts(run_import(wiki, WISH, [draft()])) == {"unchanged": 1}
    assert wiki.pages.get("Case:Linux") is None


def test_two_records_of_one_title_are_told_apart(wiki):
    tally = run_import(wiki, WISH, [draft(), draft(body="Other.\n")])
    assert counts(tally) == {"created": 1, "skipped": 1, "problems": 1}


@pytest.mark.parametrize("bad", [Draft("A[b", "x", "a.md", "o"), Draft("Case:B", "\ud800", "b.md", "o")])
def test_what_cannot_be_a_page_is_reported_and_the_rest_imported(wiki, bad):
    tally = run_import(wiki, WISH, [bad, draft()])
    assert counts(tally) == {"created": 1, "skipped": 1, "problems": 1}
    assert tally.issues[0].place == bad.place


def test_large_imports_go_in_whole_transactions(wiki):
    seen = []
    drafts = [draft(f"Page {number}") for number in range(CHUNK + 5)]
    run_import(wiki, WISH, drafts, lambda tally, read: seen.append((read, tally.counts["created"])))
    assert seen == [(CHUNK, CHUNK), (CHUNK + 5, CHUNK + 5)]


def test_an_interrupted_import_goes_on_where_it_stopped(wiki):
    def broken():
        yield from (draft(f"Page {number}") for number in range(CHUNK + 5))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(wiki, WISH, broken())
    (batch,) = wiki.batches.batches()
    assert batch.finished is None
    tally = run_import(wiki, WISH, [draft(f"Page {number}") for number in range(CHUNK + 5)])
    assert counts(tally) == {"unchanged": CHUNK, "created": 5}


def test_undo_deletes_what_was_created(wiki):
    number = run_import(wiki, WISH, [draft("A"), draft("B")]).batch
    assert counts(undo(wiki, number, "ana")) == {"deleted": 2}
    assert wiki.pages.get("Case:A") is None
    assert wiki.batches.batch(number).undone is not None


def test_undo_restores_what_was_updated(wiki):
    run_import(wiki, WISH, [draft()])
    number = run_import(wiki, WISH, [draft(body="New.\n")]).batch
    assert counts(undo(wiki, number, "ana")) == {"restored": 1}
    assert wiki.pages.get("Case:Linux").text == draft().text


def test_undo_keeps_later_edits(wiki):
    run_import(wiki, WISH, [draft()])
    number = run_import(wiki, WISH, [draft(body="First.\n\nSecond.\n\nThird at the source.\n")]).batch
    edit(wiki, "First.", "First by Ana.")
    undo(wiki, number, "ana")
    text = wiki.pages.get("Case:Linux").text
    assert "First by Ana." in text
    assert "at the source" not in text


def test_undo_keeps_a_created_page_that_was_edited(wiki):
    number = run_import(wiki, WISH, [draft()]).batch
    edit(wiki, "First.", "First by Ana.")
    tally = undo(wiki, number, "ana")
    assert counts(tally) == {"kept": 1, "problems": 1}
    assert "First by Ana." in wiki.pages.get("Case:Linux").text


def test_after_undo_the_same_import_works_again(wiki):
    undo(wiki, run_import(wiki, WISH, [draft()]).batch, "ana")
    assert counts(run_import(wiki, WISH, [draft()])) == {"created": 1}


def test_undo_twice_or_of_nothing_is_said(wiki):
    number = run_import(wiki, WISH, [draft()]).batch
    undo(wiki, number, "ana")
    with pytest.raises(BadInputError, match="already"):
        undo(wiki, number, "ana")
    with pytest.raises(NotFoundError, match="batch 99"):
        undo(wiki, 99, "ana")


def test_long_pages_go_in_small_transactions(wiki, monkeypatch):
    monkeypatch.setattr("wiki.importing.CHUNK_BYTES", 20_000)
    seen = []
    drafts = [draft(f"Page {number}", "Long. " * 2000) for number in range(5)]
    run_import(wiki, WISH, drafts, lambda tally, read: seen.append(read))
    assert seen == [2, 4, 5]
