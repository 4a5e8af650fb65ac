"""Governance Archaeology, imported as people would; tests/importers/table has small twins."""

import csv
from collections import Counter

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source
from ontology.shapes import load_ontology
from ontology.variables import with_variables
from patterns.checks import check
from patterns.codebook import variable_entry
from patterns.codings import codings
from patterns.frontmatter import mapping, parse
from patterns.saying import understand
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("governance-archaeology") is None,
    reason="the shared collections are not at hand; tests/importers/table has twins",
)
BASE = "http://localhost"


@pytest.fixture(scope="module")
def brought():
    found = list(
        read("table", Source(shared("governance-archaeology/data"), load_ontology(), "governancearchaeology"))
    )
    return {each.title: each for each in found if isinstance(each, Draft)}, [
        each for each in found if isinstance(each, Issue)
    ]


@pytest.fixture(scope="module")
def ontology(brought):
    plain = load_ontology()
    entries = [variable_entry(each.text, title, plain, BASE) for title, each in brought[0].items()]
    return with_variables(plain, [each for each in entries if each])


@pytest.fixture(scope="module")
def rows():
    with shared("governance-archaeology/data/communities_data_prepped.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file))


def test_everything_arrives(brought):
    kinds = Counter(title.partition(":")[0] for title in brought[0])
    assert kinds == {"Case": 66, "Variable": 104, "Institution": 330, "Source": 1}


def test_66_communities_are_coded_by_99_conditions_as_the_table_has_them(brought, rows, ontology):
    conditions = {
        mapping(parse(each.text))["aliases"][0]: title.removeprefix("Variable:")
        for title, each in brought[0].items()
        if title.startswith("Variable:") and mapping(parse(each.text))["scale"] == "yes or no"
    }
    assert len(conditions) == 99
    keys = {
        variable_entry("", f"Variable:{name}", ontology, BASE).key: column
        for column, name in conditions.items()
    }
    for row in rows:
        draft = brought[0][f"Case:{' '.join(row['Name'].split())}"]
        coded = {
            each.field: each
            for each in codings(understand(parse(draft.text), draft.title, ontology))
            if each.field in keys
        }
        assert {keys[key]: each.value for key, each in coded.items()} == {
            column: {"1": "true", "0": "false"}[row[column]] for column in conditions
        }
        for key, each in coded.items():
            assert each.all_of("source") == ("Governance Archaeology",)
            assert each.all_of("quote") == (f"{keys[key]}: {row[keys[key]]}",)


def test_no_page_breaks_a_shape(brought, ontology):
    findings = {title: check(parse(each.text), title, ontology) for title, each in brought[0].items()}
    assert {title: found for title, found in findings.items() if found} == {}


def test_only_what_the_columns_are_called_is_reported(brought):
    assert {each.message.partition(";")[0] for each in brought[1]} == {
        f"two columns are called 'Geography: {place}'"
        for place in ("Africa North", "Asia Southeast", "North America")
    }


def test_every_institution_leads_to_its_community(brought):
    led = [
        mapping(parse(each.text))["related_to"]
        for title, each in brought[0].items()
        if title.startswith("Institution:")
    ]
    targets = {target for each in led for target in (each if isinstance(each, list) else [each])}
    assert len(led) == 330
    assert targets <= brought[0].keys()
