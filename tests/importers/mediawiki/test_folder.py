"""A folder of files of wikitext, one a page."""

import pytest

from importers.draft import Draft, Issue
from importers.mediawiki.profile import read_wiki_profile
from importers.mediawiki.reader import read_mediawiki
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse

ONTOLOGY = load_ontology()
PROFILE = """
format: mediawiki
license: CC0-1.0
address: https://code.example/book/{path}
titles: {README: "", heart_beat: Heartbeat}
kinds:
  - {title: [Heartbeat, Road*], kind: pattern, set: {language: Garden}}
"""


def brought(folder, profile=""):
    found = list(read_mediawiki(Source(folder, ONTOLOGY, profile)))
    drafts = {each.title: each for each in found if isinstance(each, Draft)}
    return drafts, [each for each in found if isinstance(each, Issue)]


def front(draft):
    return mapping(parse(draft.text))


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "book"
    (folder / "part").mkdir(parents=True)
    (folder / "README.mediawiki").write_text("about")
    (folder / "heart_beat.mediawiki").write_text("It ''beats''. See [[Road map]].")
    (folder / "Road_map.wikitext").write_text("[[Category:Plans]]\n== Context ==\nx")
    (folder / "part" / "one.wiki").write_text("#REDIRECT [[Road map]]")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_each_file_is_a_page_called_as_the_profile_says_or_as_the_file(book, tmp_path):
    (tmp_path / "garden.yaml").write_text(PROFILE)
    drafts, issues = brought(book, str(tmp_path / "garden.yaml"))
    assert set(drafts) == {"Pattern:Heartbeat", "Pattern:Road map", "Part/one"}
    heartbeat = drafts["Pattern:Heartbeat"]
    assert front(heartbeat)["language"] == "Garden"
    assert front(heartbeat)["origin"] == "https://code.example/book/heart_beat.mediawiki"
    assert front(heartbeat)["origin_revision"].startswith("sha256:")
    assert "It *beats*. See [[Pattern:Road map|Road map]]." in body_text(parse(heartbeat.text))
    assert front(drafts["Part/one"]) == {"redirect": "Pattern:Road map"}
    assert issues == []


def test_without_a_profile_every_file_is_a_plain_page(book):
    assert set(brought(book)[0]) == {"README", "Heart beat", "Road map", "Part/one"}


def test_a_file_that_is_no_text_is_left_out_and_one_of_another_encoding_read(tmp_path):
    (tmp_path / "a.mediawiki").write_bytes(b"\x00\x01")
    (tmp_path / "b.mediawiki").write_bytes(b"one\ncaf\xe9")
    drafts, issues = brought(tmp_path)
    assert "café" in drafts["B"].text
    assert [each.place for each in issues] == ["a.mediawiki", "b.mediawiki:2"]


def test_a_changed_file_is_another_revision(book):
    before = brought(book)[0]["Heart beat"].originals
    assert before == brought(book)[0]["Heart beat"].originals
    (book / "heart_beat.mediawiki").write_text("changed")
    assert before != brought(book)[0]["Heart beat"].originals


def test_a_folder_without_such_files_is_refused_with_what_was_looked_for(tmp_path):
    with pytest.raises(UnusableSourceError, match=r"holds no file that ends in \.mediawiki, \.mw"):
        brought(tmp_path)


def test_a_title_may_be_one_pattern():
    rule = read_wiki_profile("x", {"format": "mediawiki", "kinds": [{"title": "A*", "kind": "case"}]}).kinds[
        0
    ]
    assert rule.title == ("A*",)
