"""Likely duplicates: found, compared, merged, or remembered as two."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.merging import duplicates

ADDRESS = "/special/duplicates"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Free software", "---\nkind: case\n---\nLead.\n")
    written(
        wiki,
        "Case:Software, free",
        "---\nkind: case\naliases: [FOSS]\n---\nOther lead. See [[Case:Free software]].\n",
    )
    written(wiki, "Case:Linux", "---\nkind: case\n---\nIs [[Case:Software, free|free]].\n")
    written(wiki, "Source:One", "---\nkind: source\nurl: https://www.example.org/a/\n---\nText.\n")
    written(wiki, "Source:Two", "---\nkind: source\nurl: http://example.org/a\n---\nText.\n")
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def pairs(wiki):
    return [(each.one, each.other) for each in duplicates(wiki)]


BOTH = [("Case:Free software", "Case:Software, free"), ("Source:One", "Source:Two")]


def merge(visitor, stays, goes, **changed):
    wiki = visitor.wiki
    seen = {"stays_at": str(wiki.pages.get(stays).position), "goes_at": str(wiki.pages.get(goes).position)}
    return visitor.post(f"{ADDRESS}/merge", **{"stays": stays, "goes": goes, **seen, **changed})


def test_pairs_are_found_by_title_and_by_address(wiki, ana):
    assert pairs(wiki) == BOTH
    items = ana.get(f"{ADDRESS}?format=json").json["items"]
    assert [each["reason"] for each in items] == ["the same words in another order", "the same URL"]
    first = ana.get(f"{ADDRESS}?format=json&limit=1").json
    assert [each["title"] for each in ana.get(first["next"]).json["items"]] == ["Source:One"]


def test_the_list_follows_the_log(wiki):
    assert pairs(wiki) == BOTH
    written(wiki, "Source:Two", "---\nkind: source\nurl: http://example.org/b\n---\nText.\n")
    written(wiki, "Case:Free Softwares", "---\nkind: case\n---\nText.\n")
    assert ("Source:One", "Source:Two") not in pairs(wiki)
    assert ("Case:Free Softwares", "Case:Free software") in pairs(wiki)


def test_merging_leaves_a_redirect_and_links_follow(ana, wiki):
    page = ana.text(f"{ADDRESS}/merge?stays=Case:Free software&goes=Case:Software, free")
    assert "becomes a redirect" in page
    assert "What Case:Free software gets" in page
    assert '<span class="unseen">added</span></td><td>Other lead.' in page
    assert "Other lead." in page
    answer = merge(ana, "Case:Free software", "Case:Software, free")
    assert "The pages are merged. Links were changed on 1 other page." in ana.text(answer.headers["Location"])
    merged = wiki.pages.get("Case:Free software")
    assert "aliases: [FOSS]" in merged.text
    assert "Lead.\n\nOther lead." in merged.text
    assert merged.summary == "Merged with Case:Software, free"
    assert "redirect: Case:Free software" in wiki.pages.get("Case:Software, free").text
    assert "[[Case:Free software|free]]" in wiki.pages.get("Case:Linux").text
    assert pairs(wiki) == BOTH[1:]


def test_the_talk_page_goes_along(ana, wiki):
    written(wiki, "Talk:Case:Software, free", "## Name\n\nIs [[Case:Software, free]] right? --ana\n")
    merge(ana, "Case:Free software", "Case:Software, free")
    moved = wiki.pages.get("Talk:Case:Free software")
    assert moved.text == "## Name\n\nIs [[Case:Free software]] right? --ana\n"
    assert moved.summary == "Merged into Talk:Case:Free software"
    assert wiki.pages.get("Talk:Case:Software, free") is None


def test_topics_follow_those_of_the_talk_page_that_stays(ana, wiki):
    written(wiki, "Talk:Case:Software, free", "## Name\n\nIs [[Case:Software, free]] right? --ana\n")
    written(wiki, "Talk:Case:Free software", "## Lead\n\nUnlike [[Case:Software, free]]. --ben\n")
    merge(ana, "Case:Free software", "Case:Software, free")
    assert wiki.pages.get("Talk:Case:Free software").text == (
        "## Lead\n\nUnlike [[Case:Free software]]. --ben\n\n## Name\n\nIs [[Case:Free software]] right? --ana\n"
    )
    left = wiki.pages.get("Talk:Case:Software, free")
    assert left.text == "What was said here stands on [[Talk:Case:Free software]] now.\n"


def test_a_talk_page_that_stays_alone_follows_like_any_page(ana, wiki):
    written(wiki, "Talk:Case:Free software", "Unlike [[Case:Software, free]]. --ben\n")
    merge(ana, "Case:Free software", "Case:Software, free")
    assert wiki.pages.get("Talk:Case:Free software").text == "Unlike [[Case:Free software]]. --ben\n"


def test_pairs_of_different_kinds_have_a_list_of_their_own(ana, wiki):
    written(wiki, "Concept:Free software", "---\nkind: concept\n---\nText.\n")
    assert pairs(wiki) == BOTH
    page = ana.text(ADDRESS)
    assert 'href="/special/duplicates?across=yes">Of different kinds (2)' in page
    items = ana.get(f"{ADDRESS}?across=yes&format=json").json["items"]
    assert [each["title"] for each in items] == ["Case:Free software", "Case:Software, free"]
    pair = "Case:Free software|Concept:Free software"
    answer = ana.post(f"{ADDRESS}?across=yes", do="apart", pair=pair)
    assert answer.headers["Location"] == "/special/duplicates?across=yes&did=apart"
    assert "Of one kind (2)" in ana.text(answer.headers["Location"])
    assert len(ana.get(f"{ADDRESS}?across=yes&format=json").json["items"]) == 1


def test_pages_that_are_two_are_remembered_and_offered_again(ana, wiki):
    answer = ana.post(ADDRESS, pair="Source:One|Source:Two", do="apart")
    assert "these are not the same" in ana.text(answer.headers["Location"])
    assert pairs(wiki) == BOTH[:1]
    assert "Source:One and Source:Two" in ana.text(f"{ADDRESS}?rejected=yes")
    ana.post(f"{ADDRESS}?rejected=yes", pair="Source:Two|Source:One", do="again")
    assert pairs(wiki) == BOTH


def test_licences_that_exclude_each_other_are_not_mixed(ana, wiki):
    written(wiki, "Source:One", "---\nkind: source\nlicense: CC-BY-SA-4.0\n---\nText.\n")
    written(wiki, "Source:Two", "---\nkind: source\nlicense: CC-BY-NC-4.0\n---\nMore.\n")
    assert "may not be merged" in ana.text(f"{ADDRESS}/merge?stays=Source:One&goes=Source:Two")
    answer = merge(ana, "Source:One", "Source:Two")
    assert answer.status_code == 400
    assert "Text.\n" in wiki.pages.get("Source:One").text


def test_a_page_that_changed_meanwhile_is_not_merged(ana, wiki):
    old = str(wiki.pages.get("Source:One").position)
    written(wiki, "Source:One", "---\nkind: source\n---\nNew.\n")
    assert merge(ana, "Source:One", "Source:Two", stays_at=old).status_code == 409
    assert "redirect" not in wiki.pages.get("Source:Two").text


def test_only_the_pages_of_a_batch(ana, wiki):
    batch = wiki.batches.open_batch("markdown", "", "x", "", "ana")
    assert ana.get(f"{ADDRESS}?batch={batch}&format=json").json["items"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{ADDRESS}/merge", 400),
        (f"{ADDRESS}/merge?stays=Source:One&goes=Source:One", 400),
        (f"{ADDRESS}/merge?stays=Source:One&goes=Nowhere", 404),
        (f"{ADDRESS}?batch=9", 404),
    ],
)
def test_bad_addresses_are_refused_in_words(ana, address, status):
    assert ana.get(address).status_code == status


def test_bad_forms_and_strangers_are_refused(ana, wiki):
    assert ana.post(ADDRESS, do="x").status_code == 400
    assert merge(ana, "Source:One", "Source:Two", goes_at="x").status_code == 400
    assert merge(Visitor(wiki), "Source:One", "Source:Two").status_code == 403
    assert Visitor(wiki).post(ADDRESS, do="apart").status_code == 403
