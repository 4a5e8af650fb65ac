"""What programs can learn about this wiki: its endpoint (Service Description) and its data (VoID)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, VOID, XSD
from rdflib.term import Node

from ontology.namespaces import LOOM
from patterns.links import entity_iri
from wiki.web.formats import GRAPHS, RESULTS, Format
from wiki.web.serialization import write_facts

if TYPE_CHECKING:
    from wiki.assembly import Wiki

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
W3_FORMATS = "http://www.w3.org/ns/formats/"
FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
}
"""Format → its name in the W3C's list of formats (https://www.w3.org/ns/formats/)."""

APART = frozenset({"redirect", "talk"})
"""Kinds counted by storage that are no entities."""


def service_description(wiki: Wiki, form: Format) -> bytes:
    """Describe the endpoint (SPARQL 1.1 Service Description, section 3)."""
    graph = Graph()
    service, dataset, default = URIRef(f"{wiki.config.base}/sparql"), BNode(), BNode()
    _add(
        graph,
        service,
        (RDF.type, SD.Service),
        (SD.endpoint, service),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.UnionDefaultGraph),
        (SD.defaultDataset, dataset),
        *((SD.resultFormat, URIRef(W3_FORMATS + FORMAT_NAMES[each.name])) for each in (*RESULTS, *GRAPHS)),
    )
    _add(graph, dataset, (RDF.type, SD.Dataset), (SD.defaultGraph, default))
    _add(graph, dataset, (DCTERMS.isPartOf, URIRef(f"{wiki.config.base}/.well-known/void")))
    _add(
        graph, default, (RDF.type, SD.Graph), (DCTERMS.title, Literal("All page graphs together", lang="en"))
    )
    return _written(graph, wiki, form)


def dataset_description(wiki: Wiki, form: Format) -> bytes:
    """Describe the data (VoID, W3C Interest Group Note of 3 March 2011)."""
    graph, base = Graph(), wiki.config.base
    dataset = URIRef(f"{base}/.well-known/void#dataset")
    counts = {kind: count for kind, count in wiki.pages.count_by_kind().items() if kind not in APART}
    _add(
        graph,
        URIRef(f"{base}/.well-known/void"),
        (RDF.type, VOID.DatasetDescription),
        (FOAF.primaryTopic, dataset),
    )
    _add(
        graph,
        dataset,
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, Literal(wiki.config.title)),
        (DCTERMS.license, URIRef(entity_iri(base, f"License:{wiki.config.license}", wiki.ontology))),
        (FOAF.homepage, URIRef(f"{base}/")),
        (VOID.sparqlEndpoint, URIRef(f"{base}/sparql")),
        (VOID.openSearchDescription, URIRef(f"{base}/opensearch.xml")),
        (VOID.uriSpace, Literal(f"{base}/id/")),
        (VOID.vocabulary, URIRef(str(LOOM))),
        (VOID.entities, _count(sum(counts.values()))),
        *((VOID.feature, URIRef(W3_FORMATS + FORMAT_NAMES[each.name])) for each in GRAPHS),
    )
    for kind, count in counts.items():
        if kind in wiki.ontology.by_name:
            part = URIRef(f"{base}/.well-known/void#{kind}")
            _add(graph, dataset, (VOID.classPartition, part))
            _add(
                graph,
                part,
                (VOID["class"], URIRef(wiki.ontology.by_name[kind].iri)),
                (VOID.entities, _count(count)),
            )
    return _written(graph, wiki, form)


def _add(graph: Graph, subject: Node, *pairs: tuple[Node, Node]) -> None:
    for predicate, value in pairs:
        graph.add((subject, predicate, value))


def _count(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)


def _written(graph: Graph, wiki: Wiki, form: Format) -> bytes:
    lines = graph.serialize(format="nt", encoding="utf-8")
    prefixes = {**wiki.ontology.prefixes, "sd": str(SD), "void": str(VOID), "formats": W3_FORMATS}
    return write_facts(lines, form, prefixes)
