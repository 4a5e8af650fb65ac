"""Working out in a box what follows from pages: so that an import uses all processors, and a slow text holds up nothing.

The words that the search index keeps of a page are worked out with it. The ontology goes in with the pages, as `pickle`
wrote it in the process that asks. What comes out is JSON, for the box has read what strangers wrote.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ontology.kinds import Ontology, Severity
from patterns.codings import Coding, Evidence
from patterns.page import Finding
from patterns.projection import FacetRow, LinkRow, Projected, SearchText, project
from wiki.search.rows import words_of

WORK = "project"
"""Name this work is registered under."""

Page = tuple[str, str]
"""Full title and text."""


def packed(ontology: bytes, base: str, pages: Sequence[Page]) -> bytes:
    """Return a piece of work: pages to be read under a pickled ontology, for an installation's address."""
    return pickle.dumps((ontology, base, pages), pickle.HIGHEST_PROTOCOL)


def project_bytes(payload: bytes) -> bytes:
    """Do what `packed` made: what runs in a box."""
    ontology, base, pages = pickle.loads(payload)  # noqa: S301 - written by the process that asks
    known = _ontology(ontology)
    return json.dumps([_written(project(text, title, known, base)) for title, text in pages]).encode()


@lru_cache(2)
def _ontology(pickled: bytes) -> Ontology:
    known: Ontology = pickle.loads(pickled)  # noqa: S301 - as above
    return known


def unpacked(answer: bytes) -> list[Projected]:
    """Return what `project_bytes` made, page by page."""
    return [_read(each) for each in json.loads(answer)]


def _written(made: Projected) -> dict[str, Any]:
    """Return a projection as JSON holds it: rows as lists."""
    search = made.search
    return {
        "plain": [made.title, made.kind, made.graph, made.facts.decode(), made.redirect, made.aliases],
        "links": [[each.target, each.key, each.sentence, each.section] for each in made.links],
        "facets": [[each.field, each.value, each.label] for each in made.facets],
        "codings": [
            [each.field, each.value, each.label, each.status, each.title, each.evidence]
            for each in made.codings
        ],
        "search": [search.title, search.aliases, search.body],
        "findings": [[each.severity, each.message, each.key, each.line] for each in made.findings],
        "mark": made.mark,
        "words": words_of(made),
    }


def _read(written: dict[str, Any]) -> Projected:
    title, kind, graph, facts, redirect, aliases = written["plain"]
    return Projected(
        title,
        kind,
        graph,
        facts.encode(),
        redirect,
        tuple(aliases),
        links=tuple(LinkRow(*each) for each in written["links"]),
        facets=tuple(FacetRow(*each) for each in written["facets"]),
        codings=tuple(_coding(*each) for each in written["codings"]),
        search=SearchText(*written["search"]),
        findings=tuple(Finding(Severity(severity), *rest) for severity, *rest in written["findings"]),
        mark=written["mark"],
        words=tuple(written["words"]),
    )


def _coding(field: str, value: str, label: str, status: str, title: str, evidence: list[list[str]]) -> Coding:
    return Coding(field, value, label, status, title, tuple(Evidence(*each) for each in evidence))
