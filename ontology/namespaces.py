"""The namespaces whose terms pages, shapes and queries use."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, QB, RDF, RDFS, SKOS, XSD

LOOM = Namespace("https://w3id.org/commonloom/ns#")
"""The project's own vocabulary, the same for every installation."""

SHAPE = Namespace("https://w3id.org/commonloom/shapes#")
"""The shapes and groups of `ontology/shapes`; not used in data."""

SCHEMA = Namespace("https://schema.org/")
ORG = Namespace("http://www.w3.org/ns/org#")
CC = Namespace("http://creativecommons.org/ns#")
SH = Namespace("http://www.w3.org/ns/shacl#")
DASH = Namespace("http://datashapes.org/dash#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
OA = Namespace("http://www.w3.org/ns/oa#")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")

PREFIXES: dict[str, str] = {
    "loom": str(LOOM),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "prov": str(PROV),
    "foaf": str(FOAF),
    "org": str(ORG),
    "schema": str(SCHEMA),
    "cc": str(CC),
    "bibo": str(BIBO),
    "oa": str(OA),
    "qb": str(QB),
    "sh": str(SH),
}
"""Prefixes offered to queries and used in serializations, by prefix."""

__all__ = [
    "BIBO",
    "CC",
    "DASH",
    "DCTERMS",
    "FOAF",
    "LOOM",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "QB",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SHAPE",
    "SKOS",
    "VS",
    "XSD",
]
