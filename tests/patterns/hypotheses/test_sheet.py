"""Test sheets: what people say and what codings say, kept apart, and where they differ."""

from __future__ import annotations

import pytest

from ontology.shapes import load_ontology
from patterns.codings import Coding
from patterns.hypotheses.sheet import Sheet, closest, sheet_of, tied
from patterns.hypotheses.stated import Hypothesis, hypothesis_stated, stated_of
from patterns.scorecard.signature import signature
from tests.patterns.scorecard.saying import FIELDS, INPUT, SCALE, case, evidence

TITLE = "Concept:Openness grows"
HYPOTHESIS = Hypothesis(TITLE, "Open makes large.", signature(["input = open"], ["scale = large"], FIELDS))
CONCEPT = load_ontology().by_name["concept"]


def speaks(field: str, title: str = TITLE, status: str = "present", **said: str) -> Coding:
    return Coding(field, title, title.partition(":")[2], status, title, evidence(**said))


def sheet(*cases, **codings: list[Coding]) -> Sheet:
    pages = {TITLE if name == "own" else f"Case:{name}": said for name, said in codings.items()}
    return sheet_of(HYPOTHESIS, pages, {each.title: each for each in cases}, cases)


# -- what people say


def test_both_ends_count_and_the_same_words_count_once():
    found = stated_of(
        TITLE,
        {
            TITLE: [
                speaks("supported_by", "Case:A", source="Book"),
                speaks("refuted_by", "Case:B", source="Paper"),
            ],
            "Case:A": [speaks("supports", source="Book")],
            "Case:C": [speaks("refutes", status="contested"), speaks("supports", "Concept:Other")],
            "Case:D": [speaks("refutes", status="absent")],
        },
        {},
    )
    assert [each.case for each in found.supporting] == ["Case:A"]
    assert [each.case for each in found.refuting] == ["Case:B"]
    assert [each.case for each in found.contested] == ["Case:C"]
    assert [each.case for each in found.absent] == ["Case:D"]
    assert len(found.instances) == 4
    assert (found.independent.number, found.against.number) == (1, 1)


def test_a_case_may_say_both_in_the_same_words():
    found = stated_of(TITLE, {"Case:A": [speaks("supports"), speaks("refutes")]}, {})
    assert len(found.instances) == 2
    (standing,) = found.standings
    assert (standing.supports, standing.refutes) == (True, True)


def test_a_refutation_that_is_answered_does_not_weigh():
    page = {"Case:A": [speaks("refutes", answer="Too early.")]}
    assert stated_of(TITLE, page, {}).verdict.words == "undecided"
    assert stated_of(TITLE, {"Case:A": [speaks("refutes")]}, {}).verdict.words == "contradicted by 1 case"


def test_redirects_are_followed_to_the_hypothesis():
    found = stated_of(
        TITLE, {"Case:A": [speaks("supports", "Concept:Old name")]}, {}, {"Concept:Old name": TITLE}
    )
    assert [each.case for each in found.supporting] == ["Case:A"]


# -- where people and codings differ


def test_where_people_and_codings_differ_the_cases_are_named():
    found = sheet(
        case("A", input="open", scale="small"),
        case("B", input="open", scale="large"),
        case("C", input="paid", scale="large"),
        case("D", input="open", scale="small"),
        A=[speaks("supports", source="Book")],
        B=[speaks("refutes", source="Paper")],
        C=[speaks("supports", source="Essay")],
    )
    assert {each.words.partition(",")[0]: each.cases for each in found.differences} == {
        "said to speak for it": ("Case:A",),
        "said to speak against it": ("Case:B",),
        "named": ("Case:C",),
        "against it by their codings": ("Case:D",),
    }
    assert found.verdict.words == "contradicted by 2 cases"


def test_opposite_verdicts_are_opposite():
    cases = [case(f"{at}", input="open", scale="small") for at in range(4)]
    said = {str(at): [speaks("supports", source=f"Book {at}")] for at in range(4)}
    assert sheet(*cases, **said).disagree
    assert not sheet(*cases).disagree


# -- lineages


def test_rivals_stewards_and_descent_make_one_lineage():
    rival = Coding("competes_with", "Case:A", "A", title="Case:A")
    facts = {
        each.title: each
        for each in (
            case("A"),
            case("B", rival),
            case("C", stewards="Guild"),
            case("D", stewards="Guild"),
            case("E", lineage="Root"),
            case("F", lineage="Root"),
            case("G", Coding("competes_with", "Institution:Firm", "Firm", title="Institution:Firm")),
            case("H", Coding("competes_with", "Institution:Firm", "Firm", title="Institution:Firm")),
        )
    }
    groups: dict[str, str] = {}
    for title, root in tied(facts, facts, {}).items():
        groups[root] = groups.get(root, "") + title.partition(":")[2]
    assert sorted(groups.values()) == ["AB", "CD", "EF", "G", "H"]


# -- most alike


def test_pairs_are_those_that_differ_least_and_in_the_claim():
    cases = (
        case("A", input="open", scale="large", materiality="material"),
        case("B", input="open", scale="small", materiality="material"),
        case("C", input="open", scale="small", materiality="immaterial"),
    )
    table = sheet(*cases).table
    assert table is not None
    found = closest(table, FIELDS, {each.title: each.codings for each in cases})
    assert found is not None
    assert [(each.one, each.other) for each in found.found] == [("Case:A", "Case:B"), ("Case:A", "Case:C")]
    assert [each.label for each in found.found[1].differ] == ["Materiality of the good"]


def test_where_it_fails_nowhere_there_are_no_pairs():
    table = sheet(case("A", input="open", scale="large")).table
    assert table is not None
    assert closest(table, FIELDS, {}) is None


# -- the page of a hypothesis


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("type: hypothesis", True),
        ("type: {value: hypothesis, status: absent}", False),
        ("type: theory", False),
        ("claim: All looms are grey.", True),
        ("signature_then: scale = large", True),
        ("definition: A thing.", False),
        ("type: hypothesis\nredirect: Concept:Other", False),
    ],
)
def test_what_is_a_hypothesis(said, is_one):
    found = hypothesis_stated(f"---\nkind: concept\n{said}\n---\nText.\n", TITLE, CONCEPT, (INPUT, SCALE))
    assert (found is not None) is is_one


def test_what_keeps_it_from_being_tested_is_said():
    text = "---\nkind: concept\ntype: hypothesis\nsignature_if: colour = red\n---\n"
    found = hypothesis_stated(text, TITLE, CONCEPT, (INPUT, SCALE))
    assert found is not None
    assert [words.split()[0] for words in found.problems] == ["It", "“colour"]
    bare = Hypothesis(TITLE, "All is well.")
    assert "signature" in bare.problems[0]
    assert sheet_of(bare, {}, {}, ()).verdict.words == "untested"
