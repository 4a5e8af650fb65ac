"""The endpoint's address: how it answers, in what format, and how it refuses."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from rdflib import Graph, URIRef

from ontology.queries import example_queries
from tests.fakes.projected import BASE, save
from tests.fakes.small_wiki import CannedGraph, small_wiki
from tests.fakes.wiki import memory_wiki, written
from wiki.dates import read_date
from wiki.errors import (
    GraphUnavailableError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from wiki.web.app import create_app

SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
TSV = "text/tab-separated-values"


@pytest.fixture
def graph():
    return CannedGraph()


@pytest.fixture
def wiki(graph):
    return small_wiki(graph=graph)


@pytest.fixture
def client(wiki):
    return create_app(wiki).test_client()


@pytest.mark.parametrize(
    ("accept", "asked", "content_type"),
    [
        (None, "application/sparql-results+json", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json", "application/json"),
        (
            "application/sparql-results+xml",
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        ("text/csv", "text/csv", "text/csv; charset=utf-8"),
        (TSV, TSV, f"{TSV}; charset=utf-8"),
        (
            "text/csv;q=0.1, application/sparql-results+xml",
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        ("text/turtle", "application/sparql-results+json", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_accepted(client, graph, accept, asked, content_type):
    answer = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"Accept": accept} if accept else {}
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == content_type
    assert answer.data == f"answer in {asked}".encode()
    assert graph.asked[0].accept == asked


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("application/sparql-results+json", "text/turtle; charset=utf-8"),
    ],
)
def test_graphs_come_in_the_format_accepted(client, graph, accept, content_type):
    graph.form = "graph"
    answer = client.get(
        "/sparql", query_string={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": accept}
    )
    assert answer.headers["Content-Type"] == content_type


def test_a_format_in_the_address_counts_before_accept(client):
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "csv"}, headers=BROWSER)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="result.csv"'


def test_a_format_that_does_not_fit_the_query_is_an_error(client, graph):
    graph.form = "graph"
    answer = client.get("/sparql", query_string={"query": "DESCRIBE <http://a>", "format": "csv"})
    assert answer.status_code == 400
    assert "cannot be answered as csv. Ask for turtle, ntriples" in answer.text
    assert graph.given[0].closed


def test_an_unknown_format_is_an_error(client, graph):
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "parquet"})
    assert answer.status_code == 400
    assert "There is no format “parquet”" in answer.text
    assert not graph.asked


def test_what_nobody_can_give_is_not_acceptable(client, graph):
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "json, xml, csv or tsv" in answer.text
    assert not graph.asked


def test_an_answer_is_whole_and_says_how_long_it_is(client, graph):
    graph.bodies = {"text/csv": b"s\r\n" + b"x" * 300_000}
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "csv"})
    assert answer.content_length == 300_003 == len(answer.data)
    answer.close()
    assert graph.given[0].closed


def test_head_gives_the_fields_and_closes_the_result(client, graph):
    answer = client.head("/sparql", query_string={"query": SELECT})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.content_length == len("answer in application/sparql-results+json")
    answer.close()
    assert graph.given[0].closed


def test_the_dataset_and_the_time_reach_the_graph(client, graph):
    client.post(
        "/sparql?asof=2026-03-01&default-graph-uri=http://a/1&default-graph-uri=http://a/2&named-graph-uri=http://a/3",
        data=SELECT.encode(),
        content_type="application/sparql-query; charset=UTF-8",
    )
    asked = graph.asked[0]
    assert (asked.text, asked.default_graphs, asked.named_graphs) == (
        SELECT,
        ("http://a/1", "http://a/2"),
        ("http://a/3",),
    )
    assert asked.as_of == read_date("2026-03-01")


def test_a_form_is_decoded_once(client, graph):
    client.post(
        "/sparql",
        data="query=ASK+%7B+%3Chttp://a/b%2520c%2Bd%3E+%3Fp+%22%C3%A9%22+%7D",
        content_type="application/x-www-form-urlencoded",
    )
    assert graph.asked[0].text == 'ASK { <http://a/b%20c+d> ?p "é" }'


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QuerySyntaxError("Line 3."), 400),
        (QueryRefusedError("No SERVICE."), 400),
        (QueryTooLargeError("Too large."), 413),
        (QueryTimeoutError("Stopped after 10 s."), 503),
        (GraphUnavailableError("Later."), 503),
    ],
)
def test_a_failed_query_is_one_plain_sentence_any_site_may_read(client, graph, error, status):
    graph.error = error
    answer = client.get("/sparql", query_string={"query": SELECT})
    assert (answer.status_code, answer.text) == (status, f"{error}\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Retry-After" in answer.headers) is isinstance(error, GraphUnavailableError)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"query_string": "query=a&query=b"}, 400),
        ({"query_string": "query=%FF"}, 400),
        ({"query_string": "query=a&asof=soon"}, 400),
        ({"query_string": "query=" + "a" * 65_537}, 413),
        ({"method": "POST", "data": b"x" * 300_000, "content_type": "application/sparql-query"}, 413),
        ({"method": "POST", "data": b"CLEAR ALL", "content_type": "application/sparql-update"}, 403),
        ({"method": "POST", "data": b"{}", "content_type": "application/json"}, 415),
        (
            {
                "method": "POST",
                "data": gzip.compress(b"ASK {}"),
                "content_type": "application/sparql-query",
                "headers": {"Content-Encoding": "gzip"},
            },
            415,
        ),
        ({"method": "POST", "data": b"", "content_type": "application/sparql-query"}, 400),
        ({"query_string": "query=", "headers": {"Accept": "application/json;q=0"}}, 400),
    ],
)
def test_requests_against_the_protocol_are_refused_in_words(client, graph, sent, status):
    answer = client.open("/sparql", **sent)
    assert answer.status_code == status
    assert answer.text.endswith(".\n")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not graph.asked


def test_another_sites_script_may_ask(client):
    answer = client.options(
        "/sparql", headers={"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST"}
    )
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


def test_a_post_from_another_site_is_answered(client):
    headers = {"Origin": "https://yasgui.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post("/sparql", data={"query": SELECT}, headers=headers)
    assert answer.status_code == 200


def test_one_client_cannot_take_every_worker(client, graph):
    inner = []

    class Asking(CannedGraph):
        def query(self, query):
            if len(inner) < 7:
                inner.append(None)
                inner[-1] = 0
                answer = client.get(
                    "/sparql", query_string={"query": SELECT}, environ_base={"REMOTE_ADDR": "203.0.113.7"}
                )
                inner.append(answer.status_code)
            return super().query(query)

    # Each query asks another one before it is answered, so that all of them run at the same time.
    busy = create_app(small_wiki(graph=Asking()))
    client = busy.test_client()
    client.get("/sparql", query_string={"query": SELECT}, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert 429 in inner


def test_an_unchanged_answer_is_not_computed_again(client, graph, wiki):
    first = client.get("/sparql", query_string={"query": SELECT})
    tag = first.headers["ETag"]
    second = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert (second.status_code, second.data, len(graph.asked)) == (304, b"", 1)
    assert second.headers["Access-Control-Allow-Origin"] == "*"
    wiki.pages.commit([save("Case:Wikipedia")])
    graph.position = 1
    third = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag})
    assert (third.status_code, len(graph.asked)) == (200, 2)
    assert third.headers["ETag"] != tag


def test_an_answer_for_a_past_time_is_kept_too(client, graph, wiki):
    wiki.pages.commit([save("Case:Wikipedia")])
    asked = {"query": SELECT, "asof": "2020-01-01"}  # before the wiki: the answer's own position is 0
    tag = client.get("/sparql", query_string=asked).headers["ETag"]
    again = client.get("/sparql", query_string=asked, headers={"If-None-Match": tag})
    assert (again.status_code, len(graph.asked)) == (304, 1)


def test_different_questions_have_different_tags(client):
    asked = [
        {"query": SELECT},
        {"query": SELECT + " LIMIT 1"},
        {"query": SELECT, "asof": "2026-03-01"},
        {"query": SELECT, "format": "csv"},
        {"query": SELECT, "default-graph-uri": "http://a"},
    ]
    assert len({client.get("/sparql", query_string=each).headers["ETag"] for each in asked}) == len(asked)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?t) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        r"SELECT (\u006Eow() AS ?x) {}",
    ],
)
def test_answers_that_depend_on_the_clock_or_on_chance_are_not_kept(client, query):
    answer = client.get("/sparql", query_string={"query": query})
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_answers_are_nothing_a_browser_would_run(client):
    answer = client.get("/sparql", query_string={"query": SELECT, "format": "xml"})
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("accept", "reader"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_without_a_query_the_endpoint_describes_itself(client, accept, reader):
    """SPARQL 1.1 Service Description, section 2."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    answer = client.get("/sparql", headers={"Accept": accept})
    found = Graph().parse(data=answer.data, format=reader)
    service = URIRef(f"{BASE}/sparql")
    assert (service, URIRef(f"{sd}endpoint"), service) in found
    assert (service, URIRef(f"{sd}supportedLanguage"), URIRef(f"{sd}SPARQL11Query")) in found
    assert (service, URIRef(f"{sd}feature"), URIRef(f"{sd}UnionDefaultGraph")) in found
    assert len(list(found.objects(service, URIRef(f"{sd}resultFormat")))) == 10
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_gets_the_query_page(client):
    answer = client.get("/sparql", headers=BROWSER)
    assert answer.status_code == 200
    assert "PREFIX loom: &lt;https://w3id.org/commonloom/ns#&gt;" in answer.text
    assert answer.headers["Vary"] == "Accept"


