"""A page's history and what changed between two revisions."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

OLD = "---\nkind: case\nsteward: Mozilla Foundation\ntags: [a, b]\n---\nThe quick brown fox.\n\nSame <b>line</b>.\n"
NEW = "---\nkind: case\nsteward: Wikimedia Foundation\ntags: [a, c]\n---\nThe slow brown fox.\n\nSame <b>line</b>.\n"
LOOM = "/wiki/Case:Loom"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", OLD)
    written(wiki, "Case:Loom", NEW, author="ben")
    return wiki


def test_the_history_lists_revisions_newest_first(wiki):
    page = Visitor(wiki).text(f"{LOOM}?action=history")
    assert page.index("?oldid=2") < page.index("?oldid=1")
    assert "ben" in page
    assert f">{len(NEW) - len(OLD):+d}<" in page


def test_long_histories_are_paged_by_key(wiki):
    for number in range(60):
        written(wiki, "Case:Loom", f"{NEW}{number}\n")
    visitor = Visitor(wiki)
    first = visitor.text(f"{LOOM}?action=history")
    assert first.count('name="old"') == 50
    assert "action=history&amp;before=13" in first
    second = visitor.text(f"{LOOM}?action=history&before=13")
    assert second.count('name="old"') == 12
    assert "Older" not in second
    assert "Newest" in second
    assert visitor.get(f"{LOOM}?action=history&before=x").status_code == 400


def test_reverting_is_offered_to_who_may_edit(wiki):
    assert "action=revert" not in Visitor(wiki).text(f"{LOOM}?action=history")
    assert "action=revert&amp;oldid=1" in Visitor(wiki, "ana").text(f"{LOOM}?action=history")


def test_a_page_that_never_was_has_no_history(wiki):
    assert Visitor(wiki).get("/wiki/Nope?action=history").status_code == 404


def test_a_deleted_page_still_has_its_history(wiki):
    ana = Visitor(wiki, "ana")
    ana.post(f"{LOOM}?action=delete", reason="mistake")
    page = ana.text(f"{LOOM}?action=history")
    assert "delete" in page
    assert "mistake" in page


@pytest.mark.parametrize("query", ["old=1&new=2", "old=2&new=1", "", "new=2", "old=1"])
def test_a_diff_marks_words_and_lists_facts(wiki, query):
    page = Visitor(wiki).text(f"{LOOM}?action=diff&{query}")
    assert "<del>quick</del>" in page
    assert "<ins>slow</ins>" in page
    facts = page.partition('id="facts"')[2].partition("</table>")[0]
    assert "<del>Mozilla Foundation</del> <ins>Wikimedia Foundation</ins>" in facts
    assert "<del>b</del> <ins>c</ins>" in facts
    assert "Same &lt;b&gt;line&lt;/b&gt;." in page


def test_the_first_revision_is_compared_with_nothing(wiki):
    page = Visitor(wiki).text(f"{LOOM}?action=diff&new=1")
    assert "before the page began" in page
    assert '<tr class="removed">' not in page


def test_the_same_twice_says_so(wiki):
    assert "Both say the same." in Visitor(wiki).text(f"{LOOM}?action=diff&old=1&new=1")


def test_what_changed_is_said_in_words_too(wiki):
    page = Visitor(wiki).text(f"{LOOM}?action=diff")
    assert '<span class="unseen">removed</span>' in page
    assert '<span class="unseen">added</span>' in page


def test_a_revision_of_another_page_is_not_compared_here(wiki):
    written(wiki, "Case:Here", "here")
    other = written(wiki, "Case:Elsewhere", "elsewhere")
    answer = Visitor(wiki).get(f"/wiki/Case:Here?action=diff&new={other}")
    assert answer.status_code == 404
    assert "Case:Elsewhere" in answer.text
