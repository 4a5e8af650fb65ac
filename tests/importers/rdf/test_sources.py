"""What holds for RDF of any kind: files, graphs, provenance, bad input, memory."""

import gzip
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Expected, Issue
from importers.formats import read
from importers.rdf import loading
from importers.rdf.loading import FORMS
from importers.source import Source, UnusableSourceError
from tests.importers.rdf.reading import ONTOLOGY, PREFIXES, brought, front, sentences, turtle, work

PERSON = '<https://example.org/{0}> <http://xmlns.com/foaf/0.1/name> "Person {0}" .\n'
TYPED = "<https://example.org/{0}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .\n"


def test_a_folder_is_one_source_and_packed_files_are_read(tmp_path):
    (tmp_path / "a.ttl").write_text(
        PREFIXES + ':a a foaf:Person ; foaf:name "Ana" ; foaf:knows _:b . _:b foaf:nick "x" .'
    )
    (tmp_path / "b.rdf").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/">'
        '<rdf:Description rdf:about="https://example.org/a"><foaf:nick>Annie</foaf:nick></rdf:Description></rdf:RDF>'
    )
    with gzip.open(tmp_path / "c.nt.gz", "wt") as file:
        file.write((TYPED + PERSON).format("c"))
    (tmp_path / "notes.txt").write_text("no RDF")
    (tmp_path / "feed.xml").write_text("<feed/>")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    pages, issues = brought(tmp_path)
    assert set(pages) == {"Person:Ana", "Person:Person c"}
    assert front(pages["Person:Ana"])["aliases"] == ["Annie"]
    assert front(pages["Person:Ana"])["foaf:knows"] == "nick: x"
    told = sentences(issues)
    assert "feed.xml: the file holds no RDF; it was left out" in told
    assert "package.json: the file holds no RDF; it was left out" in told


def test_lines_are_read_in_pieces_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "PIECE", 300)
    lines = [(TYPED + PERSON).format(number) for number in range(40)]
    lines.insert(20, "this is no statement\n")
    lines.append(
        "_:x <http://xmlns.com/foaf/0.1/knows> _:y .\n" + TYPED.replace("<https://example.org/{0}>", "_:x")
    )
    lines.insert(1, PERSON.replace("<https://example.org/{0}>", "_:x").format("blank"))
    (tmp_path / "p.nt").write_text("".join(lines))
    pages, issues = brought(tmp_path / "p.nt")
    assert len(pages) == 41
    assert "Person:Person blank" in pages
    assert sentences(issues).startswith("p.nt:42: this is not valid N-Triples and was left out")


def test_memory_stays_the_same(tmp_path):
    """Five times the statements take nearly the same memory."""

    def peak(people: int) -> int:
        path = tmp_path / f"{people}.nt"
        path.write_text("".join((TYPED + PERSON).format(number) for number in range(people)))
        tracemalloc.start()
        count = sum(isinstance(each, Draft) for each in read("rdf", Source(path, ONTOLOGY, work=work)))
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == people
        return taken

    loading_piece = loading.PIECE
    try:
        loading.PIECE = 50_000
        small, large = peak(600), peak(3000)
    finally:
        loading.PIECE = loading_piece
    assert large < 2 * small


def test_named_graphs_say_licence_and_source(tmp_path):
    pages, issues = turtle(
        tmp_path,
        """:g1 { :a a foaf:Person ; foaf:name "Ana" ; foaf:age 4 . } :g2 { :a foaf:nick "Annie" . :b a foaf:Person ; foaf:name "Ben" . }
        :g3 { :a foaf:title "Dr" . }
        :g1 dct:license <https://creativecommons.org/licenses/by-sa/4.0/> ; cc:attributionName "Garden" ; dct:modified "2020-02-03"^^xsd:date .
        :g2 dct:license <https://creativecommons.org/licenses/by-nc/4.0/> .""",
        name="d.trig",
    )
    ana = front(pages["Person:Ana"])
    assert (ana["license"], ana["attribution"], ana["origin_date"]) == (
        "CC-BY-SA-4.0",
        "Garden",
        "2020-02-03",
    )
    assert ana["foaf:title"] == "Dr"
    assert "Annie" not in pages["Person:Ana"].text
    assert "graphs under several licences speak of it (CC-BY-SA-4.0, CC-BY-NC-4.0)" in sentences(issues)
    assert front(pages["Person:Ben"])["license"] == "CC-BY-NC-4.0"


