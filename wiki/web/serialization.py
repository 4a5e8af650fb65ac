"""Facts, kept as N-Quads, in the format a client asks for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, parse, serialize

from wiki.graph.rdfxml import NotRdfXmlError, writable
from wiki.web.formats import GRAPHS, JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from wiki.web.refusals import NotAcceptableError

_WRITERS = {
    TURTLE: RdfFormat.TURTLE,
    NTRIPLES: RdfFormat.N_TRIPLES,
    RDFXML: RdfFormat.RDF_XML,
    JSONLD: RdfFormat.JSON_LD,
    TRIG: RdfFormat.TRIG,
    NQUADS: RdfFormat.N_QUADS,
}


def write_facts(facts: bytes, form: Format, prefixes: Mapping[str, str]) -> bytes:
    """Write N-Quads in another format; those without named graphs give the triples alone.

    Raises NotAcceptableError when RDF/XML has no way to write one of the properties or values
    (RDF 1.1 XML Syntax, section 2.2: a property is an XML name).
    """
    quads = list(
        parse(facts, format=RdfFormat.N_QUADS, lenient=True)
    )  # they were checked when they were made
    if form is RDFXML:
        _demand_rdf_xml(quads)
    named = form in (TRIG, NQUADS)
    written = serialize(
        quads if named else [each.triple for each in quads],
        format=_WRITERS[form],
        prefixes={prefix: iri for prefix, iri in prefixes.items() if b"<" + iri.encode() in facts},
    )
    return written or b""


def _demand_rdf_xml(quads: Iterable[Quad]) -> None:
    try:
        for _ in writable(quads):
            pass
    except NotRdfXmlError as error:
        others = ", ".join(each.label for each in GRAPHS if each is not RDFXML)
        raise NotAcceptableError(f"{error}. Ask for {others}.") from error
