"""The work "parse_rdf": strangers' RDF to N-Quads, refusals with their place."""

import json

import pytest

from wiki.boxes.rdf import MOST_ERRORS, parse_rdf
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
        parse_rdf(_payload("text/turtle", b"\n<a> <b ."))


def test_a_syntax_error_costs_one_statement():
    found = parse_rdf(_payload("text/turtle", b"<a> <b> <c> .\n<a> <b> ; .\n<a> <b> <d> .")).splitlines()
    assert found[0].startswith(b"# 2 this is not valid Turtle and was left out: ")
    assert found[1:] == [
        b"<http://x/a> <http://x/b> <http://x/c> .",
        b"<http://x/a> <http://x/b> <http://x/d> .",
    ]


def test_errors_without_end_end():
    found = parse_rdf(_payload("text/turtle", b"<a> <b> <c> .\n" + b"junk .\n" * 1000)).splitlines()
    assert len(found) == MOST_ERRORS + 2
    assert b"the rest was not read" in found[MOST_ERRORS]


def test_a_byte_order_mark_and_a_wrong_language_tag_are_told_with_their_line():
    turtle = b'\xef\xbb\xbf<a> <b> "x, \\"@i18n"@en .\n# "@i18n\n<a> <b> "y"@i18n , """z\n"""@en_US .'
    assert parse_rdf(_payload("text/turtle", turtle)).decode().splitlines() == [
        "# 1 the file begins with a byte order mark; it was left out",
        "# 3 “i18n” is no language tag; it was read as “x-i18n”",
        "# 4 “en_US” is no language tag; it was read as “en-US”",
        '<http://x/a> <http://x/b> "x, \\"@i18n"@en .',
        '<http://x/a> <http://x/b> "y"@x-i18n .',
        '<http://x/a> <http://x/b> "z\\n"@en-us .',
    ]


def test_a_wrong_language_tag_in_xml():
    xml = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">
      <rdf:Description rdf:about="http://x/a"><x:b xml:lang="i18n">c</x:b></rdf:Description></rdf:RDF>"""
    assert parse_rdf(_payload("application/rdf+xml", xml)).decode().splitlines() == [
        "# 2 “i18n” is no language tag; it was read as “x-i18n”",
        '<http://x/a> <http://x/b> "c"@x-i18n .',
    ]


def test_blank_nodes_are_numbered_in_their_order():
    turtle = b"[] <b> [ <c> _:x ] . _:x <d> 1 ."
    assert parse_rdf(_payload("text/turtle", turtle)) == parse_rdf(_payload("text/turtle", turtle))
    by_line = b"_:x <http://x/b> _:y ."
    assert parse_rdf(_payload("application/n-triples", by_line)) == by_line + b"\n"


def test_a_context_that_is_not_known_is_named_and_not_fetched():
    document = b'{"@context": "https://example.org/context.jsonld", "name": "x"}'
    with pytest.raises(BadInputError, match=r"https://example.org/context.jsonld is not known here"):
        parse_rdf(_payload("application/ld+json", document))
    head = {
        "format": "application/ld+json",
        "contexts": {"example.org/context.jsonld": {"name": "http://x/name"}},
    }
    assert b'<http://x/name> "x"' in parse_rdf(json.dumps(head).encode() + b"\n" + document)


def test_deep_json_ends_in_a_sentence():
    with pytest.raises(BadInputError, match="nested too deeply"):
        parse_rdf(_payload("application/ld+json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000))


@pytest.mark.parametrize(
    "prolog",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>\n',
        b"<!-- quiet -->\n<?a b?>",
    ],
)
def test_a_doctype_that_may_unfold_is_refused_before_parsing(prolog):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(BadInputError, match="its DOCTYPE defines"):
        parse_rdf(_payload("application/rdf+xml", prolog + bomb))


def test_a_doctype_in_utf_16_is_refused_too():
    bomb = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    with pytest.raises(BadInputError, match="its DOCTYPE defines"):
        parse_rdf(_payload("application/rdf+xml", bomb.encode("utf-16")))


def test_entities_of_plain_text_are_resolved():
    xml = b"""<!DOCTYPE rdf:RDF [ <!ENTITY x "http://x/"> <!-- as editors write it --> ]>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="&x;">
      <rdf:Description rdf:about="&x;a"><x:b>c</x:b></rdf:Description></rdf:RDF>"""
    assert parse_rdf(_payload("application/rdf+xml", xml)) == b'<http://x/a> <http://x/b> "c" .\n'


def test_the_word_doctype_in_text_is_no_doctype():
    xml = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">
      <rdf:Description rdf:about="http://x/a"><x:b>&lt;!DOCTYPE</x:b></rdf:Description></rdf:RDF>"""
    assert b"DOCTYPE" in parse_rdf(_payload("application/rdf+xml", xml))


def test_unknown_formats_are_named():
    with pytest.raises(BadInputError, match="text/plain-ish is not an RDF format"):
        parse_rdf(_payload("text/plain-ish", b""))
