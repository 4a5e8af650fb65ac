"""The endpoint and the entities as real clients use them: SPARQLWrapper, rdflib and plain HTTP.

SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/; the numbers of sections are its.
"""

from __future__ import annotations

import csv
import http.client
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode, urlsplit

import pytest
import SPARQLWrapper as sw  # noqa: N813 – it is used in every other line
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.fakes.wiki import written
from tests.standards.live import live_wiki

LOOM = "https://w3id.org/commonloom/ns#"
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
LABELS = f"SELECT ?label WHERE {{ ?s a <{LOOM}Case> ; <{RDFS_LABEL}> ?label }} ORDER BY ?label"
TITLES = ["100% open", 'A+B = ü "quoted" 日本', "Wikipedia"]
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def live():
    with live_wiki() as live:
        for title in TITLES:
            written(
                live.wiki, f"Case:{title}", "---\nkind: case\nstarted: 2001\n---\nSee [[Pattern:Copyleft]].\n"
            )
        written(live.wiki, "Pattern:Copyleft", "---\nkind: pattern\n---\nShare alike.\n")
        yield live


def ask(live, method, path, body=None, **headers):
    """One request as it is, no client library's kindness."""
    connection = http.client.HTTPConnection(urlsplit(live.address).netloc, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


# -- SPARQLWrapper


def wrapped(live, query, form, method=sw.GET):
    client = sw.SPARQLWrapper(live / "sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    return client


@pytest.mark.parametrize("request_method", [sw.URLENCODED, sw.POSTDIRECTLY])
@pytest.mark.parametrize("method", [sw.GET, sw.POST])
def test_sparqlwrapper_reads_json(live, method, request_method):
    client = wrapped(live, LABELS, sw.JSON, method)
    client.setRequestMethod(request_method)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == TITLES


@pytest.mark.parametrize("method", [sw.GET, sw.POST])
def test_sparqlwrapper_reads_xml(live, method):
    found = wrapped(live, LABELS, sw.XML, method).queryAndConvert()
    assert [node.firstChild.data for node in found.getElementsByTagName("literal")] == TITLES


def test_sparqlwrapper_reads_csv_and_tsv(live):
    rows = list(csv.reader(io.StringIO(wrapped(live, LABELS, sw.CSV).queryAndConvert().decode())))
    assert rows == [["label"], *([title] for title in TITLES)]
    lines = wrapped(live, LABELS, sw.TSV).queryAndConvert().decode().splitlines()
    assert lines[0] == "?label"
    assert lines[3] == '"Wikipedia"'


@pytest.mark.parametrize("form", [sw.JSON, sw.XML])
def test_sparqlwrapper_asks(live, form):
    found = wrapped(live, "ASK { ?s ?p ?o }", form).queryAndConvert()
    truth = (
        found["boolean"]
        if form == sw.JSON
        else found.getElementsByTagName("boolean")[0].firstChild.data == "true"
    )
    assert truth is True


@pytest.mark.parametrize("form", [sw.TURTLE, sw.N3, sw.RDFXML, sw.JSONLD, sw.XML])
@pytest.mark.parametrize(
    "query",
    [
        f"CONSTRUCT {{ ?s <{RDFS_LABEL}> ?o }} WHERE {{ ?s <{RDFS_LABEL}> ?o }}",
        f"DESCRIBE ?s WHERE {{ ?s a <{LOOM}Case> }}",
    ],
)
def test_sparqlwrapper_gets_graphs(live, form, query):
    found = wrapped(live, query, form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found)
    labels = {str(each) for each in graph.objects(None, RDFS_LABEL)}
    assert labels >= set(TITLES)


def test_sparqlwrapper_understands_our_errors(live):
    with pytest.raises(sw.SPARQLExceptions.QueryBadFormed, match="line 1"):
        wrapped(live, "SELECT ?s WHERE { ?s ?p }", sw.JSON).queryAndConvert()


# -- rdflib


def test_rdflib_queries_as_a_store(live):
    store = Graph(SPARQLStore(live / "sparql"))
    assert [str(row.label) for row in store.query(LABELS)] == TITLES
    entity = URIRef(live / "id/case/Wikipedia")
    assert (entity, RDFS_LABEL, Literal("Wikipedia")) in store
    assert list(store.objects(entity, RDFS_LABEL)) == [Literal("Wikipedia")]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib_reads_every_result_format(live, form, method):
    store = SPARQLStore(live / "sparql", returnFormat=form, method=method)
    assert [str(row[0]) for row in store.query(LABELS)] == TITLES


def test_rdflib_store_asks_one_graph(live):
    graph = Graph(SPARQLStore(live / "sparql"), identifier=URIRef(live / "data/case/Wikipedia"))
    assert {str(each) for each in graph.objects(None, RDFS_LABEL)} == {"Wikipedia"}


@pytest.mark.parametrize("form", [None, "turtle", "xml", "json-ld", "nt", "n3"])
def test_rdflib_follows_an_entity_to_its_facts(live, form):
    entity = live / "id/case/Wikipedia"
    graph = Graph().parse(entity, format=form)
    assert graph.value(URIRef(entity), RDFS_LABEL) == Literal("Wikipedia")


@pytest.mark.parametrize("title", TITLES)
def test_every_iri_in_a_result_can_be_followed(live, title):
    query = f"SELECT ?s WHERE {{ ?s <{RDFS_LABEL}> {Literal(title).n3()} }}"
    found = wrapped(live, query, sw.JSON).queryAndConvert()["results"]["bindings"][0]["s"]["value"]
    assert Graph().parse(found, format="turtle").value(URIRef(found), RDFS_LABEL) == Literal(title)
    whole = Dataset().parse(found.replace("/id/", "/data/", 1) + ".trig", format="trig")
    assert {str(quad[3]) for quad in whole.quads()} == {found.replace("/id/", "/data/", 1)}


# -- plain HTTP


@pytest.mark.parametrize("tell", ["form", "body", "address"])
def test_an_iri_with_an_encoded_percent_sign_is_found(live, tell):
    """Sections 2.1.1 to 2.1.3: decoding twice would look for <…/100% open> and find nothing."""
    query = f"ASK {{ <{live.address}/id/case/100%25_open> ?p ?o }}"
    headers = {"Accept": "application/sparql-results+json"}
    if tell == "form":
        sent = (
            "POST",
            "/sparql",
            urlencode({"query": query}),
            {"Content_Type": "application/x-www-form-urlencoded"},
        )
    elif tell == "body":
        sent = "POST", "/sparql", query, {"Content_Type": "application/sparql-query"}
    else:
        sent = "GET", "/sparql?" + urlencode({"query": query}), None, {}
    status, _, body = ask(live, *sent[:3], **headers, **sent[3])
    assert (status, json.loads(body)["boolean"]) == (200, True)


def test_plus_signs_and_other_alphabets_arrive(live):
    query = 'ASK { ?s ?p "A+B = ü \\"quoted\\" 日本" }'
    for sent in (urlencode({"query": query}), f"query={quote(query)}"):
        assert json.loads(ask(live, "GET", f"/sparql?{sent}")[2])["boolean"] is True


def test_the_dataset_can_be_chosen_in_the_address(live):
    """Section 2.1.4."""
    graph = live / "data/case/Wikipedia"
    address = "/sparql?" + urlencode({"query": LABELS, "default-graph-uri": graph})
    rows = json.loads(ask(live, "GET", address)[2])["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["Wikipedia"]
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    both = [("query", query), ("named-graph-uri", graph), ("named-graph-uri", live / "data/pattern/Copyleft")]
    rows = json.loads(ask(live, "GET", "/sparql?" + urlencode(both))[2])["results"]["bindings"]
    assert {row["g"]["value"] for row in rows} == {graph, live / "data/pattern/Copyleft"}


def test_the_default_graph_is_the_union_of_the_pages(live):
    query = f"ASK {{ GRAPH ?a {{ ?s a <{LOOM}Case> }} GRAPH ?b {{ ?t a <{LOOM}Pattern> }} ?s ?p ?t }}"
    assert json.loads(ask(live, "GET", "/sparql?" + urlencode({"query": query}))[2])["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
    ],
)
def test_head_says_what_get_would_give(live, accept, form):
    address = "/sparql?" + urlencode({"query": LABELS})
    got, said = ask(live, "GET", address, Accept=accept), ask(live, "HEAD", address, Accept=accept)
    assert said[0] == 200
    assert said[2] == b""
    assert int(said[1]["Content-Length"]) == len(got[2]) > 0
    assert said[1]["Content-Type"] == got[1]["Content-Type"]


def test_results_in_xml_are_xml(live):
    body = ask(live, "GET", "/sparql?" + urlencode({"query": LABELS, "format": "xml"}))[2]
    assert [each.text for each in ET.fromstring(body).iter(f"{RESULTS}literal")] == TITLES


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT", "line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", ""),
    ],
)
def test_what_is_not_answered_is_said_plainly(live, query, words):
    status, headers, body = ask(live, "GET", "/sparql?" + urlencode({"query": query}))
    assert status == 400
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert words in body.decode()


