"""A coding round as its page says it, and as its facts say it."""

from __future__ import annotations

from ontology.shapes import load_ontology
from patterns.projection import project
from patterns.rounds.reading import round_of
from patterns.rounds.units import is_reconciled, units_of

BASE = "https://wiki.example.org"
TEXT = """---
kind: round
title: First
cases: [Case:A, Case:B, Institution:C]
variables: [validation, process]
coders: [ana, ben, cem]
codings:
  - {value: Case:A, variable: validation, coded: after publication, source: Handbook, quote: "anybody may", coder: ana, date: 2026-03-01}
  - {value: Case:A, variable: validation, coded: before publication, coder: ben}
  - {value: Case:A, variable: process, status: unknown, coder: ana}
  - {value: Case:A, variable: process, status: unknown, coder: ben}
  - {value: Case:B, variable: process, coded: participatory process, status: absent, coder: ana}
---
## Instructions

Look twice.
"""


def first():
    found = round_of(TEXT, "Round:First", load_ontology())
    assert found is not None
    return found


def test_a_round_says_cases_variables_coders_and_how_many():
    found = first()
    assert found.cases == ("Case:A", "Case:B", "Institution:C")
    assert found.variables == ("validation", "process")
    assert (found.coders, found.per_case, found.closed) == (("ana", "ben", "cem"), 2, "")
    assert found.coders_of("Case:A") == ("ana", "ben")


def test_a_page_of_another_kind_or_a_redirect_is_no_round():
    assert round_of(TEXT, "Case:First", load_ontology()) is None
    assert round_of("---\nredirect: Round:Second\n---\n", "Round:First", load_ontology()) is None


def test_a_coding_is_read_by_the_field_of_its_variable():
    told = first().codings[0]
    assert (told.case, told.coder, told.coding.field) == ("Case:A", "ana", "validation")
    assert (told.coding.value, told.coding.label, told.coding.status) == (
        "after-publication",
        "after publication",
        "present",
    )
    assert told.coding.all_of("quote") == ("anybody may",)
    assert first().codings[4].coding.status == "absent"


def test_unreadable_numbers_and_codings_without_a_variable_change_nothing():
    text = "---\ncoders_per_case: many\ncodings:\n  - {value: Case:A, coder: ana, coded: x}\n---\n"
    found = round_of(text, "Round:X", load_ontology())
    assert found is not None
    assert found.per_case == 2
    assert found.codings == ()


def test_units_show_where_coders_agree():
    units = units_of(first())
    assert [(unit.case, unit.key, unit.agrees, unit.disagrees) for unit in units] == [
        ("Case:A", "validation", False, True),
        ("Case:A", "process", True, False),
        ("Case:B", "process", False, False),
    ]
    assert units[1].judgements[0].answer == frozenset({("unknown", "")})


def test_a_case_that_names_the_round_under_the_variable_is_reconciled():
    unit = units_of(first())[0]
    text = "---\nvalidation:\n  - {value: after publication, coder: ana, round: First}\n---\n"
    codings = project(text, "Case:A", load_ontology(), BASE).codings
    assert is_reconciled(unit, codings, "Round:First")
    assert not is_reconciled(unit, codings, "Round:Second")
    assert not is_reconciled(unit, (), "Round:First")


def test_the_graph_says_who_coded_what_in_the_round_and_states_nothing_of_the_case():
    facts = project(TEXT, "Round:First", load_ontology(), BASE).facts.decode()
    loom = "https://w3id.org/commonloom/ns#"
    (line,) = [each for each in facts.splitlines() if f"<{loom}coder>" in each and '"ben"' in each and "valid" in facts][:1]  # fmt: skip
    coding = line.split(" ")[0]
    said = {tuple(each.split(" ", 2)[1:]) for each in facts.splitlines() if each.startswith(coding + " ")}
    terms = {predicate.strip("<>"): rest.rsplit(" <", 1)[0] for predicate, rest in said}
    assert terms[f"{loom}codedCase"] == f"<{BASE}/id/case/A>"
    assert terms[f"{loom}codingRound"] == f"<{BASE}/id/round/First>"
    assert f"<{BASE}/id/case/A> <{loom}validation>" not in facts
    assert facts.count(f"<{loom}RoundCoding>") == 5
    assert facts.count(f"<{loom}codedVariable> <{loom}validation>") == 2
    assert f"<{loom}codedValue> <{loom}after-publication>" in facts
