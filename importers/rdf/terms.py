"""Terms and statements of RDF, read from N-Quads as the box writes them (W3C N-Quads 1.1, section 2). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS_XL = "<http://www.w3.org/2008/05/skos-xl#"
LITERAL_FORM = f"{SKOS_XL}literalForm>"
TYPE = f"<{RDF}type>"

_LINE = re.compile(
    r'(?P<subject><[^>]*>|_:[^ ]+) (?P<predicate><[^>]*>) (?P<object><[^>]*>|_:[^ ]+|"(?:[^"\\]|\\.)*+"'
    r"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)(?: (?P<graph><[^>]*>|_:[^ ]+))? \.",
    re.DOTALL,
)
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True, order=True)
class Quad:
    """One statement, its terms as N-Quads writes them."""

    subject: str
    predicate: str
    object: str
    graph: str = ""  # "" = the default graph


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal taken apart."""

    text: str
    language: str = ""  # lower case
    datatype: str = ""  # IRI, "" = string


def read_line(line: str) -> Quad | None:
    """Read one line; None when it is no plain statement."""
    found = _LINE.fullmatch(line)
    return Quad(*found.groups("")) if found else None


def is_iri(term: str) -> bool:
    """Say whether a term is an IRI."""
    return term.startswith("<")


def is_blank(term: str) -> bool:
    """Say whether a term is a blank node."""
    return term.startswith("_:")


def is_literal(term: str) -> bool:
    """Say whether a term is a literal."""
    return term.startswith('"')


def iri(term: str) -> str:
    """Return the address in an IRI."""
    return _unescaped(term[1:-1])


@lru_cache(maxsize=512)
def literal(term: str) -> Literal:
    """Take a literal apart."""
    found = _LITERAL.fullmatch(term)
    if found is None:
        return Literal(term)
    datatype = found["type"] or ""
    return Literal(
        _unescaped(found["text"]),
        (found["language"] or "").lower(),
        "" if datatype == XSD + "string" else datatype,
    )


def local_name(address: str) -> str:
    """Return the last part of an address: what names the thing when nothing else does."""
    return re.split(r"[#/:]", address.rstrip("#/"))[-1]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the end of Unicode
    return _SHORT.get(found[3], found[3])
