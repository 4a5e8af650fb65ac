"""Variable pages as entries of the codebook."""

from __future__ import annotations

import pytest

from ontology.namespaces import LOOM, RDFS, SKOS, XSD
from ontology.shapes import load_ontology
from ontology.variables import VariableEntry, with_variables
from patterns.codebook import variable_entry
from patterns.projection import project

BASE = "http://wiki.example"

FUNDING = """---
question: Where does the money come from?
scale: nominal
options: [donations, grants, 1]
applies_to: [Case, Institution]
---
How to code it.
"""


def entry(text: str, title: str = "Variable:Funding source") -> VariableEntry | None:
    return variable_entry(text, title, load_ontology(), BASE)


def test_a_variable_page_is_an_entry():
    assert entry(FUNDING) == VariableEntry(
        "Funding source",
        BASE,
        "Where does the money come from?",
        str(LOOM["nominal-scale"]),
        ("donations", "grants", "1"),
        (str(LOOM.Case), str(LOOM.Institution)),
    )


def test_an_entry_is_a_field_of_the_kinds_it_applies_to():
    found = entry(FUNDING)
    assert found is not None
    extended = with_variables(load_ontology(), [found])
    assert [kind.name for kind in extended.kinds if "funding_source" in kind.by_key] == [
        "case",
        "institution",
    ]


def test_a_page_that_describes_a_field_names_its_property():
    found = entry(f"---\nquestion: By which mode?\nproperty: {LOOM.modeOfProduction}\n---\n")
    assert found is not None
    assert with_variables(load_ontology(), [found]) is load_ontology()


@pytest.mark.parametrize(
    ("text", "title"), [(FUNDING, "Case:Funding"), ("---\nredirect: Variable:X\n---\n", "Variable:Y")]
)
def test_other_pages_are_none(text: str, title: str):
    assert entry(text, title) is None


def test_what_cannot_be_read_is_left_out():
    found = entry("---\nscale: rubber\napplies_to: [Case, Moon]\n---\n")
    assert found == VariableEntry("Funding source", BASE, applies_to=(str(LOOM.Case),))


def facts(text: str, title: str = "Variable:Funding source") -> str:
    return project(text, title, load_ontology(), BASE).facts.decode()


def test_a_variable_of_its_own_says_which_property_it_codes_and_names_its_options():
    said = facts(FUNDING)
    entity, own = f"<{BASE}/id/variable/Funding_source>", f"<{BASE}/id/property/funding_source>"
    option = f"<{BASE}/id/variable/Funding_source#grants>"
    assert f'{entity} <{LOOM.codesProperty}> "{BASE}/id/property/funding_source"^^<{XSD.anyURI}>' in said
    assert f'{own} <{RDFS.label}> "Funding source"' in said
    assert f'{option} <{SKOS.prefLabel}> "grants"' in said
    assert f"{option} <{SKOS.inScheme}> {entity}" in said


def test_a_variable_that_explains_a_field_leaves_its_terms_to_the_vocabulary():
    said = facts(f"---\nquestion: By which mode?\noptions: [state]\nproperty: {LOOM.modeOfProduction}\n---\n")
    assert str(SKOS.prefLabel) not in said
    assert said.count(str(LOOM.codesProperty)) == 1


def test_the_terms_do_not_depend_on_whether_the_field_is_known_already():
    found = entry(FUNDING)
    assert found is not None
    live = with_variables(load_ontology(), [found])
    assert project(FUNDING, "Variable:Funding source", live, BASE).facts == facts(FUNDING).encode()
