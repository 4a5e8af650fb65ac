"""Descriptions by CSVW, after the examples of its recommendation."""

import json

import pytest
import yaml

from importers.draft import Draft
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.table.csvw import descriptions
from importers.table.propose import propose
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse

ONTOLOGY = load_ontology()
GROUP = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
    "dc:title": {"@value": "Gardens of the world"},
    "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
    "dc:creator": [{"schema:name": "Garden Survey"}],
    "null": "NN",
    "tables": [
        {
            "url": "gardens.csv",
            "dialect": {"delimiter": ";", "encoding": "windows-1252", "skipRows": 1},
            "tableSchema": {
                "primaryKey": "id",
                "foreignKeys": [{"columnReference": "town", "reference": {"resource": "towns.csv", "columnReference": "code"}}],
                "columns": [
                    {"name": "id", "titles": {"en": ["Garden"]}},
                    {"name": "town", "titles": "Town code", "propertyUrl": "dcterms:relation", "separator": "|"},
                    {"name": "open", "titles": "Open", "datatype": {"base": "boolean", "format": "J|N"}},
                    {"name": "since", "titles": "Since", "propertyUrl": "loom:started", "null": ["NN", "-"]},
                    {"name": "area", "titles": "Area", "datatype": {"base": "decimal", "format": {"decimalChar": ","}}},
                    {"name": "seen", "titles": "Seen", "datatype": {"base": "date", "format": "dd.MM.yyyy"}},
                    {"name": "row", "titles": "Row", "suppressOutput": True},
                    {"name": "type", "virtual": True, "propertyUrl": "rdf:type"},
                ],
            },
        },
        {
            "url": "towns.csv",
            "dialect": {"header": False},
            "tableSchema": {"primaryKey": "code", "columns": [{"name": "code"}, {"name": "label", "titles": "Name"}]},
        },
    ],
}  # fmt: skip
GARDENS = "Survey\r\nGarden;Town code;Open;Since;Area;Seen;Row\r\nCafé;b|t;J;NN;1,5;1.5.2008;1\r\nEden;t;N;1900;2;NN;2\r\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gardens.csv").write_bytes(GARDENS.encode("cp1252"))
    (tmp_path / "towns.csv").write_text("b,Basra\nt,Thebes\n", encoding="utf-8")
    (tmp_path / "csv-metadata.json").write_text(json.dumps(GROUP), encoding="utf-8")
    return tmp_path


def test_what_a_description_says_is_in_the_mapping(folder):
    written = yaml.safe_load(propose(folder, ONTOLOGY))
    assert (written["label"], written["license"], written["attribution"]) == (
        "Gardens of the world", "https://creativecommons.org/licenses/by/4.0/", "Garden Survey",
    )  # fmt: skip
    gardens, towns = written["tables"]
    assert (gardens["key"], gardens["separator"], gardens["encoding"], gardens["header"]) == (
        "Garden",
        ";",
        "windows-1252",
        2,
    )
    assert (towns["key"], towns["header"], set(towns["columns"])) == ("A", 0, {"B"})
    columns = gardens["columns"]
    assert (columns["Town code"]["refers"], columns["Town code"]["key"]) == ("towns.csv: A", "related_to")
    assert columns["Town code"]["separator"] == "|"
    assert columns["Open"]["values"] == {"NN": "not coded", "J": True, "N": False}
    assert columns["Since"] == {"key": "started", "values": {"NN": "not coded", "-": "not coded"}}
    assert columns["Area"]["decimal"] == ","
    assert columns["Seen"]["dates"] == "day first"
    assert columns["Row"] == ""
    assert "type" not in columns


@pytest.mark.parametrize("given", ["", "csv-metadata.json"])
def test_the_proposal_of_a_description_brings_the_tables_home(folder, given):
    profile = folder / "mine.yaml"
    with pytest.raises(UnusableSourceError, match="proposed"):
        list(read("table", Source(folder / given, ONTOLOGY, str(profile))))
    found = {
        each.title: mapping(parse(each.text))
        for each in read("table", Source(folder / given, ONTOLOGY, str(profile)))
        if isinstance(each, Draft)
    }
    assert found["Case:Café"]["related_to"] == ["Case:b", "Case:t"]
    assert found["Case:Café"]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "started" not in found["Case:Café"]
    assert found["Case:Eden"]["started"][0]["value"] == 1900
    assert found["Case:Eden"]["open"][0]["value"] is False


def test_a_file_s_own_description_counts_before_the_folder_s(folder):
    own = {"url": "gardens.csv", "dialect": {"delimiter": ";"}, "dc:title": "Own"}
    (folder / "gardens.csv-metadata.json").write_text(json.dumps(own), encoding="utf-8")
    assert descriptions(folder / "gardens.csv").label == "Own"
    assert descriptions(folder / "towns.csv").label == "Gardens of the world"


@pytest.mark.parametrize("content", ["[]", "{", '"x"', "\x00", "[" * 100_000])
def test_a_description_that_is_none_is_refused(folder, content):
    (folder / "csv-metadata.json").write_text(content, encoding="utf-8")
    with pytest.raises(UnusableSourceError, match="csv-metadata"):
        propose(folder, ONTOLOGY)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"tables": "x"},
        {"tables": [5, {"url": "towns.csv", "tableSchema": "elsewhere.json", "dialect": []}]},
        {"url": "towns.csv", "tableSchema": {"columns": ["x", {}, {"titles": [], "null": 5, "datatype": []}], "foreignKeys": ["x", {}], "primaryKey": 5}},
        {"url": "../../etc/passwd", "tableSchema": {"columns": {}}},
        {"url": "towns.csv", "dialect": {"headerRowCount": "x", "skipRows": -1, "quoteChar": None, "delimiter": ";;"}},
    ],
)  # fmt: skip
def test_odd_descriptions_do_no_harm(folder, odd):
    (folder / "csv-metadata.json").write_text(json.dumps(odd), encoding="utf-8")
    assert "tables:" in propose(folder, ONTOLOGY)
