"""Reading strangers' RDF inside a box: any serialization in, N-Quads out.

Payload: one line of JSON {"format": media type, "base": IRI or ""}, a newline, the document.
"""

from __future__ import annotations

import io
import json
import re

import pyoxigraph

from wiki.errors import BadInputError

# XML 1.0 §2.8: a document type declaration stands before the root element, after comments and instructions.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def parse_rdf(payload: bytes) -> bytes:
    """Return the document as N-Quads, blank nodes renamed; raises BadInputError with line and column."""
    head, _, document = payload.partition(b"\n")
    header = json.loads(head)
    form = pyoxigraph.RdfFormat.from_media_type(header["format"])
    if form is None:
        raise BadInputError(f"{header['format']} is not an RDF format this wiki reads; try text/turtle.")
    if form == pyoxigraph.RdfFormat.RDF_XML:
        _refuse_doctype(document)
    return _parse(document, form, header.get("base") or None)


def _parse(document: bytes, form: pyoxigraph.RdfFormat, base: str | None) -> bytes:
    out = io.BytesIO()
    try:
        quads = pyoxigraph.parse(document, form, base_iri=base, rename_blank_nodes=True)
        pyoxigraph.serialize(quads, out, pyoxigraph.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise BadInputError(f"The document is not valid {form.name}: {error}. Mend it there.") from error
    return out.getvalue()


def _refuse_doctype(document: bytes) -> None:
    """Entities are defined in a DOCTYPE, and a few lines of them unfold to gigabytes."""
    text = document
    for encoding in ("utf-16", "utf-32"):
        mark = {"utf-16": (b"\xff\xfe", b"\xfe\xff"), "utf-32": (b"\xff\xfe\0\0", b"\0\0\xfe\xff")}[encoding]
        if document.startswith(mark):
            text = document.decode(encoding, "replace").encode()
    text = text.removeprefix(b"\xef\xbb\xbf")
    prolog = _PROLOG.match(text)
    end = prolog.end() if prolog else 0
    if text[end : end + 9].upper() == b"<!DOCTYPE":
        line = text[:end].count(b"\n") + 1
        raise BadInputError(
            f"Line {line}: a DOCTYPE is not accepted in RDF/XML. Remove it and resolve its entities."
        )
