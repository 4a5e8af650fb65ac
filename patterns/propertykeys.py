"""Keys of the front matter that are properties of other vocabularies, and values written as terms. Pure.

A key that is a web address, or a prefix this wiki knows with a name (`foaf:knows`), is that property itself. Its values
are terms: `[[Page]]` a page, `<https://…>` an IRI, `"Wort"@de` text in a language, `"2008"^^xsd:gYear` text of one of the
datatypes; true, false and numbers are what they are; anything else is text.
"""

from __future__ import annotations

import re

from ontology.kinds import Field, Ontology, ValueType
from patterns.links import canonical_title, split_title, title_problem
from patterns.nquads import web_iri
from patterns.page import Value
from patterns.values import Form, Reading, lexical, read_value

_CURIE = re.compile(r"(?P<prefix>[a-z][a-z0-9]*):(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)")
_WRITTEN = re.compile(
    r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^xsd:(?P<type>[A-Za-z]+))',
    re.DOTALL,
)
_IRI = re.compile(r"<(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f\ud800-\udfff]*)>")
_TYPES = {
    "string": ValueType.TEXT,
    "date": ValueType.DATE,
    "gYear": ValueType.YEAR,
    "anyURI": ValueType.URL,
}


def property_iri(key: str, ontology: Ontology) -> str:
    """Return the IRI of the property that a key writes out, "" for every other key."""
    found = _CURIE.fullmatch(key)
    if found and found["prefix"] in ontology.prefixes:
        return ontology.prefixes[found["prefix"]] + found["name"]
    return key if "://" in key and web_iri(key) == key else ""


def property_key(iri: str, ontology: Ontology) -> str:
    """Return the key that writes a property out, as short as it can be; "" when none can."""
    for prefix, start in ontology.prefixes.items():
        key = f"{prefix}:{iri.removeprefix(start)}"
        if iri.startswith(start) and property_iri(key, ontology) == iri:
            return key
    return iri if property_iri(iri, ontology) == iri else ""


def read_term(value: Value, ontology: Ontology) -> Reading:
    """Understand a value under such a key."""
    if isinstance(value, bool):
        return read_value(value, _field(ValueType.BOOLEAN), ontology)
    if isinstance(value, str):
        return _read_written(value, ontology)
    return read_value(
        value, _field(ValueType.INTEGER if isinstance(value, int) else ValueType.DECIMAL), ontology
    )


def term_text(text: str, ontology: Ontology) -> str:
    """Write a text so that it is read as that text and as no other term."""
    plain = Reading(Form.LITERAL, text, text)
    return text if text == text.strip() and read_term(text, ontology) == plain else f'"{text}"^^xsd:string'


def _read_written(text: str, ontology: Ontology) -> Reading:
    if text.startswith("[[") and text.endswith("]]"):
        title = canonical_title(text[2:-2], ontology)
        if not title_problem(title):
            return Reading(Form.TITLE, title, split_title(title, ontology).name)
    if iri := _IRI.fullmatch(text):
        return Reading(Form.IRI, iri["iri"], iri["iri"])
    written = _WRITTEN.fullmatch(text)
    if written and written["language"]:
        return Reading(Form.LITERAL, written["text"], written["text"], language=written["language"].lower())
    if written and written["type"] in _TYPES:
        found = read_value(written["text"], _field(_TYPES[written["type"]]), ontology)
        return found if not found.problem else Reading(Form.LITERAL, text, text)
    return Reading(Form.LITERAL, lexical(text), lexical(text))


def _field(kind: ValueType) -> Field:
    return Field("", "", "", "", kind)
