"""How often a term is used in this wiki, asked of the graph; an answer that does not come is left out."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ontology.kinds import Ontology
from ontology.namespaces import OWL, SKOS
from ontology.vocabulary import Term
from wiki.errors import QueryError
from wiki.ports import Graph, GraphQuery
from wiki.web.tables import title_of
from wiki.web.terms import SCHEME, members

SECONDS = 1.5  # for each of the two questions
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Usage:
    """The pages whose facts use a term."""

    pages: int
    titles: tuple[str, ...]  # full titles of the first few of them


def usage(term: Term, graph: Graph, base: str, ontology: Ontology) -> Usage | None:
    """Count the pages that use a term and name some; None when the graph does not answer in time."""
    where = f'{pattern(term)} FILTER (STRSTARTS(STR(?page), "{base}/data/"))'
    try:
        counted = ask(graph, f"SELECT (COUNT(DISTINCT ?page) AS ?value) WHERE {{ {where} }}")
        named = ask(
            graph, f"SELECT DISTINCT ?value WHERE {{ {where} BIND(?page AS ?value) }} LIMIT {EXAMPLES}"
        )
    except (QueryError, ValueError, KeyError):
        return None
    titles = (title_of(each.replace("/data/", "/id/", 1), base, ontology) for each in named)
    return Usage(int(counted[0]) if counted else 0, tuple(sorted(each for each in titles if each)))


def pattern(term: Term) -> str:
    """Return the graph pattern that binds ?page to the graphs that use the term."""
    iri = f"<{term.iri}>"
    if str(OWL.Class) in term.types:
        return f"GRAPH ?page {{ ?subject a {iri} }}"
    if {str(SKOS.Concept), SCHEME}.intersection(term.types):
        concepts = " ".join(f"<{each.iri}>" for each in members(term)) or iri
        return f"VALUES ?concept {{ {concepts} }} GRAPH ?page {{ ?subject ?property ?concept }}"
    return f"GRAPH ?page {{ ?subject {iri} ?object }}"


def ask(graph: Graph, text: str) -> list[str]:
    """Return the values of the one column ?value. Raises QueryError; ValueError, KeyError for what is no result."""
    answer = graph.query(GraphQuery(text, seconds=SECONDS))
    with closing(answer.body) as body:
        found: dict[str, Any] = json.loads(body.read())
    return [row["value"]["value"] for row in found["results"]["bindings"]]
