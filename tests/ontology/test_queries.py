"""The example queries parse, use declared terms only, and answer what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from ontology.namespaces import PREFIXES
from ontology.queries import ExampleQuery, QueryFileError, example_queries, read_query
from tests.fixtures.queried import Rows, ask, ask_store, iris, known_iris, store_of, union_graph

QUERIES = {each.name: each for each in example_queries()}
OF_RESULTS = {
    "patterns-validated-by-independent-cases",
    "results-that-rest-on-a-case",
    "the-latest-truth-table",
    "what-scorecards-lack",
    "where-coders-agree-least",
}
"""Those over results and figures, which have sample pages of their own in test_result_queries and test_figure_queries."""

OTHERS = [each for each in example_queries() if not each.question and each.name not in OF_RESULTS]
"""Those that answer none of the competency questions; these have sample pages of their own."""

PAGES = {
    "Case:Wikipedia": """---
license: CC-BY-SA-4.0
origin: https://example.org/wikipedia
input: open input
process: participatory process
output: commons output
property_format: commons economy
steward: Wikimedia Foundation
exhibits: Communal validation
stage:
  - {value: dominant, coder: ana}
  - {value: parity, coder: ben}
crowding_out: unknown
validation:
  - value: after publication
    source: Interview 2008
    quote: communal validation after the production
    coder: ana
    confidence: high
---
It rests on [[Concept:Equipotentiality]].
""",
    "Case:Linux": """---
input: open input
output: enclosed output
circulation: breaks at output
output_license: GPL-2.0-only
validation:
  - {value: after publication, status: contested, coder: ben}
---
A kernel.
""",
    "Case:Old encyclopedia": "---\nvalidation: before publication\n---\nPaper.\n",
    "Pattern:Communal validation": """---
language: Loom language
maturity: validated
known_instances: [Linux, Old encyclopedia, "Institution:Mozilla Foundation"]
lowers_cost: entry
values_served: freedom
---
## Problem
Experts are scarce.
""",
    "Pattern:Self-selection": "---\nlanguage: Loom language\nknown_instances: Linux\n---\nPick a task.\n",
    "Institution:Wikimedia Foundation": "---\ntype: for-benefit\n---\nA foundation.\n",
    "Institution:Mozilla Foundation": "---\ntype: for-benefit\nstewards: Firefox\n---\nA foundation.\n",
    "License:GPL-2.0-only": """---
