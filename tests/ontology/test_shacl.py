"""The shapes are SHACL: pySHACL finds in a page's facts what the wiki's own checks find in its text."""

from __future__ import annotations

from functools import cache

import pytest
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from ontology.compact import turtle_files
from ontology.namespaces import LOOM, SH
from ontology.shapes import FOLDER, load_ontology
from ontology.vocabulary import vocabulary_graph
from patterns.projection import project

BASE = "http://wiki.example"


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in turtle_files(FOLDER):
        graph.parse(path, format="turtle")
    return graph


def facts(text: str, title: str) -> Graph:
    """Project a page, and type the entities it links to: the IRI of an entity says its kind."""
    graph = Graph()
    quads = project(text, title, load_ontology(), BASE).facts.decode()
    graph.parse(data="".join(f"{line.rsplit(' <', 1)[0]} .\n" for line in quads.splitlines()), format="nt")
    own = set(graph.subjects(RDF.type))  # entailed inverses make linked entities subjects too
    for node in set(graph.objects()) - own:
        kind = load_ontology().by_name.get(str(node).removeprefix(f"{BASE}/id/").partition("/")[0])
        if isinstance(node, URIRef) and kind:
            graph.add((node, RDF.type, URIRef(kind.iri)))
    return graph


def results(graph: Graph, severity: URIRef | None = None) -> set[tuple[str, str]]:
    """Return (local name of the path, local name of the constraint) of pySHACL's results about the page itself."""
    _, report, _ = validate(graph, shacl_graph=shapes(), ont_graph=vocabulary_graph(), inference="none")
    assert isinstance(report, Graph)
    found = set()
    own = set(graph.subjects(RDFS.label)) | set(graph.subjects(RDF.type, LOOM.Coding))
    for result in report.subjects(RDF.type, SH.ValidationResult):
        ours = report.value(result, SH.focusNode) in own
        if ours and severity in (None, report.value(result, SH.resultSeverity)):
            path, part = (
                report.value(result, SH.resultPath),
                report.value(result, SH.sourceConstraintComponent),
            )
            found.add((str(path).rpartition("#")[2].rpartition("/")[2], str(part).rpartition("#")[2]))
    return found


def test_the_shapes_themselves_are_shapes():
    """SHACL's own shapes of shapes find nothing (SHACL, appendix C); of an ill-formed shape they do."""
    conforms, _, report = validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, report
    broken = Graph().parse(
        data="[] a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#severity> 1 ."
    )
    with pytest.raises(ReportableRuntimeError, match="MetaSHACL"):
        validate(Graph(), shacl_graph=broken, meta_shacl=True)


WIKIPEDIA = """---
kind: case
title: Wikipedia
license: CC-BY-SA-4.0
origin: https://example.org/wikipedia.html
started: 2001
url: https://www.wikipedia.org
mode_of_production: commons-based peer production
steward: Wikimedia Foundation
uses: Linux
coordinates: 45.07, 7.69
validation:
  - value: after publication
    source: Interview with Michel Bauwens (2008)
    quote: "processes of communal validation after the production"
    coder: ana
    date: 2026-05-01
    confidence: high
motivation:
  - value: monetary
    status: absent
crowding_out: unknown
---
An encyclopedia with [[Pattern:Communal validation|communal validation]].
"""


def test_a_good_case_conforms():
    assert results(facts(WIKIPEDIA, "Case:Wikipedia")) == set()


def test_the_good_case_says_what_it_should_or_conforming_would_mean_little():
    graph = facts(WIKIPEDIA, "Case:Wikipedia")
    rows = graph.query(
        """PREFIX loom: <https://w3id.org/commonloom/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT ?quote ?licence WHERE {
          ?coding a loom:Coding ; loom:codedCase ?case ; loom:codedVariable loom:validation ;
            loom:codedValue loom:after-publication ; loom:quote ?quote ; loom:confidence loom:high-confidence .
          ?case a loom:Case ; loom:validation loom:after-publication .
          ?page foaf:primaryTopic ?case ; dcterms:license ?licence }"""
    )
    assert [(str(row[0]), str(row[1])) for row in rows] == [
        ("processes of communal validation after the production", f"{BASE}/id/license/CC-BY-SA-4.0")
    ]


@pytest.mark.parametrize(
    ("old", "new", "path", "constraint"),
    [
        ("started: 2001", "started: the nineties", "started", "DatatypeConstraintComponent"),
        (
            "coordinates: 45.07, 7.69",
            "coordinates: ['1, 2', '3, 4']",
            "coordinates",
            "MaxCountConstraintComponent",
        ),
        ("commons-based peer production", "magic", "modeOfProduction", "InConstraintComponent"),
        ("steward: Wikimedia", "steward: Person:Wikimedia", "steward", "ClassConstraintComponent"),
        ("uses: Linux", "uses: Person:Linus", "uses", "OrConstraintComponent"),
        ("45.07, 7.69", "in Turin", "coordinates", "PatternConstraintComponent"),
        ("confidence: high", "confidence: fairly", "confidence", "InConstraintComponent"),
        ("source: Interview", "source: Person:Interview", "source", "ClassConstraintComponent"),
        ("date: 2026-05-01", "date: May", "date", "DatatypeConstraintComponent"),
    ],
)
def test_a_bad_case_does_not(old: str, new: str, path: str, constraint: str):
    assert old in WIKIPEDIA
    found = results(facts(WIKIPEDIA.replace(old, new, 1), "Case:Wikipedia"))
    assert (path, constraint) in found
    assert {each for each, _ in found} == {path}


def test_two_licences_of_one_page_are_found_over_its_graph():
    text = WIKIPEDIA.replace("license: CC-BY-SA-4.0", "license: [CC-BY-SA-4.0, GPL-2.0-only]")
    assert {constraint for _, constraint in results(facts(text, "Case:Wikipedia"))} == {
        "MaxCountConstraintComponent"
    }


def test_a_concept_elsewhere_is_an_address_in_the_graph_and_no_text():
    graph = facts("---\nexact_match: https://vocabulary.example/peer\n---\nA concept.\n", "Concept:Peer")
    assert list(graph.objects(None, SKOS.exactMatch)) == [URIRef("https://vocabulary.example/peer")]
    assert results(graph, SH.Warning) == set()


PATTERN = """---
kind: pattern
stars: 1
---
## Problem
Experts are scarce.

## Context
A project of volunteers.

## Solution
Publish first, judge afterwards.
"""


def test_a_good_pattern_conforms():
    assert results(facts(PATTERN, "Pattern:Communal validation")) == set()


def test_a_pattern_lacking_its_solution_is_warned_about():
    graph = facts(PATTERN.replace("## Solution", "## Idea"), "Pattern:Communal validation")
    assert results(graph, SH.Warning) == {("solution", "MinCountConstraintComponent")}
    assert results(graph, SH.Violation) == set()


def test_stars_stay_between_their_bounds():
    graph = facts(PATTERN.replace("stars: 1", "stars: 5"), "Pattern:Communal validation")
    assert results(graph, SH.Violation) == {("stars", "MaxInclusiveConstraintComponent")}


def test_every_kind_of_page_can_be_empty_and_still_has_its_class():
    for kind in load_ontology().kinds:
        if kind.name != "talk":
            graph = facts("A page.\n", f"{kind.namespace}:X" if kind.namespace else "X")
            assert results(graph, SH.Violation) == set()
            assert URIRef(kind.iri) in set(graph.objects(None, RDF.type))