def test_what_the_person_says_counts_before_the_profile(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text(PREFIXES + ':a a foaf:Person ; foaf:name "Ana" .')
    profile = tmp_path / "p.yaml"
    profile.write_text(
        """format: rdf
license: CC0-1.0
attribution: Garden
source: Garden data
set: {tags: imported}
titles: {"https://example.org/a": Ana of the garden}
pages:
  - {title: "Source:Garden data", front: {url: "https://example.org/"}, text: Data.}
expect: {person: 2}
"""
    )
    pages, issues = brought(path, str(profile), license="CC-BY-4.0")
    assert front(pages["Person:Ana of the garden"]) == {
        "kind": "person",
        "title": "Ana of the garden",
        "aliases": ["Ana"],
        "tags": "imported",
        "license": "CC-BY-4.0",
        "attribution": "Garden",
        "derived_from": "Garden data",
        "origin": "https://example.org/a",
    }
    assert pages["Source:Garden data"].supplements
    assert "1 page of kind person, where the profile expects 2" in sentences(issues)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.ttl", b"", "holds no statement"),
        ("a.txt", b"x", "the ending says no format of RDF"),
        ("a.rdf", b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "its DOCTYPE defines"),
        ("a.jsonld", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deeply"),
        ("a.jsonld", b'{"@context": "https://example.org/c", "x": 1}', "nothing is fetched"),
        ("a.nt.gz", b"no gzip", "not a gzip"),
        ("a.ttl", b"\0\0", "zero bytes"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(tmp_path, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnusableSourceError, match=f"(?i){why}"):
        brought(path)


def test_a_packed_file_that_breaks_off(tmp_path):
    whole = gzip.compress("".join((TYPED + PERSON).format(number) for number in range(3000)).encode())
    (tmp_path / "a.nt.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.ttl").write_text(PREFIXES + ':a a foaf:Person ; foaf:name "Ana" .')
    pages, issues = brought(tmp_path)
    assert "Person:Ana" in pages
    assert "a.nt.gz: the packed file breaks off" in sentences(issues)


def test_a_huge_text_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "LONGEST", 1000)
    pages, issues = turtle(tmp_path, f':a a foaf:Person ; foaf:name "Ana" ; x:p "{"y" * 2000}" .')
    assert "yyy" not in pages["Person:Ana"].text
    assert "is longer than 1,000 characters; it was left out" in sentences(issues)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(sorted(FORMS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_bytes_break_it(tmp_path, content, ending):
    path = tmp_path / f"fuzz{ending}"
    path.write_bytes(content)
    source = Source(path, ONTOLOGY, work=work)
    with suppress(UnusableSourceError):
        assert all(isinstance(each, (Draft, Issue, Expected)) for each in read("rdf", source))


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ("format: rdf\nclasses: {foaf:Person: human}", "cannot become 'human'. Kinds are: pattern, case"),
        ("format: rdf\nclasses: {nobody:Person: person}", "the prefix of 'nobody:Person' is not defined"),
        ("format: rdf\nkinds: []", "unknown key 'kinds'"),
        ("format: table", "is for the format table, not for rdf"),
        ("format: rdf\nfiles: [{match: x}]", "ignore"),
        ("format: rdf\nproperties: [1]", "Profile garden: "),
    ],
)
def test_a_profile_that_cannot_be_is_refused(tmp_path, profile, why):
    with pytest.raises(UnusableSourceError, match=why):
        turtle(tmp_path, ':a a foaf:Person ; foaf:name "Ana" .', profile)


def test_files_and_subjects_are_left_out_by_name(tmp_path):
    profile = """format: rdf
ignore: ["https://example.org/secret*"]
empty: [n/a]
names: [foaf:nick]
properties: {foaf:age: "", foaf:title: tags}
"""
    pages, issues = turtle(
        tmp_path,
        """:a a foaf:Person ; foaf:name "Ana" ; foaf:nick "Annie" ; foaf:age 4 ; foaf:title "Dr" , "n/a" .
        :secret1 a foaf:Person ; foaf:name "Ben" .""",
        profile,
    )
    assert list(pages) == ["Person:Annie"]
    said = front(pages["Person:Annie"])
    assert (said["aliases"], said["tags"]) == (["Ana"], "Dr")
    assert "foaf:age" not in said
    assert issues == []
