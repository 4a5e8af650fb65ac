"""Where own terms touch those of other vocabularies, read from `alignments.ttl`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS

FILE = Path(__file__).resolve().parent / "alignments.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Alignment:
    """One own term beside one of another vocabulary, with the reason for setting them side by side."""

    term: str  # IRI of the own term
    relation: str  # IRI: skos:exactMatch, closeMatch, broadMatch (the other is wider) or narrowMatch
    other: str  # IRI of the other vocabulary's term
    reason: str  # a sentence in English


@cache
def alignments() -> tuple[Alignment, ...]:
    """Return all alignments, sorted by own term."""
    graph = Graph().parse(FILE, format="turtle")
    parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget, RDFS.comment)
    axioms = graph.subjects(RDF.type, OWL.Axiom)
    return tuple(sorted(Alignment(*(str(graph.value(axiom, part)) for part in parts)) for axiom in axioms))


def alignments_of(term: str) -> tuple[Alignment, ...]:
    """Return the alignments of one own term, given by its IRI."""
    return tuple(each for each in alignments() if each.term == term)
