"""A page's facts as N-Quads, each in the page's own graph.

Said of the entity (`{base}/id/…`): its class, names, the values of its fields, its codings, the words they rest on, what
the text mentions. Said of the graph (`{base}/data/…`): topic, licence and origin. What follows by the vocabulary
(`ontology.entailment`) is stated too. Datatypes are only those that
graph engines keep as written: string, boolean, integer, decimal, date, gYear, anyURI.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ontology.entailment import entailed
from ontology.kinds import Field, Ontology, ValueType
from patterns.annotations import listed, quoted
from patterns.codebook import entry_of, terms_of
from patterns.comparison.kept import kept_from
from patterns.comparison.observed import Observed, observed
from patterns.comparison.rows import is_rows, read_rows
from patterns.crosswalks import mapped
from patterns.links import TALK, canonical_title, entity_iri, find_links, graph_iri, slug
from patterns.nquads import literal, node, web_iri
from patterns.page import Page, Section
from patterns.propertykeys import property_iri
from patterns.rounds.told import Told, told_of
from patterns.saying import LOOM, PRESENT, Qualifier, Said, Saying, coding_anchor
from patterns.sections import section_text
from patterns.values import Form, Reading, read_value

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TITLE = "<http://purl.org/dc/terms/title>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
_SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
_SOURCE = "<http://purl.org/dc/terms/source>"
_TOPIC = "<http://xmlns.com/foaf/0.1/primaryTopic>"
_MENTIONS = node(LOOM + "mentions")
_CODING = node(LOOM + "Coding")
_CODED_CASE = node(LOOM + "codedCase")
_CODED_VARIABLE = node(LOOM + "codedVariable")
_CODED_VALUE = node(LOOM + "codedValue")
_STATUS = node(LOOM + "status")
_BEARING = node(LOOM + "bearing")
_SUPPORTING = node(LOOM + "supporting")
_CODING_ROUND = node(LOOM + "codingRound")
_VARIABLE_AS_WRITTEN = node(LOOM + "variableAsWritten")
_VALUE_AS_WRITTEN = node(LOOM + "valueAsWritten")
_INSTANCE = LOOM + "Instance"
_INSTANCE_CASE = node(LOOM + "instanceCase")
_INSTANCE_PATTERN = node(LOOM + "instancePattern")
_SEEN_FROM_PATTERN = LOOM + "knownInstance"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the facts of a page are said: its IRIs under an installation's base."""

    base: str
    ontology: Ontology
    entity: str
    graph: str

    def term(self, reading: Reading) -> str:
        """Write a reading as a term."""
        if reading.form is Form.LITERAL:
            return literal(reading.text, reading.datatype, reading.language)
        return node(reading.text if reading.form is Form.IRI else self.page(reading.text))

    def page(self, title: str) -> str:
        """Return the IRI of what another page is about."""
        return entity_iri(self.base, title, self.ontology)

    def predicate(self, key: str, field: Field | None) -> str:
        """Return the property's IRI; a key that is neither a field nor a property has one of the installation's own."""
        if field:
            return field.iri
        return property_iri(key, self.ontology) or f"{self.base}/id/property/{slug(key)}"


def place_of(title: str, ontology: Ontology, base: str) -> Place:
    """Return where a page's facts are said."""
    return Place(base, ontology, entity_iri(base, title, ontology), graph_iri(base, title, ontology))


def facts(saying: Saying, place: Place) -> bytes:
    """Write the page's facts, sorted, each once. A talk page has none; a redirect only names its target."""
    if saying.parts.kind == TALK:
        return b""
    said = [*(_redirection(saying, place) if saying.redirect else _triples(saying, place))]
    triples = (*said, *entailed(said, place.ontology.rules))
    end = f" {node(place.graph)} .\n"
    lines = sorted({f"{subject} {predicate} {term}{end}" for subject, predicate, term in triples})
    return "".join(lines).encode(errors="replace")


_Triples = Iterator[tuple[str, str, str]]


def _redirection(saying: Saying, place: Place) -> _Triples:
    target = node(place.page(saying.redirect))
    yield node(place.entity), _REPLACED, target
    yield node(place.entity), _SAME, target


