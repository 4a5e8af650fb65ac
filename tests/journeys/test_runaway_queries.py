"""Queries that would hang, eat or crash an engine end in a clear error, and hurt nobody beside them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from statistics import median

import pytest

from bench.texts import drafts
from tests.journeys.people import Answer, Person
from tests.journeys.servers import Server, serving
from wiki.assembly import open_wiki
from wiki.importing import Wish, run_import

pytestmark = pytest.mark.alone

LIMIT = 2.0
SLACK = 3.0  # seconds for a busy machine on top of the limit and one second
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
BESIDE = "?m ?n ?o . ?p ?q ?r . ?s ?t ?u . ?v ?w ?x"
P = "<http://purl.org/dc/terms/title>"
RUNAWAYS = {
    "cross product": f"SELECT * {{ {CROSS} }}",
    "cross product, ordered": f"SELECT * {{ {CROSS} }} ORDER BY ?a ?l",
    "cross product, distinct": f"SELECT DISTINCT * {{ {CROSS} }}",
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "paths to and fro": f"SELECT * {{ ?a ({P}|^{P})+ ?b . ?b ({P}|^{P})+ ?c . ?c ({P}|^{P})+ ?d . {BESIDE} }}",
    "stars of stars": f"SELECT * {{ ?a ((({P}*)*)*)* ?b . ?b (({P}*)*)* ?c . {BESIDE} }}",
    "doubling text": 'SELECT (STRLEN(?x40) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?x0)'
    + "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    + " }",
    "exists in exists": f"SELECT * {{ {CROSS} " + "FILTER EXISTS { ?a ?p ?x . ?y ?p ?l " * 8 + "}" * 8 + "}",
    "deep braces": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "20,000 patterns": "SELECT * {" + "".join(f"?a{n} ?b ?c." for n in range(20_000)) + "}",
}
ORDINARY = "SELECT ?s { ?s <http://purl.org/dc/terms/title> ?t } LIMIT 5"


@pytest.fixture(scope="module")
def limited(without_pages, tmp_path_factory) -> Iterator[Server]:
    """A wiki of 400 pages whose queries may run for two seconds."""
    data = shutil.copytree(without_pages, tmp_path_factory.mktemp("runaway") / "data")
    assert (
        run_import(open_wiki(data), Wish("markdown", "generated", "ana"), drafts(400)).counts["created"]
        == 400
    )
    with serving(data, COMMONLOOM_QUERY_SECONDS=str(LIMIT), COMMONLOOM_QUERY_MEBIBYTES="512") as server:
        yield server


def ask(address: str, query: str) -> tuple[Answer, float]:
    begun = time.monotonic()
    answer = Person(address).ask("/sparql", {"query": query}, Accept="application/sparql-results+json")
    return answer, time.monotonic() - begun


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_query_ends_in_a_sentence(limited, name):
    answer, seconds = ask(limited.address, RUNAWAYS[name])
    assert answer.status in {400, 413, 503}, answer.text[:200]
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(answer.text.split()) > 5
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert seconds < LIMIT + 1 + SLACK


def test_ordinary_questions_beside_runaways_never_fail(limited):
    graph_host = limited.processes()["graph"][0]
    times, failures, done = [], [], threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            answer, seconds = ask(limited.address, ORDINARY)
            times.append(seconds)
            if answer.status != 200 or len(answer.json()["results"]["bindings"]) != 5:
                failures.append(answer.text)

    ordinary = threading.Thread(target=keep_asking)
    ordinary.start()
    hostile = [threading.Thread(target=ask, args=(limited.address, query)) for query in RUNAWAYS.values()]
    for thread in hostile:
        thread.start()
    for thread in hostile:
        thread.join(60)
    done.set()
    ordinary.join(30)
    assert failures == []
    assert len(times) > 5
    assert median(times) < LIMIT
    assert limited.processes()["graph"][0] == graph_host
    assert Person(limited.address).ask("/healthz").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { sErViCe ?where { ?s ?p ?o } } } } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_what_would_reach_out_or_change_is_refused(limited, query):
    answer, _ = ask(limited.address, query)
    assert answer.status in {400, 403}
    assert len(answer.text.split()) > 5


def test_an_update_request_is_refused(limited):
    person = Person(limited.address)
    assert person.ask("/sparql", {"update": "DROP ALL"}).status in {400, 403}
