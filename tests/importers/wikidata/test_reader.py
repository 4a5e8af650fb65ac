"""Entities of Wikidata to pages, claims with their evidence."""

import bz2
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.citations.entry import Trouble
from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.wikidata.entities import Found, read_entities
from importers.wikidata.values import coordinates, said_time, year_of
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse
from patterns.projection import project

ONTOLOGY = load_ontology()
IRI = "http://www.wikidata.org/entity/"


def item(number):
    return {"entity-type": "item", "id": number}


def time(year, precision=9):
    return {"time": f"+{year}-01-15T00:00:00Z", "precision": precision}


def claim(value, rank="normal", kind="value", datatype="x", **more):
    snak = {"snaktype": kind, "datatype": datatype}
    if kind == "value":
        snak["datavalue"] = {"value": value}
    return {"mainsnak": snak, "rank": rank, **more}


def entity(number, label, classes=(), **claims):
    return {
        "id": number,
        "labels": {
            "en": {"language": "en", "value": label},
            "it": {"language": "it", "value": label + " (it)"},
        },
        "descriptions": {"en": {"value": "something"}},
        "aliases": {"en": [{"value": label.upper()}]},
        "claims": {"P31": [claim(item(each)) for each in classes]} | claims,
        "lastrevid": 7,
        "modified": "2026-01-02T03:04:05Z",
    }


def qualified(value, **snaks):
    return claim(value, qualifiers={key: [{"datavalue": {"value": each}}] for key, each in snaks.items()})


GARDEN = entity(
    "Q900001",
    "Garden Foundation",
    ["Q157031"],
    P571=[claim(time(1999)), claim(time(2001), "preferred"), claim(time(1900), "deprecated")],
    P17=[claim(item("Q38"))],
    P112=[claim(item("Q900002")), claim(item("Q900009"))],
    P856=[claim("https://garden.example/")],
    P213=[claim("0000", datatype="external-id")],
    P9999=[claim("odd")],
)
PERSON = entity("Q900002", "Ada Gardener", ["Q5"])
WIKI = entity(
    "Q900003",
    "Garden Wiki",
    ["Q900004"],
    P571=[
        qualified(time(2003), P580=time(2004), P582=time(2009), P585=time(2005, 11))
        | {"references": [{"snaks": {"P854": [{"datavalue": {"value": "https://proof.example/"}}]}}]}
    ],
    P275=[claim(None, kind="somevalue")],
    P625=[claim({"latitude": 45.5, "longitude": 9.25, "globe": IRI + "Q2"})],
)
SITE = entity("Q900004", "wiki of gardens", P279=[claim(item("Q35127"))])
BOOK = entity("Q900006", "Gardens", ["Q571"], P957=[claim("0306406152"), claim("9780306406157", "preferred")])
NO_PAGE = entity("Q900005", "Garden", ["Q4167410"])
ALL = [GARDEN, PERSON, WIKI, SITE, BOOK, NO_PAGE]


class Wiki:
    """Pages as an importer may look into them."""

    def __init__(self, pages, origins=()):
        self.texts, self.origins = pages, dict(origins)

    def pages(self, kind):
        prefix = ONTOLOGY.by_name[kind].namespace + ":"
        return ((title, text) for title, text in self.texts.items() if title.startswith(prefix))

    def arrived(self, origins):
        return frozenset(title for title, origin in origins.items() if self.origins.get(title) == origin)


def brought(folder, entities, **given):
    path = folder / "entities.json"
    path.write_text(json.dumps({"entities": {each["id"]: each for each in entities}}), encoding="utf-8")
    found = list(read("wikidata", Source(path, ONTOLOGY, **given)))
    drafts = {each.title: each for each in found if isinstance(each, Draft)}
    return drafts, [each for each in found if isinstance(each, Issue)]


def front(draft):
    return mapping(parse(draft.text))


def test_kinds_come_from_classes_and_the_classes_above_them(tmp_path):
    drafts, issues = brought(tmp_path, ALL)
    assert list(drafts) == [
        "Source:Wikidata",
        "Institution:Garden Foundation",
        "Person:Ada Gardener",
        "Case:Garden Wiki",
        "Concept:wiki of gardens",
        "Source:Gardens",
    ]
    assert any(each.place == "Garden" and "disambiguation" in each.message for each in issues)


