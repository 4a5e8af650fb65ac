"""Results that nobody has kept as data cubes."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from ontology.namespaces import LOOM, QB, RDF
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.comparisons import result_as
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS
from wiki.ways.cubes import cube

ASKED = "case=Loom&case=Weft&variable=process"
ADDRESS = f"/compare/matrix?{ASKED}"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: participatory process\n---\n")
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: absent\n---\n")
    return wiki


def test_the_data_set_is_named_by_the_address_that_gives_its_rows_again(wiki):
    iri, triples = cube(wiki, WAYS["matrix"], Parameters.read(ASKED))
    graph = Graph().parse(data=triples, format="nt")
    assert {*graph.subjects(RDF.type, QB.DataSet)} == {URIRef(iri)}
    assert len([*graph.subjects(QB.dataSet, URIRef(iri))]) == 2
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: unknown\n---\n")
    again = Visitor(wiki).get(iri.removeprefix(wiki.config.base) + "&format=nt")
    assert again.data == triples
    assert (
        str(graph.value(URIRef(iri), LOOM.resultHash))
        == WAYS["matrix"].result(wiki, Parameters.read(iri.partition("?")[2])).digest()
    )


@pytest.mark.parametrize(
    ("more", "accept", "media_type"),
    [
        ("&format=ttl", "text/html", "text/turtle; charset=utf-8"),
        ("&format=nt", "text/html", "application/n-triples"),
        ("&format=jsonld", "text/html", "application/ld+json"),
        ("", "text/turtle", "text/turtle; charset=utf-8"),
        ("", "application/ld+json, application/json;q=0.5", "application/ld+json"),
        ("", "application/json", "application/json"),
        ("", "text/html, */*;q=0.1", "text/html; charset=utf-8"),
        ("&format=json", "text/turtle", "application/json"),
        ("&format=csv", "text/turtle", "text/csv; charset=utf-8; header=present"),
    ],
)
def test_by_name_or_accept(wiki, more, accept, media_type):
    answer = Visitor(wiki).get(ADDRESS + more, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)


def test_turtle_has_short_names_for_its_parts(wiki):
    text = result_as(wiki, WAYS["matrix"], Parameters.read(ASKED), "ttl").decode()
    assert "result:row-1 qb:dataSet" in text
    assert Visitor(wiki).get(f"{ADDRESS}&format=ttl").text.count("result:row-2 ") == 1
    assert {*Graph().parse(data=text).objects(None, LOOM.rowCase)} == {
        URIRef(f"{wiki.config.base}/id/case/{name}") for name in ("Loom", "Weft")
    }


def test_what_is_wrong_is_said(wiki):
    with pytest.raises(BadInputError, match="There is nothing to keep"):
        cube(wiki, WAYS["matrix"], Parameters.read("case=Nobody"))
    answer = Visitor(wiki).get("/compare/matrix?case=Nobody&format=ttl")
    assert answer.status_code == 400
    assert "Name pages to compare" in answer.text
