"""The vocabulary as its pages show it: terms, what is said of them, where a form or a text uses them. Pure."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from ontology import alignments, compact
from ontology.alignments import Alignment, alignments_of
from ontology.hints import hints
from ontology.kinds import Field, Kind, Ontology
from ontology.namespaces import DCTERMS, LOOM, OWL, PREFIXES, RDFS, SKOS, VS
from ontology.shapes import load_ontology
from ontology.vocabulary import FOLDER, Term, terms, vocabulary_graph

PATH = "/ontology"
NEAREST = 8  # terms a mistaken name is answered with
SCHEME = str(SKOS.ConceptScheme)
SORTS: Mapping[str, str] = {
    SCHEME: "Closed list",
    str(SKOS.Concept): "Concept",
    str(OWL.Class): "Class",
    str(OWL.ObjectProperty): "Property",
    str(OWL.DatatypeProperty): "Property",
    str(OWL.AnnotationProperty): "Property of terms and shapes",
}
"""Class of a term → what sort of term that is, in words; the first that fits counts."""

RELATIONS: tuple[tuple[URIRef, str, str], ...] = (
    (RDFS.subClassOf, "Is a kind of", "Narrower classes"),
    (RDFS.subPropertyOf, "Follows from it", "Implied by"),
    (SKOS.broader, "Broader", "Narrower"),
    (OWL.inverseOf, "Inverse", "Inverse"),
    (LOOM.fromPole, "Leads from", "Start of the axis"),
    (LOOM.toPole, "Leads to", "End of the axis"),
)
"""What terms say of each other: the property, its words, and the words seen from the other end."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another term, of this vocabulary or another."""

    iri: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Use:
    """A field, and the kinds of page that have it; no kinds = it qualifies a coded statement."""

    field: Field
    kinds: tuple[Kind, ...] = ()


def term_of(name: str) -> Term | None:
    """Return the term of that name, e.g. "validation"."""
    return terms().get(str(LOOM) + name)


def label_of(term: Term) -> str:
    """Return the English label."""
    return term.labels.get("en", term.name)


def sort_of(term: Term) -> str:
    """Say what sort of term this is."""
    return next((words for iri, words in SORTS.items() if iri in term.types), "Term")


def address_of(iri: str) -> str:
    """Return where a term is read about: its page here, or another vocabulary's own address."""
    name = iri.removeprefix(str(LOOM))
    return f"{PATH}/{name}" if iri in terms() else iri


def short(iri: str) -> str:
    """Write an IRI with its prefix, as in "skos:Concept"; unchanged if no prefix fits."""
    fitting = [(len(start), prefix, start) for prefix, start in _prefixes().items() if iri.startswith(start)]
    if not fitting:
        return iri
    _, prefix, start = max(fitting)
    return f"{prefix}:{iri.removeprefix(start)}"


def neighbour(iri: str) -> Neighbour:
    """Return a term as something to link to."""
    own = terms().get(iri)
    return Neighbour(iri, label_of(own) if own else short(iri), address_of(iri))


def near(name: str) -> tuple[Term, ...]:
    """Return the terms whose name or label is most like a name that no term has."""
    wanted = name.casefold().replace("_", "-")
    by_word: dict[str, Term] = {}
    for each in terms().values():
        for word in (each.name, *each.labels.values()):
            by_word.setdefault(word.casefold(), each)
    close = difflib.get_close_matches(wanted, by_word, n=NEAREST, cutoff=0.6)
    within = [word for word in by_word if len(wanted) > 2 and wanted in word]  # noqa: PLR2004
    found = {by_word[word].iri: by_word[word] for word in [*close, *sorted(within, key=len)]}
    return tuple(found.values())[:NEAREST]


def uses(ontology: Ontology) -> tuple[Use, ...]:
    """Return every field with the kinds that have it, in the order of kinds and fields."""
    found: dict[Field, list[Kind]] = {each: [] for each in ontology.qualifiers}
    for kind in ontology.kinds:
        for each in kind.fields:
            found.setdefault(each, []).append(kind)
    return tuple(Use(each, tuple(kinds)) for each, kinds in found.items())


def uses_of(term: Term, ontology: Ontology) -> tuple[Use, ...]:
    """Return the fields that are this property, offer this option or this list, or name pages of this class."""
    own = {term.iri} | {each.iri for each in members(term)}
    named = {kind.name for kind in ontology.kinds if kind.iri == term.iri}
    return tuple(
        each
        for each in uses(ontology)
        if each.field.iri == term.iri
        or any(option.iri in own for option in each.field.options)
        or named.intersection(each.field.kinds)
    )


