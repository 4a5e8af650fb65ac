"""The codebook, the codings of one variable, and what pages say of how they are coded."""

from __future__ import annotations

import csv
import io
import re

import pytest

from ontology.shapes import load_ontology
from ontology.variables import variables_of
from tests.fakes.formfilling import back
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

VARIABLE = "---\nkind: variable\nquestion: Who pays?\noptions: [gifts, fees]\nscale: nominal\n---\nProse.\n"
EXPLAINS = (
    "---\nkind: variable\nquestion: Before or after?\nscale: nominal\n"
    "property: https://w3id.org/commonloom/ns#validation\n---\nProse.\n"
)
LOOM = """---
kind: case
funding:
  - {value: gifts, source: The report, coder: ana}
  - {value: fees, status: contested, coder: ben}
validation: after publication
process: unknown
---
"""


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for title, text in (
        ("Variable:Funding", VARIABLE),
        ("Variable:Validation", EXPLAINS),
        ("Case:Loom", LOOM),
        ("Case:Weft", "---\nkind: case\nfunding: gifts\n---\n"),
        ("Case:Warp", "---\nkind: case\n---\n"),
        ("Institution:Guild", "---\nkind: institution\nfounded: 1400\n---\n"),
    ):
        written(wiki, title, text)
    return wiki


@pytest.fixture
def visitor(wiki):
    return Visitor(wiki)


def items(visitor, address):
    return visitor.get(address, headers={"Accept": "application/json"}).json["items"]


def rows(visitor, address):
    text = visitor.get(address, headers={"Accept": "text/csv"}).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_codebook_has_every_variable_of_the_shape_and_of_variable_pages(visitor):
    keys = [each["key"] for each in items(visitor, "/special/codebook")]
    shaped = [each.key for each in variables_of(load_ontology().by_name["case"])]
    assert [key for key in keys if key != "funding"] == shaped
    assert "funding" in keys


def test_a_variable_is_counted_with_options_and_coders(visitor):
    funding = next(each for each in items(visitor, "/special/codebook") if each["key"] == "funding")
    counts = [
        funding[key]
        for key in ("pages", "contested", "present", "absent", "not_applicable", "unknown", "not_coded")
    ]
    assert counts == [3, 1, 1, 0, 0, 0, 1]
    assert [(each["label"], each["present"], each["contested"]) for each in funding["options"]] == [
        ("gifts", 2, 0),
        ("fees", 0, 1),
    ]
    assert (funding["coders"], funding["question"], funding["page"]) == (
        {"ana": 1, "ben": 1},
        "Who pays?",
        "Variable:Funding",
    )


def test_csv_has_the_same_in_words(visitor):
    funding = next(each for each in rows(visitor, "/special/codebook") if each["key"] == "funding")
    assert (funding["options"], funding["coders"], funding["not_coded"]) == (
        "gifts | fees",
        "ana (1) | ben (1)",
        "1",
    )


def test_a_page_that_explains_a_field_asks_its_question(visitor):
    text = visitor.text("/special/codebook")
    assert (
        '<a href="/wiki/Variable:Validation">Validation</a><br><span class="remark">Before or after?</span>'
        in text
    )
    assert 'href="/special/codings?kind=case&amp;variable=process"' in text


def test_other_kinds_have_codebooks_and_some_have_none(visitor):
    assert [
        each["present"]
        for each in items(visitor, "/special/codebook?kind=institution")
        if each["key"] == "founded"
    ] == [1]
    assert "are not coded by variables" in visitor.text("/special/codebook?kind=concept")
    assert visitor.get("/special/codebook?kind=shoes").status_code == 404


def test_a_codebook_is_given_again_until_something_changes(visitor, wiki):
    visitor.get("/special/codebook")
    wiki.pages.calls.clear()
    visitor.get("/special/codebook")
    assert dict(wiki.pages.calls) == {"head": 1}
    written(wiki, "Case:Warp", "---\nkind: case\nfunding: unknown\n---\n")
    funding = next(each for each in items(visitor, "/special/codebook") if each["key"] == "funding")
    assert (funding["unknown"], funding["not_coded"]) == (1, 0)
    assert "Funding" in visitor.text("/special/codebook")


