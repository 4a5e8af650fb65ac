"""Quotations as resources of the Web Annotation Data Model (W3C Recommendation, 23 February 2017), for a page's facts.

A quotation is a specific resource: its source is the document, its selector a text quote selector with the exact words.
A coding that quotes it is an annotation with this target. Words quoted on two pages have one IRI if they are the same
in one spelling: the IRI of the source's page with the quotation's anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from patterns.nquads import literal, node
from patterns.quotations import FIELD_KEY, listed_quotations, quotation_anchor, quote_of, sources_of
from patterns.saying import Said, Saying

OA = "http://www.w3.org/ns/oa#"

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ANNOTATION = node(OA + "Annotation")
_SPECIFIC_RESOURCE = node(OA + "SpecificResource")
_SELECTOR = node(OA + "TextQuoteSelector")
_HAS_TARGET = node(OA + "hasTarget")
_HAS_SOURCE = node(OA + "hasSource")
_HAS_SELECTOR = node(OA + "hasSelector")
_EXACT = node(OA + "exact")

Triples = Iterator[tuple[str, str, str]]


def quotation_iri(source: str, words: str) -> str:
    """Return the IRI of words of the document with this IRI."""
    return f"{source}#{quotation_anchor(words)}"


def quotation(source: str, words: str) -> Triples:
    """Say of which document these words are. `source` is the document's IRI."""
    iri = quotation_iri(source, words)
    selector = node(f"{iri}-exact")
    yield node(iri), _RDF_TYPE, _SPECIFIC_RESOURCE
    yield node(iri), _HAS_SOURCE, node(source)
    yield node(iri), _HAS_SELECTOR, selector
    yield selector, _RDF_TYPE, _SELECTOR
    yield selector, _EXACT, literal(words)


def listed(saying: Saying, source: str) -> Triples:
    """Say which quotations the page of a source lists, in its text too. `source` is the document's IRI."""
    field = saying.kind.by_key.get(FIELD_KEY) if saying.kind else None
    if field is None:
        return
    for each in listed_quotations(saying):
        yield node(source), node(field.iri), literal(each.words)
        yield from quotation(source, each.words)


def quoted(coding: str, said: Said, page: Callable[[str], str]) -> Triples:
    """Say on which words a coding rests. `coding` is its term, `page` gives the IRI of what a title is about.

    Of a coding that names several sources nobody can tell here whose words it quotes: nothing is said.
    """
    quote, sources = quote_of(said), sources_of(said)
    if quote and len(sources) == 1:
        source = page(sources[0])
        yield coding, _RDF_TYPE, _ANNOTATION
        yield coding, _HAS_TARGET, node(quotation_iri(source, quote))
        yield from quotation(source, quote)