def test_a_saved_edit_is_in_the_next_answer(live):
    query = "/sparql?" + urlencode({"query": f"ASK {{ <{live.address}/id/concept/Loom> ?p ?o }}"})
    _, headers, body = ask(live, "GET", query)
    assert json.loads(body)["boolean"] is False
    written(live.wiki, "Concept:Loom", "---\nkind: concept\n---\nIt weaves.\n")
    status, _, body = ask(live, "GET", query, If_None_Match=headers["ETag"])
    assert (status, json.loads(body)["boolean"]) == (200, True)
    assert json.loads(ask(live, "GET", query + "&asof=2020-01-01")[2])["boolean"] is False


def test_an_entity_answers_in_the_words_of_http(live):
    status, headers, _ = ask(live, "GET", "/id/case/Wikipedia", Accept="application/ld+json")
    assert (status, headers["Location"], headers["Vary"]) == (303, "/data/case/Wikipedia", "Accept")
    status, headers, body = ask(live, "GET", "/data/case/Wikipedia", Accept="application/ld+json")
    assert (status, headers["Content-Type"]) == (200, "application/ld+json")
    assert live / "id/case/Wikipedia" in {each["@id"] for each in json.loads(body)}
    assert ask(live, "GET", "/data/case/Nowhere")[0] == 404