def test_the_query_page_shows_rows_with_pages_as_links(client, graph):
    graph.bodies = {TSV: f'?page\t?label\n<{BASE}/id/case/Free_Culture>\t"<b>é</b>"@fr\n'.encode()}
    answer = client.get("/sparql", query_string={"query": SELECT}, headers=BROWSER)
    assert (
        f'<a href="/wiki/Case:Free_Culture" title="{BASE}/id/case/Free_Culture">Case:Free Culture</a>'
        in answer.text
    )
    assert '<span lang="fr">&lt;b&gt;é&lt;/b&gt;</span>' in answer.text
    assert "1 row in 12 ms" in answer.text
    assert 'href="/sparql?query=SELECT+%3Fs+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D&amp;format=csv"' in answer.text
    assert graph.given[0].closed


def test_the_pages_of_a_result_can_be_compared_as_they_were(graph):
    wiki = replace(memory_wiki(), graph=graph)
    named = ["case/Loom", "case/Weft", "pattern/Copyleft", "case/Loom"]
    rows = "".join(f"<{wiki.config.base}/id/{each}>\n" for each in named)
    graph.bodies = {TSV: f"?page\n{rows}".encode()}
    asked = {"query": SELECT, "asof": "2026-03-01"}
    page = create_app(wiki).test_client().get("/sparql", query_string=asked, headers=BROWSER).text
    to = "/compare?kind=case&amp;case=Case%3ALoom&amp;case=Case%3AWeft&amp;asof=2026-03-01"
    assert f'<a href="{to}">Compare the 2 cases</a>' in page
    assert "Compare the 1" not in page


