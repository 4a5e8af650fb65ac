"""Alignments name terms that exist, each once, each with its reason."""

from __future__ import annotations

import re

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, PROV, QB, RDF, RDFS, SKOS

from ontology.alignments import FILE, Alignment, alignments, alignments_of
from ontology.namespaces import CC, DCTERMS, LOOM, ORG, SCHEMA
from ontology.vocabulary import terms, vocabulary_graph

ODRL = "http://www.w3.org/ns/odrl/2/"
VALUEFLOWS = "https://w3id.org/valueflows/ont/vf#"
ESSGLOBAL = "http://purl.org/essglobal/vocab/"
WIKIDATA = re.compile(r"http://www\.wikidata\.org/(entity/Q|prop/direct/P)[1-9][0-9]*")
KNOWN = {
    # ODRL Vocabulary 2.2, ValueFlows 1.0.0, ESSGLOBAL 2015-05-04, ccREL, schema.org 29, as their documents list them
    ODRL: {"Policy", "attribute", "derive", "distribute"},
    VALUEFLOWS: {"Organization", "Person", "ProcessSpecification", "ResourceSpecification"},
    ESSGLOBAL: {"Network", "SSEInitiative", "hasProductOrService", "legalForm"},
    str(CC): {
        "License", "CommercialUse", "DerivativeWorks", "Distribution", "Attribution", "ShareAlike", "SourceCode",
        "Notice", "attributionName",
    },
    str(SCHEMA): {
        "Person", "Organization", "CreativeWork", "DefinedTerm", "DefinedTermSet", "StatisticalVariable", "WebPage",
        "Observation", "location", "foundingDate", "participant", "observationAbout", "variableMeasured", "value",
        "Quotation", "Claim", "mentions", "about", "version", "isBasedOn", "creditText", "Dataset", "maintainer",
    },
}  # fmt: skip
RELATIONS = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch}


def exists(iri: str) -> bool:
    for start, names in KNOWN.items():
        if iri.startswith(start):
            return iri.removeprefix(start) in names
    spaces = [each for each in (DCTERMS, ORG, PROV, QB, RDF) if iri.startswith(str(each))]
    if spaces and spaces[0] == ORG:
        return iri in {str(ORG.Organization), str(ORG.classification)}
    return URIRef(iri) in spaces[0] if spaces else WIKIDATA.fullmatch(iri) is not None


@pytest.mark.parametrize("each", alignments(), ids=lambda each: f"{each.term} {each.other}")
def test_an_alignment_sets_an_own_term_beside_one_that_exists(each: Alignment):
    assert each.term in terms()
    assert URIRef(each.relation) in RELATIONS
    assert not each.other.startswith(str(LOOM))
    assert exists(each.other)
    assert each.reason.endswith(".")


def test_each_alignment_is_said_once_plainly_and_once_with_its_reason():
    graph = Graph().parse(FILE, format="turtle")
    plain = sorted(
        (str(s), str(p), str(o)) for s, p, o in graph if p in RELATIONS and not isinstance(s, BNode)
    )
    assert plain == sorted((each.term, each.relation, each.other) for each in alignments())
    assert len({(each.term, each.other) for each in alignments()}) == len(plain)


def test_the_six_neighbours_are_all_there():
    others = [each.other for each in alignments()]
    for start in (str(SCHEMA), str(ORG), str(CC), ODRL, ESSGLOBAL, VALUEFLOWS, "http://www.wikidata.org/"):
        assert any(each.startswith(start) for each in others), start


def test_nothing_is_imported_and_nothing_follows_for_pages():
    """No owl:imports can dangle, and no axiom here changes what entailment infers."""
    for graph in (Graph().parse(FILE, format="turtle"), vocabulary_graph()):
        assert list(graph.objects(None, OWL.imports)) == []
    graph = Graph().parse(FILE, format="turtle")
    inferring = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs}
    assert set(graph.predicates()) & inferring == set()


def test_an_exact_match_is_between_things_of_one_sort():
    """A property of ours is exactly another property, and a concept no property."""
    for each in alignments():
        if each.relation == str(SKOS.exactMatch):
            own = str(each.term).removeprefix(str(LOOM))
            concept = str(SKOS.Concept) in terms()[each.term].types
            assert concept != each.other.startswith("http://www.wikidata.org/prop/"), own


def test_a_term_s_alignments_are_found_by_its_iri():
    assert {each.other for each in alignments_of(str(LOOM.Person))} == {
        "https://schema.org/Person",
        "http://www.wikidata.org/entity/Q5",
        VALUEFLOWS + "Person",
    }
    assert alignments_of("https://w3id.org/commonloom/ns#none") == ()


def test_a_misspelt_term_would_be_found():
    assert not exists(ODRL + "deriving")
    assert not exists("http://www.wikidata.org/entity/5")
    assert not exists(str(DCTERMS) + "licence")
