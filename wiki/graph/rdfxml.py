"""What RDF/XML has no form for: properties without an XML name at their end, values with characters XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pyoxigraph import Literal, Quad, Triple

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, section 2.2
_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*\Z")  # what may stand behind the colon of an XML name


Statement = TypeVar("Statement", Quad, Triple)


class NotRdfXmlError(ValueError):
    """RDF/XML cannot write this; the sentence says what (RDF 1.1 XML Syntax, section 2.2)."""


def writable(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Pass statements on; raises NotRdfXmlError at the first that RDF/XML cannot write."""
    for each in statements:
        if not _NAME_AT_END.search(each.predicate.value):
            raise NotRdfXmlError(f"The property <{each.predicate.value}> cannot be written in RDF/XML")
        if isinstance(each.object, Literal) and _NOT_XML.search(each.object.value):
            where = f"A value of <{each.predicate.value}>"
            raise NotRdfXmlError(f"{where} has a control character, which cannot be written in RDF/XML")
        yield each
