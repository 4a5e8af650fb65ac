"""Results in the graph's terms, kept or not: a data cube under the address that gives the same rows at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from patterns.comparison.observed import Observed, Triple, observed
from patterns.comparison.rows import read_rows, write_rows
from patterns.links import entity_iri
from patterns.nquads import literal, node
from patterns.saying import LOOM
from wiki.assembly import Wiki
from wiki.dates import read_date
from wiki.keeping import keep, permanent
from wiki.parameters import Parameters
from wiki.ways.way import Way

LABEL = node("http://www.w3.org/2000/01/rdf-schema#label")


def cube(wiki: Wiki, way: Way, parameters: Parameters) -> tuple[str, bytes]:
    """Return the data set's IRI and its triples, sorted; raises BadInputError with what is wrong in the parameters.

    Its IRI is the permalink: the same cases, variables and settings, and in `asof` the moment the rows rest on.
    """
    kept, result = keep(wiki, way, parameters, "", "", "")
    ontology = wiki.codebook.then(read_date(kept.as_of)).ontology

    def page(title: str) -> str:
        return entity_iri(wiki.config.base, title, ontology)

    iri = wiki.config.base + permanent(kept).address(way.path)
    of = Observed(kept, iri, wiki.config.base, page, ontology)
    table = read_rows(write_rows(result.columns, result.cells()))
    triples = {*_said(of, way), *observed(of, table)}
    return iri, "".join(sorted(f"{' '.join(each)} .\n" for each in triples)).encode(errors="replace")


def prefixes_of(iri: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes to write a data set with: its parts are `result:row-1` and the like."""
    return {**known, "result": f"{iri}#"}


def turtle(iri: str, triples: bytes, known: Mapping[str, str]) -> bytes:
    """Write a data set as Turtle."""
    read = ox.parse(triples, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    quads = [each.triple for each in read]
    used = {prefix: each for prefix, each in prefixes_of(iri, known).items() if each.encode() in triples}
    return ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=used) or b""


def _said(of: Observed, way: Way) -> Iterator[Triple]:
    """Yield what the page of a kept result says of it too."""
    entity = node(of.entity)
    yield entity, LABEL, literal(way.words)
    yield entity, node(LOOM + "dataAsOf"), literal(of.kept.as_of)
    yield entity, node(LOOM + "resultHash"), literal(of.kept.result_hash)
    for each in of.kept.findings:
        yield entity, node(LOOM + "finding"), literal(each)
    for case in of.kept.cases:
        yield entity, node(LOOM + "comparedCase"), node(of.page(case))
