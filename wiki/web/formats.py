"""The formats that results, graphs and lists are given in: media types, short names, file endings. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.web.negotiation import choose

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Format:
    """One serialization."""

    name: str  # short name, as in `format=csv`
    media_type: str  # as registered
    ending: str  # of file names and addresses, without the dot
    label: str
    also: tuple[str, ...] = ()  # other media types that mean the same bytes
    names: tuple[str, ...] = ()  # other short names

    @property
    def media_types(self) -> tuple[str, ...]:
        """All media types this can be sent as, the registered one first."""
        return (self.media_type, *self.also)


JSON = Format("json", "application/sparql-results+json", "srj", "JSON", ("application/json",), ("srj",))
XML = Format("xml", "application/sparql-results+xml", "srx", "XML", ("application/xml", "text/xml"), ("srx",))
CSV = Format("csv", "text/csv", "csv", "CSV")
TSV = Format("tsv", "text/tab-separated-values", "tsv", "TSV")
RESULTS = (JSON, XML, CSV, TSV)
"""For SELECT and ASK; the first is given to who accepts anything."""

TURTLE = Format(
    "turtle",
    "text/turtle",
    "ttl",
    "Turtle",
    ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    ("ttl", "n3"),
)
NTRIPLES = Format(
    "ntriples", "application/n-triples", "nt", "N-Triples", ("text/plain",), ("nt", "n-triples")
)
RDFXML = Format(
    "rdfxml",
    "application/rdf+xml",
    "rdf",
    "RDF/XML",
    ("application/xml", "text/xml"),
    ("rdf", "rdf-xml", "rdf+xml", "xml"),
)
JSONLD = Format(
    "jsonld",
    "application/ld+json",
    "jsonld",
    "JSON-LD",
    ("application/json", "application/x-json+ld"),
    ("json-ld", "json"),
)
TRIG = Format("trig", "application/trig", "trig", "TriG", ("application/x-trig",))
NQUADS = Format("nquads", "application/n-quads", "nq", "N-Quads", ("text/x-nquads",), ("nq", "n-quads"))
GRAPHS = (TURTLE, NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS)
"""For CONSTRUCT, DESCRIBE and entities."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A format and the media type to call it by."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The `Content-Type` field; text types say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def by_accept(accept: str | None, formats: Sequence[Format]) -> Chosen | None:
    """Return what the `Accept` field asks for among these formats, None when it accepts none of them."""
    return _of_media_type(choose(accept, _media_types(formats)), formats)


def by_name(name: str, formats: Sequence[Format]) -> Chosen | None:
    """Return the format of that short name or media type, None when there is none among these."""
    wanted = name.strip().lower()
    for each in formats:
        if wanted in (each.name, *each.names):
            return Chosen(each, each.media_type)
    return _of_media_type(wanted, formats)


def is_known(name: str) -> bool:
    """Say whether this names a format of results or graphs, or the page for people."""
    return bool(by_name(name, (*RESULTS, *GRAPHS))) or name.strip().lower() in {"html", HTML}


def prefers_page(accept: str | None, formats: Sequence[Format]) -> bool:
    """Say whether a page for people is wanted more than any of these formats, as browsers do."""
    return choose(accept, [*_media_types(formats), HTML]) == HTML


def names_of(formats: Sequence[Format]) -> str:
    """List the short names in words: "json, xml, csv or tsv"."""
    names = [each.name for each in formats]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _media_types(formats: Sequence[Format]) -> list[str]:
    """List all formats' registered types before their other names, so that ties go to what is registered."""
    registered = [each.media_type for each in formats]
    return [*registered, *(other for each in formats for other in each.also)]


def _of_media_type(media_type: str | None, formats: Sequence[Format]) -> Chosen | None:
    if media_type is None:
        return None
    found = next((each for each in formats if media_type in each.media_types), None)
    return Chosen(found, media_type) if found else None
