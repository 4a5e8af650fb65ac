"""What a file is, is guessed from what is in it."""

import bz2
import gzip
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.formats import FORMATS
from importers.guessing import ENDINGS, guess
from tests.fixtures.mediawiki import dump

WIKI = dump(("Commons", "Text."))


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.xml", bytes), ("a.xml.bz2", bz2.compress), ("a.gz", gzip.compress), ("odd", lzma.compress)],
)
def test_an_export_of_a_mediawiki_is_known_by_its_beginning(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(WIKI.encode()))
    assert guess(tmp_path / name) == ("mediawiki", "")


def test_the_profile_made_for_a_wiki_is_known_by_its_address(tmp_path):
    written = dump(("Commons", "Text."), base="https://wiki.p2pfoundation.net/Main_Page")
    (tmp_path / "a.xml").write_text(written)
    assert guess(tmp_path / "a.xml") == ("mediawiki", "p2pfoundation")
    (tmp_path / "b.xml").write_text(dump(("A", "b"), base="http://[bad"))
    assert guess(tmp_path / "b.xml") == ("mediawiki", "")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.CSV", "table"),
        ("b.xlsx", "table"),
        ("c.md", "markdown"),
        ("d", "markdown"),
        ("e.bib", "citations"),
        ("f.ris", "citations"),
        ("g.json", "citations"),
        ("h.ttl", "rdf"),
        ("i.nq.gz", "rdf"),
        ("j.html", "documents"),
        ("k.PDF", "documents"),
        ("l.txt", "documents"),
        ("m.xml.bz2", "mediawiki"),
        ("n.xls", "table"),
    ],
)
def test_other_files_are_known_by_their_ending(tmp_path, name, form):
    (tmp_path / name).write_text("a,b\n")
    assert guess(tmp_path / name) == (form, "")


def test_a_folder_is_what_most_of_its_files_are(tmp_path):
    for name in ("a.csv", "b.csv", "README.md"):
        (tmp_path / name).write_text("x")
    assert guess(tmp_path) == ("table", "")
    (tmp_path / "commonloom.json").write_text("{}")
    assert guess(tmp_path) == ("markdown", "")


@pytest.mark.parametrize(
    ("names", "guessed"),
    [
        (["data/communities_data_prepped.csv", "a.csv", "README.md"], ("table", "governancearchaeology")),
        (["data/Communities-Grid-view.csv"], ("table", "")),  # the profile leaves this one out
        (["patterns/a/index.md", "topics/b.md", "glossary/c.yml"], ("markdown", "decentpatterns")),
        (["patterns/a/index.md", "topics/b.md"], ("markdown", "")),
        (["a.md", "b.md"], ("markdown", "")),  # any Markdown: no profile is for that alone
    ],
)
def test_the_profile_made_for_a_collection_is_known_by_its_files(tmp_path, names, guessed):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a,b\n")
    assert guess(tmp_path) == guessed


def test_a_single_file_of_a_known_collection_is_known_by_its_name(tmp_path):
    (tmp_path / "communities_data_prepped.csv").write_text("Name\n")
    assert guess(tmp_path / "communities_data_prepped.csv") == ("table", "governancearchaeology")


def test_every_guess_is_a_format():
    assert set(ENDINGS.values()) <= set(FORMATS)


@given(st.binary(max_size=300), st.sampled_from(["", "BZh9", "\x1f", ""]))
def test_any_bytes_are_guessed(tmp_path_factory, content, mark):
    path = tmp_path_factory.mktemp("guess") / "file.xml"
    path.write_bytes(mark.encode("latin-1") + content)
    assert guess(path)[0] in {*FORMATS, ""}


@pytest.mark.parametrize(
    "content", ['<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"/>', '{"@context": {}}', "@prefix a: <b> ."]
)
def test_statements_are_known_by_their_words(tmp_path, content):
    (tmp_path / "facts.json").write_text(content)
    assert guess(tmp_path / "facts.json") == ("rdf", "")


@pytest.mark.parametrize(
    "content",
    ['{"entities": {"Q1": {}}}', '[\n{"type":"item","id":"Q1","labels":{}},', '{"id": "Q1", "labels": {}}'],
)
def test_entities_are_known_by_their_words(tmp_path, content):
    (tmp_path / "some.json").write_text(content)
    assert guess(tmp_path / "some.json") == ("wikidata", "")


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 JFIF", b"\x89PNG\r\n", b"\x7fELF\x00\x01"])
def test_pictures_and_programs_are_of_no_format(tmp_path, content):
    (tmp_path / "photo.jpg").write_bytes(content)
    assert guess(tmp_path / "photo.jpg") == ("", "")


def test_a_text_in_utf_16_is_a_text(tmp_path):
    (tmp_path / "notes").write_text("words", encoding="utf-16")
    assert guess(tmp_path / "notes") == ("markdown", "")