def test_claims_become_fields_the_preferred_first_and_links_lead_to_pages(tmp_path):
    drafts, issues = brought(tmp_path, ALL)
    said = front(drafts["Institution:Garden Foundation"])
    assert [each["value"] for each in said["founded"]] == [2001, 1999]
    assert said["country"] == "Italy"
    assert [each["value"] for each in said["founders"]] == ["Person:Ada Gardener", IRI + "Q900009"]
    assert said["url"] == "https://garden.example/"
    assert said["exact_match"] == said["origin"] == IRI + "Q900001"
    assert (said["license"], said["origin_revision"], said["origin_date"]) == ("CC0-1.0", "7", "2026-01-02")
    assert (said["summary"], said["aliases"]) == ("Something", ["GARDEN FOUNDATION"])
    told = " ".join(each.message for each in issues)
    assert "1 deprecated claims" in told
    assert "1 identifiers elsewhere" in told
    assert "P9999 has no place here; 1 claims" in told
    assert "names http://www.wikidata.org/entity/Q900009" in told
    assert "takes one value; '0306406152' was left out" in told


def test_coded_claims_carry_source_quotation_place_and_period(tmp_path):
    said = front(brought(tmp_path, ALL)[0]["Case:Garden Wiki"])
    assert said["started"] == {
        "value": 2003,
        "source": "Source:Wikidata",
        "quote": "inception: 2003; start time: 2004; end time: 2009; point in time: 2005-01-15",
        "locator": "Q900003, P571; reference URL https://proof.example/",
        "since": 2004,
        "until": 2009,
    }
    assert said["output_license"]["status"] == "unknown"
    assert said["coordinates"] == "45.5, 9.25"


def test_no_page_has_a_finding_that_is_its_importers_doing(tmp_path):
    for draft in brought(tmp_path, ALL)[0].values():
        found = project(draft.text, draft.title, ONTOLOGY, "https://example.org").findings
        assert [each.message for each in found] == [], draft.title


def test_a_profile_adds_classes_properties_and_languages(tmp_path):
    profile = tmp_path / "own.yaml"
    profile.write_text(
        "format: wikidata\nlabel: Garden Base\naddress: https://base.example/entity/\nlicense: CC-BY-4.0\n"
        "languages: [it]\nclasses: {Q157031: case}\nproperties: {P9999: {case: good}, P856: ''}\nexpect: {case: 5}\n",
        encoding="utf-8",
    )
    drafts, issues = brought(tmp_path, ALL, profile=str(profile))
    said = front(drafts["Case:Garden Foundation (it)"])
    assert said["good"]["value"] == "odd"
    assert "url" not in said
    assert said["exact_match"] == "https://base.example/entity/Q900001"
    assert any("where the profile expects 5" in each.message for each in issues)


