"""Red links that miss a page by little, from the text to the mended link."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.repairing import repairs


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Practice:Peer production", "---\nkind: practice\n---\nText.\n")
    written(
        wiki, "Case:Wikipédia", "---\nkind: case\n---\nSee [[peer Production]] and [[peer production]].\n"
    )
    written(
        wiki,
        "Case:B",
        "---\nkind: case\n---\nSee [[peer Production]], [[case:wikipedia]], [[Wikipedia]], [[Nowhere]].\n",
    )
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def test_what_misses_by_capitals_or_accents_is_found_most_linked_first(wiki):
    assert [(each.target, each.title, each.links) for each in repairs(wiki)] == [
        ("peer Production", "Practice:Peer production", 2),
        ("Wikipedia", "Case:Wikipédia", 1),
        ("case:wikipedia", "Case:Wikipédia", 1),
        ("peer production", "Practice:Peer production", 1),
    ]


def test_repairs_in_bulk_make_one_revision_a_page(ana, wiki):
    before = wiki.pages.head()
    page = ana.text("/special/repairs?all=yes")
    assert page.count('name="target"') == page.count(" checked") == 4
    answer = ana.post("/special/repairs", do="mend", target=["peer Production", "case:wikipedia", "Nowhere"])
    assert "Links were changed on 2 pages." in ana.text(answer.headers["Location"])
    assert wiki.pages.head() == before + 2
    b = wiki.pages.get("Case:B")
    assert (
        "See [[Practice:Peer production|peer Production]], [[Case:Wikipédia|case:wikipedia]], [[Wikipedia]]"
        in b.text
    )
    assert b.summary == "Links led to Practice:Peer production, Case:Wikipédia"
    assert [each.target for each in repairs(wiki)] == ["Wikipedia", "peer production"]


def test_the_list_as_json_in_stretches(ana):
    items, address = [], "/special/repairs?format=json&limit=3"
    while address:
        found = ana.get(address).json
        items += [each["target"] for each in found["items"]]
        address = found["next"]
    assert items == ["peer Production", "Wikipedia", "case:wikipedia", "peer production"]


def test_only_the_pages_of_a_batch(ana, wiki):
    batch = wiki.batches.open_batch("markdown", "", "x", "", "ana")
    assert ana.get(f"/special/repairs?batch={batch}&format=json").json["items"] == []
    head = wiki.pages.head()
    ana.post(f"/special/repairs?batch={batch}", do="mend", target="peer Production")
    assert wiki.pages.head() == head
    assert ana.get("/special/repairs?batch=7").status_code == 404


def test_bad_forms_and_strangers_are_refused(ana, wiki):
    assert ana.post("/special/repairs", do="x").status_code == 400
    assert Visitor(wiki).post("/special/repairs", do="mend", target="Wikipedia").status_code == 403


def test_what_is_turned_down_is_remembered_and_offered_again(ana, wiki):
    written(wiki, "Concept:PEER production", "---\nkind: concept\n---\nText.\n")
    meant = next(each for each in repairs(wiki) if each.target == "peer production")
    second = meant.others[0]
    head = wiki.pages.head()
    answer = ana.post("/special/repairs", do="reject", target=["Wikipedia", "peer production", "Nowhere"])
    assert "these links do not mean those pages" in ana.text(answer.headers["Location"])
    assert wiki.pages.head() == head
    left = {each.target: each.title for each in repairs(wiki)}
    assert "Wikipedia" not in left
    assert left["case:wikipedia"] == "Case:Wikipédia"
    assert left["peer production"] == second
    listed = ana.get("/special/repairs?rejected=yes&format=json").json["items"]
    assert [each["target"] for each in listed] == ["Wikipedia", "peer production"]
    page = ana.text("/special/repairs?rejected=yes")
    assert 'value="Wikipedia|Case:Wikipédia"' in page
    again = ana.post("/special/repairs?rejected=yes", do="again", pair="Wikipedia|Case:Wikipédia")
    assert "Offered again." in ana.text(again.headers["Location"])
    assert "Wikipedia" in [each.target for each in repairs(wiki)]


def test_what_was_turned_down_is_not_mended_by_an_old_form(ana, wiki):
    ana.post("/special/repairs", do="reject", target="Wikipedia")
    head = wiki.pages.head()
    ana.post("/special/repairs", do="mend", target="Wikipedia")
    assert wiki.pages.head() == head