def test_codings_of_a_variable_with_evidence(visitor):
    found = rows(visitor, "/special/codings?variable=funding")
    assert [
        (each["title"], each["value"], each["status"], each["source"], each["coder"]) for each in found
    ] == [
        ("Case:Loom", "gifts", "present", "Source:The report", "ana"),
        ("Case:Loom", "fees", "contested", "", "ben"),
        ("Case:Weft", "gifts", "present", "", ""),
    ]
    text = visitor.text("/special/codings?variable=Variable:Funding")
    assert "<summary>gifts</summary>" in text
    assert "Who pays?" in text


def test_pages_that_do_not_code_it(visitor):
    assert items(visitor, "/special/codings?variable=funding&only=uncoded") == [
        {"title": "Case:Warp", "url": "/wiki/Case:Warp"}
    ]
    here = "/special/codings?variable=funding&only=uncoded"
    text = visitor.text(here)
    assert 'href="/wiki/Case:Warp">Warp</a>' in text
    assert f'href="/wiki/Case:Warp?action=form&amp;field=funding{back(here)}">code it' in text


@pytest.mark.parametrize(("only", "expected"), [("", 3), ("&only=uncoded", 1)])
def test_stretches_follow_each_other_without_gap(visitor, wiki, only, expected):
    address, seen = f"/special/codings?variable=funding&limit=1{only}", []
    while address:
        found = visitor.get(f"{address}&format=json").json
        seen += found["items"]
        address = found["next"]
    assert len(seen) == expected


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 400, "Name a variable"),
        ("variable=shoes", 404, "The kind Case has no variable “shoes”."),
        ("variable=funding&only=x", 400, "is no choice here"),
        ("variable=funding&kind=institution", 404, "The kind Institution has no variable “funding”."),
    ],
)
def test_what_makes_no_sense_is_said(visitor, query, status, sentence):
    answer = visitor.get(f"/special/codings?{query}")
    assert answer.status_code == status
    assert sentence in answer.text


def test_a_variable_page_shows_its_field_its_options_and_who_codes_it(visitor):
    text = visitor.text("/wiki/Variable:Funding")
    assert "<code>funding</code>" in text
    assert "https://wiki.example.org/id/property/funding" in text
    assert "2 of 3 cases are coded: 1 contested, 1 present." in text
    assert re.search(r'kind=case&amp;funding=gifts">gifts</a></th><td class="number">2</td>', text)
    assert "<summary>gifts</summary>" in text
    assert 'href="/compare?case=Case%3ALoom&amp;case=Case%3AWeft"' in text
    uncoded = text.split("Cases that are not coded")[1]
    assert 'href="/wiki/Case:Warp"' in uncoded


def test_a_variable_page_that_explains_a_field_of_the_shape(visitor):
    text = visitor.text("/wiki/Variable:Validation")
    assert "<code>validation</code>" in text
    assert "1 of 3 cases are coded: 1 present." in text


def test_more_pages_than_are_shown_lead_to_the_list(visitor, wiki):
    for number in range(51):
        written(wiki, f"Case:N{number}", "---\nkind: case\nfunding: gifts\n---\n")
        written(wiki, f"Case:U{number}", "---\nkind: case\n---\n")
    text = visitor.text("/wiki/Variable:Funding")
    assert '<a href="/special/codings?kind=case&amp;variable=funding">All 53</a>' in text
    assert '<a href="/special/codings?kind=case&amp;variable=funding&amp;only=uncoded">All 52</a>' in text


def test_a_variable_without_a_letter_makes_no_field_and_is_still_shown(visitor, wiki):
    written(wiki, "Variable:!!", VARIABLE)
    assert "How it is coded" not in visitor.text("/wiki/Variable:!!")


def test_a_case_says_how_far_it_is_coded_and_what_is_missing(visitor):
    number = len(variables_of(load_ontology().by_name["case"])) + 1
    text = visitor.text("/wiki/Case:Loom")
    assert f"How it is coded: 3 of {number} variables, 1 of them unknown, 1 contested" in text
    assert 'href="/compare?case=Case%3ALoom&amp;only=uncoded">what is not coded yet</a>' in text


def test_earlier_revisions_and_kinds_without_variables_say_nothing_of_it(visitor, wiki):
    old = wiki.pages.get("Case:Loom").position
    assert "How it is coded" not in visitor.text(f"/wiki/Case:Loom?oldid={old}")
    written(wiki, "Concept:Cloth", "---\nkind: concept\n---\n")
    assert "How it is coded" not in visitor.text("/wiki/Concept:Cloth")