permissions: [commercial use, modification]
conditions: [same licence, disclose-source]
regime: commons economy
---
""",
    "License:CC-BY-NC-SA-4.0": "---\nconditions: same licence\nprohibitions: commercial use\n---\n",
    "License:MIT": "---\npermissions: commercial use\nconditions: licence and copyright notice\n---\n",
    "Concept:Equipotentiality": "---\ndefinition: No skill makes superior.\nopposed_to: Credentialism\n---\n",
    "Source:Interview 2008": "---\nquotations: [Let hundred flowers bloom]\n---\n",
}


@cache
def wiki() -> Graph:
    return union_graph(PAGES)


def answer(name: str) -> Rows:
    return ask(wiki(), QUERIES[name].text)


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_an_example_query_parses_and_uses_declared_terms_only(query: ExampleQuery):
    used = {str(each) for each in iris(prepareQuery(query.text).algebra)}
    used = {each for each in used if not each.startswith("http://www.w3.org/2001/XMLSchema#")}
    assert sorted(used - known_iris()) == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_an_example_query_explains_itself(query: ExampleQuery):
    assert not query.title.endswith(".")
    assert query.description.endswith(".")
    assert query.text.rstrip().partition("\n")[0] == f"# title: {query.title}"


@pytest.mark.parametrize("query", OTHERS, ids=lambda query: query.name)
def test_an_example_query_has_an_answer(query: ExampleQuery):
    assert len(list(wiki().query(query.text))) > 0


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_prefixes_mean_what_they_mean_elsewhere(query: ExampleQuery):
    declared = [line.split()[1:] for line in query.text.splitlines() if line.startswith("PREFIX ")]
    assert {name.rstrip(":"): iri.strip("<>") for name, iri in declared}.items() <= PREFIXES.items()
    assert [name for name, _ in declared if query.text.count(name) < 2] == []


@pytest.mark.parametrize("query", OTHERS, ids=lambda query: query.name)
def test_both_engines_give_the_same_rows(query: ExampleQuery):
    assert sorted(ask_store(store_of(PAGES), query.text)) == sorted(answer(query.name))


def test_undeclared_terms_would_be_found():
    algebra = prepareQuery("SELECT * { ?a <http://x.example/none>|^<http://x.example/inverse> ?b }").algebra
    assert {str(each) for each in iris(algebra)} == {"http://x.example/none", "http://x.example/inverse"}


def test_a_query_file_without_title_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "untitled.rq"
    path.write_text("SELECT * { ?a ?b ?c }")
    with pytest.raises(QueryFileError, match=r"untitled\.rq must begin"):
        read_query(path)


def test_patterns_with_three_known_instances():
    assert answer("patterns-with-three-known-instances") == [
        ("pattern/Communal_validation", "Communal validation", "4")
    ]


def test_communal_validation_gives_its_evidence_and_leaves_the_contested_out():
    quote = "communal validation after the production"
    assert answer("communal-validation-after-publication") == [
        ("case/Wikipedia", "Wikipedia", "source/Interview_2008", quote, "ana", "high-confidence")
    ]


def test_share_alike_licences_for_commercial_use():
    assert answer("share-alike-licences-for-commercial-use") == [("license/GPL-2.0-only", "GPL-2.0-only")]


def test_stewards_are_found_from_either_page():
    assert answer("institutions-and-what-they-steward") == [
        ("institution/Mozilla_Foundation", "Mozilla Foundation", "for-benefit", "case/Firefox"),
        ("institution/Wikimedia_Foundation", "Wikimedia Foundation", "for-benefit", "case/Wikipedia"),
    ]


def test_quotations_of_the_interview():
    assert answer("quotations-of-a-source") == [
        ("Interview 2008", "Let hundred flowers bloom", "", ""),
        ("Interview 2008", "communal validation after the production", "case/Wikipedia", "validation"),
    ]


def test_what_is_unknown_or_contested():
    assert answer("what-is-not-known") == [
        ("case/Linux", "Linux", "validation", "contested", "after-publication"),
        ("case/Wikipedia", "Wikipedia", "crowdingOut", "unknown", ""),
    ]


def test_wanted_pages():
    assert set(answer("wanted-pages")) == {
        ("language/Loom_language", "2"),
        ("case/Firefox", "1"),
        ("concept/Credentialism", "1"),
        ("license/CC-BY-SA-4.0", "1"),
    }


def test_patterns_by_language_and_maturity():
    assert set(answer("patterns-by-language-and-maturity")) == {
        ("language/Loom_language", "", "1"),
        ("language/Loom_language", "validated", "1"),
    }


def test_what_links_to_a_concept():
    assert answer("what-links-to-a-concept") == [("case/Wikipedia", "Wikipedia", "mentions")]


def test_the_loop_closes_for_one_case_and_is_not_claimed_for_another():
    rows = {row[1]: row[2:] for row in answer("circulation-of-the-commons")}
    assert rows["Wikipedia"] == ("open-input", "participatory-process", "commons-output", "true", "")
    assert rows["Linux"] == ("open-input", "", "enclosed-output", "", "breaks-at-output")
    assert "Old encyclopedia" not in rows


def test_format_of_property_by_case_or_by_licence():
    assert answer("sharing-economy-or-commons-economy") == [
        ("commons-economy", "case/Linux", "Linux", "license/GPL-2.0-only"),
        ("commons-economy", "case/Wikipedia", "Wikipedia", ""),
    ]


def test_what_patterns_make_cheap_or_dear():
    assert [row[1:] for row in answer("what-patterns-make-cheap-or-dear")] == [
        ("Communal validation", "lowersCost", "entry-cost"),
        ("Communal validation", "valueServed", "freedom"),
    ]


def test_where_coders_disagree():
    assert answer("where-coders-disagree") == [
        ("Wikipedia", "stage", "ana", "dominant", "present", "ben", "parity", "present")
    ]


def test_concepts_around_a_concept():
    assert answer("concepts-around-a-concept") == [("Equipotentiality", "opposedTo", "concept/Credentialism")]


def test_licence_and_origin_are_of_the_page():
    rows = {row[1]: row[2:] for row in answer("licences-and-origins-of-pages")}
    assert rows["Wikipedia"] == ("license/CC-BY-SA-4.0", "https://example.org/wikipedia")
    assert rows["Linux"] == ("", "")
    assert len(rows) == len(PAGES)
