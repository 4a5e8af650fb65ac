"""Codebooks side by side, over a wiki in memory and through its door."""

from __future__ import annotations

import csv
import io

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.crosswalks import codebooks, seen_through
from wiki.errors import NotFoundError

OWN = """---
kind: variable
title: Decision making
question: How are common decisions made?
property: https://w3id.org/commonloom/ns#decisionMaking
---
"""
THEIRS = """---
kind: variable
title: {title}
question: Do they?
scale: boolean-scale
derived_from: The Archive
{more}---
"""
MAPPED = 'maps_to:\n  - {value: Decision making, option: "yes", to_option: hierarchy, mapping: broader}\n'
CASE = """---
kind: case
title: Village
rule_by_one: true
rule_by_lot: {value: true, source: The Archive, quote: "drawn by lot"}
validation: after publication
---
"""


@pytest.fixture
def wiki() -> Wiki:
    made = memory_wiki()
    written(made, "Source:The Archive", "---\nkind: source\n---\nWords.\n")
    written(made, "Variable:Decision making", OWN)
    written(made, "Variable:Rule by one", THEIRS.format(title="Rule by one", more=MAPPED))
    written(made, "Variable:Rule by lot", THEIRS.format(title="Rule by lot", more=""))
    written(made, "Case:Village", CASE)
    written(made, "Case:Firm", "---\nkind: case\ndecision_making: hierarchy\n---\n")
    return made


def test_variables_belong_to_the_codebook_they_come_from(wiki: Wiki):
    books = codebooks(wiki)
    assert books.names == ("", "Source:The Archive")
    assert books.unmapped("Source:The Archive") == ("Variable:Rule by lot",)
    assert [each.variable for each in books.touching("Variable:Decision making")] == [
        "Variable:Decision making"
    ]
    written(wiki, "Variable:Rule by lot", THEIRS.format(title="Rule by lot", more=MAPPED))
    assert codebooks(wiki).unmapped("Source:The Archive") == ()


def test_a_case_is_seen_through_another_codebook(wiki: Wiki):
    seen = seen_through(wiki, "Case:Village", "")
    assert [(each.variable, each.value) for each in seen.view.seen] == [
        ("Variable:Decision making", "hierarchy")
    ]
    assert [variable for variable, _ in seen.view.unmapped] == ["Variable:Rule by lot"]
    assert [each.field.key for each in seen.own] == ["validation"]


def test_it_is_seen_from_the_other_end_too_where_the_other_is_narrower(wiki: Wiki):
    seen = seen_through(wiki, "Case:Firm", "Source:The Archive")
    assert [(each.variable, each.value) for each in seen.view.to_judge] == [("Variable:Rule by one", "yes")]
    assert seen.view.seen == ()


def test_what_is_not_there_is_said(wiki: Wiki):
    with pytest.raises(NotFoundError, match="no codebook “Nowhere”"):
        seen_through(wiki, "Case:Village", "Nowhere")
    with pytest.raises(NotFoundError, match="no page “Case:Nowhere”"):
        seen_through(wiki, "Case:Nowhere", "")


def test_the_mappings_are_a_list(wiki: Wiki):
    visitor = Visitor(wiki)
    assert "Variable:Rule by one" in visitor.text("/special/crosswalks")
    (row,) = csv.DictReader(io.StringIO(visitor.get("/special/crosswalks?format=csv").text))
    assert row == {
        "variable": "Variable:Rule by one",
        "codebook": "Source:The Archive",
        "option": "yes",
        "mapping": "broader",
        "to": "Variable:Decision making",
        "to_codebook": "",
        "to_option": "hierarchy",
    }


def test_what_does_not_map_is_listed_with_its_evidence(wiki: Wiki):
    visitor = Visitor(wiki)
    text = visitor.text("/special/crosswalks?case=Case:Village")
    assert "drawn by lot" in text
    assert "Coded by it already" in text
    rows = list(
        csv.DictReader(io.StringIO(visitor.get("/special/crosswalks?case=Case:Village&format=csv").text))
    )
    assert [(row["there"], row["value"], row["state"]) for row in rows] == [
        ("Variable:Decision making", "hierarchy", "seen"),
        ("", "true", "does not map"),
    ]
    assert visitor.get("/special/crosswalks?case=Nowhere").status_code == 404
    assert "No Variable page says" in Visitor(memory_wiki()).text("/special/crosswalks")


def test_a_variable_page_shows_its_crosswalks_from_both_ends(wiki: Wiki):
    assert "Variable:Rule by one" in Visitor(wiki).text("/wiki/Variable:Decision_making")
    assert "broader" in Visitor(wiki).text("/wiki/Variable:Rule_by_one")
