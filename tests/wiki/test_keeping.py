"""Keeping comparisons, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patterns.comparison.kept import Kept, kept_of, page_text
from tests.fakes.small_wiki import CannedSearch
from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.editing import Rename, rename
from wiki.errors import BadInputError
from wiki.keeping import as_kept, keep, permanent, present, retell
from wiki.merging import merge_pages
from wiki.parameters import Parameters
from wiki.ports import Hit, SearchAnswer
from wiki.ways.board import BOARD

LOOM = "---\nkind: case\nprocess: participatory process\n---\n"
WEFT = "---\nkind: case\nprocess: absent\n---\n"
ASKED = "case=Loom&case=Weft&variable=process&variable=output"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", LOOM)
    written(wiki, "Case:Weft", WEFT)
    return wiki


def kept(wiki, query=ASKED) -> Kept:
    return keep(wiki, BOARD, Parameters.read(query), "Looms", "Why?", "ana")[0]


def test_what_is_kept_can_be_computed_again(wiki):
    found = kept(wiki)
    assert (found.title, found.method, found.cases) == (
        "Comparison:Looms",
        "side by side",
        ("Case:Loom", "Case:Weft"),
    )
    assert (found.variables, found.selection) == (("process", "output"), "")
    assert found.findings[0].startswith("2 cases side by side")
    again = retell(wiki, found)
    assert again.same
    assert (again.changes, again.joined, again.left, again.gone) == ((), (), (), ())


def test_the_permalink_gives_the_same_rows_whatever_comes_after(wiki):
    found = kept(wiki)
    written(wiki, "Case:Loom", LOOM.replace("participatory process", "unknown"))
    written(
        wiki,
        "Variable:Funding",
        "---\nkind: variable\nquestion: Who?\nscale: nominal\noptions: [a, b]\n---\n",
    )
    result = BOARD.result(wiki, permanent(found))
    assert result.digest() == found.result_hash
    now = BOARD.result(wiki, present(found))
    assert now.digest() != found.result_hash


def test_what_changed_says_which_cell_and_by_whom(wiki):
    found = kept(wiki)
    written(wiki, "Case:Loom", LOOM.replace("---\n", "---\noutput: unknown\n", 1), author="ben")
    written(wiki, "Case:Loom", LOOM.replace("---\n", "---\noutput: unknown\nfunding: x\n", 1), author="eva")
    written(wiki, "Case:Weft", WEFT.replace("absent", "not applicable"), author="eva")
    told = retell(wiki, found)
    assert not told.same
    assert [(each.case, each.variable, each.before, each.after, each.author) for each in told.changes] == [
        ("Case:Loom", "output", "", "[unknown]", "ben"),
        ("Case:Weft", "process", "[absent]", "[not applicable]", "eva"),
    ]
    assert told.changes[0].position == 3


def test_cases_that_are_gone_are_named(wiki):
    found = kept(wiki)
    told = retell(wiki, replace(found, cases=("Case:Loom", "Case:Gone")))
    assert told.gone == ("Case:Gone",)


def test_a_selection_is_kept_and_looked_for_again(wiki):
    def finds(*names: str) -> Wiki:
        hits = tuple(Hit(f"Case:{name}", "case", "", 1) for name in names)
        return replace(wiki, search=CannedSearch(SearchAnswer(len(hits), hits, {})))

    written(wiki, "Case:Warp", "---\nkind: case\n---\n")
    found = keep(
        finds("Loom", "Weft"), BOARD, Parameters.read("kind=case&q=cloth&variable=process"), "A", "", "ana"
    )[0]
    assert (found.selection, found.cases) == ("kind=case&q=cloth", ("Case:Loom", "Case:Weft"))
    told = retell(finds("Weft", "Warp"), found)
    assert (told.joined, told.left, told.same) == (("Case:Warp",), ("Case:Loom",), True)


def test_a_method_of_another_version_is_said(wiki):
    assert retell(wiki, replace(kept(wiki), engine="0")).other_engine


@pytest.mark.parametrize(("method", "words"), [("", "names no method"), ("magic", "“magic” is no method")])
def test_a_page_without_method_says_so(wiki, method, words):
    with pytest.raises(BadInputError, match=words):
        retell(wiki, replace(kept(wiki), method=method))


@pytest.mark.parametrize("query", ["", "case=Nobody", "case=Loom&only=magic"])
def test_nothing_to_keep_is_said(wiki, query):
    with pytest.raises(BadInputError):
        kept(wiki, query)


def test_the_page_says_what_was_kept(wiki):
    text = page_text(kept(wiki), wiki.config.license)
    assert "cases:\n" in text or "cases: [" in text
    assert "license: CC-BY-SA-4.0" in text


def saved(wiki, found: Kept) -> Kept:
    written(wiki, found.title, page_text(found))
    return told(wiki, found.title)


def told(wiki, title: str) -> Kept:
    read = kept_of(wiki.pages.get(title).text, title, wiki.ontology)
    assert read is not None
    return read


def test_a_case_that_was_renamed_or_merged_is_found_under_the_title_it_had(wiki):
    found = saved(wiki, kept(wiki))
    rename(wiki, Rename("Case:Loom", "Case:Great loom", "eva", redirect=False))
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: unknown\n---\n", author="ben")
    assert told(wiki, found.title).cases == ("Case:Great loom", "Case:Weft")
    assert as_kept(wiki, told(wiki, found.title)).cases == ("Case:Loom", "Case:Weft")
    stays, goes = wiki.pages.get("Case:Great loom").position, wiki.pages.get("Case:Weft").position
    merge_pages(wiki, "Case:Great loom", "Case:Weft", (stays, goes), "eva")
    now = told(wiki, found.title)
    assert now.cases == ("Case:Great loom",)
    assert BOARD.result(wiki, permanent(as_kept(wiki, now))).digest() == now.result_hash


def test_what_changed_of_a_renamed_case_is_found(wiki):
    found = saved(wiki, kept(wiki))
    rename(wiki, Rename("Case:Loom", "Case:Great loom", "eva", redirect=False))
    written(wiki, "Case:Great loom", LOOM.replace("participatory", "closed"), author="ben")
    (change,) = retell(wiki, told(wiki, found.title)).changes
    assert (change.case, change.variable, change.author) == ("Case:Great loom", "process", "ben")


def test_a_result_that_was_renewed_has_the_titles_of_its_renewal(wiki):
    found = saved(wiki, kept(wiki))
    rename(wiki, Rename("Case:Loom", "Case:Great loom", "eva"))
    again = keep(wiki, BOARD, present(told(wiki, found.title)), "Looms", "Why?", "ana")[0]
    written(wiki, found.title, page_text(again))
    assert as_kept(wiki, told(wiki, found.title)).cases == ("Case:Great loom", "Case:Weft")


def test_a_result_from_another_wiki_names_the_cases_that_were_not_here_then(wiki):
    found = replace(kept(wiki), as_of="1999-01-01T00:00:00Z")
    assert retell(wiki, found).unknown == ("Case:Loom", "Case:Weft")
    assert retell(wiki, kept(wiki)).unknown == ()
