"""JSON-LD contexts known by their address, so that nothing is ever fetched: our own and a few that everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from importers.rdf.mending import context_key
from ontology.jsonld import context
from ontology.kinds import Ontology

_ADDRESSES = (
    "url sameAs image logo thumbnailUrl license mainEntityOfPage contentUrl downloadUrl embedUrl additionalType "
    "relatedLink significantLink codeRepository discussionUrl acquireLicensePage usageInfo isBasedOn installUrl"
)
"""Properties of schema.org whose values are addresses, as its own context has them."""

_PREFIXES = {
    "cc": "http://creativecommons.org/ns#",
    "ctag": "http://commontag.org/ns#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "og": "http://ogp.me/ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rev": "http://purl.org/stuff/rev#",
    "schema": "https://schema.org/",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the initial context of RDFa 1.1 that name vocabularies in use."""


def known_contexts(ontology: Ontology) -> Mapping[str, Any]:
    """Return the contexts by address without scheme."""
    own = context(ontology)
    schema = {
        "@vocab": "https://schema.org/",
        "schema": "https://schema.org/",
        "id": "@id",
        "type": "@type",
        **{name: {"@id": f"https://schema.org/{name}", "@type": "@id"} for name in _ADDRESSES.split()},
    }
    return {
        "w3id.org/commonloom/ns": own,
        "w3id.org/commonloom/context.jsonld": own,
        "schema.org": schema,
        "schema.org/docs/jsonldcontext.json": schema,
        "schema.org/docs/jsonldcontext.jsonld": schema,
        "www.w3.org/2013/json-ld-context/rdfa11": _PREFIXES,
    }


def contexts_of(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the contexts of a profile as they are looked up."""
    return {context_key(address): context for address, context in written.items()}
