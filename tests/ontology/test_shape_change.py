"""One `sh:property` more, and everything knows the field: nothing else has to be changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pyshacl import validate
from rdflib import Graph

from ontology.compact import digest, dump, read, turtle_files
from ontology.jsonld import context
from ontology.jsonschema import definitions
from ontology.kinds import Ontology, Severity
from ontology.reference import fields_page
from ontology.shapes import FOLDER, load_ontology, read_ontology
from patterns.forms import FormValue, form_of
from patterns.formwriting import Given, fill
from patterns.frontmatter import parse, statements
from patterns.projection import FacetRow, LinkRow, project
from patterns.saying import understand
from patterns.tablerows import wide_columns, wide_row
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.config import Config
from wiki.web.infobox import infobox
from wiki.web.openapi import description
from wiki.web.skeleton import new_text

BASE = "http://wiki.example"
PROPERTY = "https://w3id.org/commonloom/ns#conflictResolution"

TERM = """
loom:conflictResolution a owl:ObjectProperty ;
    rdfs:label "conflict resolution"@en ;
    skos:definition "How conflicts between participants are settled."@en ;
    vs:term_status "testing" ;
    rdfs:isDefinedBy <https://w3id.org/commonloom/ns> .
"""

FIELD = """ ;
    sh:property [
        loom:key "conflict_resolution" ;
        sh:path loom:conflictResolution ;
        sh:name "Conflict resolution"@en ;
        sh:description "How are conflicts between participants settled?"@en ;
        sh:in ( loom:self-allocation loom:command-allocation ) ;
        sh:maxCount 1 ;
        sh:severity sh:Violation ;
        sh:message "Write how conflicts are settled."@en ;
        sh:group shape:governanceGroup ;
        sh:order 231 ;
        loom:facet true ;
        loom:codable true
    ] .
