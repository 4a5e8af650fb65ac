"""Where the statements about a subject come from: their licence, whom to name, what was cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from importers.rdf.profile import RdfProfile
from importers.rdf.store import Store
from importers.rdf.terms import OWL, RDFS, SKOS, iri, is_iri, literal
from importers.source import Source
from ontology.licensing.naming import named
from patterns.nquads import web_iri

_DCT, _DC, _CC = (
    "http://purl.org/dc/terms/",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
)
_LICENSES = (f"{_DCT}license", f"{_CC}license", "https://schema.org/license", f"{_DC}rights", f"{_DCT}rights")
_CREDITS = (
    f"{_CC}attributionName",
    "https://schema.org/creditText",
    f"{_DCT}rightsHolder",
    f"{_DCT}publisher",
)
_SOURCES = (
    f"{_DCT}source",
    f"{_DC}source",
    "http://www.w3.org/ns/prov#wasDerivedFrom",
    "https://schema.org/isBasedOn",
)
_DATES = (
    f"{_DCT}modified",
    f"{_DCT}issued",
    "https://schema.org/dateModified",
    "http://www.w3.org/ns/prov#generatedAtTime",
)
_DATASETS = (
    f"{SKOS}inScheme",
    f"{SKOS}topConceptOf",
    "http://rdfs.org/ns/void#inDataset",
    f"{RDFS}isDefinedBy",
    "https://schema.org/inDefinedTermSet",
)
_DATASET_CLASSES = {
    f"<{SKOS}ConceptScheme>",
    "<http://rdfs.org/ns/void#Dataset>",
    "<http://www.w3.org/ns/dcat#Dataset>",
    "<https://schema.org/DefinedTermSet>",
}
_VERSIONS = (f"{OWL}versionInfo", "http://purl.org/pav/version")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page's statements come from."""

    address: str  # of the subject where it is one of the web, else of what was imported
    license: str = ""
    attribution: str = ""
    derived_from: str = ""  # title of the Source page
    date: str = ""
    revision: str = ""
    cited: str = ""  # what coded values name as their source
    refused: frozenset[str] = field(
        default_factory=frozenset
    )  # graphs under another licence: nothing of them is taken
    problem: str = ""

    def front(self) -> Mapping[str, Any]:
        """Return the entries of the front matter."""
        return {
            "license": self.license,
            "attribution": self.attribution,
            "derived_from": self.derived_from,
            "origin": self.address,
            "origin_revision": self.revision,
            "origin_date": self.date,
        }


def origin_of(subject: str, store: Store, profile: RdfProfile, source: Source) -> Origin:
    """Tell where what is said of a subject comes from: its graphs and data sets, then the profile."""
    quads = store.about(subject)
    graphs = sorted({each.graph for each in quads if is_iri(each.graph)})
    datasets = [each.object for each in quads if iri(each.predicate) in _DATASETS and is_iri(each.object)]
    by_graph = {graph: _licence(store, graph) for graph in graphs}
    licences = list(dict.fromkeys(filter(None, by_graph.values())))
    first = licences[0] if licences else ""
    refused = frozenset(graph for graph, said in by_graph.items() if said and said != first)
    speakers = [*(graph for graph in graphs if graph not in refused), *datasets]
    if any(each.object in _DATASET_CLASSES for each in quads):
        speakers.append(subject)
        datasets.append(subject)
    address = web_iri(iri(subject)) if is_iri(subject) else ""
    graph = _first(web_iri(iri(each)) for each in speakers if each in graphs)
    return Origin(
        address=address or source.address,
        license=first
        or _first(_licence(store, each) for each in datasets)
        or source.license
        or profile.license,
        attribution=_first(_text(store, each, _CREDITS) for each in speakers) or profile.attribution,
        derived_from=profile.source,
        date=_first(_day(store, each) for each in speakers),
        revision=_first(_text(store, each, _VERSIONS) for each in speakers),
        cited=profile.source
        or _first([*(_address(store, each) for each in speakers), graph, address, source.address]),
        refused=refused,
        problem=_problem(first, licences, refused),
    )


def _problem(first: str, licences: Sequence[str], refused: frozenset[str]) -> str:
    if not refused:
        return ""
    return f"graphs under several licences speak of it ({', '.join(licences)}); only what is under {first} was taken"


def _licence(store: Store, node: str) -> str:
    for each in _objects(store, node, _LICENSES):
        found = named(each) or (each if web_iri(each) else "")
        if found:
            return found
    return ""


def _address(store: Store, node: str) -> str:
    return next((each for each in _objects(store, node, _SOURCES) if web_iri(each)), "")


def _day(store: Store, node: str) -> str:
    found = (each[:10] for each in _objects(store, node, _DATES))
    return next((each for each in found if len(each) == 10 and each[4] == each[7] == "-"), "")  # noqa: PLR2004 - a date


def _text(store: Store, node: str, addresses: Iterable[str]) -> str:
    return next(iter(_objects(store, node, addresses)), "")


def _objects(store: Store, node: str, addresses: Iterable[str]) -> list[str]:
    """Return words and addresses that properties say of a node, in the order of the properties."""
    found = [term for each in addresses for term in store.objects(node, f"<{each}>")]
    return [
        iri(term) if is_iri(term) else literal(term).text.strip()
        for term in found
        if not term.startswith("_:")
    ]


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")
