"""The queue of unlinked mentions for people and programs."""

from __future__ import annotations

import re

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

TEXT = "---\nkind: case\n---\nBy peer production, <of> value.\n"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Practice:Peer production", "---\nkind: practice\n---\nText.\n")
    written(wiki, "Concept:Value", "---\nkind: concept\n---\nText.\n")
    for letter in "ABC":
        written(wiki, f"Case:{letter}", TEXT)
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def boxes(page: str) -> list[str]:
    return re.findall(r'name="mention" value="([\d.]+)"', page)


def test_the_list_shows_the_words_where_they_stand(ana):
    page = ana.text("/special/mentions")
    assert "By <mark>peer production</mark>, <of> value." not in page
    assert "By <mark>peer production</mark>," in page
    assert len(boxes(page)) == 6
    assert "6 mentions" in page
    assert " checked" not in page
    assert ana.text("/special/mentions?all=yes").count(" checked") == 6


def test_the_list_as_json_and_csv_and_in_stretches(ana):
    items, address = [], "/special/mentions?format=json&limit=4"
    while address:
        found = ana.get(address).json
        items += found["items"]
        address = found["next"]
    assert [(each["title"], each["words"], each["specificity"]) for each in items] == [
        ("Case:A", "peer production", "several words"),
        ("Case:B", "peer production", "several words"),
        ("Case:C", "peer production", "several words"),
        ("Case:A", "value", "a common word"),
        ("Case:B", "value", "a common word"),
        ("Case:C", "value", "a common word"),
    ]
    assert ana.get("/special/mentions?format=csv").text.startswith("title,words,target,")


def test_accepting_in_bulk_leads_back_with_what_was_done(ana, wiki):
    chosen = boxes(ana.text("/special/mentions"))[:2]
    answer = ana.post("/special/mentions?limit=9", mention=chosen, do="accept")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/special/mentions?limit=9&linked=2&on=2&kept=0"
    assert "2 links set on 2 pages." in ana.text(answer.headers["Location"])
    assert "[[Practice:Peer production|peer production]]" in wiki.pages.get("Case:A").text


def test_the_view_of_a_page_and_of_a_target(ana):
    page = ana.text("/wiki/Case:B?action=mentions")
    assert len(boxes(page)) == 2
    assert 'action="/special/mentions?page=Case%3AB"' in page
    assert "Unlinked mentions on Case:B" in page
    target = ana.text("/special/mentions?target=Concept:Value")
    assert len(boxes(target)) == 3
    assert ana.get("/wiki/Case:Nowhere?action=mentions").status_code == 404


def test_turning_down_and_taking_back(ana):
    chosen = boxes(ana.text("/special/mentions?page=Case:A"))
    answer = ana.post("/special/mentions?page=Case:A", mention=chosen[:1], do="reject")
    page = ana.text(answer.headers["Location"])
    assert "1 mention will not be offered again." in page
    assert len(boxes(page)) == 1
    down = ana.text("/special/mentions?rejected=yes")
    assert 'value="Case:A|Practice:Peer production"' in down
    assert "by ana" in down
    assert (
        ana.get("/special/mentions?rejected=yes&format=json").json["items"][0]["target"]
        == "Practice:Peer production"
    )
    answer = ana.post("/special/mentions?rejected=yes", pair="Case:A|Practice:Peer production", do="restore")
    assert "1 mention will be offered again." in ana.text(answer.headers["Location"])
    assert len(boxes(ana.text("/special/mentions?page=Case:A"))) == 2


def test_the_pages_of_a_batch(ana, wiki):
    batch = wiki.batches.open_batch("markdown", "", "x", "", "ana")
    assert boxes(ana.text(f"/special/mentions?batch={batch}")) == []
    assert ana.get("/special/mentions?batch=9").status_code == 404


@pytest.mark.parametrize("bad", ["x", "1.2", "1.2.3.4", "a.b.c", "99.0.1", "9999999999999999.1.2"])
def test_bad_boxes_are_refused_in_words(ana, bad):
    answer = ana.post("/special/mentions", mention=bad, do="accept")
    assert answer.status_code == 400
    assert "Open the list anew" in answer.text


def test_bad_requests_are_refused_in_words(ana):
    assert ana.post("/special/mentions", do="").status_code == 400
    assert ana.get("/special/mentions?after=x").status_code == 400
    assert ana.post("/special/mentions", mention=["1.2.3"] * 1001, do="accept").status_code == 400


def test_who_may_not_edit_may_look(wiki):
    wiki = memory_wiki(anonymous_editing=False)
    somebody = Visitor(wiki)
    assert somebody.get("/special/mentions").status_code == 200
    assert somebody.post("/special/mentions", do="accept").status_code == 403


def test_a_form_from_elsewhere_is_refused(ana):
    assert ana.client.post("/special/mentions", data={"do": "accept"}).status_code >= 400
