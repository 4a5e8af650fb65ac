"""Tables and JSON files beside the texts of a collection, joined to its pages by a key."""

import json

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology

ONTOLOGY = load_ontology()
PROFILE = """
label: Gardens
license: CC0-1.0
files: [{match: gardens/*.md, kind: institution}]
companions:
  - {match: data/years.csv, key: number, of: register, digits: true, under: years, columns: {year: Year, plots: Plots, note: ""}}
  - {match: data/list.json, key: entry, of: id, under: friends}
  - {match: data/*.json, of: id, under: more}
  - {match: data/old.csv, ignore: from before}
  - {match: data/gone.csv, ignore: nobody has it}
fields:
  id: "code:Record"
  register: ""
  years: "table:Years"
  friends: "section:Friends"
  more.town: place
  more.internal: ""
"""


@pytest.fixture
def garden(tmp_path):
    folder = tmp_path / "garden"
    (folder / "gardens").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "gardens/rose.md").write_text("---\ntitle: Rose\nid: rose\nregister: 01-234\n---\nText.\n")
    (folder / "gardens/oak.md").write_text("---\ntitle: Oak\nid: oak\n---\nText.\n")
    (folder / "data/years.csv").write_text(
        "number,year,plots,note,more\n1234,2007,3,x,a | b\n1234,2008,,y,\n99,2008,5,,\n"
    )
    (folder / "data/list.json").write_text(json.dumps({"Rose": {"first": ["a", "b"], "none": []}}))
    (folder / "data/rose.json").write_text(json.dumps({"town": "Ghent", "internal": 1, "unknown": "kept"}))
    (folder / "data/old.csv").write_text("a,b\n")
    (folder / "data/other.csv").write_text("a,b\n")
    (folder / "data/broken.json").write_text("[" * 100_000)
    (tmp_path / "p.yaml").write_text(PROFILE)
    return Source(folder, ONTOLOGY, str(tmp_path / "p.yaml"))


def test_entries_are_on_the_page_whose_field_is_their_key(garden):
    drafts = {each.title: each.text for each in read("markdown", garden) if isinstance(each, Draft)}
    rose = drafts["Institution:Rose"]
    assert (
        "## Years\n\n| Year | Plots | more |\n| --- | --- | --- |\n| 2007 | 3 | a \\| b |\n| 2008 |  |  |"
        in rose
    )
    assert "## Friends\n\n- first: a, b\n" in rose
    assert "place: Ghent\n" in rose
    assert "internal" not in rose
    assert "Years" not in drafts["Institution:Oak"]


def test_what_has_no_rule_no_name_or_no_page_is_reported(garden):
    said = {(each.place, each.message) for each in read("markdown", garden) if isinstance(each, Issue)}
    messages = dict(said)
    assert "no companion of profile p names this file" in messages["data/other.csv"]
    assert "no file of the collection" in messages["data/gone.csv"]
    assert "cannot be read" in messages["data/broken.json"]
    assert (
        "data/years.csv:4",
        "no page has under 'register' what 1 keys of companions say, left out: 99",
    ) in said
    assert any("the column 'more' is not named" in message for _, message in said)
    assert any("'more.unknown' is not named" in message for _, message in said)
    assert not any(place == "data/old.csv" for place, _ in said)


def test_a_key_that_no_rule_of_a_companion_has_is_refused(garden, tmp_path):
    (tmp_path / "p.yaml").write_text(PROFILE.replace("ignore: from before", "ignored: from before"))
    with pytest.raises(UnusableSourceError, match="ignored"):
        list(read("markdown", garden))
