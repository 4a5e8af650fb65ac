"""Axes of transformation: the two positions each of them lies between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdflib.namespace import RDF, SKOS

from ontology.namespaces import LOOM
from ontology.vocabulary import vocabulary_graph


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of transformation."""

    iri: str
    label: str  # e.g. "from exchange to contribution"
    start: str  # IRI of the position it starts from, as its author tells it
    end: str  # IRI of the position it leads to


@cache
def axes() -> tuple[Axis, ...]:
    """Return the axes that have two positions, by label."""
    graph = vocabulary_graph()
    found = []
    for axis in graph.subjects(RDF.type, LOOM.TransformationAxis):
        start, end = graph.value(axis, LOOM.fromPole), graph.value(axis, LOOM.toPole)
        if start is not None and end is not None:
            words = sorted(
                graph.objects(axis, SKOS.prefLabel), key=lambda each: getattr(each, "language", "") != "en"
            )
            found.append(Axis(str(axis), str(words[0]) if words else str(axis), str(start), str(end)))
    return tuple(sorted(found, key=lambda each: each.label))
