"""All pages are read by one codebook, whoever changes it and when."""

from __future__ import annotations

import pytest

from importers.draft import Draft
from patterns.projection import FacetRow
from tests.fakes.projected import save
from wiki.assembly import Wiki
from wiki.codebook import Retelling
from wiki.committing import changed_keys, commit
from wiki.editing import Edit, Saved, delete
from wiki.editing import save as save_edit
from wiki.errors import CodebookChangedError, EditConflictError
from wiki.importing import Wish, run_import
from wiki.revisions import Action, Write
from wiki.storage.checking import check
from wiki.storage.rebuilding import rebuild
from wiki.undoing import undo

VARIABLE = "Variable:Funding source"
FUNDING = "---\nkind: variable\ntitle: Funding source\nquestion: Where from?\noptions: [donations, grants]\n---\nCode it.\n"
CASE = "---\nkind: case\ntitle: A\nfunding_source:\n  - {value: donations, source: Report, coder: ana}\n---\nText.\n"
OTHER = "---\nkind: case\ntitle: B\n---\nNo word of money.\n"


def put(wiki: Wiki, title: str, text: str) -> int:
    current = wiki.pages.get(title)
    outcome = save_edit(wiki, Edit(title, text, "ben", base=current.position if current else None))
    assert isinstance(outcome, Saved), outcome
    return outcome.revision


def option(wiki: Wiki, label: str) -> str:
    return f"<{wiki.config.base}/id/variable/Funding_source#{label}>"


def facts(wiki: Wiki, title: str) -> str:
    return wiki.pages.facts(title).decode()


def sound(wiki: Wiki) -> list[str]:
    """Everything that is kept is what follows from the texts now, and the log retold says the same."""
    return list(check(wiki.pages._database, wiki.project))


def test_a_new_variable_makes_pages_that_use_its_key_read_anew_in_the_same_commit(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, "Case:B", OTHER)
    assert option(wiki, "donations") not in facts(wiki, "Case:A")
    at = put(wiki, VARIABLE, FUNDING)
    assert at == 3
    assert wiki.pages.head() == 4  # the variable, and Case:A anew; Case:B is left alone
    assert option(wiki, "donations") in facts(wiki, "Case:A")
    assert sound(wiki) == []


