"""The codebook as it is now, and as it was when the log was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.wiki import BASE, memory_wiki, written
from wiki.assembly import Wiki
from wiki.codebook import Codebook, LiveCodebook, Retelling
from wiki.editing import Rename, delete, rename, undelete
from wiki.revisions import Action, Write

FUNDING = """---
kind: variable
title: Funding source
question: Where does the money come from?
options: [donations, grants]
---
How it is coded.
"""


@pytest.fixture
def wiki() -> Wiki:
    return memory_wiki()


def keys(wiki: Wiki) -> set[str]:
    return set(wiki.ontology.by_name["case"].by_key) - set(wiki.shapes.by_name["case"].by_key)


def test_without_variables_it_is_the_shapes(wiki: Wiki):
    assert wiki.ontology is wiki.shapes
    assert wiki.ontology.mark == ""


def test_a_variable_adds_its_field_at_once_and_takes_it_back_when_it_goes(wiki: Wiki):
    written(wiki, "Variable:Funding source", FUNDING)
    assert keys(wiki) == {"funding_source"}
    delete(wiki, "Variable:Funding source", "ana", "")
    assert wiki.ontology is wiki.shapes
    undelete(wiki, "Variable:Funding source", "ana")
    assert keys(wiki) == {"funding_source"}
    written(wiki, "Variable:Funding source", "---\nredirect: Variable:Money\n---\n")
    assert keys(wiki) == set()


def test_a_renamed_variable_has_another_key(wiki: Wiki):
    written(wiki, "Variable:Funding source", FUNDING)
    rename(wiki, Rename("Variable:Funding source", "Variable:Money", "ana"))
    assert keys(wiki) == {"money"}
    rename(wiki, Rename("Variable:Money", "Concept:Money", "ana", redirect=False))
    assert keys(wiki) == set()


def test_other_edits_ask_for_no_reading(wiki: Wiki):
    written(wiki, "Variable:Funding source", FUNDING)
    before = wiki.codebook.now()
    calls = dict(wiki.pages.calls)
    written(wiki, "Case:A", "---\nkind: case\n---\n")
    assert wiki.codebook.now() is before
    assert wiki.pages.calls["list_pages"] == calls["list_pages"]


def test_an_edit_of_its_prose_changes_no_field(wiki: Wiki):
    written(wiki, "Variable:Funding source", FUNDING)
    before = wiki.ontology
    written(wiki, "Variable:Funding source", FUNDING + "\nMore words.\n")
    assert wiki.ontology == before


def test_a_change_while_the_variables_are_read_is_not_missed(wiki: Wiki):
    written(wiki, "Variable:Funding source", FUNDING)
    pages = wiki.pages.inner

    class Interrupted:
        """Somebody saves a second variable between the first look and the reading."""

        done = False

        def __getattr__(self, name):
            return getattr(pages, name)

        def get_all(self, titles):
            found = pages.get_all(titles)
            if not self.done:
                self.done = True
                written(wiki, "Variable:Age", "---\nquestion: How old?\nscale: ratio\n---\n")
            return found

    found = LiveCodebook(wiki.shapes, Interrupted(), BASE).now()
    assert set(found.entries) == {"Variable:Funding source", "Variable:Age"}
    assert found.mark == pages.codebook_mark()


def test_the_codebook_after_a_write_is_known_before_it(wiki: Wiki):
    before = Codebook(wiki.shapes, BASE)
    made = Write(
        Action.SAVE,
        "Variable:Funding source",
        FUNDING,
        wiki.project("Variable:Funding source", FUNDING),
        "ana",
    )
    after = before.after([made])
    assert set(after.entries) == {"Variable:Funding source"}
    assert after.after([]) is after
    moved = after.after([replace(made, action=Action.RENAME, new_title="Variable:Money")])
    assert set(moved.entries) == {"Variable:Money"}
    assert moved.after([replace(made, action=Action.DELETE, title="Variable:Money")]).entries == {}


def test_the_log_is_retold_by_the_codebook_of_its_time(wiki: Wiki):
    case = "---\nkind: case\nfunding_source: donations\n---\n"
    option = f"<{BASE}/id/variable/Funding_source#donations>"
    tell = Retelling(wiki.shapes, BASE)

    def facts(page: int, title: str, text: str | None) -> str:
        found = tell(page, title, text)
        return found.facts.decode() if found else ""

    assert option not in facts(1, "Case:A", case)
    facts(2, "Variable:Funding source", FUNDING)
    assert option in facts(1, "Case:A", case)
    assert "#donations" not in facts(1, "Case:A", case) if not facts(2, "Variable:Money", FUNDING) else True
    assert facts(2, "Variable:Money", None) == ""
    assert option not in facts(1, "Case:A", case)
