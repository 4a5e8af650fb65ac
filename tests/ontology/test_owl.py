"""The vocabulary is an OWL 2 DL ontology, and it and the facts of pages contradict nothing.

OWL 2 Structural Specification, section 11 (global restrictions) and section 5.8.1 (typing constraints); OWL 2 Mapping
to RDF Graphs, table 7 (declarations). Consistency by the rules of OWL 2 RL, which are complete for what is said here:
named classes, disjointness, inverse, symmetric and super-properties, no class expressions.
"""

from __future__ import annotations

from functools import cache

import owlrl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from ontology.namespaces import LOOM, SKOS
from ontology.shapes import FOLDER, load_ontology
from ontology.vocabulary import terms, vocabulary_graph
from patterns.filenames import title_of_file
from tests.fixtures.queried import BASE, union_graph

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
CORPUS = FOLDER.parent / "patterns" / "corpus"
SORTS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
BUILT_IN = {RDFS.label, RDFS.comment, RDFS.isDefinedBy}  # annotation properties of OWL 2 itself
BETWEEN_PROPERTIES = {RDFS.subPropertyOf, OWL.inverseOf}
BETWEEN_CLASSES = {RDFS.subClassOf, OWL.disjointWith}
LANGUAGE_OF_AXIOMS = {
    RDF.type, RDF.first, RDF.rest, RDFS.range, OWL.members, *BETWEEN_PROPERTIES, *BETWEEN_CLASSES,
}  # fmt: skip
KNOWN_AXIOMS = {
    OWL.Ontology, OWL.Class, OWL.SymmetricProperty, OWL.AllDisjointClasses, *SORTS,
}  # fmt: skip
"""The constructs complete reasoning by OWL 2 RL relies on; another one needs a new look at this test."""


def declared(sort: URIRef) -> set[object]:
    return set(vocabulary_graph().subjects(RDF.type, sort))


def sort_of(term: object) -> set[object]:
    return set(vocabulary_graph().objects(term, RDF.type)) & SORTS  # type: ignore[arg-type]


def test_every_property_is_declared_as_of_one_sort():
    used = set(vocabulary_graph().predicates()) - LANGUAGE_OF_AXIOMS - BUILT_IN
    own = {
        URIRef(each) for each, term in terms().items() if not {str(s) for s in SORTS}.isdisjoint(term.types)
    }
    assert sorted(str(each) for each in used | own if len(sort_of(each)) != 1) == []


def test_every_class_is_declared_and_no_class_is_a_property():
    graph = vocabulary_graph()
    named = {each for term in BETWEEN_CLASSES for pair in graph.subject_objects(term) for each in pair}
    for head in graph.objects(None, OWL.members):
        named |= set(graph.items(head))
    typed = {each for each in graph.objects(None, RDF.type) if not str(each).startswith(str(OWL))}
    assert (named | typed) - declared(OWL.Class) == set()
    assert [each for each in declared(OWL.Class) if sort_of(each)] == []


def test_axioms_between_properties_join_what_belongs_together():
    graph = vocabulary_graph()
    for predicate in BETWEEN_PROPERTIES:
        for one, other in graph.subject_objects(predicate):
            assert sort_of(one) == sort_of(other), (one, other)
    for one, other in graph.subject_objects(OWL.inverseOf):
        assert sort_of(one) == {OWL.ObjectProperty}, (one, other)
    assert all(sort_of(each) == {OWL.ObjectProperty} for each in declared(OWL.SymmetricProperty))


def test_values_are_of_the_sort_their_property_wants():
    """Object properties lead to things, datatype properties to literals."""
    for subject, predicate, value in vocabulary_graph():
        if sort_of(predicate) == {OWL.ObjectProperty}:
            assert not isinstance(value, Literal), (subject, predicate)
        if sort_of(predicate) == {OWL.DatatypeProperty}:
            assert isinstance(value, Literal), (subject, predicate)


def test_only_simple_axioms_are_used():
    """No property chain, transitive property, restriction or cardinality: the global restrictions hold by themselves."""
    graph = vocabulary_graph()
    used = {each for each in graph.predicates() if str(each).startswith(str(OWL))}
    used |= {each for each in graph.objects(None, RDF.type) if str(each).startswith(str(OWL))}
    assert used <= KNOWN_AXIOMS | LANGUAGE_OF_AXIOMS
    blank = {each for each in graph.subjects() if isinstance(each, BNode)}
    heads = set(graph.subjects(RDF.first)) | declared(OWL.AllDisjointClasses)
    assert blank == heads


def test_a_field_that_holds_pages_or_options_is_no_datatype_property():
    """What the shapes make of an own property in facts fits its declaration."""
    wrong = [
        (kind.name, each.key)
        for kind in load_ontology().kinds
        for each in kind.fields
        if each.iri in terms()
        and (each.type in {"page", "choice"}) != (OWL.ObjectProperty in sort_of(URIRef(each.iri)))
    ]
    assert wrong == []


@cache
def logic() -> Graph:
    """The vocabulary without labels and definitions, which have no consequences."""
    graph = Graph()
    for triple in vocabulary_graph():
        if triple[1] in LANGUAGE_OF_AXIOMS or sort_of(triple[1]) == {OWL.ObjectProperty}:
            graph.add(triple)
    return graph


def closed(graph: Graph) -> list[str]:
    """Close under OWL 2 RL; return what contradicts itself."""
    whole = logic() + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(
        whole
    )
    impossible = [f"{each} is impossible" for each in whole.subjects(RDF.type, OWL.Nothing)]
    return [str(each) for each in whole.objects(None, ERROR)] + impossible


def test_the_vocabulary_contradicts_nothing():
    assert closed(Graph()) == []


def test_no_class_is_empty_by_necessity():
    one_of_each = Graph()
    for each in declared(OWL.Class):
        one_of_each.add((BNode(), RDF.type, each))
    assert closed(one_of_each) == []


def test_the_corpus_contradicts_nothing():
    pages = {
        title_of_file(path.relative_to(CORPUS).as_posix(), load_ontology()): path.read_text("utf-8")
        for path in sorted(CORPUS.rglob("*.md"))
    }
    classes = Graph()
    for subject, cls in union_graph(pages).subject_objects(RDF.type):
        classes.add((subject, RDF.type, cls))
    assert len(classes) >= len(pages)
    assert closed(classes) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Case", "Pattern"), ("Person", "Institution"), ("Instance", "DesignEffect"), ("Practice", "Case")],
)
def test_a_contradiction_would_be_found(one: str, other: str):
    graph, thing = Graph(), URIRef(f"{BASE}/id/x")
    graph.add((thing, RDF.type, LOOM[one]))
    graph.add((thing, RDF.type, LOOM[other]))
    assert closed(graph) != []


def test_a_concept_may_be_a_practice():
    graph, thing = Graph(), URIRef(f"{BASE}/id/x")
    for cls in (LOOM.Practice, LOOM.Concept, SKOS.Concept):
        graph.add((thing, RDF.type, cls))
    assert closed(graph) == []