def test_it_stays_out_of_lists_of_edits_and_keeps_the_author(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    anew = wiki.pages.get("Case:A")
    assert (anew.action, anew.author, anew.text) == (Action.REREAD, "ben", CASE)
    assert anew.summary == f"Read anew by {VARIABLE}"
    assert [line.position for line in wiki.pages.history(anew.page)] == [1]
    assert [line.title for line in wiki.pages.recent()] == [VARIABLE, "Case:A"]


def test_what_goes_with_the_variable_is_taken_back(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    before = facts(wiki, "Case:A")
    put(wiki, VARIABLE, FUNDING)
    delete(wiki, VARIABLE, "ana", "not needed")
    assert facts(wiki, "Case:A") == before
    assert sound(wiki) == []


def test_prose_questions_and_unused_options_reread_nothing(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    head = wiki.pages.head()
    put(
        wiki,
        VARIABLE,
        FUNDING.replace("Where from?", "Where does it come from?").replace("Code it.", "Code well."),
    )
    put(wiki, VARIABLE, FUNDING.replace("grants", "subsidies"))
    assert wiki.pages.head() == head + 2


def test_an_option_that_is_no_more_becomes_a_finding(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    assert [page.title for page in wiki.pages.flawed() if page.title == "Case:A"] == []
    put(wiki, VARIABLE, FUNDING.replace("donations", "gifts"))
    assert [page.title for page in wiki.pages.flawed() if page.title == "Case:A"] == ["Case:A"]


def test_typed_links_of_any_page_count(wiki: Wiki):
    put(wiki, "Page of notes", "It is [[Funding source::donations]].\n")
    put(wiki, VARIABLE, FUNDING)
    assert option(wiki, "donations") in facts(wiki, "Page of notes")


def test_an_editor_who_saw_the_page_before_it_was_reread_is_not_in_conflict(wiki: Wiki):
    base = put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    outcome = save_edit(wiki, Edit("Case:A", CASE + "More.\n", "cleo", base=base))
    assert isinstance(outcome, Saved)
    assert not outcome.merged
    projected = wiki.project("Case:B", OTHER)
    put(wiki, "Case:B", OTHER.replace("---\nNo", "funding_source: donations\n---\nNo"))
    seen = wiki.pages.get("Case:B").position
    put(wiki, VARIABLE, FUNDING.replace("donations", "gifts"))
    assert commit(wiki, [Write(Action.SAVE, "Case:B", OTHER, projected, "cleo", expected=seen)])
    with pytest.raises(EditConflictError):
        commit(wiki, [Write(Action.SAVE, "Case:B", OTHER, projected, "cleo", expected=seen)])


def test_a_page_read_before_the_variable_came_is_read_again_before_it_is_written(wiki: Wiki):
    stale = Write(Action.SAVE, "Case:A", CASE, wiki.project("Case:A", CASE), "ana")
    put(wiki, VARIABLE, FUNDING)
    assert commit(wiki, [stale]) == [2]
    assert option(wiki, "donations") in facts(wiki, "Case:A")


def test_variables_and_cases_of_one_commit_fit_each_other_whatever_their_order(wiki: Wiki):
    writes = [
        Write(Action.SAVE, title, text, wiki.project(title, text), "ana")
        for title, text in (("Case:A", CASE), (VARIABLE, FUNDING), ("Case:B", OTHER))
    ]
    positions = commit(wiki, writes)
    assert sorted(positions) == [1, 2, 3]
    assert positions[1] == 1  # the variable first, so that who retells the log knows it
    assert [wiki.pages.revision(each).title for each in positions] == ["Case:A", VARIABLE, "Case:B"]
    assert option(wiki, "donations") in facts(wiki, "Case:A")
    assert sound(wiki) == []


def test_storage_refuses_what_was_read_by_another_codebook(wiki: Wiki):
    mark = wiki.pages.codebook_mark()
    put(wiki, VARIABLE, FUNDING)
    with pytest.raises(CodebookChangedError):
        wiki.pages.commit([save("Case:A")], codebook=mark)
    assert wiki.pages.get("Case:A") is None


def test_a_variable_saved_in_the_same_moment_makes_the_commit_begin_anew(wiki: Wiki, monkeypatch):
    pages, real = wiki.pages, wiki.pages.commit
    once = []

    def interrupted(writes, *rest, **given):
        if not once:
            once.append(True)
            put(wiki, VARIABLE, FUNDING)
        return real(writes, *rest, **given)

    monkeypatch.setattr(type(pages), "commit", lambda self, *args, **given: interrupted(*args, **given))
    put(wiki, "Case:A", CASE)
    monkeypatch.undo()
    assert option(wiki, "donations") in facts(wiki, "Case:A")


def test_facets_follow_at_once(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    row = FacetRow("funding_source", "donations", "donations")
    assert row in wiki.project("Case:A", CASE).facets
    with wiki.pages._database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT field, value, label FROM facets WHERE field = 'funding_source'"
        ).all()
    assert [tuple(each) for each in found] == [("funding_source", "donations", "donations")]


def test_the_graph_is_rebuilt_as_it_was_at_each_time(wiki: Wiki):
    put(wiki, "Case:A", CASE)
    put(wiki, VARIABLE, FUNDING)
    put(wiki, VARIABLE, FUNDING.replace("donations", "gifts"))
    kept = [each.facts for each in wiki.pages.changes(0)]
    rebuild(wiki.pages._database, "graph", wiki.project, None, Retelling(wiki.shapes, wiki.config.base))
    assert [each.facts for each in wiki.pages.changes(0)] == kept
    assert len(kept) == 5
    assert kept[0] == kept[-1]  # “donations” is no option again
    assert len(set(kept)) == 4


def drafts(*pairs):
    return [Draft(title, text, title, f"https://example.org/{title}") for title, text in pairs]


def test_imports_see_through_rereadings(wiki: Wiki):
    wish = Wish("markdown", "there", "ana")
    run_import(wiki, wish, drafts(("Case:A", CASE)))
    second = run_import(wiki, wish, drafts((VARIABLE, FUNDING)))
    changed = run_import(wiki, wish, drafts(("Case:A", CASE + "More.\n")))
    assert changed.counts["updated"] == 1
    assert [line.summary for line in wiki.pages.history(wiki.pages.get("Case:A").page)] == [
        "Imported from https://example.org/Case:A"
    ] * 2
    assert [line.title for line in wiki.batches.batch_revisions(second.batch)] == [VARIABLE]
    assert undo(wiki, second.batch, "ana").counts["deleted"] == 1
    assert option(wiki, "donations") not in facts(wiki, "Case:A")
    assert undo(wiki, changed.batch, "ana").counts["restored"] == 1
    assert wiki.pages.get("Case:A").text == CASE
    assert sound(wiki) == []


def test_an_import_is_taken_back_though_its_pages_were_reread(wiki: Wiki):
    batch = run_import(wiki, Wish("markdown", "there", "ana"), drafts(("Case:A", CASE))).batch
    put(wiki, VARIABLE, FUNDING)
    assert undo(wiki, batch, "ana").counts["deleted"] == 1
    assert wiki.pages.get("Case:A") is None
    assert sound(wiki) == []


def test_keys_count_as_changed_when_reading_could_differ(wiki: Wiki):
    put(wiki, VARIABLE, FUNDING)
    then = wiki.ontology
    assert changed_keys(wiki.shapes, then) == {"funding_source"}
    put(wiki, VARIABLE, FUNDING.replace("Where from?", "From where?"))
    assert changed_keys(then, wiki.ontology) == set()
