"""Every own term is defined once, and no other is used."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SH, SKOS, XSD, Graph, Literal, URIRef

from ontology.kinds import ValueType
from ontology.licensing import Answer
from ontology.licensing.facts import verdict_facts
from ontology.namespaces import LOOM, PREFIXES
from ontology.shapes import FOLDER, load_ontology
from ontology.vocabulary import terms, vocabulary_graph
from patterns.comparison.columns import COLUMNS
from patterns.comparison.kept import Kept, page_text
from patterns.projection import project
from wiki.figures import AGREED, FARED, SCORED

ROOT = FOLDER.parent
LANGUAGES = {"en", "it", "fr", "de", "es"}
TURTLE = sorted([*(FOLDER / "vocabulary").glob("*.ttl"), *(FOLDER / "shapes").glob("*.ttl")])
DATATYPES = {"string", "boolean", "integer", "decimal", "date", "dateTime", "gYear", "anyURI"}


def own_terms_in(graph: Graph) -> set[str]:
    return {str(node) for triple in graph for node in triple if isinstance(node, URIRef) and node in LOOM}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_turtle_uses_defined_terms_only(path: Path):
    used = own_terms_in(Graph().parse(path, format="turtle"))
    assert sorted(used - set(terms())) == []


def test_code_pages_and_docs_use_defined_terms_only():
    """Own terms are named as LOOM.term, LOOM["term"], LOOM + "term", or loom:term in queries and prose."""
    naming = re.compile(r"""\bLOOM(?:\.|\["|\}|\s*\+\s*")([A-Za-z][\w-]*)|\bloom:([A-Za-z][\w-]*)""")
    unknown: list[str] = []
    for room in ("ontology", "patterns", "importers", "wiki", "docs", "bench"):
        for path in (
            each for each in (ROOT / room).rglob("*") if each.suffix in {".py", ".html", ".md", ".rq"}
        ):
            for match in naming.finditer(path.read_text(encoding="utf-8")):
                name = match[1] or match[2]
                if str(LOOM) + name not in terms():
                    unknown.append(f"{path.relative_to(ROOT)}: {name}")
    assert unknown == []


def test_the_fields_of_all_kinds_use_defined_terms():
    own = str(LOOM)
    for kind in load_ontology().kinds:
        used = {kind.iri, *(each.iri for each in kind.fields)}
        used |= {option.iri for each in kind.fields for option in each.options}
        assert sorted(iri for iri in used if iri.startswith(own) and iri not in terms()) == []


@pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.name)
def test_a_term_has_label_definition_and_status(term):
    assert term.labels.get("en"), "rdfs:label or skos:prefLabel in English"
    assert term.definition.endswith("."), term.definition
    assert term.status in {"testing", "stable"}
    assert set(term.labels) <= LANGUAGES
    assert (
        URIRef(term.iri),
        RDFS.isDefinedBy,
        URIRef("https://w3id.org/commonloom/ns"),
    ) in vocabulary_graph()


SORTS = {
    str(OWL.Class): "class",
    str(SKOS.Concept): "concept",
    str(SKOS.ConceptScheme): "concept",
    **{str(each): "property" for each in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)},
}
"""What a term is; further types, such as odrl:Action, say more of it."""


def test_a_term_is_defined_in_one_file_and_one_way():
    where: dict[str, list[str]] = {}
    for path in (FOLDER / "vocabulary").glob("*.ttl"):
        for subject in set(Graph().parse(path, format="turtle").subjects()):
            where.setdefault(str(subject), []).append(path.name)
    assert {term: files for term, files in where.items() if len(files) > 1} == {}
    for term in terms().values():
        assert len({SORTS[each] for each in term.types if each in SORTS}) == 1, term


def test_labels_have_one_value_a_language():
    for term in terms():
        for prop in (RDFS.label, SKOS.prefLabel, SKOS.definition):
            languages = [
                each.language
                for each in vocabulary_graph().objects(URIRef(term), prop)
                if isinstance(each, Literal)
            ]
            assert len(languages) == len(set(languages)), (term, prop)


def test_a_closed_list_is_one_scheme():
    """The sh:in list of a field and the scheme it draws on have the same members."""
    members: dict[str, set[str]] = {}
    for term in terms().values():
        for scheme in term.schemes:
            members.setdefault(scheme, set()).add(term.iri)
    schemes = list(members.values())
    ontology = load_ontology()
    fields = [each for kind in ontology.kinds for each in kind.fields] + list(ontology.qualifiers)
    for each in fields:
        if each.type is ValueType.CHOICE and each.key != "applies_to":
            assert {option.iri for option in each.options} in schemes, each.key
            assert all(option.definition for option in each.options), each.key


def test_every_scheme_is_used_and_has_members():
    schemes = {term.iri for term in terms().values() if str(SKOS.ConceptScheme) in term.types}
    assert schemes == {scheme for term in terms().values() for scheme in term.schemes}
    options = {o.iri for kind in load_ontology().kinds for f in kind.fields for o in f.options}
    options |= {o.iri for f in load_ontology().qualifiers for o in f.options}
    concepts = {term.iri for term in terms().values() if str(SKOS.Concept) in term.types}
    answers = {each.iri for each in terms().values() if str(LOOM.answers) in each.schemes}
    assert answers == {str(LOOM[f"answer-{each.value.replace(' ', '-')}"]) for each in Answer}
    assert concepts - options - answers - said_of_licences() == set()


@cache
def said_of_licences() -> set[str]:
    """Own terms in the descriptions of licence texts, `ontology/licences`."""
    return {
        term
        for path in (FOLDER / "licences").glob("*.ttl")
        for term in own_terms_in(Graph().parse(path, format="turtle"))
    }


@cache
def said_of_verdicts() -> set[str]:
    """Own terms in the facts that are worked out of licence texts."""
    facts = verdict_facts({"https://x.example/a": "CDDL-1.0", "https://x.example/b": "GPL-2.0-only"})
    return own_terms_in(Graph().parse(data=facts, format="turtle"))


def test_inverse_properties_are_both_defined():
    for pair in vocabulary_graph().subject_objects(OWL.inverseOf):
        assert [str(each) for each in pair if str(each) not in terms() and not exists(str(each))] == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_only_datatypes_the_engine_keeps_are_used(path: Path):
    xsd = "http://www.w3.org/2001/XMLSchema#"
    graph = Graph().parse(path, format="turtle")
    found = {
        str(node)
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and str(node).startswith(xsd)
    }
    found |= {str(node.datatype) for node in graph.objects() if isinstance(node, Literal) and node.datatype}
    assert {each.removeprefix(xsd) for each in found} <= DATATYPES


def test_classes_have_a_shape():
    classes = {term.iri for term in terms().values() if str(OWL.Class) in term.types}
    shaped = {kind.iri for kind in load_ontology().kinds}
    codings = {str(each) for each in vocabulary_graph().subjects(RDFS.subClassOf, LOOM.Coding)}
    others = {LOOM.Coding, LOOM.TransformationAxis, LOOM.Verdict, LOOM.VerdictReason}
    others |= {LOOM.Scorecard, LOOM.ChecklistItem, LOOM.Agreement}
    assert classes - shaped == {*codings, *map(str, others)}


def test_properties_are_used_by_a_shape_or_a_coding():
    """What nothing can say is not in the vocabulary, except:

    loom:mentions is said by links in prose, the two ends of an instance by the projection, the poles by the
    axes themselves, and three super-properties by entailment.
    """
    used: set[str] = set()
    for path in (FOLDER / "shapes").glob("*.ttl"):
        used |= own_terms_in(Graph().parse(path, format="turtle"))
    used |= said_of_licences() | said_of_verdicts() | said_of_results()
    used |= {str(LOOM) + each for each in SCORED | FARED | AGREED}
    properties = {
        str(each)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
        for each in vocabulary_graph().subjects(RDF.type, kind)
    }
    said_otherwise = {"mentions", "instanceCase", "instancePattern", "fromPole", "toPole"}
    super_properties = {"bearsOn", "changesCost", "lineage"}
    unused = {each.removeprefix(str(LOOM)) for each in properties - used if each.startswith(str(LOOM))}
    assert unused == said_otherwise | super_properties


def said_of_results() -> set[str]:
    """Terms of the rows of kept results: those of columns, and what observations say of rows and of columns of their own."""
    board = Kept("Comparison:A", "", "side by side", ("Case:A",), rows="variable,Case:A\nvalidation,")
    matrix = Kept("Comparison:A", "", "matrix", ("Case:A",), rows="case,validation\nCase:A,")
    said = (
        project(page_text(each), each.title, load_ontology(), "http://x.example").facts
        for each in (board, matrix)
    )
    found = {each.iri for columns in COLUMNS.values() for each in columns.values()}
    return found | {each for facts in said for each in re.findall(rf"{LOOM}\w+", facts.decode())}


def test_every_option_says_where_it_comes_from():
    """By a source of its own or by that of its closed list."""
    graph = vocabulary_graph()
    sourced = {str(each) for each in graph.subjects(DCTERMS.source)}
    fields = [each for kind in load_ontology().kinds for each in kind.fields]
    options = {option.iri for each in [*fields, *load_ontology().qualifiers] for option in each.options}
    concepts = [term for term in terms().values() if term.iri in options and term.schemes]
    assert [term.name for term in concepts if not {term.iri, *term.schemes} & sourced] == []


def test_a_term_knows_where_it_comes_from_and_what_it_is_joined_to():
    own = terms()
    sharing = own[str(LOOM["communal-shareholding"])]
    assert "Alan Page Fiske, Structures of Social Life, 1991 (communal sharing)" in sharing.sources
    assert sharing.notes == (
        "“you give what you can to the commons, from which anybody can take according to need” (Interview)",
    )
    assert own[str(LOOM["breaks-at-input"])].sources == (
        "Cosma Orsi, Interview on Peer to Peer Politics (with Michel Bauwens), 2008",
    )
    assert own[str(LOOM.Instance)].broader == (str(LOOM.Coding),)
    assert own[str(LOOM.steward)].inverse == str(LOOM.stewards)
    assert own[str(LOOM.stewards)].inverse == str(LOOM.steward)
    assert own[str(LOOM.opposedTo)].symmetric
    assert not own[str(LOOM.steward)].symmetric


def test_every_axis_leads_from_one_position_to_another():
    graph = vocabulary_graph()
    positions = {str(each) for each in graph.subjects(SKOS.inScheme, LOOM["transformation-positions"])}
    poles = []
    for axis in graph.subjects(SKOS.inScheme, LOOM["transformation-axes"]):
        poles += [str(graph.value(axis, LOOM.fromPole)), str(graph.value(axis, LOOM.toPole))]
    assert sorted(poles) == sorted(positions)
    assert len(poles) == 22


# The interview's distinctions, as the design's table lists them: case field → what it must be able to say.
SAYABLE = {
    "mode_of_production": "for-profit, state, commons-based peer production, household or gift",
    "relation_of_exchange": "market exchange, reciprocity, authority, communal shareholding",
    "processes": "peer production, peer governance, peer property",
    "circulation": "loop closes, breaks at input, breaks at process, breaks at output, breaks at return",
    "rivalry": "rival, non-rival",
    "materiality": "material, immaterial",
    "copy_cost": "negligible, substantial",
    "property_regime": "private property, public property, common property",
    "property_format": "sharing economy, commons economy, enclosure",
    "task_selection": "self-selection, permission required, assignment",
    "task_granularity": "granular, coarse",
    "validation": "before publication, after publication",
    "decision_making": "meritocratic ad-hocracy, formal democratic rules, hierarchy",
    "governance_risk": "tyranny of structurelessness, collective individual",
    "allocation": "self-allocation, price, command, democratic decision, turns or custom, need",
    "motivation": "intrinsic, reputation and knowledge, monetary, mixed",
    "entry_threshold": "low, high",
    "participation_principle": "equipotentiality, credentialism",
    "modification": "anyone, members, owner only",
    "produsage": "users are producers, users are apart from producers",
    "values_served": "freedom, equality, efficiency in creating social value, sustainability, openness, "
    "participation, commons orientation",
    "quality": "absolute quality, relative quality",
    "stage": "germ form, growing, parity, dominant, declining, ended",
    "scale": "small group, small groups coordinating globally, large organization",
    "free_riding": "productive, harmless, harmful",
    "voluntary_contribution": "grew, steady, fell",
    "paid_contribution": "nobody, some, all",
    "rival_terms": "closed company, open company, open commons, state",
    "against_rival": "ahead, level, behind, gave way",
    "network_structure": "centralized, decentralized, distributed",
    "lowers_cost": "entry, coordination, transaction, information, monitoring, validation, exit or fork, capital, "
    "enforcement, appropriation",
    "transformations": "exchange, contribution, representation, participation, gift sharing, communal shareholding, "
    "relative quality, absolute quality, scarcity, abundance, individuality, relationality, permission, "
    "self-selection, credential, communal validation, monetary value, non-monetary value, enclosed, common",
}


@pytest.mark.parametrize("key", SAYABLE)
def test_the_distinctions_of_the_interview_can_be_said_of_a_case_with_evidence(key: str):
    field = load_ontology().by_name["case"].by_key[key]
    assert field.codable
    assert set(SAYABLE[key].split(", ")) <= {option.label for option in field.options}


def test_the_roles_and_types_of_institutions_can_be_said():
    fields = load_ontology().by_name["institution"].by_key
    assert {each.label for each in fields["type"].options} == {
        "for-benefit", "for-profit", "state", "non-profit", "netarchical platform", "informal community", "cooperative",
    }  # fmt: skip
    assert {each.label for each in fields["role"].options} == {
        "steward of infrastructure", "partner state", "benefit sharing", "revenue sharing", "ecology of businesses",
        "enclosure",
    }  # fmt: skip


# The JSON-LD context


def context() -> dict[str, object]:
    return json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def test_the_context_gives_each_field_its_property():
    from ontology.jsonld import context as fresh

    assert context() == fresh(load_ontology())["@context"], "run python -m ontology.shapes --write"


def test_prefixes_are_the_same_everywhere():
    assert {key: value for key, value in context().items() if key in PREFIXES} == PREFIXES
    assert load_ontology().prefixes == PREFIXES


def test_the_context_has_a_word_for_every_class_of_codings():
    codings = {
        str(each).removeprefix(str(LOOM))
        for each in vocabulary_graph().subjects(RDFS.subClassOf, LOOM.Coding)
    }
    assert {name: context()[name] for name in codings} == {name: f"loom:{name}" for name in codings}


def test_the_context_reads_a_page_s_facts():
    page = {
        "@context": context(),
        "@id": "http://wiki.example/id/case/Wikipedia",
        "@type": "Case",
        "mode_of_production": "loom:commons-based-peer-production",
        "started": "2001",
        "steward": [{"@id": "http://wiki.example/id/institution/Wikimedia_Foundation"}],
    }
    graph = Graph().parse(data=json.dumps(page), format="json-ld")
    case = URIRef("http://wiki.example/id/case/Wikipedia")
    assert graph.value(case, RDF.type) == LOOM.Case
    assert graph.value(case, LOOM.modeOfProduction) == LOOM["commons-based-peer-production"]
    assert graph.value(case, LOOM.started) == Literal(
        "2001", datatype=URIRef("http://www.w3.org/2001/XMLSchema#gYear")
    )
    assert graph.value(case, LOOM.steward) == URIRef(
        "http://wiki.example/id/institution/Wikimedia_Foundation"
    )


# Other people's terms

ELSEWHERE = {
    "http://creativecommons.org/ns#": {
        "permits",
        "requires",
        "prohibits",
        "License",
        "CommercialUse",
        "DerivativeWorks",
    }
    | {"Distribution", "Attribution", "Notice", "SourceCode", "ShareAlike", "LesserCopyleft"},
    "http://purl.org/ontology/bibo/": {
        "doi",
        "isbn",
        "interviewer",
        "Document",
        "Book",
        "Article",
        "Interview",
    }
    | {"Webpage", "Report", "Thesis"},
    "http://datashapes.org/dash#": {"singleLine"},
    "http://www.w3.org/ns/oa#": {
        "Annotation",
        "SpecificResource",
        "TextQuoteSelector",
        "hasTarget",
        "hasSource",
        "hasSelector",
        "exact",
    },
    "http://www.w3.org/ns/odrl/2/": {"Action"},
    "http://www.w3.org/2003/06/sw-vocab-status/ns#": {"term_status"},
}
DEFINED = (DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SH, SKOS, XSD)


def exists(iri: str) -> bool:
    """Tell whether the term is one of its vocabulary, as far as that is known here."""
    for start, names in ELSEWHERE.items():
        if iri.startswith(start):
            return iri.removeprefix(start) in names
    found = next((space for space in DEFINED if iri.startswith(str(space))), None)
    return found is not None and URIRef(iri) in found


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_terms_of_other_vocabularies_exist_there(path: Path):
    graph = Graph().parse(path, format="turtle")
    said = {*graph.predicates(), *graph.objects(None, RDF.type), *graph.objects(None, SH.path)}
    for prop in (
        SKOS.closeMatch,
        SKOS.exactMatch,
        RDFS.subClassOf,
        SH.datatype,
        SH.severity,
        SH.inversePath,
        RDF.first,
    ):
        said |= set(graph.objects(None, prop))
    foreign = {str(each) for each in said if isinstance(each, URIRef) and each not in LOOM}
    assert sorted(iri for iri in foreign if not exists(iri)) == []


def test_a_misspelt_term_would_be_found():
    assert exists(str(DCTERMS.license))
    assert not exists(str(DCTERMS) + "licence")
    assert not exists("http://purl.org/ontology/bibo/DOI")
    assert not exists("http://example.org/unheard-of")