"""

PAGE = "---\nconflict_resolution: {value: command, source: Interview, coder: ana}\n---\nText.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology with one field more in the shape of cases."""
    copy = tmp_path_factory.mktemp("ontology")
    for name in ("shapes", "vocabulary"):
        shutil.copytree(FOLDER / name, copy / name)
    shape = copy / "shapes" / "case.ttl"
    shape.write_text(shape.read_text("utf-8").rstrip().removesuffix(".").rstrip() + FIELD, encoding="utf-8")
    terms = copy / "vocabulary" / "properties.ttl"
    terms.write_text(terms.read_text("utf-8") + TERM, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def changed(folder: Path) -> Ontology:
    return read_ontology(folder)


def test_the_kind_has_the_field_and_no_other_kind_changed(changed: Ontology):
    found = changed.by_name["case"].by_key["conflict_resolution"]
    assert (found.iri, found.label, found.group) == (PROPERTY, "Conflict resolution", "Governance")
    assert [each.label for each in found.options] == ["self-allocation", "command"]
    before = load_ontology()
    assert [kind for kind in changed.kinds if kind.name != "case"] == [
        kind for kind in before.kinds if kind.name != "case"
    ]
    rest = [each for each in changed.by_name["case"].fields if each.key != "conflict_resolution"]
    assert rest == list(before.by_name["case"].fields)


def test_the_precomputed_form_is_not_believed_any_more(folder: Path, changed: Ontology, tmp_path: Path):
    assert digest(folder) != digest(FOLDER)
    kept = tmp_path / "kinds.json"
    kept.write_text(dump(changed, digest(folder)), encoding="utf-8")
    assert read(kept, digest(folder)) == changed
    assert read(kept, digest(FOLDER)) is None


def test_a_new_page_offers_it_in_its_place(changed: Ontology):
    lines = new_text(changed.by_name["case"], "New", "CC-BY-SA-4.0").splitlines()
    place = lines.index("# conflict_resolution: self-allocation | command")
    assert lines[place - 1].startswith("# decision_making:")
    assert "conflict_resolution" not in new_text(load_ontology().by_name["case"], "New", "CC-BY-SA-4.0")


def test_the_form_asks_for_it_in_its_place_and_writes_it(changed: Ontology):
    page, kind = parse(PAGE), changed.by_name["case"]
    form = form_of(page, kind, changed)
    keys = [each.field.key for each in form.fields]
    assert keys[keys.index("conflict_resolution") - 1] == "decision_making"
    known = form.fields[keys.index("conflict_resolution")]
    assert [(each.text, each.evidence["coder"]) for each in known.values] == [("command", ("ana",))]
    assert {"source", "quote", "confidence"} <= {each.key for each in known.qualifiers}
    given = Given({"conflict_resolution": (FormValue("self-allocation", place=0),)})
    assert fill(page, form, given, changed).text == (
        "---\nconflict_resolution:\n  value: self-allocation\n  source: Interview\n  coder: ana\n---\nText.\n"
    )
    before = form_of(page, load_ontology().by_name["case"], load_ontology())
    assert [key for key, _ in before.strange] == ["conflict_resolution"]


def test_the_page_of_the_form_shows_its_words(changed: Ontology):
    wiki = replace(memory_wiki(), shapes=changed)
    shown = Visitor(wiki, "ana").text("/wiki/Case:New?action=form")
    control = shown.partition('id="f-conflict_resolution"')[2].partition('id="f-')[0]
    assert "How are conflicts between participants settled?" in control
    assert "<option>self-allocation</option><option>command</option>" in control


def test_the_infobox_shows_it_under_its_group(changed: Ontology):
    said = statements(parse(PAGE))
    groups = infobox(changed.by_name["case"], changed, said)
    assert [(group.label, [row.label for row in group.rows]) for group in groups] == [
        ("Governance", ["Conflict resolution"])
    ]


def test_the_table_of_cases_has_a_column_for_it(changed: Ontology):
    kind = changed.by_name["case"]
    columns = wide_columns(kind)
    assert columns[columns.index("conflict_resolution") - 1] == "decision_making"
    row = wide_row(understand(parse(PAGE), "Case:W", changed), kind)
    assert row[columns.index("conflict_resolution")] == "command"
    assert "conflict_resolution" not in wide_columns(load_ontology().by_name["case"])


def test_comparison_and_codebook_have_a_row_for_it(changed: Ontology):
    wiki = replace(memory_wiki(), shapes=changed)
    written(wiki, "Case:W", PAGE)
    written(wiki, "Case:V", "Text.\n")
    visitor = Visitor(wiki)
    table = visitor.get("/compare?case=Case:W&case=Case:V&variable=conflict_resolution&format=json").json
    (row,) = table["variables"]
    assert row["question"] == "How are conflicts between participants settled?"
    assert [cell["state"] for cell in row["cells"]] == ["present", "not coded"]
    book = visitor.get("/special/codebook?format=json").json["items"]
    (found,) = [each for each in book if each["key"] == "conflict_resolution"]
    assert (found["group"], found["present"], found["not_coded"]) == ("Governance", 1, 1)


def test_facts_facets_and_links_know_it(changed: Ontology):
    found = project(PAGE, "Case:W", changed, BASE)
    value = "<https://w3id.org/commonloom/ns#command-allocation>"
    assert f"<{BASE}/id/case/W> <{PROPERTY}> {value}" in found.facts.decode()
    assert f"codedVariable> <{PROPERTY}>" in found.facts.decode()
    assert FacetRow("conflict_resolution", "command-allocation", "command") in found.facets
    assert LinkRow("Source:Interview", "source") in found.links


def test_checks_hold_pages_against_it(changed: Ontology):
    def problems(text: str, ontology: Ontology) -> list[tuple[Severity, str]]:
        found = project(text, "Case:W", ontology, BASE).findings
        return [(each.severity, each.message) for each in found if each.key == "conflict_resolution"]

    assert problems(PAGE, changed) == []
    ((severity, message),) = problems(PAGE.replace("command", "duels"), changed)
    assert severity is Severity.VIOLATION
    assert message == "Conflict resolution: “duels”. Write how conflicts are settled."
    ((severity, message),) = problems(PAGE, load_ontology())
    assert severity is Severity.WARNING
    assert "no field of a case page" in message


def test_any_shacl_tool_holds_facts_against_it(folder: Path, changed: Ontology):
    shapes = Graph()
    for path in turtle_files(folder):
        shapes.parse(path, format="turtle")

    def report(text: str) -> str:
        quads = project(text, "Case:W", changed, BASE).facts.decode().splitlines()
        data = Graph().parse(data="".join(f"{q.rpartition(' <')[0]} .\n" for q in quads), format="nt")
        return str(validate(data, shacl_graph=shapes, inference="none")[2])

    assert "conflictResolution" not in report(PAGE)
    assert "Write how conflicts are settled." in report(PAGE.replace("command", "duels"))


def test_json_gets_a_key_for_it(changed: Ontology):
    assert context(changed)["@context"]["conflict_resolution"] == {"@id": PROPERTY, "@type": "@id"}
    page = {
        "@context": context(changed)["@context"],
        "@id": "x:w",
        "conflict_resolution": "loom:command-allocation",
    }
    assert PROPERTY in Graph().parse(data=json.dumps(page), format="json-ld").serialize(format="nt")


def test_the_schema_for_programs_has_it(changed: Ontology):
    found = description(changed, Config())["components"]["schemas"]["CasePageFields"]["properties"]
    schema = {**found["conflict_resolution"], "components": {"schemas": definitions(changed)}}
    assert schema["description"] == "How are conflicts between participants settled?"
    assert Draft202012Validator(schema).is_valid({"value": "command", "source": "Interview", "coder": "ana"})
    assert not Draft202012Validator(schema).is_valid("duels")
    before = description(load_ontology(), Config())["components"]["schemas"]["CasePageFields"]["properties"]
    assert {key: each for key, each in found.items() if key != "conflict_resolution"} == before


def test_the_documentation_has_a_row_for_it(changed: Ontology):
    row = "| `conflict_resolution` | Conflict resolution | one of: self-allocation, command |"
    assert row in fields_page(changed)
    assert row not in fields_page(load_ontology())
