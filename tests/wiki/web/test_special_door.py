"""Lists over the whole wiki, paged by key, for people and for programs."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from ontology.kinds import Severity
from patterns.page import Finding
from tests.fakes.projected import BASE, delete, projected, save
from tests.fakes.small_wiki import CannedGraph, small_wiki
from tests.fakes.wiki import memory_wiki
from wiki.errors import StorageError
from wiki.web import feeds
from wiki.web.app import create_app

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = ["/recent", "/special/all", "/special/wanted", "/special/orphans", "/special/findings"]


def flawed(title, text):
    """A page with one warning, and one more if it is Case:B."""
    warnings = (Finding(Severity.WARNING, "Mend it."),) * (1 + (title == "Case:B"))
    return replace(save(title, text), projected=projected(title, text, findings=warnings))


@pytest.fixture
def wiki():
    wiki = small_wiki()
    wiki.pages.commit(
        [
            flawed("Case:A", "links to Pattern:Missing, Pattern:Other"),
            flawed("Case:B", "links to Pattern:Missing, Case:A"),
            save("Pattern:C & <D>", "text"),
            save("Help", "text", summary="first <words>"),
        ],
        time=WHEN,
    )
    return wiki


@pytest.fixture
def client(wiki):
    return create_app(wiki).test_client()


def walk(client, address):
    """Follow a list's JSON to its end."""
    items = []
    while address:
        found = client.get(address).json
        items += found["items"]
        address = found["next"]
    return items


@pytest.mark.parametrize("address", LISTS)
def test_a_list_in_small_stretches_is_the_whole_list(client, address):
    whole = walk(client, f"{address}?format=json&limit=1000")
    assert whole
    for size in (1, 2, 3):
        assert walk(client, f"{address}?format=json&limit={size}") == whole


@pytest.mark.parametrize("address", LISTS)
def test_csv_holds_the_same_rows(client, address):
    answer = client.get(f"{address}?format=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    expected = client.get(f"{address}?format=json").json["items"]
    assert rows == [{key: str(value) for key, value in row.items()} for row in expected]


def way(page, rel):
    """Return the address a list's page leads to, "" for none."""
    found = re.search(rf'<a href="([^"]*)" rel="{rel}">', page.text)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("address", LISTS)
def test_people_page_through_a_list_and_back_to_its_start(client, address):
    begin = f"{address}?limit=1"
    page = client.get(begin)
    assert "format=csv" in page.text
    assert not way(page, "prev")
    stretches = 1
    while way(page, "next"):
        page = client.get(way(page, "next"))
        assert page.status_code == 200
        assert way(page, "prev") == begin
        stretches += 1
    assert stretches == len(walk(client, f"{address}?format=json"))


def test_the_way_back_keeps_what_narrows_a_list_and_nothing_else(client):
    assert way(client.get("/special/all?kind=case&after=Case:A"), "prev") == "/special/all?kind=case"
    assert way(client.get("/special/all?after=Case:A"), "prev") == "/special/all"


def test_accept_chooses_too(client):
    assert client.get("/recent", headers={"Accept": "application/json"}).json["items"]
    assert client.get("/recent", headers={"Accept": "text/csv"}).text.startswith("position,time,title")


def test_recent_changes_are_newest_first_and_by_kind(client):
    titles = [row["title"] for row in client.get("/recent?format=json").json["items"]]
    assert titles == ["Help", "Pattern:C & <D>", "Case:B", "Case:A"]
    cases = client.get("/recent?format=json&kind=case").json["items"]
    assert [row["title"] for row in cases] == ["Case:B", "Case:A"]
    assert cases[0]["time"] == "2026-03-01T12:00:00Z"


def test_the_next_stretch_keeps_the_kind(client):
    assert (
        client.get("/recent?format=json&kind=case&limit=1").json["next"]
        == "/recent?format=json&kind=case&limit=1&before=2"
    )


def test_wanted_pages_come_by_how_much_they_are_wanted(client):
    rows = client.get("/special/wanted?format=json").json["items"]
    assert [(row["title"], row["links"]) for row in rows] == [("Pattern:Missing", 2), ("Pattern:Other", 1)]


def test_pages_to_mend_come_by_how_much_there_is_to_mend(client):
    rows = client.get("/special/findings?format=json").json["items"]
    assert [(row["title"], row["findings"]) for row in rows] == [("Case:B", 2), ("Case:A", 1)]


def test_all_pages_of_a_kind(client):
    assert [row["title"] for row in client.get("/special/all?kind=case&format=json").json["items"]] == [
        "Case:A",
        "Case:B",
    ]
    assert "C &amp; &lt;D&gt;" in client.get("/special/all?kind=pattern").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/special/all?kind=ship", 404),
        ("/recent?before=x", 400),
        ("/recent?before=0", 400),
        ("/recent?limit=-1", 400),
        ("/recent?format=pdf", 400),
        ("/special/wanted?count=1e9", 400),
    ],
)
def test_addresses_that_make_no_sense_are_refused_in_words(client, address, status):
    assert client.get(address).status_code == status