def _triples(saying: Saying, place: Place) -> _Triples:
    entity, name = node(place.entity), literal(saying.parts.name)
    if saying.kind:
        yield entity, _RDF_TYPE, node(saying.kind.iri)
    yield entity, _TITLE, name
    yield entity, _LABEL, name
    yield node(place.graph), _TOPIC, entity
    for said in saying.said:
        if not is_rows(said):
            yield from _statement(said, place)
    for field, section in saying.sections:
        yield from _section(field, section, saying.page, place)
    yield from _links(saying, place)
    yield from listed(saying, place.entity)
    if entry := entry_of(saying, place.base):
        yield from terms_of(entry, place.entity, place.ontology)
    if kept := kept_from(saying):
        of = Observed(kept, place.entity, place.base, place.page, place.ontology)
        yield from observed(of, read_rows(kept.rows))


def _statement(said: Said, place: Place) -> _Triples:
    if said.reading and said.holds:
        yield from _plain(said, said.reading, place)
    if said.qualifiers or said.status != PRESENT:
        yield from _coding(said, place)
    yield from mapped(said, place.entity, place.page)


def _plain(said: Said, reading: Reading, place: Place) -> _Triples:
    of_page = said.field is not None and said.field.of_page
    subject = node(place.graph if of_page else place.entity)
    yield subject, node(place.predicate(said.key, said.field)), place.term(reading)
    if of_page and reading.datatype == "anyURI" and (source := web_iri(reading.text)):
        yield subject, _SOURCE, node(source)


def _coding(said: Said, place: Place) -> _Triples:
    """Yield the statement as a resource of its own, with its evidence."""
    coding = node(f"{place.entity}#{coding_anchor(said.statement)}")
    told = told_of(said, place.ontology)
    if told is not None:
        yield from _told(coding, told, place)
    else:
        yield from _evidenced(coding, said, place.entity, place)
    if said.field and said.field.coding_class:
        yield coding, _RDF_TYPE, node(said.field.coding_class)
        yield from _instance(coding, said, said.field, place)


def _told(coding: str, told: Told, place: Place) -> _Triples:
    """Yield what a coder of a round said of a case; the round's page is where it is said."""
    yield from _evidenced(coding, told.said, place.page(told.case), place)
    yield coding, _CODING_ROUND, node(place.entity)
    yield coding, _VARIABLE_AS_WRITTEN, literal(told.variable)
    if told.coded:
        yield coding, _VALUE_AS_WRITTEN, literal(told.coded)


def _evidenced(coding: str, said: Said, entity: str, place: Place) -> _Triples:
    """Yield a coding of an entity, and what it rests on."""
    yield coding, _RDF_TYPE, _CODING
    yield coding, _CODED_CASE, node(entity)
    yield coding, _CODED_VARIABLE, node(place.predicate(said.key, said.field))
    if said.reading:
        yield coding, _CODED_VALUE, place.term(said.reading)
    if said.status:
        yield coding, _STATUS, node(LOOM + said.status)
    for each in said.qualifiers:
        if each.key != "status" or not said.status:
            yield coding, _qualifier_predicate(each, place), place.term(each.reading)
    yield from quoted(coding, said, place.page)


def _instance(coding: str, said: Said, field: Field, place: Place) -> _Triples:
    """Yield what an instance says whichever of the two pages says it: the case, the pattern, the bearing."""
    if field.coding_class != _INSTANCE or said.reading is None:
        return
    own, other = _INSTANCE_CASE, _INSTANCE_PATTERN
    if field.iri == _SEEN_FROM_PATTERN:
        own, other = other, own
    yield coding, own, node(place.entity)
    yield coding, other, place.term(said.reading)
    if said.status == PRESENT and not any(each.key == "bearing" for each in said.qualifiers):
        yield coding, _BEARING, _SUPPORTING


def _qualifier_predicate(qualifier: Qualifier, place: Place) -> str:
    return node(place.predicate(qualifier.key, qualifier.field))


def _section(field: Field, section: Section, page: Page, place: Place) -> _Triples:
    """Yield a section as the field's value: the pages it links when the field wants pages, else its text."""
    subject = node(place.graph if field.of_page else place.entity)
    if field.type is not ValueType.PAGE:
        yield subject, node(field.iri), literal(section_text(page, section))
        return
    for link in find_links(Page(sections=(section,))):
        reading = read_value(link.target, field, place.ontology)
        yield subject, node(field.iri), place.term(reading)


def _links(saying: Saying, place: Place) -> _Triples:
    entity = node(place.entity)
    for link in saying.links:
        if not link.key:
            yield entity, _MENTIONS, node(place.page(canonical_title(link.target, place.ontology)))
    for said in saying.typed:
        if said.reading:
            yield from _plain(said, said.reading, place)
