"""A Variable page's text as an entry of the codebook, from which a field is made, and what that says in the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ontology.entailment import Triple
from ontology.kinds import Field, Ontology
from ontology.variables import GROUP, VariableEntry
from patterns.frontmatter import parse
from patterns.nquads import literal, node
from patterns.saying import LOOM, Saying, understand
from patterns.values import option_word

VARIABLE = "variable"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDF_TYPE = node(_RDF + "type")
_PROPERTY = node(_RDF + "Property")
_LABEL = node("http://www.w3.org/2000/01/rdf-schema#label")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CODES = node(LOOM + "codesProperty")


def variable_entry(text: str, title: str, ontology: Ontology, base: str) -> VariableEntry | None:
    """Read the page under that full title; None if it is no variable's, or only leads to another page."""
    return entry_of(understand(parse(text), title, ontology), base)


def entry_of(saying: Saying, base: str) -> VariableEntry | None:
    """Return the entry of a page that has been understood already."""
    if saying.parts.kind != VARIABLE or saying.redirect:
        return None
    return VariableEntry(
        name=saying.parts.name,
        base=base,
        question=_first(saying, "question"),
        scale=_first(saying, "scale"),
        options=_all(saying, "options"),
        applies_to=_all(saying, "applies_to"),
        codes=_first(saying, "property"),
    )


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a kind, with what its page says of it if there is one."""

    field: Field
    title: str = ""  # full title of its page, "" = it has none
    question: str = ""  # as its page asks it, else the field's definition
    scale: str = ""  # last segment of the scale's IRI, "" = its page names none


def variables(fields: Iterable[Field], entries: Mapping[str, VariableEntry]) -> tuple[Variable, ...]:
    """Join fields with the pages that explain them: {full title: entry}; of two pages the first by title counts."""
    pages: dict[str, str] = {}
    for title in sorted(entries):
        pages.setdefault(entries[title].iri, title)
    return tuple(_variable(each, pages.get(each.iri, ""), entries) for each in fields)


def _variable(field: Field, title: str, entries: Mapping[str, VariableEntry]) -> Variable:
    entry = entries.get(title)
    if entry is None:
        return Variable(field, question=field.definition)
    return Variable(field, title, entry.question or field.definition, option_word(entry.scale))


def terms_of(entry: VariableEntry, entity: str, ontology: Ontology) -> Iterator[Triple]:
    """Yield what a Variable page says of terms that are its own: the property of its codings, and its options.

    `entity` is the variable's IRI. A variable that explains a field of a shape has none: that field's terms are in the
    vocabulary.
    """
    if not entry.key or any(each.iri == entry.iri and each.group != GROUP for each in _fields(ontology)):
        return
    if not entry.codes:
        yield node(entity), _CODES, literal(entry.iri, "anyURI")
        yield node(entry.iri), _RDF_TYPE, _PROPERTY
        yield node(entry.iri), _LABEL, literal(entry.name)
    for option in entry.field().options:
        yield node(option.iri), _RDF_TYPE, node(_SKOS + "Concept")
        yield node(option.iri), node(_SKOS + "prefLabel"), literal(option.label)
        yield node(option.iri), node(_SKOS + "inScheme"), node(entity)


def _fields(ontology: Ontology) -> Iterator[Field]:
    return (field for kind in ontology.kinds for field in kind.fields)


def _all(saying: Saying, key: str) -> tuple[str, ...]:
    """Return the readable values of a key: IRIs of options, or texts."""
    readings = [said.reading for said in saying.said if said.key == key and said.holds]
    return tuple(each.text for each in readings if each and not each.problem)


def _first(saying: Saying, key: str) -> str:
    return next(iter(_all(saying, key)), "")