def test_a_page_is_begun_by_kind_and_name(client):
    page = client.get("/special/new?kind=pattern").text
    assert 'value="pattern" aria-describedby="kind-pattern" checked' in page
    begun = client.get("/special/new?kind=case&name=The+guild")
    assert (begun.status_code, begun.headers["Location"]) == (303, "/wiki/Case:The_guild?action=form")


def test_who_begins_a_page_without_an_account_comes_back_to_its_form(client):
    page = client.get("/wiki/Case:The_guild?action=form&field=started").text
    back = "/wiki/Case%3AThe_guild%3Faction%3Dform%26field%3Dstarted"
    assert f'href="/account/register?next={back}"' in page
    assert f'href="/account/log-in?next={back}"' in page


def test_a_page_that_is_there_is_not_begun_again(client):
    assert client.get("/special/new?kind=case&name=A").headers["Location"] == "/wiki/Case:A"


def test_a_name_that_cannot_be_is_refused_beside_its_field(client):
    answer = client.get("/special/new?kind=case&name=%5Bx%5D")
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert 'value="[x]"' in answer.text


def test_every_kind_leads_on_to_what_can_be_done_with_it(client):
    cases = client.get("/special/all?kind=case").text
    assert 'href="/special/new?kind=case"' in cases
    assert 'href="/search?kind=case"' in cases
    assert "/special/new?kind=comparison" not in client.get("/special/all?kind=comparison").text


def test_tasks_show_what_waits(client):
    text = client.get("/tasks").text
    assert 'class="missing" href="/wiki/Pattern:Missing"' in text
    assert "/wiki/Case:B" in text


def test_the_front_page_leads_everywhere(client):
    answer = client.get("/")
    assert 'href="/special/all?kind=case"' in answer.text
    assert "What cases are." in answer.text
    assert 'class="missing" href="/wiki/Pattern:Missing"' in answer.text
    assert "first &lt;words&gt;" in answer.text
    assert 'action="/search"' in answer.text
    for door in ("/special/all?kind=pattern", "/compare", "/sparql", "/special/new"):
        assert f'<a href="{door}"><span class="name">' in answer.text


def test_every_page_shows_the_ways_and_which_one_is_gone(client):
    assert 'href="/special/all?kind=case" aria-current="page"' in client.get("/special/all?kind=case").text
    assert 'href="/recent" aria-current="page"' in client.get("/recent?kind=case").text
    assert 'href="/compare" aria-current' not in client.get("/recent").text


def test_the_front_page_leads_a_newcomer_to_what_there_is():
    wiki = memory_wiki()
    client = create_app(wiki).test_client()
    assert "New here?" not in client.get("/").text
    wiki.pages.commit([save("Case:Wikipedia")])
    page = client.get("/").text
    assert 'New here? See <a href="/wiki/Case:Wikipedia">a case</a>.' in page


