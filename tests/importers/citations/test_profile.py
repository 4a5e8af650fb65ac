"""Profiles of bibliographies, and files of any length."""

import pytest

from importers.citations import bibtex
from importers.citations.files import read_entries
from importers.citations.tables import BIBTEX
from importers.draft import Draft, Issue
from importers.formats import PROFILES, read
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse

ONTOLOGY = load_ontology()

BIB = """@book{one, title = {One}, author = {Ostrom, Elinor}, year = 1990, shelf = {A 12}, theme = {commons; water},
  publisher = {Press}, internal = {x}, mynote = {Read it.}}
@software{two, title = {Two}, year = 2001}
@map{three, title = {Three}}
"""
PROFILE = """
format: citations
label: Garden library
license: CC-BY-4.0
attribution: Gardeners
address: https://example.org/library/{key}
fields: {shelf: "=Shelf mark", theme: keywords, internal: "", mynote: notes}
types: {software: "", map: dataset}
set: {discusses: Gardens}
pages:
  - {title: "Source:Garden library", front: {license: CC-BY-4.0}, text: The library.}
expect: {source: 2}
"""


def brought(tmp_path, profile, text=BIB, **more):
    (tmp_path / "a.bib").write_text(text, encoding="utf-8")
    (tmp_path / "p.yaml").write_text(profile)
    found = list(read("citations", Source(tmp_path / "a.bib", ONTOLOGY, str(tmp_path / "p.yaml"), **more)))
    drafts = {each.title: each.text for each in found if isinstance(each, Draft)}
    return drafts, [each.message for each in found if isinstance(each, Issue)]


def test_a_profile_says_what_fields_and_types_are_and_whom_to_name(tmp_path):
    drafts, issues = brought(tmp_path, PROFILE)
    assert list(drafts) == ["Source:Garden library", "Source:One", "Source:Three"]
    front = mapping(parse(drafts["Source:One"]))
    assert front["tags"] == ["commons", "water"]
    assert front["license"] == "CC-BY-4.0"
    assert front["attribution"] == "Gardeners"
    assert front["origin"] == "https://example.org/library/one"
    assert front["discusses"] == "Gardens"
    body = body_text(parse(drafts["Source:One"]))
    assert "- Shelf mark: A 12" in body
    assert "## Notes\n\nRead it." in body
    assert mapping(parse(drafts["Source:Three"]))["type"] == "dataset"
    assert issues == [
        "the field 'internal' was left out (once), as it always is",
        "1 entries were left out, of types that the profile gives no pages",
    ]


def test_the_licence_that_is_given_counts_more(tmp_path):
    drafts, _ = brought(tmp_path, PROFILE, license="CC0-1.0")
    assert mapping(parse(drafts["Source:One"]))["license"] == "CC0-1.0"


def test_another_number_of_pages_than_expected_is_reported(tmp_path):
    _, issues = brought(tmp_path, PROFILE.replace("source: 2", "source: 3"))
    assert any("2 pages of kind source, where the profile expects 3" in each for each in issues)


def test_pages_may_be_of_another_kind_and_list_what_it_has_no_field_for(tmp_path):
    drafts, _ = brought(tmp_path, "format: citations\nkind: case\n")
    text = drafts["Case:Two"]
    assert mapping(parse(text)) == {"kind": "case", "title": "Two", "aliases": ["two"]}
    assert "- Year: 2001" in body_text(parse(text))


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ("format: citations\nkind: nothing\n", "no kind 'nothing'"),
        ("format: citations\nfields: {a: tags}\n", "goes to 'tags'"),
        ("format: citations\nfields: [a]\n", "must be a mapping"),
        ("format: citations\ncolour: red\n", "colour"),
        ("format: rdf\n", "for the format rdf"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused(tmp_path, profile, why):
    with pytest.raises(UnusableSourceError, match=why):
        brought(tmp_path, profile)


def test_the_format_offers_its_profiles(tmp_path):
    (tmp_path / "p.yaml").write_text(PROFILE)
    assert PROFILES["citations"](str(tmp_path / "p.yaml"))


def test_a_file_read_in_pieces_says_the_same_as_one_read_whole(monkeypatch):
    entries = "".join(f"@misc{{k{n}, title = {{T{n}}}, note = of}}\n\n" for n in range(200))
    text = (
        "@string{of = {said}}\n@comment{ {\n@misc{hidden, title = {No}}\n} }\n"
        + entries
        + "@book{parent, title = {Whole}}\n@incollection{child, title = {Part}, crossref = {PARENT}}\n"
    )
    whole = list(read_entries(text, BIBTEX))
    monkeypatch.setattr(bibtex, "PIECE", 100)
    assert list(read_entries(text, BIBTEX)) == whole
    assert len(whole) == 202
    assert whole[0].first("note") == "said"
    assert whole[-1].first("booktitle") == "Whole"
    assert whole[-1].line == text.count("\n")
