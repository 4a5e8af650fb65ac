"""The terms of the vocabulary, read from `vocabulary/*.ttl`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import DCTERMS, LOOM, OWL, RDF, RDFS, SKOS, VS

FOLDER = Path(__file__).resolve().parent / "vocabulary"
SHAPES = FOLDER.parent / "shapes"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, concept or concept scheme of the project's own namespace."""

    iri: str
    types: tuple[str, ...]  # IRIs of its classes, sorted
    definition: str  # English
    status: str  # "testing" or "stable", as in the vocabulary of term status
    labels: Mapping[str, str] = field(default_factory=dict)  # language tag → label; always "en"
    schemes: tuple[str, ...] = ()  # of a concept: IRIs of the closed lists it belongs to
    sources: tuple[
        str, ...
    ] = ()  # works it comes from, sorted; of a concept without any, those of its closed lists
    notes: tuple[str, ...] = ()  # quotations and remarks, sorted
    broader: tuple[str, ...] = ()  # IRIs of superclasses or super-properties, sorted
    inverse: str = ""  # of a property: IRI of the one that says the same from the other end
    symmetric: bool = False  # of a property: it holds both ways

    @property
    def name(self) -> str:
        """The part of the IRI after the namespace."""
        return self.iri.removeprefix(str(LOOM))


@cache
def vocabulary_graph() -> Graph:
    """Return all of `vocabulary/*.ttl` as one graph, not to be changed by whoever asks for it."""
    graph = Graph()
    for path in sorted(FOLDER.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def shapes_graph() -> Graph:
    """Return all of `shapes/*.ttl` as one graph, not to be changed by whoever asks for it."""
    graph = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def terms() -> Mapping[str, Term]:
    """Return the project's own terms by IRI, sorted."""
    own = {each for each in vocabulary_graph().subjects() if isinstance(each, URIRef) and each in LOOM}
    return {str(each): _term(each) for each in sorted(own)}


def _term(iri: URIRef) -> Term:
    graph = vocabulary_graph()
    labels = [*graph.objects(iri, RDFS.label), *graph.objects(iri, SKOS.prefLabel)]
    return Term(
        iri=str(iri),
        types=tuple(sorted(str(each) for each in graph.objects(iri, RDF.type))),
        definition=_text(iri, SKOS.definition),
        status=_text(iri, VS.term_status),
        labels={str(each.language): str(each) for each in labels if isinstance(each, Literal)},
        schemes=tuple(sorted(str(each) for each in graph.objects(iri, SKOS.inScheme))),
        sources=_sources(iri),
        notes=_all(iri, SKOS.note),
        broader=(*_all(iri, RDFS.subClassOf), *_all(iri, RDFS.subPropertyOf)),
        inverse=str(graph.value(iri, OWL.inverseOf) or graph.value(None, OWL.inverseOf, iri) or ""),
        symmetric=(iri, RDF.type, OWL.SymmetricProperty) in graph,
    )


def _sources(iri: URIRef) -> tuple[str, ...]:
    own = _all(iri, DCTERMS.source)
    schemes = vocabulary_graph().objects(iri, SKOS.inScheme)
    return own or tuple(sorted({each for scheme in schemes for each in _all(scheme, DCTERMS.source)}))


def _all(iri: Node, property_: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(each) for each in vocabulary_graph().objects(iri, property_)))


def _text(iri: URIRef, property_: URIRef) -> str:
    return str(vocabulary_graph().value(iri, property_) or "")
