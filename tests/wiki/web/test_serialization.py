"""Facts in every format."""

from __future__ import annotations

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from wiki.web.formats import GRAPHS, RDFXML, by_accept, by_name
from wiki.web.refusals import NotAcceptableError
from wiki.web.serialization import write_facts

FACTS = b"""\
<http://w/id/case/A> <http://v/name> "Wikip\\u00E9dia \\"x\\" <y> & \\t\\n"@fr <http://w/data/case/A> .
<http://w/id/case/A> <http://v/year> "2001"^^<http://www.w3.org/2001/XMLSchema#gYear> <http://w/data/case/A> .
<http://w/id/case/A> <http://v/steward> <http://w/id/institution/B> <http://w/data/case/A> .
<http://w/id/case/A> <http://v/steward> _:b <http://w/data/case/A> .
"""
READERS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


@pytest.mark.parametrize(
    "form", [each for each in GRAPHS if each.name in READERS], ids=lambda form: form.name
)
def test_formats_of_triples_say_the_same(form):
    expected = Graph()
    for quad in Dataset().parse(data=FACTS, format="nquads").quads():
        expected.add(quad[:3])
    assert len(expected) == 4
    written = write_facts(FACTS, form, {"v": "http://v/"})
    assert isomorphic(Graph().parse(data=written, format=READERS[form.name]), expected)


@pytest.mark.parametrize(("name", "reader"), [("trig", "trig"), ("nquads", "nquads")])
def test_formats_of_quads_keep_the_graph(name, reader):
    written = write_facts(FACTS, by_name(name, GRAPHS).format, {})
    graphs = {str(quad[3]) for quad in Dataset().parse(data=written, format=reader).quads()}
    assert graphs == {"http://w/data/case/A"}


def test_prefixes_are_used():
    assert "v:steward" in write_facts(FACTS, by_name("ttl", GRAPHS).format, {"v": "http://v/"}).decode()


def test_a_property_xml_cannot_name_is_an_error_in_words():
    facts = b'<http://a> <http://w/id/property/2008> "x" <http://g> .\n'
    with pytest.raises(
        NotAcceptableError, match=r"<http://w/id/property/2008> cannot be written in RDF/XML\. Ask for Turtle"
    ):
        write_facts(facts, RDFXML, {})


def test_a_value_xml_cannot_hold_is_an_error_in_words():
    facts = b'<http://a> <http://v/note> "x\\u000B" <http://g> .\n'
    with pytest.raises(
        NotAcceptableError, match="has a control character, which cannot be written in RDF/XML"
    ):
        write_facts(facts, RDFXML, {})


def test_no_facts_are_an_empty_graph():
    for each in GRAPHS:
        assert isinstance(write_facts(b"", each, {}), bytes)


def test_every_format_has_a_name_and_an_ending_of_its_own():
    names = [name for each in GRAPHS for name in {each.name, *each.names}]
    assert len(names) == len(set(names))
    assert len({each.ending for each in GRAPHS}) == len(GRAPHS)


@pytest.mark.parametrize("accept", [*(media_type for each in GRAPHS for media_type in each.media_types)])
def test_every_media_type_is_given_when_asked_for(accept):
    assert by_accept(accept, GRAPHS).media_type == accept
