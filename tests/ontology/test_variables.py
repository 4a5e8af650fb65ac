"""Variables of the wiki as fields."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.jsonld import context
from ontology.kinds import ValueType
from ontology.namespaces import LOOM
from ontology.reference import fields_page
from ontology.shapes import load_ontology
from ontology.variables import GROUP, VariableEntry, with_variables
from patterns.projection import FacetRow, project

BASE = "http://wiki.example"
FUNDING = VariableEntry(
    "Funding source", BASE, "Where does the money come from?", options=("donations", "Grants", "sales / fees")
)


def field(entry: VariableEntry, kind: str = "case"):
    return with_variables(load_ontology(), [entry]).by_name[kind].by_key[entry.key]


def test_a_variable_is_a_field_of_cases():
    found = field(FUNDING)
    assert (found.key, found.label, found.definition) == (
        "funding_source",
        "Funding source",
        "Where does the money come from?",
    )
    assert found.iri == f"{BASE}/id/property/funding_source"
    assert (found.type, found.codable, found.facet, found.many, found.group) == (
        ValueType.CHOICE, True, True, True, GROUP,
    )  # fmt: skip
    assert [(each.label, each.iri.partition("#")[2]) for each in found.options] == [
        ("donations", "donations"),
        ("Grants", "grants"),
        ("sales / fees", "sales-%2F-fees"),
    ]
    assert found.options[0].iri.startswith(f"{BASE}/id/variable/Funding_source#")


@pytest.mark.parametrize(
    ("scale", "options", "type_"),
    [
        ("", (), ValueType.TEXT),
        (LOOM["nominal-scale"], ("a",), ValueType.CHOICE),
        ("ordinal-scale", ("low", "high"), ValueType.CHOICE),
        (LOOM["boolean-scale"], (), ValueType.BOOLEAN),
        (LOOM["ratio-scale"], (), ValueType.DECIMAL),
        ("interval-scale", ("ignored",), ValueType.DECIMAL),
    ],
)
def test_the_scale_says_what_a_value_is(scale: str, options: tuple[str, ...], type_: ValueType):
    found = field(VariableEntry("New one", BASE, scale=str(scale), options=options))
    assert found.type is type_
    assert bool(found.options) == (type_ is ValueType.CHOICE)


def test_a_fuzzy_value_lies_between_nought_and_one():
    found = field(VariableEntry("Openness of process", BASE, scale=str(LOOM["fuzzy-scale"])))
    assert (found.type, found.minimum, found.maximum) == (ValueType.DECIMAL, 0.0, 1.0)


def test_it_stands_after_what_the_shape_codes_and_before_relations():
    groups = [each.group for each in with_variables(load_ontology(), [FUNDING]).by_name["case"].fields]
    place = groups.index(GROUP)
    assert groups[place - 1] == "Stage and outcome"
    assert groups[place + 1] == "Relations"


def test_it_applies_to_the_kinds_it_names():
    entry = VariableEntry("Legal form", BASE, applies_to=(str(LOOM.Institution), str(LOOM.Practice)))
    found = with_variables(load_ontology(), [entry])
    assert [kind.name for kind in found.kinds if "legal_form" in kind.by_key] == ["practice", "institution"]


@pytest.mark.parametrize(
    "entry",
    [
        VariableEntry("Mode of production", BASE),
        VariableEntry("How it is made", BASE, codes=str(LOOM.modeOfProduction)),
        VariableEntry("Title", BASE),
        VariableEntry("…", BASE),
        VariableEntry("Elsewhere", BASE, applies_to=("https://x.example/Thing",)),
    ],
)
def test_what_a_shape_has_already_stays_as_the_shape_says(entry: VariableEntry):
    assert with_variables(load_ontology(), [entry]) is load_ontology()


def test_a_property_of_one_kind_can_be_asked_of_another_with_the_same_options():
    entry = VariableEntry(
        "How it is made", BASE, codes=str(LOOM.modeOfProduction), applies_to=(str(LOOM.Practice),)
    )
    found = with_variables(load_ontology(), [entry]).by_name["practice"].by_key["mode_of_production"]
    assert found.options == load_ontology().by_name["case"].by_key["mode_of_production"].options
    assert found.group == GROUP


def test_of_two_with_one_key_the_first_by_name_counts_whatever_the_order():
    one, other = VariableEntry("Funding Source", BASE), VariableEntry("Funding source", BASE, options=("a",))
    assert with_variables(load_ontology(), [one, other]) == with_variables(load_ontology(), [other, one])
    assert (
        field(one) == with_variables(load_ontology(), [other, one]).by_name["case"].by_key["funding_source"]
    )


def test_a_label_written_twice_is_one_option():
    found = field(VariableEntry("New one", BASE, options=("Yes", "yes ", "no", "", "in part", "in-part")))
    assert [each.label for each in found.options] == ["Yes", "no", "in part"]


CASE = "---\nfunding_source: {value: grants, source: Interview, coder: ana}\n---\nText.\n"


def test_a_page_s_facts_facets_and_findings_know_the_variable_at_once():
    extended = with_variables(load_ontology(), [FUNDING])
    before = project(CASE, "Case:W", load_ontology(), BASE)
    after = project(CASE, "Case:W", extended, BASE)
    option = f"<{BASE}/id/variable/Funding_source#grants>"
    assert f"<{BASE}/id/property/funding_source> {option}" in after.facts.decode()
    assert b"ns#codedValue> " + option.encode() in after.facts
    assert FacetRow("funding_source", "grants", "Grants") in after.facets
    assert any("no field of a case page" in each.message for each in before.findings)
    assert not any("no field of a case page" in each.message for each in after.findings)
    wrong = project(CASE.replace("grants", "loot"), "Case:W", extended, BASE)
    assert "write one of “donations”, “Grants”" in " ".join(each.message for each in wrong.findings)


def test_the_property_stays_the_same_when_a_variable_is_defined_later():
    before = project(CASE, "Case:W", load_ontology(), BASE).facts.decode()
    assert f"<{BASE}/id/property/funding_source>" in before


def test_json_and_the_documentation_know_it_too():
    extended = with_variables(load_ontology(), [FUNDING])
    assert f"{BASE}/id/property/funding_source" in json.dumps(context(extended))
    assert "| `funding_source` | Funding source | one of: donations, Grants, sales / fees |" in fields_page(
        extended
    )


names = st.text(min_size=1, max_size=20)


@given(names, st.lists(names, max_size=4))
def test_any_name_and_options_make_a_sound_ontology(name: str, options: list[str]):
    entry = VariableEntry(name, BASE, options=tuple(options))
    extended = with_variables(load_ontology(), [entry])
    fields = extended.by_name["case"].fields
    assert len({each.key for each in fields}) == len(fields)
    iris = [each.iri for each in entry.field().options]
    assert len(set(iris)) == len(iris)
