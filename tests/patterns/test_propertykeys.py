"""Properties of other vocabularies as keys, and their values as terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.frontmatter import compose, mapping, parse
from patterns.projection import project
from patterns.propertykeys import property_iri, property_key, read_term, term_text
from patterns.values import Form, Reading

ONTOLOGY = load_ontology()
BASE = "http://x"


def _facts(front: str) -> set[str]:
    found = project(f"---\nkind: person\n{front}---\n", "Person:Ana", ONTOLOGY, BASE)
    assert not [each for each in found.findings if "is no field" in each.message]
    start = "<http://x/id/person/Ana> <http"
    lines = (each.removesuffix(" <http://x/data/person/Ana> .") for each in found.facts.decode().splitlines())
    return {line.removeprefix("<http://x/id/person/Ana> ") for line in lines if line.startswith(start)}


def test_every_kind_of_term_stands_in_the_facts():
    front = """foaf:knows: ["[[Person:Ben]]", "<https://example.org/c>"]
skos:note: ['"Wort"@de', plain words, '"[[no page]]"^^xsd:string']
"https://example.org/ns#born": ['"1961"^^xsd:gYear', '"2001-02-03"^^xsd:date', 12, true]
"""
    assert _facts(front) >= {
        "<http://xmlns.com/foaf/0.1/knows> <http://x/id/person/Ben>",
        "<http://xmlns.com/foaf/0.1/knows> <https://example.org/c>",
        '<http://www.w3.org/2004/02/skos/core#note> "Wort"@de',
        '<http://www.w3.org/2004/02/skos/core#note> "plain words"',
        '<http://www.w3.org/2004/02/skos/core#note> "[[no page]]"',
        '<https://example.org/ns#born> "1961"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        '<https://example.org/ns#born> "2001-02-03"^^<http://www.w3.org/2001/XMLSchema#date>',
        '<https://example.org/ns#born> "12"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '<https://example.org/ns#born> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    }


def test_pages_named_there_are_links():
    text = "---\nkind: person\nfoaf:knows: '[[Person:Ben]]'\n---\n"
    links = project(text, "Person:Ana", ONTOLOGY, BASE).links
    assert [(each.key, each.target) for each in links] == [("foaf:knows", "Person:Ben")]


@pytest.mark.parametrize(
    "key", ["founded", "other: key", "nowhere:name", "https://a b", "ftp://x/y", "foaf:"]
)
def test_other_keys_are_no_properties(key):
    assert property_iri(key, ONTOLOGY) == ""


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        ("http://xmlns.com/foaf/0.1/knows", "foaf:knows"),
        ("http://xmlns.com/foaf/0.1/a/b", "http://xmlns.com/foaf/0.1/a/b"),
        ("https://example.org/ns#x", "https://example.org/ns#x"),
        ("urn:x:y", ""),
        ("http://exämple.org/", ""),
    ],
)
def test_a_property_has_its_shortest_key(iri, key):
    assert property_key(iri, ONTOLOGY) == key
    assert not key or property_iri(key, ONTOLOGY) == iri


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_written(text):
    written = term_text(text, ONTOLOGY)
    read = mapping(parse(compose({"skos:note": written}, "")))["skos:note"]
    assert read_term(read, ONTOLOGY) == Reading(Form.LITERAL, text, text)