def test_the_query_page_shows_the_first_thousand_rows_and_says_so(client, graph):
    graph.bodies = {TSV: b"?n\n" + b"".join(b"%d\n" % n for n in range(1234))}
    text = client.get("/sparql", query_string={"query": SELECT}, headers=BROWSER).text
    assert "1,234 rows in 12 ms; the first 1,000 are shown" in text
    assert '<td class="number">999</td>' in text
    assert '<td class="number">1000</td>' not in text


def test_the_query_page_answers_yes_or_no(client, graph):
    graph.form, graph.bodies = "ask", {TSV: b"true"}
    assert ">Yes <" in client.get("/sparql", query_string={"query": "ASK {}"}, headers=BROWSER).text


def test_the_query_page_shows_a_graph_as_statements(client, graph):
    graph.form = "graph"
    graph.bodies = {"application/n-triples": b'<http://a> <https://w3id.org/commonloom/ns#steward> "x y" .\n'}
    text = client.get("/sparql", query_string={"query": "CONSTRUCT"}, headers=BROWSER).text
    assert "1 statement in" in text
    assert "loom:steward" in text
    assert "x y" in text


def test_the_pages_form_leads_to_an_address_that_can_be_shared(client, graph):
    answer = client.post("/sparql", data={"query": SELECT, "asof": "2026-03-01"}, headers=BROWSER)
    assert answer.status_code == 303
    assert (
        answer.headers["Location"] == "/sparql?query=SELECT+%3Fs+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D&asof=2026-03-01"
    )
    assert not graph.asked


