"""Where the vocabulary's properties are used, and with what: read from the shapes.

`schema:domainIncludes` and `schema:rangeIncludes` (https://schema.org/domainIncludes) and not `rdfs:domain` and
`rdfs:range`: nothing follows from them, so that a property may be said of something else without turning it into a case.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.term import Node

from ontology.kinds import Field, Ontology, ValueType
from ontology.namespaces import LOOM, OWL, RDF, SCHEMA, SKOS, XSD

DOMAIN, RANGE = SCHEMA.domainIncludes, SCHEMA.rangeIncludes
LITERALS = {
    ValueType.TEXT: XSD.string,
    ValueType.PROSE: XSD.string,
    ValueType.INTEGER: XSD.integer,
    ValueType.DECIMAL: XSD.decimal,
    ValueType.BOOLEAN: XSD.boolean,
    ValueType.DATE: XSD.date,
    ValueType.YEAR: XSD.gYear,
    ValueType.URL: XSD.anyURI,
}


def hints(ontology: Ontology) -> Graph:
    """Return, for each own property that a field is projected to, the classes it is said of and those of its values."""
    graph = Graph()
    for each in (DOMAIN, RANGE):
        graph.add((each, RDF.type, OWL.AnnotationProperty))
    for kind in ontology.kinds:
        for field in kind.fields:
            if not field.of_page:
                _add(graph, field, [URIRef(kind.iri)], ontology)
    for field in ontology.qualifiers:
        _add(graph, field, [URIRef(each) for each in field.qualifies] or [LOOM.Coding], ontology)
    return graph


def _add(graph: Graph, field: Field, classes: list[URIRef], ontology: Ontology) -> None:
    iri = URIRef(field.iri)
    if iri not in LOOM:
        return
    for each in classes:
        graph.add((iri, DOMAIN, each))
    for value in _values(field, ontology):
        graph.add((iri, RANGE, value))


def _values(field: Field, ontology: Ontology) -> Iterator[Node]:
    if field.type is ValueType.PAGE:
        yield from (URIRef(ontology.by_name[each].iri) for each in field.kinds)
    elif field.type is ValueType.CHOICE:
        yield SKOS.Concept
    else:
        yield LITERALS[field.type]