def test_the_front_page_gathers_its_news_once_and_is_never_stale():
    wiki = memory_wiki()
    client = create_app(wiki).test_client()
    wiki.pages.commit([save("Case:First")])
    assert "Case:First" in client.get("/").text.replace("_", " ")
    wiki.pages.calls.clear()
    client.get("/")
    assert dict(wiki.pages.calls) == {"head": 1}
    wiki.pages.commit([save("Case:Second")])
    assert "/wiki/Case:Second" in client.get("/").text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/recent",
        "/special/all",
        "/special/wanted",
        "/special/orphans",
        "/tasks",
        "/search",
        "/sitemap.xml",
        "/feed.atom",
        "/metrics",
    ],
)
def test_an_empty_wiki_has_all_its_pages(address):
    assert create_app(small_wiki()).test_client().get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", *LISTS, "/tasks", "/sitemap.xml", "/feed.atom"])
def test_a_longer_list_asks_storage_no_more_often(address):
    calls = []
    for number in (3, 30):
        wiki = memory_wiki()
        for n in range(number):
            wiki.pages.commit([flawed(f"Case:{n}", f"links to X{n}")])
        wiki.pages.calls.clear()
        assert create_app(wiki).test_client().get(address).status_code == 200
        calls.append(dict(wiki.pages.calls))
    assert calls[0] == calls[1]
    assert sum(calls[0].values()) <= 5


def test_the_sitemap_lists_every_page(client):
    found = ET.fromstring(client.get("/sitemap.xml").data)
    places = [each.text for each in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places == [
        f"{BASE}/wiki/Case:A",
        f"{BASE}/wiki/Case:B",
        f"{BASE}/wiki/Help",
        f"{BASE}/wiki/Pattern:C_&_%3CD%3E",
    ]


def test_a_large_sitemap_is_in_pieces_that_hold_everything(client, monkeypatch):
    monkeypatch.setattr(feeds, "CHUNK", 3)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ET.fromstring(client.get("/sitemap.xml").data)
    assert index.tag == f"{name}sitemapindex"
    places = []
    for each in index.iter(f"{name}loc"):
        piece = ET.fromstring(client.get(each.text.removeprefix(BASE)).data)
        places.append([place.text for place in piece.iter(f"{name}loc")])
    assert [len(each) for each in places] == [3, 1]


def test_the_feed_is_atom(client, wiki):
    atom = "{http://www.w3.org/2005/Atom}"
    wiki.pages.commit([save("Case:New", summary="bad \x0b sign")])
    answer = client.get("/feed.atom")
    found = ET.fromstring(answer.data)
    assert [each.findtext(f"{atom}title") for each in found.iter(f"{atom}entry")][:2] == ["Case:New", "Help"]
    assert found.findtext(f"{atom}id") == f"{BASE}/feed.atom"
    assert client.get("/feed.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_robots_are_led_to_the_sitemap_and_away_from_what_never_ends(client):
    text = client.get("/robots.txt").text
    assert f"Sitemap: {BASE}/sitemap.xml" in text
    assert {"Disallow: /compare", "Disallow: /sparql", "Disallow: /*?asof="} <= set(text.splitlines())


def test_browsers_learn_to_search_here(client):
    found = ET.fromstring(client.get("/opensearch.xml").data)
    addresses = [each.get("template") for each in found.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert f"{BASE}/search?q={{searchTerms}}" in addresses


def test_health_is_good_when_storage_and_graph_answer(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "storage": "ready", "graph": "ready"})


def test_health_is_bad_without_the_graph():
    answer = create_app(small_wiki(graph=CannedGraph(is_ready=False))).test_client().get("/healthz")
    assert (answer.status_code, answer.json["graph"]) == (503, "not ready")


def test_health_is_bad_without_storage(client, wiki, monkeypatch):
    def fail():
        raise StorageError("The disk is full.")

    monkeypatch.setattr(wiki.pages, "head", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["storage"]) == (503, "The disk is full.")


def test_metrics_count_requests_and_pages(client, wiki):
    wiki.pages.commit([delete("Help", 4)])
    client.get("/recent")
    client.get("/no/such/place")
    lines = client.get("/metrics").text.splitlines()
    assert "commonloom_log_position 5" in lines
    assert "commonloom_graph_ready 1" in lines
    assert 'commonloom_pages{kind="case"} 2' in lines
    assert any('door="special.recent",status="200"} 1' in line for line in lines)
    assert any('door="none",status="404"} 1' in line for line in lines)
    buckets = [line for line in lines if "seconds_bucket" in line]
    assert buckets[-1].endswith('le="+Inf"} 2')
