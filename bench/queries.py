"""The four SPARQL queries: through the wiki, on pyoxigraph called directly, and on rdflib's own engine."""

from __future__ import annotations

import time
from statistics import median

import pyoxigraph
import rdflib

LOOM = "https://w3id.org/commonloom/ns#"
BASE = "http://127.0.0.1:8000"

QUERIES = {
    "filter": f"""PREFIX loom: <{LOOM}> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?case ?title WHERE {{ ?case a loom:Case ; dcterms:title ?title ; loom:country "Nepal"
        FILTER(CONTAINS(?title, "77")) }}""",
    "join": f"""PREFIX loom: <{LOOM}>
        SELECT ?pattern ?case WHERE {{ ?case loom:exhibits ?pattern ; loom:country "Italy" .
        ?pattern loom:maturity loom:validated }} LIMIT 100""",
    "group": f"""PREFIX loom: <{LOOM}>
        SELECT ?mode (COUNT(?case) AS ?cases) WHERE {{ ?case loom:modeOfProduction ?mode }} GROUP BY ?mode""",
    "one page": f"SELECT ?p ?o WHERE {{ <{BASE}/id/case/Page_1> ?p ?o }}",
}


def on_pyoxigraph(facts: bytes, repeats: int) -> dict[str, float]:
    """Return the median milliseconds of each query, serialized as JSON."""
    store = pyoxigraph.Store()
    store.bulk_load(facts, format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(query: str) -> int:
        answer = store.query(query, use_default_graph_as_union=True)
        return len(answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON))

    return {name: timed(lambda query=query: ask(query), repeats) for name, query in QUERIES.items()}


def on_rdflib(facts: bytes, repeats: int) -> dict[str, float]:
    """Return the same for rdflib's in-memory engine."""
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=facts, format="nquads")
    return {
        name: timed(lambda query=query: len(graph.query(query).serialize(format="json")), repeats)
        for name, query in QUERIES.items()
    }


def rows(facts: bytes) -> dict[str, int]:
    """Return how many rows each query has: none would mean that nothing was measured."""
    store = pyoxigraph.Store()
    store.bulk_load(facts, format=pyoxigraph.RdfFormat.N_QUADS)
    return {
        name: sum(1 for _ in store.query(query, use_default_graph_as_union=True))
        for name, query in QUERIES.items()
    }


def timed(call: object, repeats: int) -> float:
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return round(median(times), 2)
