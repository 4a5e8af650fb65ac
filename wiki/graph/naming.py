"""Which IRIs a SPARQL query names, however it shortens them: by PREFIX, by BASE, by escapes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from wiki.graph.tokens import Token, plain_reading, without_escapes

_LOCAL_ESCAPE = re.compile(r"\\(.)")


def named_iris(text: str) -> frozenset[str]:
    """Return the absolute IRIs that a query names, those of its PREFIX and BASE declarations among them.

    Shortened and relative ones are expanded by each declaration before them (SPARQL 1.1 Query, sections 4.1.1 and 19.8), so
    of a text that is no valid query there may be some too many.
    """
    return frozenset(_named(plain_reading(without_escapes(text))))


def _named(tokens: Iterator[Token]) -> Iterator[str]:
    base, prefixes = "", dict[str, str]()
    last, declared = "", ""  # the bare word, and the prefix declared, right before
    for token in tokens:
        if token.kind == "iri":
            iri = _resolved(token.text[1:-1], base)
            yield iri
            if last == "base":
                base = iri
            elif declared:
                prefixes[declared] = iri
        elif token.kind == "pname" and last != "prefix":
            prefix, _, local = token.text.partition(":")
            if f"{prefix}:" in prefixes:
                yield prefixes[f"{prefix}:"] + _LOCAL_ESCAPE.sub(r"\1", local)
        declared = token.text if token.kind == "pname" and last == "prefix" else ""
        last = token.text.lower() if token.kind == "word" else ""


def _resolved(written: str, base: str) -> str:
    try:
        return urljoin(base, written) if base else written
    except ValueError:  # what Python takes for a broken address of a host
        return written
