"""Entities by their addresses, for browsers and for programs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from tests.fakes.projected import BASE, delete, projected, rename, save
from tests.fakes.small_wiki import small_wiki
from wiki.revisions import Action, Write
from wiki.web.app import create_app

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}
TEXT = URIRef("https://example.org/text")


@pytest.fixture
def wiki():
    wiki = small_wiki()
    wiki.pages.commit([save("Case:Free Culture", "text")], time=datetime(2026, 1, 1, tzinfo=UTC))
    return wiki


@pytest.fixture
def client(wiki):
    return create_app(wiki).test_client()


def facts(answer, reader="turtle"):
    return Graph().parse(data=answer.data, format=reader)


@pytest.mark.parametrize("accept", ["text/html", "*/*", BROWSER["Accept"], None])
def test_people_are_sent_to_the_page(client, accept):
    answer = client.get("/id/case/Free_Culture", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/wiki/Case:Free_Culture")
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/rdf+xml, */*;q=0.1", "application/ld+json", "application/n-quads"]
)
def test_programs_are_sent_to_the_facts(client, accept):
    answer = client.get("/id/case/Free_Culture", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data/case/Free_Culture")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("ending", "content_type", "reader"),
    [
        ("ttl", "text/turtle; charset=utf-8", "turtle"),
        ("nt", "application/n-triples", "nt"),
        ("rdf", "application/rdf+xml", "xml"),
        ("jsonld", "application/ld+json", "json-ld"),
    ],
)
def test_facts_by_ending(client, ending, content_type, reader):
    answer = client.get(f"/data/case/Free_Culture.{ending}", headers=BROWSER)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert len(list(facts(answer, reader).objects(None, TEXT))) == 1


@pytest.mark.parametrize(("ending", "reader"), [("trig", "trig"), ("nq", "nquads")])
def test_facts_with_their_graph(client, ending, reader):
    answer = client.get(f"/data/case/Free_Culture.{ending}")
    graphs = {str(quad[3]) for quad in Dataset().parse(data=answer.data, format=reader).quads()}
    assert graphs == {f"{BASE}/data/Case/Free_Culture"}


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        (BROWSER["Accept"], "text/plain; charset=utf-8"),
    ],
)
def test_facts_by_accept(client, accept, content_type):
    answer = client.get("/data/case/Free_Culture", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == content_type
    assert "Accept" in answer.headers["Vary"]


def test_facts_by_parameter(client):
    assert client.get("/data/case/Free_Culture?format=nt").headers["Content-Type"] == "application/n-triples"


def test_facts_nobody_can_give_are_not_acceptable(client):
    answer = client.get("/data/case/Free_Culture", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "text/plain; charset=utf-8")


def test_links_say_what_belongs_to_the_facts(client):
    link = client.get("/data/case/Free_Culture").headers["Link"]
    assert f'<{BASE}/id/case/Free_Culture>; rel="describes"' in link
    assert f'<{BASE}/data/case/Free_Culture.jsonld>; rel="alternate"; type="application/ld+json"' in link


def test_unchanged_facts_are_not_sent_again(client, wiki):
    tag = client.get("/data/case/Free_Culture.ttl").headers["ETag"]
    again = client.get("/data/case/Free_Culture.ttl", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/data/case/Free_Culture.nt").headers["ETag"] != tag
    wiki.pages.commit([save("Case:Free Culture", "new text", 1)])
    assert client.get("/data/case/Free_Culture.ttl", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/data/case/Nothing", "no page “Case:Nothing”"),
        ("/id/case/Nothing", "no page “Case:Nothing”"),
        ("/id/spaceship/X", "no kind of page called “spaceship”"),
        ("/data/case/Nothing.ttl", "no page “Case:Nothing”"),
    ],
)
def test_what_is_not_there_is_said_in_words(client, address, words):
    answer = client.get(address, headers=TURTLE)
    assert answer.status_code == 404
    assert words in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_deleted_page_is_gone(client, wiki):
    wiki.pages.commit([delete("Case:Free Culture", 1)])
    for address in ("/data/case/Free_Culture", "/id/case/Free_Culture", "/data/case/Free_Culture.ttl"):
        answer = client.get(address, headers=TURTLE)
        assert answer.status_code == 410
        assert "“Case:Free Culture” was deleted. Its last revision is of 1 January 2026." in answer.text


def test_facts_as_of_a_date(client, wiki):
    wiki.pages.commit([save("Case:Free Culture", "a longer text", 1)], time=datetime(2026, 2, 1, tzinfo=UTC))
    then = facts(client.get("/data/case/Free_Culture?asof=2026-01-15", headers=TURTLE))
    now = facts(client.get("/data/case/Free_Culture", headers=TURTLE))
    assert str(next(then.objects(None, TEXT))).startswith("4 ")
    assert str(next(now.objects(None, TEXT))).startswith("13 ")
    assert client.get("/data/case/Free_Culture?asof=2025-12-31").status_code == 404
    assert client.get("/data/case/Free_Culture?asof=once").status_code == 400
    sent_on = client.get("/id/case/Free_Culture?asof=2026-01-15", headers=TURTLE)
    assert sent_on.headers["Location"] == "/data/case/Free_Culture?asof=2026-01-15"


@pytest.mark.parametrize(
    "name", ["100% open", "Wikipédia", "A/B", "Who? Me", "x+y & z", "%2520", "Ünï'(co)de;,=~"]
)
def test_any_title_has_its_address(client, wiki, name):
    from patterns.links import entity_iri

    wiki.pages.commit([save(f"Case:{name}")])
    path = entity_iri("", f"Case:{name}", wiki.ontology)
    sent_on = client.get(path, headers=TURTLE)
    assert sent_on.status_code == 303
    assert client.get(sent_on.headers["Location"], headers=TURTLE).status_code == 200
    assert client.get(sent_on.headers["Location"] + ".nt").status_code == 200


def test_an_ending_counts_before_a_page_named_so(client, wiki):
    wiki.pages.commit([save("Case:Free Culture.nt", "another"), save("Case:Only.nt", "the only one")])
    assert "4 " in client.get("/data/case/Free_Culture.nt").text
    assert "7 " in client.get("/data/case/Free_Culture.nt.ttl").text
    assert "12 " in client.get("/data/case/Only.nt", headers=TURTLE).text


def test_a_redirect_leads_on(client, wiki):
    wiki.pages.commit([save("Case:FC", "moved to Case:Free Culture")])
    answer = client.get("/data/case/FC.ttl")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data/case/Free_Culture.ttl")


def test_a_renamed_page_is_where_its_title_says(client, wiki):
    wiki.pages.commit([rename("Case:Free Culture", "Case:Open culture", 1)])
    assert client.get("/data/case/Open_culture.nt").status_code == 200
    assert client.get("/data/case/Free_Culture.nt").status_code == 404


def test_a_property_for_which_xml_has_no_name(client, wiki):
    shown = projected("Case:Odd", facts=b'<http://a> <http://w/id/property/2008> "x" <http://g> .\n')
    wiki.pages.commit([Write(Action.SAVE, "Case:Odd", "", shown, "ana")])
    answer = client.get("/data/case/Odd.rdf")
    assert answer.status_code == 406
    assert "cannot be written in RDF/XML" in answer.text


@pytest.mark.parametrize("address", ["/id/case/Free_Culture", "/data/case/Free_Culture", "/.well-known/void"])
def test_another_sites_script_may_read(client, address):
    answer = client.options(
        address, headers={"Origin": "https://tool.example", "Access-Control-Request-Method": "GET"}
    )
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert client.head(address, headers=TURTLE).status_code in {200, 303}


def test_the_dataset_describes_itself(client):
    void = "http://rdfs.org/ns/void#"
    found = facts(client.get("/.well-known/void", headers={"Accept": "*/*"}))
    dataset = URIRef(f"{BASE}/.well-known/void#dataset")
    assert (dataset, URIRef(f"{void}sparqlEndpoint"), URIRef(f"{BASE}/sparql")) in found
    assert (dataset, URIRef(f"{void}uriSpace"), Literal(f"{BASE}/id/")) in found
    assert (URIRef(f"{BASE}/.well-known/void#case"), URIRef(f"{void}entities"), Literal(1)) in found
