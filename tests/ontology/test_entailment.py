"""What is promised of entailment is what a reference reasoner infers, no more and no less."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import owlrl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.entailment import Rules, complete, entailed
from ontology.namespaces import LOOM
from ontology.shapes import FOLDER, load_ontology
from ontology.vocabulary import vocabulary_graph
from patterns.facts import _triples, facts, place_of
from patterns.filenames import title_of_file
from patterns.frontmatter import parse
from patterns.saying import understand

BASE = "http://wiki.example"
CORPUS = FOLDER.parent / "patterns" / "corpus"
AXIOMS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf)

PAGES = {
    "Case:Wikipedia": """---
steward: Wikimedia Foundation
exhibits:
  - Communal validation
  - {value: Copyleft, bearing: refuting, source: Interview}
  - {value: Self-selection, source: Interview}
fork_of: Nupedia
learned_from: WikiWikiWeb
uses: Linux
competes_with: Encarta
supports: Law of asymmetric competition
lowers_cost: {value: entry, behaviour: contributing}
values_served: {value: equality, membership: 0.5}
transformations: {value: contribution, since: 2001}
---
See [[Case:Debian]].
""",
    "Pattern:Communal validation": """---
known_instances: [Wikipedia, {value: Linux, status: contested, source: Interview}]
language: Loom
larger_pattern: Self-governance
smaller_pattern: Reverting
alternative_to: Credentials
conflicts_with: [Credentials, https://elsewhere.example/gates]
lowers_cost: validation
raises_cost: appropriation
---
## Problem
Experts are scarce.
""",
    "Practice:Peer production": "---\nbroader_practice: Production\nexhibits: Self-selection\n---\nWork.\n",
    "Institution:Wikimedia Foundation": "---\nstewards: [Wikipedia, Practice:Editing]\n---\nA foundation.\n",
    "Concept:Law of asymmetric competition": """---
type: hypothesis
supported_by: Linux
refuted_by: Encarta
narrower: Germ form
opposed_to: Monopoly
---
""",
    "Source:Interview": "---\ndiscusses: {value: Michel Bauwens, quote: in stark contrast}\n---\n",
    "Person:Michel Bauwens": "---\nworks: Interview\n---\nAn author.\n",
    "License:MIT": "---\nspdx: MIT\n---\n",
    "Language:Loom": "---\npatterns: [Communal validation]\n---\nA language.\n",
    "Help": "A plain page about [[Case:Wikipedia]].\n",
    "Case:WP": "---\nredirect: Case:Wikipedia\n---\n",
}


def graph_of(quads: bytes) -> Graph:
    lines = quads.decode().splitlines()
    return Graph().parse(data="".join(f"{line.rpartition(' <')[0]} .\n" for line in lines), format="nt")


def stated(title: str, text: str) -> Graph:
    """What the page says, without what follows."""
    ontology = load_ontology()
    saying = understand(parse(text), title, ontology)
    place = place_of(saying.title, ontology, BASE)
    if saying.redirect:
        return graph_of(facts(saying, place))
    triples = sorted(set(_triples(saying, place)))
    return Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples), format="nt")


def projected(title: str, text: str) -> Graph:
    ontology = load_ontology()
    saying = understand(parse(text), title, ontology)
    return graph_of(facts(saying, place_of(saying.title, ontology, BASE)))


@cache
def axioms() -> Graph:
    graph = Graph()
    for triple in vocabulary_graph():
        symmetric = triple[1] == RDF.type and triple[2] == OWL.SymmetricProperty
        if triple[1] in AXIOMS or symmetric:
            graph.add(triple)
    return graph


def inferred(graph: Graph) -> set[tuple[object, ...]]:
    """What OWL 2 RL infers, restricted to what the promised rules conclude about the page's entities."""
    whole = axioms() + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    classes = set(axioms().objects(None, RDFS.subClassOf))
    properties = {URIRef(other) for found in load_ontology().rules.properties.values() for other, _ in found}
    own = {node for s, _, o in graph for node in (s, o) if isinstance(node, URIRef)}
    return {
        (s, p, o)
        for s, p, o in whole
        if s in own and ((p == RDF.type and o in classes) or p in properties) and isinstance(o, URIRef)
    }


@pytest.mark.parametrize("title", PAGES)
def test_a_page_s_facts_are_what_it_says_and_what_the_reference_infers(title: str):
    before, after = stated(title, PAGES[title]), projected(title, PAGES[title])
    assert set(before) <= set(after)
    assert set(after) - set(before) == inferred(before) - set(before)


def test_the_corpus_entails_what_the_reference_infers():
    """All pages at once: every rule has one premise, so the union's closure is the union of closures."""
    before, after = Graph(), Graph()
    for path in sorted(CORPUS.rglob("*.md")):
        title, text = (
            title_of_file(path.relative_to(CORPUS).as_posix(), load_ontology()),
            path.read_text("utf-8"),
        )
        before += stated(title, text)
        after += projected(title, text)
    reference = Graph()
    rules = load_ontology().rules
    for s, p, o in before:
        if str(p) in rules.properties or (p == RDF.type and str(o) in rules.classes):
            reference.add((s, p, o))
    assert {each for each in after if each not in before} == {
        each for each in inferred(reference) if each not in before
    }


def test_what_is_not_said_any_more_does_not_follow_any_more():
    text = PAGES["Case:Wikipedia"]
    foundation = URIRef(f"{BASE}/id/institution/Wikimedia_Foundation")
    wikipedia = URIRef(f"{BASE}/id/case/Wikipedia")
    assert (foundation, LOOM.stewards, wikipedia) in projected("Case:Wikipedia", text)
    retracted = projected("Case:Wikipedia", text.replace("steward: Wikimedia Foundation\n", ""))
    assert list(retracted.triples((foundation, None, None))) == []


def test_what_refutes_never_follows_as_support():
    found = projected("Case:Wikipedia", PAGES["Case:Wikipedia"])
    copyleft = URIRef(f"{BASE}/id/pattern/Copyleft")
    assert list(found.triples((copyleft, LOOM.knownInstance, None))) == []
    assert list(found.subjects(LOOM.instancePattern, copyleft)) != []


def test_transitive_relations_are_left_to_property_paths():
    rules = load_ontology().rules
    assert str(SKOS.broaderTransitive) not in rules.properties
    assert list(vocabulary_graph().subjects(RDF.type, OWL.TransitiveProperty)) == []


def test_each_relation_s_two_ends_agree():
    """Whichever page says it, the graph has both directions."""
    rules = load_ontology().rules
    for one, other in vocabulary_graph().subject_objects(OWL.inverseOf):
        assert (str(other), True) in rules.properties[str(one)]
        assert (str(one), True) in rules.properties[str(other)]


# The rules themselves, on letters


def test_chains_of_axioms_are_followed_to_their_end():
    rules = complete([("A", "B"), ("B", "C")], [("p", "q")], [("q", "r")], ["s"])
    assert rules.classes == {"A": ("B", "C"), "B": ("C",)}
    assert rules.properties == {
        "p": (("q", False), ("r", True)),
        "q": (("r", True),),
        "r": (("q", True),),
        "s": (("s", True),),
    }


def test_a_circle_of_classes_ends():
    assert complete([("A", "B"), ("B", "A")], [], [], []).classes == {"A": ("B",), "B": ("A",)}


def test_literals_have_no_inverse():
    rules = complete([], [("p", "q")], [("p", "r")], [])
    assert list(entailed([("<a>", "<p>", '"text"')], rules)) == [("<a>", "<q>", '"text"')]


def test_nothing_follows_without_rules():
    assert list(entailed([("<a>", "<b>", "<c>")], Rules())) == []


letters = st.sampled_from(["<a>", "<b>", "<c>", '"text"'])
said = st.lists(
    st.tuples(letters.filter(lambda each: each[0] == "<"), st.sampled_from(["<p>", "<q>", "<s>"]), letters)
)


@given(said, said)
def test_pages_do_not_need_each_other(one, other):
    """The closure of two pages together is that of the one and that of the other; doing it twice adds nothing."""
    rules = complete([], [("p", "q")], [("q", "r")], ["s"])
    together = set(entailed([*one, *other], rules))
    assert together == set(entailed(one, rules)) | set(entailed(other, rules))
    assert set(entailed(together, rules)) <= together | {*one, *other}


def test_the_corpus_folder_is_where_the_test_looks():
    assert isinstance(CORPUS, Path)
    assert CORPUS.is_dir()