@pytest.mark.parametrize(
    "wrong", ["format: table\n", "format: wikidata\nodd: 1\n", "format: wikidata\nclasses: {Q1: dragon}\n"]
)
def test_a_profile_that_cannot_be_is_refused(tmp_path, wrong):
    (tmp_path / "own.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(UnusableSourceError):
        brought(tmp_path, ALL, profile=str(tmp_path / "own.yaml"))


def test_a_page_that_says_it_is_the_entity_is_completed_and_another_of_that_name_is_not(tmp_path):
    wiki = Wiki(
        {
            "Institution:The Garden": f"---\nkind: institution\nexact_match: {IRI}Q900001\n---\n",
            "Person:Ada Gardener": "---\nkind: person\n---\n",
        }
    )
    drafts, issues = brought(tmp_path, ALL, known=wiki)
    assert drafts["Institution:The Garden"].supplements
    assert "Person:Ada Gardener (Q900002)" in drafts
    assert any("if it is, write `exact_match" in each.message for each in issues)


def test_importing_again_gives_the_same_drafts(tmp_path):
    first, _ = brought(tmp_path, ALL)
    wiki = Wiki({t: each.text for t, each in first.items()}, {t: each.origin for t, each in first.items()})
    assert brought(tmp_path, ALL, known=wiki)[0] == first


def test_every_form_of_file_gives_the_same_entities(tmp_path):
    lines = "[\n" + ",\n".join(json.dumps(each) for each in ALL) + "\n]\n"
    forms = {
        "lines.json": lines.encode(),
        "lines.json.gz": gzip.compress(lines.encode()),
        "lines.json.bz2": bz2.compress(lines.encode()),
        "pretty.json": json.dumps(ALL, indent=1).encode(),
        "list.json": json.dumps(ALL).encode(),
        "one.jsonl": "\n".join(json.dumps(each) for each in ALL).encode(),
        "data.json": json.dumps({"entities": {each["id"]: each for each in ALL}}, indent=2).encode(),
    }
    for name, raw in forms.items():
        (tmp_path / name).write_bytes(raw)
        found = [each.entity["id"] for each in read_entities(tmp_path / name) if isinstance(each, Found)]
        assert found == [each["id"] for each in ALL], name


def test_a_broken_line_costs_itself_and_a_broken_archive_its_rest(tmp_path):
    lines = json.dumps(PERSON) + "\n{broken\n" + json.dumps(SITE) + "\n"
    (tmp_path / "a.json").write_text(lines)
    found = list(read_entities(tmp_path / "a.json"))
    assert [type(each) for each in found] == [Found, Trouble, Found]
    assert found[1].line == 2
    (tmp_path / "a.gz").write_bytes(gzip.compress(lines.encode())[:-20])
    assert any(isinstance(each, Trouble) for each in read_entities(tmp_path / "a.gz"))


def test_times_are_as_precise_as_they_are():
    assert said_time(time(2008, 11)) == "2008-01-15"
    assert said_time(time(2008, 10)) == "2008-01"
    assert said_time(time(1200, 7)) == "12th century"
    assert said_time(time(1201, 7)) == "13th century"
    assert said_time(time(1995, 8)) == "1990s"
    assert said_time(time(1995, 6)) == "2nd millennium"
    assert said_time(time(1995, 5)) == "about 1995"
    assert said_time({"time": "-0500-00-00T00:00:00Z", "precision": 7}) == "5th century BCE"
    assert year_of(time(2008)) == 2008
    assert year_of(time(2008, 7)) is None
    assert year_of({"time": "-0044-03-15T00:00:00Z", "precision": 11}) == "44 BCE"
    assert coordinates({"latitude": 1, "longitude": 2, "globe": IRI + "Q405"}) == ""
    assert coordinates({"latitude": -91, "longitude": 2}) == ""


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(anything, anything, anything)
def test_no_shape_of_json_stops_an_import(tmp_path_factory, first, second, third):
    odd = {
        "id": "Q1",
        "labels": first,
        "claims": {"P31": [claim(item("Q5"))], "P571": second, "P108": [claim(third), {"mainsnak": first}]},
        "aliases": second,
        "descriptions": third,
    }
    folder = tmp_path_factory.mktemp("odd")
    (folder / "a.json").write_text(json.dumps([odd, first]), encoding="utf-8")
    assert any(isinstance(each, Draft) for each in read("wikidata", Source(folder / "a.json", ONTOLOGY)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_stop_a_reader(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("raw") / "a.json"
    path.write_bytes(raw)
    assert not any(isinstance(each, Found) for each in read_entities(path))


def test_merged_entities_are_followed_and_those_that_are_gone_are_named(tmp_path):
    garden = entity("Q20", "Garden", ["Q43229"])
    member = entity("Q21", "Ana", ["Q5"], P108=[claim(item("Q10"))])
    asked = {"entities": {"Q10": garden, "Q21": member, "Q1": {"id": "Q1", "missing": ""}}}
    (tmp_path / "a.json").write_text(json.dumps(asked))
    found = list(read("wikidata", Source(tmp_path / "a.json", ONTOLOGY)))
    drafts = {each.title: each.text for each in found if isinstance(each, Draft)}
    assert "Garden" in str(mapping(parse(drafts["Person:Ana"]))["affiliation"])
    assert any("Q1 is not there any more" in each.message for each in found if isinstance(each, Issue))


@pytest.mark.parametrize(
    ("said", "year"),
    [("+0450", "0450"), ("+0099", "0099"), ("-0044", "44 BCE"), ("+2008", 2008), ("+0000", None)],
)
def test_years_of_either_era_are_years(said, year):
    assert year_of({"time": f"{said}-01-01T00:00:00Z", "precision": 9}) == year


def test_what_is_about_a_decade_or_century_is_kept_in_words_and_what_has_no_place_is_counted(tmp_path):
    org = entity(
        "Q900010",
        "Old Order",
        ["Q43229"],
        P571=[claim(time(1200, 7)), claim(time(1195, 8))],
        P17=[qualified(item("Q38"), P580=time(1582, 11))],
    )
    drafts, issues = brought(tmp_path, [org, {"id": "L1", "lemmas": {}}])
    said = front(drafts["Institution:Old Order"])
    assert said["founded_note"] == ["12th century", "1190s"]
    assert "founded" not in said
    told = [each.message for each in issues]
    assert "inception '12th century' is not what 'founded' takes; it was kept under 'founded_note'" in told
    assert "1 qualifiers of values whose fields take no evidence were left out" in told
    assert "1 entities were left out: they are no items but words or files" in told
