"""What a newcomer, an editor and a tool do on their first day, over real HTTP."""

import json
import re
from urllib.parse import urlencode

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from tests.journeys.people import Person, words_of
from tests.journeys.servers import command

LOOM = "PREFIX loom: <https://w3id.org/commonloom/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>"


def test_the_first_line_is_the_address_and_the_wiki_is_ready(site):
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", site.address)
    assert Person(site.address).ask("/healthz").status == 200


def test_the_front_page_leads_to_every_kind(site):
    page = Person(site.address).ask("/")
    assert page.status == 200
    for kind in ("pattern", "case", "institution", "license", "concept", "source"):
        assert f"kind={kind}" in page.text


def test_an_edit_is_in_page_search_and_sparql_with_the_next_request(site, newcomer):
    person = newcomer("Ana")
    text = "---\nkind: case\ntitle: Quokka gardens\ncountry: Nepal\nsteward: Quokka Trust\n---\nZebrafish and [[Case:Wikipedia]].\n"
    answer = person.save("Case:Quokka gardens", text, "first")
    assert answer.status == 200
    assert "Zebrafish" in person.ask("/wiki/Case:Quokka_gardens").text
    assert person.found("zebrafish") == ["Case:Quokka gardens"]
    query = f'{LOOM} SELECT ?title {{ ?case loom:country "Nepal" ; dcterms:title ?title }}'
    assert {"title": "Quokka gardens"} in person.select(query)
    assert person.save("Case:Quokka gardens", text.replace("Nepal", "Bhutan")).status == 200
    assert {"title": "Quokka gardens"} not in person.select(query)
    assert "Case:Quokka gardens" in words_of(
        person.ask("/wiki/Case:Wikipedia").text
    ) or "Quokka gardens" in words_of(person.ask("/wiki/Case:Wikipedia").text)


def test_every_save_in_a_row_is_seen_by_the_query_after_it(site, newcomer):
    person = newcomer("Counting")
    query = f'{LOOM} SELECT ?n {{ ?case dcterms:title "Counted" ; loom:country ?n }}'
    for number in range(30):
        person.save("Case:Counted", f"---\nkind: case\ntitle: Counted\ncountry: Land {number}\n---\nText.\n")
        assert person.select(query) == [{"n": f"Land {number}"}]


@pytest.mark.parametrize(("bytes_of_query", "status"), [(60_000, 200), (65_537, 413)])
def test_a_query_as_long_as_may_be_fits_into_an_address(site, bytes_of_query, status):
    query = "ASK {} #".ljust(bytes_of_query, "%")
    answer = Person(site.address).ask("/sparql?" + urlencode({"query": query}))
    assert answer.status == status


def test_an_import_beside_the_running_server_is_seen_at_once(site, tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "Axolotl.md").write_text("---\nkind: concept\ntitle: Axolotl\n---\nRegrowth.\n")
    done = command(site.data, "import", "markdown", str(tmp_path), "--profile", "commonloom", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["created"] == 1
    person = Person(site.address)
    assert person.found("axolotl") == ["Concept:Axolotl"]
    assert person.select(f'{LOOM} SELECT ?c {{ ?c dcterms:title "Axolotl" }}') != []
    done = command(site.data, "undo", str(json.loads(done.stdout)["batch"]))
    assert done.returncode == 0, done.stderr
    assert person.ask("/wiki/Concept:Axolotl").status == 404
    assert person.select(f'{LOOM} SELECT ?c {{ ?c dcterms:title "Axolotl" }}') == []


def test_sparqlwrapper_lists_patterns_with_three_known_instances(site, newcomer):
    person = newcomer("Bo")
    text = "---\nkind: pattern\ntitle: Thrice seen\nknown_instances: [A, B, Institution:C]\n---\n## Problem\n\nX.\n"
    assert person.save("Pattern:Thrice seen", text).status == 200
    client = SPARQLWrapper(f"{site.address}/sparql", returnFormat=JSON)
    client.setQuery(
        f"""{LOOM} SELECT ?title (COUNT(?instance) AS ?count)
        {{ ?pattern a loom:Pattern ; dcterms:title ?title ; loom:knownInstance ?instance }}
        GROUP BY ?title HAVING (COUNT(?instance) >= 3)"""
    )
    rows = client.query().convert()["results"]["bindings"]
    assert "Thrice seen" in [row["title"]["value"] for row in rows]


def test_two_editors_at_once_lose_nothing(site, newcomer):
    ana, bo = newcomer("Ana Two"), newcomer("Bo Two")
    ana.save("Case:Shared", "First.\n\nSecond.\n\nThird.\n")
    path = "/wiki/Case:Shared"
    forms = [person.ask(f"{path}?action=edit") for person in (ana, bo)]
    base = re.search(r'name="base" value="(\d+)"', forms[0].text)[1]
    texts = ["First by Ana.\n\nSecond.\n\nThird.\n", "First.\n\nSecond.\n\nThird by Bo.\n"]
    for person, form, text in zip((ana, bo), forms, texts, strict=True):
        answer = person.ask(path, {"csrf": person.proof(form), "base": base, "text": text, "do": "save"})
        assert answer.status == 200
    assert ana.text_of("Case:Shared") == "First by Ana.\n\nSecond.\n\nThird by Bo.\n"
    fields = {
        "csrf": bo.proof(forms[1]),
        "base": base,
        "text": "First by Bo.\n\nSecond.\n\nThird.\n",
        "do": "save",
    }
    clash = bo.ask(path, fields)
    assert clash.status == 409
    assert "First by Ana." in clash.text
    assert "First by Bo." in clash.text


@pytest.mark.parametrize("action", ["history", "info", "raw", "edit"])
def test_what_a_page_offers_without_logging_in(site, action):
    answer = Person(site.address).ask(f"/wiki/Case:Wikipedia?action={action}")
    assert answer.status in ({200} if action != "edit" else {200, 401, 403})


def test_yesterday_is_answered_as_of_yesterday(site):
    person = Person(site.address)
    answer = person.ask(
        "/sparql?asof=2001-01-01&query=ASK%20%7B%3Fpage%20%3Chttp%3A%2F%2Fxmlns.com%2Ffoaf%2F0.1%2FprimaryTopic%3E%20%3Fo%7D",
        Accept="application/sparql-results+json",
    )
    assert answer.json()["boolean"] is False
    assert person.ask("/wiki/Case:Wikipedia?asof=2001-01-01").status == 404
