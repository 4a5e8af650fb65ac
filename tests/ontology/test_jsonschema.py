"""Kinds as JSON Schema, held to the seed corpus and to what the checks say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ontology.jsonschema import DIALECT, definitions, document, field_schema, sections_schema
from ontology.kinds import Field, ValueType
from ontology.shapes import load_ontology
from ontology.variables import VariableEntry, with_variables
from patterns.filenames import title_of_file
from patterns.frontmatter import mapping, parse
from patterns.values import read_value
from tests.each import of_each
from tests.shared import ROOT

ONTOLOGY = load_ontology()
KINDS = [kind for kind in ONTOLOGY.kinds if kind.fields]
CORPUS = ROOT / "patterns" / "corpus"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(document(ONTOLOGY.by_name[name], ONTOLOGY))


VALIDATORS = {kind.name: validator(kind.name) for kind in KINDS}


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=float))


def problems(kind: str, said: dict[str, Any]) -> list[str]:
    return [each.json_path for each in VALIDATORS[kind].iter_errors(as_json(said))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_is_a_schema_with_every_field_that_is_no_section(kind):
    found = document(kind, ONTOLOGY)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == DIALECT
    fields = [each.key for each in kind.fields if not each.section]
    assert list(found["properties"]) == [
        "kind",
        "title",
        *(key for key in fields if key not in {"kind", "title"}),
    ]
    assert list(sections_schema(kind)["properties"]) == [each.key for each in kind.fields if each.section]


@of_each("path", sorted(CORPUS.rglob("*.md")))
def test_every_page_of_the_corpus_fits(path):
    title = title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY)
    said = mapping(parse(path.read_text("utf-8")))
    kind = title.partition(":")[0].lower() if ":" in title else "page"
    assert problems(kind, said) == []


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"mode_of_production": "slavery"}, "$.mode_of_production"),
        ({"started": "long ago"}, "$.started"),
        ({"validation": {"source": "Interview"}}, "$.validation"),
        ({"validation": {"value": "after publication", "confidence": "total"}}, "$.validation"),
        ({"kind": "pattern"}, "$.kind"),
    ],
)
def test_what_is_wrong_is_found_where_it_is(said, where):
    assert problems("case", said) == [where]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"anything": {"else": [1, None]}},
        {"validation": "unknown"},
        {"validation": ["after publication", {"status": "unknown", "coder": "ana"}]},
        {
            "mode_of_production": {
                "value": "state",
                "status": "absent",
                "source": "A",
                "quote": "B",
                "since": 1999,
            }
        },
        {"started": 1999},
    ],
)
def test_what_pages_may_say_fits(said):
    assert problems("case", said) == []


APART = {ValueType.PAGE, ValueType.CHOICE}
SIMPLE = [each for kind in KINDS for each in kind.fields if not each.section and each.type not in APART]
values = st.one_of(st.text(max_size=12), st.integers(-5, 5000), st.booleans(), st.decimals(0, 2, places=2))


def fits(value: Any, field: Field) -> bool:
    return Draft202012Validator({**field_schema(field), "$defs": definitions(ONTOLOGY)}).is_valid(
        as_json(value)
    )


@given(st.sampled_from(SIMPLE), values)
def test_what_the_checks_take_as_a_value_the_schema_takes_too(field, value):
    if not read_value(value, field, ONTOLOGY).problem:
        assert fits(value, field)
        assert fits([value], field)
        assert fits({"value": value, "coder": "ana"}, field)


@given(st.sampled_from([each for kind in KINDS for each in kind.fields if each.options]), st.data())
def test_a_closed_list_takes_its_labels_and_terms_and_nothing_else(field, data):
    option = data.draw(st.sampled_from(field.options))
    assert fits(option.label, field)
    assert fits(option.iri.replace("#", "/").rpartition("/")[2], field)
    assert not fits(option.label + " not", field)


def test_a_variable_of_the_wiki_is_in_the_schema_too():
    entry = VariableEntry("Funding source", "http://wiki.example", "Where from?", options=("gifts", "sales"))
    ontology = with_variables(ONTOLOGY, [entry])
    found = document(ontology.by_name["case"], ontology)["properties"]["funding_source"]
    assert found["description"] == "Where from?"
    found["$defs"] = definitions(ontology)
    assert Draft202012Validator(found).is_valid("gifts")
    assert not Draft202012Validator(found).is_valid("taxes")
