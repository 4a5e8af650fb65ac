"""The ontology's own graphs beside the pages'."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from ontology.graphs import LICENCES, VOCABULARY, turtle_of_graphs
from ontology.shapes import load_ontology
from patterns.projection import project
from tests.fakes.graph import MemoryGraph
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import BASE, KINDS, save
from wiki.graph import GraphLimits, ReplicaPool, start_graph_host
from wiki.graph.replica import Replica
from wiki.ports import GraphQuery
from wiki.revisions import Action, Write
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


GPL, MIT = "---\nkind: license\nspdx: GPL-2.0-only\n---\n", "---\nkind: license\n---\n"
INTO = """PREFIX loom: <https://w3id.org/commonloom/ns#> SELECT ?pair { GRAPH <https://w3id.org/commonloom/verdicts> {
  ?verdict loom:inboundLicense ?a ; loom:outboundLicense ?b ; loom:verdictAnswer ?answer }
  BIND (CONCAT(REPLACE(STR(?a), "^.*/", ""), " ", STRAFTER(STR(?answer), "answer-"), " ", REPLACE(STR(?b), "^.*/", "")) AS ?pair)
} ORDER BY ?pair"""


def said(title: str, text: str) -> Write:
    return Write(Action.SAVE, title, text, project(text, title, load_ontology(), BASE), "ana")


def asked(graph: MemoryGraph | ReplicaPool, as_of: datetime | None = None) -> list[str]:
    answer = graph.query(GraphQuery(INTO, as_of=as_of))
    with closing(answer.body) as body:
        found = json.loads(body.read())
    return [row["pair"]["value"] for row in found["results"]["bindings"]]


def test_verdicts_follow_the_pages_of_licences_and_nothing_else(tmp_path: Path):
    storage = open_storage(tmp_path / "wiki.db", create=True, kinds=KINDS)
    storage.pages.commit([said("License:Ours", GPL)], time=datetime(2020, 1, 1, tzinfo=UTC))
    host = start_graph_host(tmp_path / "wiki.db", tmp_path / "run", GraphLimits(words=True))
    try:
        assert host.wait_ready()
        pool = ReplicaPool(host.socket)
        assert asked(pool) == ["Ours yes Ours"]
        (page,) = storage.pages.commit([said("License:MIT", MIT)])
        both = ["MIT yes MIT", "MIT yes Ours", "Ours no MIT", "Ours yes Ours"]
        assert asked(pool) == both
        storage.pages.commit([said("Case:A", "---\nkind: case\n---\n")])
        assert asked(pool) == both
        assert asked(pool, datetime(2020, 6, 1, tzinfo=UTC)) == ["Ours yes Ours"]
        gone = replace(said("License:MIT", MIT), action=Action.DELETE, expected=page)
        storage.pages.commit([gone])
        assert asked(pool) == ["Ours yes Ours"]
    finally:
        host.stop()
        storage.close()


def test_without_the_words_there_are_no_verdicts():
    pages = MemoryPages(KINDS)
    pages.commit([said("License:MIT", MIT)])
    assert asked(MemoryGraph(pages)) == []
    assert asked(MemoryGraph(pages, words=True)) == ["MIT yes MIT"]