def test_a_long_query_is_answered_in_place(client, graph):
    graph.bodies = {TSV: b"?n\n1\n"}
    answer = client.post("/sparql", data={"query": SELECT + " #" + "a" * 10_000}, headers=BROWSER)
    assert answer.status_code == 200
    assert "1 row in" in answer.text


def test_the_query_page_marks_the_line_of_an_error(client, graph):
    graph.error = QuerySyntaxError("The query cannot be read at line 2, column 5: a variable is missing.")
    answer = client.get("/sparql", query_string={"query": "SELECT\n<script> {}"}, headers=BROWSER)
    assert answer.status_code == 400
    assert "at line 2, column 5" in answer.text
    assert '<li class="here" aria-current="true"><code>&lt;script&gt; {}</code></li>' in answer.text


def test_the_query_page_keeps_the_query_and_its_time(client, graph):
    graph.bodies = {TSV: b"?n\n1\n"}
    text = client.get(
        "/sparql", query_string={"query": "\n</textarea><script>", "asof": "2026-03-01"}, headers=BROWSER
    ).text
    assert "</textarea><script>" not in text
    assert 'value="2026-03-01"' in text


LOOM = "https://w3id.org/commonloom/ns#"
SCORED = f"SELECT ?n {{ ?card <{LOOM}supportingCount> ?n }}"


@pytest.fixture
def scored(graph):
    wiki = replace(memory_wiki(), graph=graph)
    written(wiki, "Pattern:Talk", "---\nkind: pattern\n---\nTalk.\n")
    return create_app(wiki).test_client()


def test_a_query_that_names_figures_gets_them_beside_the_pages(scored, graph):
    scored.get("/sparql", query_string={"query": SCORED}, headers={"Accept": "text/csv"})
    assert graph.asked[-1].beside.graphs == ("https://w3id.org/commonloom/scorecards",)
    assert f"#scorecard> <{LOOM}supportingCount> ".encode() in graph.asked[-1].beside.facts
    scored.get("/sparql", query_string={"query": "SELECT ?n { ?s ?p ?n }"}, headers={"Accept": "text/csv"})
    assert graph.asked[-1].beside.facts == b""


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_figures_of_the_past_are_refused_to_programs_and_people(scored, graph, accept):
    answer = scored.get(
        "/sparql", query_string={"query": SCORED, "asof": "2026-03-01"}, headers={"Accept": accept}
    )
    assert answer.status_code == 400
    assert "not kept for the past" in answer.text
    assert graph.asked == []


def test_a_query_of_figures_is_not_offered_for_a_time_it_cannot_be_asked_of(scored, graph):
    asked = {"query": "SELECT ?s { ?s <https://w3id.org/commonloom/ns#supportingCount> ?n }"}
    assert "cite with today’s rows" not in scored.get("/sparql", query_string=asked, headers=BROWSER).text
    assert (
        "cite with today’s rows"
        in scored.get("/sparql", query_string={"query": SELECT}, headers=BROWSER).text
    )


@pytest.mark.parametrize(
    "example", [each for each in example_queries() if each.until], ids=lambda each: each.name
)
def test_an_example_without_rows_says_until_when_and_leads_there(graph, example):
    client = create_app(replace(memory_wiki(), graph=graph)).test_client()
    graph.bodies = {TSV: b"?s\n"}
    until = f'until <a href="{example.where}">{example.until}</a>'
    assert f"No rows {until}." in client.get("/sparql", headers=BROWSER).text
    sent = {"query": example.text.replace("\n", "\r\n")}
    assert f"There are no rows {until}." in client.get("/sparql", query_string=sent, headers=BROWSER).text
    graph.bodies = {TSV: b"?s\n1\n"}
    assert "There are no rows" not in client.get("/sparql", query_string=sent, headers=BROWSER).text
    assert client.get(example.where).status_code == 200
