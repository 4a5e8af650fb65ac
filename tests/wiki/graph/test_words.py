"""The ontology's own graphs beside the pages'."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from ontology.graphs import LICENCES, VOCABULARY, turtle_of_graphs
from tests.fakes.projected import KINDS, save
from wiki.graph import GraphLimits, ReplicaPool, start_graph_host
from wiki.graph.replica import Replica
from wiki.ports import GraphQuery
from wiki.storage import open_storage

LABEL = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX loom: <https://w3id.org/commonloom/ns#>
SELECT ?label { loom:commons-economy skos:prefLabel ?label FILTER (LANG(?label) = "it") }"""
CLAUSE = """PREFIX odrl: <http://www.w3.org/ns/odrl/2/> PREFIX loom: <https://w3id.org/commonloom/ns#>
SELECT ?clause { GRAPH <https://w3id.org/commonloom/licences> { ?licence loom:spdxIdentifier "GPL-2.0-only" ;
  odrl:obligation [ odrl:action <http://creativecommons.org/ns#ShareAlike> ; loom:clause ?clause ] } }"""


def values(pool: ReplicaPool, query: str, as_of: datetime | None = None) -> list[str]:
    answer = pool.query(GraphQuery(query, as_of=as_of))
    with closing(answer.body) as body:
        found = json.loads(body.read())
    return [next(iter(row.values()))["value"] for row in found["results"]["bindings"]]


def test_all_of_the_turtle_is_in_its_graph_as_rdflib_reads_it():
    replica = Replica()
    replica.load_words()
    expected = {VOCABULARY: Graph(), LICENCES: Graph()}
    for graph, path in turtle_of_graphs():
        expected[graph].parse(path, format="turtle")
    assert len(replica) == sum(map(len, expected.values()))
    assert (URIRef("https://w3id.org/commonloom/ns#validation"), None, None) in expected[VOCABULARY]


@pytest.mark.parametrize(
    ("words", "labels", "clauses"), [(True, ["economia dei beni comuni"], ["§2(b)"]), (False, [], [])]
)
def test_they_are_asked_where_it_is_wished_now_and_in_the_past(tmp_path: Path, words: bool, labels, clauses):
    storage = open_storage(tmp_path / "wiki.db", create=True, kinds=KINDS)
    storage.pages.commit([save("Case:A")])
    host = start_graph_host(tmp_path / "wiki.db", tmp_path / "run", GraphLimits(words=words))
    try:
        assert host.wait_ready()
        pool = ReplicaPool(host.socket)
        yesterday = datetime.now(UTC) - timedelta(days=1)
        for moment in (None, yesterday):
            assert values(pool, LABEL, moment) == labels
            assert values(pool, CLAUSE, moment) == clauses
        assert values(pool, "SELECT ?page { GRAPH ?page { ?s <https://example.org/text> ?o } }") != []
    finally:
        host.stop()
        storage.close()
