"""Drafts of patterns, made of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontology.kinds import Severity
from ontology.shapes import load_ontology
from ontology.variables import variables_of
from patterns.checks import check
from patterns.codings import codings
from patterns.comparison.features.scaling import scaled
from patterns.comparison.proposal import Signed, draft, propose
from patterns.comparison.table import compare
from patterns.frontmatter import parse
from patterns.saying import understand
from patterns.scorecard.instances import KNOWN_INSTANCES

CASES = {
    "Case:Loom": "input:\n  - {value: open input, source: A talk, quote: all may take}\nstage: growing",
    "Case:Weft": "input:\n  - {value: open input, source: A talk}\n  - {value: open input, source: A book}\nstage: parity",
    "Case:Mill": "input: restricted input\nstage: parity",
}
SIGNED = Signed(
    "Open larder", "CC-BY-SA-4.0", "ana", "2026-03-01", "- [Matrix](https://wiki.example.org/compare)"
)


@pytest.fixture(scope="module")
def ontology():
    return load_ontology()


@pytest.fixture(scope="module")
def proposal(ontology):
    said = {
        title: codings(understand(parse(f"---\nkind: case\n{text}\n---\n"), title, ontology))
        for title, text in CASES.items()
    }
    fields = [each for each in variables_of(ontology.by_name["case"]) if each.key in {"input", "stage"}]
    table = compare(fields, list(CASES), said)
    return propose(table, scaled(table).context, 0b011, 0b100, 0, 1)


def test_only_what_all_cases_are_known_to_share_is_shared(proposal):
    assert [each.label for each in proposal.shared] == ["Input: open input"]
    assert [each.label for each in proposal.forces] == ["Stage"]
    assert [(each.case, [one.label for one in each.missing]) for each in proposal.exceptions] == [
        ("Case:Mill", ["Input: open input"])
    ]


def test_the_draft_is_a_page_without_violations_whose_problem_and_solution_are_still_to_be_written(
    proposal, ontology
):
    page = parse(draft(proposal, SIGNED))
    found = check(page, "Pattern:Open larder", ontology)
    assert [each.message for each in found if each.severity is Severity.VIOLATION] == []
    headings = [each.heading for each in page.sections]
    assert headings == ["Problem", "Context", "Forces", "Solution", "Known Uses", "References"]
    assert [each.heading for each in page.sections if not each.body.strip()] == ["Problem", "Solution"]
    text = draft(proposal, SIGNED)
    assert "Seen in 2 cases of 1 lineage, all of which share:\n\n- Input: open input" in text
    assert "- Stage differs: growing ([[Case:Loom|Loom]]); parity ([[Case:Weft|Weft]])." in text
    assert "**Counter-examples.**\n\n- [[Case:Mill|Mill]] has not Input: open input" in text


def test_known_instances_name_the_sources_they_rest_on(proposal, ontology):
    said = understand(parse(draft(proposal, SIGNED)), "Pattern:Open larder", ontology)
    instances = [each for each in codings(said) if each.field == KNOWN_INSTANCES]
    assert [each.title for each in instances] == ["Case:Loom", "Case:Weft"]
    assert instances[0].all_of("source") == ("A talk",)
    assert instances[0].all_of("quote") == ("all may take",)
    assert instances[1].all_of("source") == ("A talk", "A book")
    assert instances[1].all_of("quote") == ()
    assert instances[0].coders == ("ana",)


def test_a_case_against_it_becomes_a_refuting_instance(proposal, ontology):
    moved = replace(proposal, against=proposal.exceptions, exceptions=())
    text = draft(moved, SIGNED)
    assert '  - value: Mill\n    bearing: refuting\n    outcome: "Not Input: open input."' in text


def test_nothing_shared_gives_no_context(proposal):
    assert "## Context\n\n## Forces" in draft(replace(proposal, shared=()), SIGNED)
