"""What lists and searches say of each page."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.ports import Hit, SearchAnswer
from wiki.web.leads import leads

ASKED = {
    "Pattern:Weft": "Throw it back and forth.",
    "Pattern:Warp": "Keep it taut, as weavers do.",
    "Case:Loom": "A loom that anybody may use.",
    "Concept:Cloth": "What is woven.",
    "Variable:Width": "How wide is it?",
}


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Pattern:Weft", "---\nkind: pattern\npatlet: Throw it back and forth.\n---\n")
    written(wiki, "Pattern:Warp", "## Patlet\n\nKeep it *taut*, as [[Person:Ana|weavers]] do.\n")
    written(wiki, "Case:Loom", "---\nkind: case\nsummary: A loom that anybody may use.\n---\nProse.\n")
    written(wiki, "Concept:Cloth", "---\nkind: concept\ndefinition: What is woven.\n---\n")
    written(wiki, "Variable:Width", "---\nkind: variable\nquestion: How wide is it?\n---\n")
    written(wiki, "Case:Bare", "Prose alone.\n")
    return wiki


def test_a_page_says_in_a_sentence_what_it_is_about(wiki):
    reader = Visitor(wiki)
    with reader.app.app_context():
        assert leads([*ASKED, "Case:Bare", "Case:Nowhere"]) == {**ASKED, "Case:Bare": "", "Case:Nowhere": ""}


def test_an_edit_changes_what_is_said(wiki):
    reader = Visitor(wiki)
    assert "A loom that anybody may use." in reader.text("/special/all?kind=case")
    written(wiki, "Case:Loom", "---\nkind: case\nsummary: A loom of the guild.\n---\nProse.\n")
    page = reader.text("/special/all?kind=case")
    assert "A loom of the guild." in page
    assert "anybody may use" not in page


def test_a_search_says_what_the_pages_found_are_about(wiki, monkeypatch):
    answer = SearchAnswer(1, (Hit("Case:Loom", "case", "a <mark>loom</mark>", 1.0),), {})
    monkeypatch.setattr(type(wiki.search), "search", lambda search, request: answer)
    page = Visitor(wiki).text("/search?q=loom")
    assert '<p class="snippet about">A loom that anybody may use.</p>' in page
    assert "a <mark>loom</mark>" in page


def test_a_list_that_is_longer_asks_storage_no_more_often():
    calls = []
    for number in (3, 30):
        wiki = memory_wiki()
        for n in range(number):
            written(wiki, f"Case:{n}", "---\nkind: case\nsummary: One of many.\n---\n")
        wiki.pages.calls.clear()
        assert Visitor(wiki).text("/special/all?kind=case").count("One of many.") == number
        calls.append(dict(wiki.pages.calls))
    assert calls[0] == calls[1]
