"""Rename, delete, bring back, revert: each asks first, and each can be taken back."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

LOOM = "/wiki/Case:Loom"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "First.\n")
    written(wiki, "Case:Other", "See [[Case:Loom]].\n")
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


@pytest.mark.parametrize("action", ["rename", "delete", "undelete", "revert&oldid=1"])
def test_nobody_is_asked_who_may_not(wiki, action):
    visitor = Visitor(wiki)
    assert visitor.get(f"{LOOM}?action={action}").status_code == 403
    assert "/account/log-in?next=" in visitor.get(f"{LOOM}?action={action}").text
    assert visitor.post(f"{LOOM}?action={action.partition('&')[0]}", reason="x", oldid="1").status_code == 403
    assert wiki.pages.head() == 2


@pytest.mark.parametrize("action", ["rename", "delete", "undelete", "revert"])
def test_nothing_happens_without_the_forms_proof(ana, wiki, action):
    answer = ana.client.post(
        f"{LOOM}?action={action}", data={"reason": "x", "new_title": "Case:New", "oldid": "1"}
    )
    assert answer.status_code == 403
    assert wiki.pages.head() == 2


def test_a_rename_can_keep_a_redirect_and_rewrite_links(ana, wiki):
    form = ana.text(f"{LOOM}?action=rename")
    assert form.count("checked") == 2
    answer = ana.post(f"{LOOM}?action=rename", new_title="Case:New loom", redirect="yes", rewrite="yes")
    assert "Case:Loom is now Case:New loom. Links were changed on 1 page." in answer.text
    assert wiki.pages.get("Case:New loom").text == "First.\n"
    assert "[[Case:New loom]]" in wiki.pages.get("Case:Other").text
    assert ana.get(LOOM).headers["Location"].startswith("/wiki/Case:New_loom?from=")


def test_a_rename_can_leave_nothing_behind(ana, wiki):
    ana.post(f"{LOOM}?action=rename", new_title="Case:New loom")
    assert wiki.pages.get("Case:Loom") is None
    assert "[[Case:Loom]]" in wiki.pages.get("Case:Other").text


@pytest.mark.parametrize("new_title", ["Case:Other", "", "a|b", "Talk:Case:Loom"])
def test_an_impossible_title_comes_back_with_the_reason(ana, wiki, new_title):
    answer = ana.post(f"{LOOM}?action=rename", new_title=new_title, rewrite="yes")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'name="redirect" value="yes" checked' not in answer.text
    assert wiki.pages.head() == 2


def test_a_deletion_needs_a_reason_and_names_who_will_miss_the_page(ana, wiki):
    assert "Case:Other" in ana.text(f"{LOOM}?action=delete")
    assert ana.post(f"{LOOM}?action=delete", reason=" ").status_code == 422
    assert wiki.pages.head() == 2


def test_a_deleted_page_says_who_why_and_comes_back(ana, wiki):
    answer = ana.post(f"{LOOM}?action=delete", reason="a copy of another")
    gone = ana.get(answer.headers["Location"])
    assert gone.status_code == 404
    for words in ("The page was deleted.", "deleted by ana", "a copy of another", "?action=undelete"):
        assert words in gone.text
    assert "?action=undelete" not in Visitor(wiki).get(LOOM).text
    back = ana.post(f"{LOOM}?action=undelete", reason="no copy at all")
    assert "The page is back." in ana.get(back.headers["Location"]).text
    assert wiki.pages.get("Case:Loom").text == "First.\n"


def test_a_revert_makes_the_old_text_the_newest_revision(ana, wiki):
    written(wiki, "Case:Loom", "Vandalized.\n", author="mallory")
    assert "revision 1" in ana.text(f"{LOOM}?action=revert&oldid=1")
    answer = ana.post(f"{LOOM}?action=revert", oldid="1")
    assert answer.status_code == 303
    assert wiki.pages.get("Case:Loom").text == "First.\n"
    assert wiki.pages.head() == 4


@pytest.mark.parametrize(("oldid", "status"), [("2", 404), ("99", 404), ("x", 400), ("", 400)])
def test_a_revert_to_what_is_none_of_the_pages_revisions_fails_in_words(ana, wiki, oldid, status):
    assert ana.post(f"{LOOM}?action=revert", oldid=oldid).status_code == status
    assert wiki.pages.head() == 2
