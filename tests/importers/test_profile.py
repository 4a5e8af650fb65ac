"""Profiles by name and by path."""

import pytest

from importers.draft import Draft
from importers.formats import read
from importers.profile import load_profile, read_yaml, short_name
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology


def test_a_profile_may_be_a_file_of_one_s_own(tmp_path):
    (tmp_path / "notes.md").write_text("# Seed\n", encoding="utf-8")
    profile = tmp_path / "garden.yaml"
    profile.write_text(
        "label: Garden\nlicense: CC0-1.0\nfiles: [{match: '*.md', kind: pattern}]\n", encoding="utf-8"
    )
    assert load_profile(str(profile)).name == "garden"
    [draft] = [
        each
        for each in read("markdown", Source(tmp_path, load_ontology(), str(profile)))
        if isinstance(each, Draft)
    ]
    assert (draft.title, draft.origin) == ("Pattern:Seed", "garden:notes.md")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"a: [", "not valid YAML"),
        (b"\xff", "not UTF-8"),
        (b"- a", "must be a mapping"),
    ],
)
def test_a_file_that_is_no_profile_says_so(tmp_path, content, words):
    path = tmp_path / "a.yml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableSourceError, match=words):
        read_yaml(str(path))


def test_names_are_those_of_files():
    assert (short_name("innersource"), short_name("/a/b.c.yaml")) == ("innersource", "b.c")
    with pytest.raises(UnusableSourceError, match="path of a file"):
        read_yaml("no-such")
