"""The work "parse_rdf": strangers' RDF to N-Quads, refusals with their place."""

import json

import pytest

from wiki.boxes.rdf import parse_rdf
from wiki.errors import BadInputError


def _payload(form: str, document: bytes, base: str = "http://x/") -> bytes:
    return json.dumps({"format": form, "base": base}).encode() + b"\n" + document


def test_turtle_with_a_base():
    assert (
        parse_rdf(_payload("text/turtle", b"<a> <b> <c> .")) == b"<http://x/a> <http://x/b> <http://x/c> .\n"
    )


def test_rdf_xml_and_json_ld_say_the_same():
    xml = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">
      <rdf:Description rdf:about="http://x/a"><x:b>c</x:b></rdf:Description></rdf:RDF>"""
    json_ld = b'{"@id": "http://x/a", "http://x/b": "c"}'
    assert parse_rdf(_payload("application/rdf+xml", xml)) == parse_rdf(
        _payload("application/ld+json", json_ld)
    )


def test_a_syntax_error_names_its_line():
    with pytest.raises(BadInputError, match="line 2"):
        parse_rdf(_payload("text/turtle", b"<a> <b> <c> .\n<a> <b ."))


@pytest.mark.parametrize(
    "prolog",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>\n',
        b"<!-- quiet -->\n<?a b?>",
    ],
)
def test_a_doctype_is_refused_before_parsing(prolog):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(BadInputError, match="a DOCTYPE is not accepted"):
        parse_rdf(_payload("application/rdf+xml", prolog + bomb))


def test_a_doctype_in_utf_16_is_refused_too():
    with pytest.raises(BadInputError, match="a DOCTYPE is not accepted"):
        parse_rdf(_payload("application/rdf+xml", "<!DOCTYPE x><x/>".encode("utf-16")))


def test_the_word_doctype_in_text_is_no_doctype():
    xml = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">
      <rdf:Description rdf:about="http://x/a"><x:b>&lt;!DOCTYPE</x:b></rdf:Description></rdf:RDF>"""
    assert b"DOCTYPE" in parse_rdf(_payload("application/rdf+xml", xml))


def test_unknown_formats_are_named():
    with pytest.raises(BadInputError, match="text/plain-ish is not an RDF format"):
        parse_rdf(_payload("text/plain-ish", b""))
