"""Facts, kept as N-Quads, in the format a client asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize

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
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, section 2.2
_XML_NAME_END = re.compile(r"[^\W\d][\w.-]*\Z")  # what may stand behind the colon of an XML name


def write_facts(facts: bytes, form: Format, prefixes: Mapping[str, str]) -> bytes:
    """Write N-Quads in another format; those without named graphs give the triples alone.

    Raises NotAcceptableError when RDF/XML has no way to write one of the properties or values
    (RDF 1.1 XML Syntax, section 2.2: a property is an XML name).
    """
    quads = list(
        parse(facts, format=RdfFormat.N_QUADS, lenient=True)
    )  # they were checked when they were made
    if form is RDFXML:
        _demand_xml_names(quads)
    named = form in (TRIG, NQUADS)
    written = serialize(
        quads if named else [each.triple for each in quads],
        format=_WRITERS[form],
        prefixes={prefix: iri for prefix, iri in prefixes.items() if b"<" + iri.encode() in facts},
    )
    return written or b""


def _demand_xml_names(quads: Iterable[Quad]) -> None:
    for quad in quads:
        if not _XML_NAME_END.search(quad.predicate.value):
            raise _not_xml(f"The property <{quad.predicate.value}>")
        if isinstance(quad.object, Literal) and _NOT_XML.search(quad.object.value):
            raise _not_xml(f"A value of <{quad.predicate.value}> has a control character, which")


def _not_xml(what: str) -> NotAcceptableError:
    others = ", ".join(each.label for each in GRAPHS if each is not RDFXML)
    return NotAcceptableError(f"{what} cannot be written in RDF/XML. Ask for {others}.")
