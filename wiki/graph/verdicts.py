"""The graph of verdicts among licences, kept in step with the pages a store has of licences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from ontology.graphs import VERDICTS
from ontology.licensing.facts import expression_said, verdict_facts
from ontology.namespaces import LOOM, RDF, RDFS, SKOS

_LICENSE = ox.NamedNode(str(LOOM.License))
_TYPE = ox.NamedNode(str(RDF.type))
_SPDX = ox.NamedNode(str(LOOM.spdxIdentifier))
_NAMES = (ox.NamedNode(str(RDFS.label)), ox.NamedNode(str(SKOS.altLabel)))
_GRAPH = ox.NamedNode(VERDICTS)
_MARK = f"<{LOOM.License}>".encode()
_KIND = "/data/license/"
"""What the IRI of a License page's graph has in it."""


class Verdicts:
    """Writes the graph anew when other licences have pages than before; any other edit costs a look at its bytes."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._licences: dict[str, str] = {}

    def refresh(self) -> None:
        """Look which licences have pages, and write the verdicts among them if those are others than before."""
        licences = dict(self._found())
        if licences == self._licences:
            return
        self._licences = licences
        self._store.remove_graph(_GRAPH)
        self._store.load(verdict_facts(licences), ox.RdfFormat.TURTLE, to_graph=_GRAPH)

    def _found(self) -> Iterable[tuple[str, str]]:
        subjects = {quad.subject for quad in self._store.quads_for_pattern(None, _TYPE, _LICENSE)}
        for each in sorted(subjects, key=str):
            if isinstance(each, ox.NamedNode):
                spdx = self._values(each, _SPDX)
                names = [name for key in _NAMES for name in self._values(each, key)]
                expression = expression_said(spdx[0] if spdx else "", names)
                if expression:
                    yield each.value, expression

    def _values(self, subject: ox.NamedNode, key: ox.NamedNode) -> list[str]:
        found = (quad.object for quad in self._store.quads_for_pattern(subject, key, None))
        return sorted(each.value for each in found if isinstance(each, ox.Literal))


def concerns_licences(changes: Iterable[tuple[Sequence[str], bytes]]) -> bool:
    """Say whether changes – graphs dropped, N-Quads added – may make other licences have pages."""
    return any(_MARK in facts or any(_KIND in graph for graph in graphs) for graphs, facts in changes)
