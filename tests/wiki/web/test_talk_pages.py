"""Talking about a page."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.web import talk
from wiki.web.session import COOKIE


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "A loom.\n")
    return wiki


def test_a_page_without_talk_says_so_and_marks_the_tab(wiki):
    assert "Nobody has begun a talk" in Visitor(wiki).text("/talk/Case:Loom")
    assert '<a href="/talk/Case:Loom" class="missing"' in Visitor(wiki).text("/wiki/Case:Loom")


def test_topics_are_added_one_after_the_other_signed(wiki):
    ana, ben = Visitor(wiki, "ana"), Visitor(wiki, "ben")
    assert ana.post("/talk/Case:Loom", heading="Weft", words="Why red?").status_code == 303
    ben.post("/talk/Case:Loom", heading="Warp", words="And why blue?\r\nTell me.")
    text = wiki.pages.get("Talk:Case:Loom").text
    assert text.index("## Weft\n\nWhy red?\n\n— ana, ") < text.index(
        "## Warp\n\nAnd why blue?\nTell me.\n\n— ben, "
    )
    page = ana.text("/talk/Case:Loom")
    assert "Why red?" in page
    assert 'class="missing" title="Nobody' not in ana.text("/wiki/Case:Loom")


def test_half_a_topic_comes_back(wiki):
    answer = Visitor(wiki, "ana").post("/talk/Case:Loom", heading="", words="Dear words")
    assert answer.status_code == 422
    assert "Dear words" in answer.text
    assert wiki.pages.get("Talk:Case:Loom") is None


def test_a_heading_stays_one_heading(wiki):
    Visitor(wiki, "ana").post("/talk/Case:Loom", heading="# A\n# B", words="x")
    assert wiki.pages.get("Talk:Case:Loom").text.startswith("## A # B\n")


def test_strangers_read_but_do_not_write(wiki):
    visitor = Visitor(wiki)
    assert visitor.get("/talk/Case:Loom").status_code == 200
    assert visitor.post("/talk/Case:Loom", heading="a", words="b").status_code == 403


def test_the_talk_page_is_a_page_too(wiki):
    Visitor(wiki, "ana").post("/talk/Case:Loom", heading="Weft", words="Why red?")
    page = Visitor(wiki).text("/wiki/Talk:Case:Loom")
    assert "Why red?" in page
    assert 'href="/talk/Case:Loom"' in page
    assert "/data/talk/" not in page


def test_two_topics_in_the_same_moment_both_stand(wiki, monkeypatch):
    real, meanwhile = talk.editing.save, ["Theirs\n"]

    def save_after_another(wiki, edit):
        if meanwhile:
            written(wiki, "Talk:Case:Loom", meanwhile.pop(), author="ben")
        return real(wiki, edit)

    monkeypatch.setattr(talk.editing, "save", save_after_another)
    assert Visitor(wiki, "ana").post("/talk/Case:Loom", heading="Mine", words="Words").status_code == 303
    assert wiki.pages.get("Talk:Case:Loom").text.startswith("Theirs\n\n## Mine\n\nWords\n")


def test_words_sent_after_the_log_in_ended_come_back(wiki):
    ana = Visitor(wiki, "ana")
    token = ana.token()
    ana.client.delete_cookie(COOKIE)
    answer = ana.client.post(
        "/talk/Case:Loom", data={"csrf": token, "heading": "Weft", "words": "Dear words"}
    )
    assert answer.status_code == 403
    assert "Dear words" in answer.text
    assert "had expired" in answer.text
    assert wiki.pages.get("Talk:Case:Loom") is None


def test_words_of_a_blocked_account_come_back_too(wiki):
    answer = Visitor(wiki).post("/talk/Case:Loom", heading="Weft", words="Dear words")
    assert answer.status_code == 403
    assert "Dear words" in answer.text
    assert "log in first" in answer.text
