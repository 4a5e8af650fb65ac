"""The codebook of the seed corpus: a page for every coded field, which says what the shape says and how to decide."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ontology.kinds import Field
from ontology.shapes import load_ontology
from ontology.variables import with_variables
from patterns.codebook import variable_entry
from patterns.frontmatter import body_text, mapping, parse, statements
from tests.shared import ROOT

CORPUS = ROOT / "patterns" / "corpus"
BASE = "http://wiki.example"
ONTOLOGY = load_ontology()
KINDS = {
    "Case": "case",
    "Institution": "institution",
    "Licence": "license",
    "License": "license",
    "Pattern": "pattern",
}
"""What `applies_to` and titles say, and the name of the kind."""
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((CORPUS / "variables").glob("*.md"))}
PAGES = {title: parse(text) for title, text in TEXTS.items()}
FRONTS = {title: mapping(page) for title, page in PAGES.items()}
BY_PROPERTY = {front["property"]: title for title, front in FRONTS.items()}
CASE_FIELDS = [field for field in ONTOLOGY.by_name["case"].fields if field.codable]
NOT_ABOUT_COMMONS = {"source", "person", "concept"}
"""Kinds whose relations can be given evidence, but are no questions that a researcher codes."""
FOLDERS = {"Case": "cases", "Institution": "institutions", "License": "licenses"}
EXAMPLE = r"^- \*([^*]+)\*: [^\n]*?\[\[(Case|Institution|License):([^|\]]+)\|"
"""An option, and the first page that is named for it."""
SHORT = 60
"""Sentences below that may be alike."""

every_variable = pytest.mark.parametrize("title", PAGES)


def explained(title: str) -> Field:
    """Return the field of the first kind the variable applies to."""
    front = FRONTS[title]
    kind = ONTOLOGY.by_name[KINDS[front["applies_to"][0]]]
    return next(field for field in kind.fields if field.iri == front["property"])


def sections(title: str) -> dict[str, str]:
    return {each.heading: each.body for each in PAGES[title].sections if each.level == 2}


@pytest.mark.parametrize("field", CASE_FIELDS, ids=lambda field: field.key)
def test_every_coded_field_of_a_case_has_a_page_under_its_label(field: Field):
    assert BY_PROPERTY.get(field.iri) == field.label


@pytest.mark.parametrize("kind", [kind for kind in ONTOLOGY.kinds if kind.name not in NOT_ABOUT_COMMONS])
def test_so_has_every_coded_field_of_the_other_kinds(kind):
    assert [field.key for field in kind.fields if field.codable and field.iri not in BY_PROPERTY] == []


@every_variable
def test_options_are_those_of_the_shape_in_its_order(title: str):
    assert FRONTS[title].get("options", []) == [option.label for option in explained(title).options]


@every_variable
def test_the_question_is_that_of_the_shape_where_the_shape_asks_one(title: str):
    question, definition = FRONTS[title]["question"], explained(title).definition
    assert question == definition if definition.endswith("?") else question.endswith("?")


@every_variable
def test_it_applies_to_every_kind_that_has_the_field_and_to_no_other(title: str):
    having = {
        word
        for word, kind in KINDS.items()
        if word != "License"
        for field in ONTOLOGY.by_name[kind].fields
        if field.iri == FRONTS[title]["property"] and (field.codable or kind == "pattern")
    }
    assert set(FRONTS[title]["applies_to"]) == having


def test_pages_about_fields_add_none():
    found = [variable_entry(text, f"Variable:{title}", ONTOLOGY, BASE) for title, text in TEXTS.items()]
    assert with_variables(ONTOLOGY, [each for each in found if each]) is ONTOLOGY


@every_variable
def test_every_option_is_defined_and_the_coder_told_how_to_decide(title: str):
    parts = sections(title)
    options = FRONTS[title].get("options", [])
    undefined = [option for option in options if f"- *{option}*: " not in parts.get("Options", "")]
    assert undefined == []
    assert len(parts["Instructions"].split()) > 60


@every_variable
def test_the_theory_is_on_the_page_of_a_source_that_the_text_names(title: str):
    where = sections(title)["Where it comes from"]
    theory = FRONTS[title]["theory"]
    assert [name for name in theory if not (CORPUS / "sources" / f"{name}.md").is_file()] == []
    assert [name for name in theory if f"[[Source:{name}|" not in where] == []


@every_variable
def test_an_example_of_an_option_is_a_page_coded_with_it(title: str):
    options = sections(title).get("Options", "")
    field = explained(title)
    for option, kind, name in re.findall(EXAMPLE, options, re.MULTILINE):
        page = parse((CORPUS / FOLDERS[kind] / f"{name}.md").read_text(encoding="utf-8"))
        keys = {each.key for each in ONTOLOGY.by_name[KINDS[kind]].fields if each.iri == field.iri}
        coded = {str(each.value).casefold() for each in statements(page) if each.key in keys}
        assert option.casefold() in coded, (option, name)


def test_no_paragraph_is_repeated_from_page_to_page():
    paragraphs = Counter(
        line.strip() for page in PAGES.values() for line in body_text(page).splitlines() if len(line) > SHORT
    )
    assert [line for line, times in paragraphs.items() if times > 1] == []


def test_the_codebook_leads_through_all_variables_and_is_found_from_the_help():
    codebook = (CORPUS / "pages" / "Codebook.md").read_text(encoding="utf-8")
    assert [title for title in PAGES if f"\n- [[Variable:{title}|{title}]]: " not in codebook] == []
    assert "[[Codebook]]" in (CORPUS / "pages" / "Help.md").read_text(encoding="utf-8")