def members(scheme: Term) -> tuple[Term, ...]:
    """Return the concepts of a closed list, () for any other term."""
    if SCHEME not in scheme.types:
        return ()
    return tuple(each for each in terms().values() if scheme.iri in each.schemes)


def ordered_members(scheme: Term, ontology: Ontology) -> tuple[Term, ...]:
    """Return the concepts of a closed list, in the order in which a field offers them."""
    found = members(scheme)
    places: dict[str, int] = {}
    for each in uses_of(scheme, ontology):
        for option in each.field.options:
            places.setdefault(option.iri, len(places))
    return tuple(sorted(found, key=lambda each: (places.get(each.iri, len(places)), label_of(each))))


def lists_of(field: Field) -> tuple[Term, ...]:
    """Return the closed lists of the vocabulary a field's options are from; those people added are pages of the wiki."""
    known = terms()
    found = {iri for each in field.options if each.iri in known for iri in known[each.iri].schemes}
    return tuple(known[iri] for iri in sorted(found))


def schemes() -> tuple[Term, ...]:
    """Return the closed lists by label."""
    return tuple(sorted((each for each in terms().values() if SCHEME in each.types), key=label_of))


def of_sort(*sorts: str) -> tuple[Term, ...]:
    """Return the terms of these sorts by label."""
    return tuple(sorted((each for each in terms().values() if sort_of(each) in sorts), key=label_of))


def relations(term: Term) -> tuple[tuple[str, tuple[Neighbour, ...]], ...]:
    """Return what other terms a term is related to, each relation with its words."""
    iri, graph = URIRef(term.iri), vocabulary_graph()
    found: dict[str, list[str]] = {}
    for property_, words, inverse in RELATIONS:
        found.setdefault(words, []).extend(_iris(graph.objects(iri, property_)))
        found.setdefault(inverse, []).extend(_iris(graph.subjects(property_, iri)))
    return tuple(
        (words, tuple(neighbour(each) for each in dict.fromkeys(sorted(iris))))
        for words, iris in found.items()
        if iris
    )


def said(term: Term) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a term's notes and sources, in words."""
    pairs = (("Note", SKOS.note), ("Source", DCTERMS.source))
    graph, iri = vocabulary_graph(), URIRef(term.iri)
    found = ((label, tuple(sorted(str(each) for each in graph.objects(iri, one)))) for label, one in pairs)
    return tuple(each for each in found if each[1])


def matches(term: Term) -> tuple[Alignment, ...]:
    """Return the terms of other vocabularies this one is set beside, with the reason where one is given."""
    reasoned = alignments_of(term.iri)
    known = {each.other for each in reasoned}
    graph, iri = vocabulary_graph(), URIRef(term.iri)
    plain = (
        Alignment(term.iri, str(relation), str(other), "")
        for relation in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
        for other in graph.objects(iri, relation)
        if str(other) not in known
    )
    return (*reasoned, *plain)


@cache
def whole() -> Graph:
    """Return the vocabulary with its alignments and where the shapes use it, not to be changed by whoever asks for it."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.bind("vs", VS)
    graph.parse(alignments.FILE, format="turtle")
    graph += vocabulary_graph()
    graph += hints(load_ontology())
    return graph


@cache
def digest() -> str:
    """Return a mark of the vocabulary's state, the same in every process that serves it."""
    read = f"{compact.digest(FOLDER.parent)} {alignments.FILE.read_text(encoding='utf-8')}"
    return hashlib.sha256(read.encode()).hexdigest()[:16]


def about(term: Term) -> Graph:
    """Return what the vocabulary says of one term: its statements, its alignments, the options of a list."""
    graph, iri = whole(), URIRef(term.iri)
    found = Graph(namespace_manager=graph.namespace_manager)
    for triple in _closure(graph, iri):
        found.add(triple)
    for axiom in graph.subjects(OWL.annotatedSource, iri):
        for triple in _closure(graph, axiom):
            found.add(triple)
    for each in members(term):
        for triple in graph.triples((URIRef(each.iri), None, None)):
            if triple[1] in (SKOS.inScheme, SKOS.prefLabel):
                found.add(triple)
    return found


def _closure(graph: Graph, subject: Node) -> Iterator[tuple[Node, Node, Node]]:
    """Return the statements about a subject, and those about the blank nodes in them."""
    for triple in graph.triples((subject, None, None)):
        yield triple
        if isinstance(triple[2], BNode):
            yield from _closure(graph, triple[2])


def _iris(nodes: Iterable[Node]) -> list[str]:
    return [str(each) for each in nodes if isinstance(each, URIRef)]


@cache
def _prefixes() -> Mapping[str, str]:
    return {prefix: str(namespace) for prefix, namespace in whole().namespaces()}
