"""Instances, effects, assessments and positions: codings with more to say than a value."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD

from ontology.namespaces import LOOM
from ontology.shapes import load_ontology
from patterns.frontmatter import parse
from patterns.maturity import maturity
from patterns.projection import FacetRow, Projected, project

BASE = "http://wiki.example"
CASE = URIRef(f"{BASE}/id/case/Wikipedia")
PATTERN = URIRef(f"{BASE}/id/pattern/Communal_validation")


def projected(front: str, title: str = "Case:Wikipedia") -> Projected:
    return project(f"---\n{front}\n---\nText.\n", title, load_ontology(), BASE)


def graph(front: str, title: str = "Case:Wikipedia") -> Graph:
    lines = projected(front, title).facts.decode().splitlines()
    return Graph().parse(data="".join(f"{line.rpartition(' <')[0]} .\n" for line in lines), format="nt")


def only(found: Graph, cls: URIRef) -> URIRef:
    (coding,) = found.subjects(RDF.type, cls)
    assert isinstance(coding, URIRef)
    return coding


SUPPORTING = """exhibits:
  - value: Communal validation
    degree: adapted
    since: 2001
    until: 2008
    outcome: Vandalism is gone within minutes.
    source: Interview 2008"""


def test_a_supporting_instance_is_a_resource_and_a_plain_triple():
    found = graph(SUPPORTING)
    instance = only(found, LOOM.Instance)
    assert (CASE, LOOM.exhibits, PATTERN) in found
    assert (instance, RDF.type, LOOM.Coding) in found
    said = {
        predicate.removeprefix(str(LOOM)): value for predicate, value in found.predicate_objects(instance)
    }
    assert said["instanceCase"] == CASE
    assert said["instancePattern"] == PATTERN
    assert said["bearing"] == LOOM.supporting
    assert said["degree"] == LOOM["adapted-degree"]
    assert said["since"] == Literal("2001", datatype=XSD.gYear)
    assert said["until"] == Literal("2008", datatype=XSD.gYear)
    assert said["outcome"] == Literal("Vandalism is gone within minutes.")


def test_the_pattern_s_page_says_the_same_of_case_and_pattern():
    front = "known_instances: [{value: Wikipedia, degree: full, source: Interview 2008}]"
    found = graph(front, "Pattern:Communal validation")
    instance = only(found, LOOM.Instance)
    assert (instance, LOOM.instanceCase, CASE) in found
    assert (instance, LOOM.instancePattern, PATTERN) in found
    assert (PATTERN, LOOM.knownInstance, CASE) in found


def test_a_refuting_instance_is_never_plain_support():
    front = "exhibits: [{value: Communal validation, bearing: refuting, source: Interview 2008, answer: Too few peers.}]"
    found = graph(front)
    instance = only(found, LOOM.Instance)
    assert (instance, LOOM.bearing, LOOM.refuting) in found
    assert (instance, LOOM.answer, Literal("Too few peers.")) in found
    assert (None, LOOM.exhibits, None) not in found
    assert (None, LOOM.knownInstance, None) not in found
    assert [row for row in projected(front).facets if row.field == "exhibits"] == []


def test_what_is_not_present_bears_on_nothing():
    found = graph("exhibits: [{value: Communal validation, status: contested, source: Interview 2008}]")
    instance = only(found, LOOM.Instance)
    assert (instance, LOOM.bearing, None) not in found
    assert (None, LOOM.exhibits, None) not in found


def test_an_instance_without_evidence_is_a_plain_triple_only():
    found = graph("exhibits: Communal validation")
    assert (CASE, LOOM.exhibits, PATTERN) in found
    assert list(found.subjects(RDF.type, LOOM.Instance)) == []
    assert (
        FacetRow("exhibits", "Pattern:Communal validation", "Communal validation")
        in projected("exhibits: Communal validation").facets
    )


def test_refuting_instances_do_not_make_a_pattern_mature():
    three = "known_instances: [A, B, {value: C, bearing: refuting}]"
    parts = "## Problem\np\n## Context\nc\n## Forces\nf\n## Solution\ns\n"
    assert maturity(parse(f"---\n{three}\n---\n{parts}")).level == "structured"
    supporting = three.replace("refuting", "supporting")
    assert maturity(parse(f"---\n{supporting}\n---\n{parts}")).level == "validated"


def test_two_dated_positions_on_one_axis_are_a_move():
    found = graph(
        "transformations:\n  - {value: monetary value, until: 1999}\n  - {value: non-monetary value, since: 2000}"
    )
    assert len(list(found.subjects(RDF.type, LOOM.AxisPosition))) == 2
    rows = found.query(
        """PREFIX loom: <https://w3id.org/commonloom/ns#>
        SELECT ?from ?to ?when { ?a loom:codedValue ?from ; loom:until ?end . ?b loom:codedValue ?to ; loom:since ?when }"""
    )
    assert [tuple(map(str, row)) for row in rows] == [
        (str(LOOM["monetary-value-position"]), str(LOOM["non-monetary-value-position"]), "2000")
    ]


def test_a_design_effect_names_behaviour_and_role():
    front = "lowers_cost: [{value: entry, behaviour: contributing, role: newcomers}]"
    found = graph(front, "Pattern:Communal validation")
    effect = only(found, LOOM.DesignEffect)
    assert (effect, LOOM.behaviour, LOOM.contributing) in found
    assert (effect, LOOM.forRole, LOOM.newcomer) in found
    assert (PATTERN, LOOM.lowersCost, LOOM["entry-cost"]) in found


def test_an_assessment_says_how_far_a_value_is_served_and_by_which_rubric():
    front = "values_served: [{value: equality, membership: 0.7, rubric: Equality of voice, coder: ana}]"
    found = graph(front)
    assessment = only(found, LOOM.Assessment)
    assert (assessment, LOOM.membership, Literal("0.7", datatype=XSD.decimal)) in found
    assert (assessment, LOOM.rubric, URIRef(f"{BASE}/id/variable/Equality_of_voice")) in found
    assert projected(front.replace("0.7", "1.7")).findings[0].message.endswith("write 1 or less.")


def test_a_case_speaks_for_or_against_a_hypothesis():
    found = graph("supports: [{value: Law of asymmetric competition, source: S}]\nrefutes: Crowding out")
    assert (CASE, LOOM.supports, URIRef(f"{BASE}/id/concept/Law_of_asymmetric_competition")) in found
    assert (CASE, LOOM.refutes, URIRef(f"{BASE}/id/concept/Crowding_out")) in found
    only(found, LOOM.HypothesisTest)
