"""What a page codes."""

from __future__ import annotations

from ontology.shapes import load_ontology
from patterns.codings import Coding, Evidence, codings
from patterns.frontmatter import parse
from patterns.saying import understand

TEXT = """---
kind: case
title: Loom
place: Turin
steward: The Guild
input:
  - value: open input
    source: The report
    quote: anybody may take yarn
    coder: [ana, ben]
    date: 2026-03-01
    confidence: high
    status: contested
process: unknown
output:
  - status: absent
circulation: not applicable
rivalry:
  - value: non-rival
    status: perhaps
founded_by: nobody
---
A loom that [[exhibits::Pattern:Copyleft]] and [[steward::Institution:The Guild]], [[place::Rome]].
"""


def said(text: str, title: str = "Case:Loom") -> tuple[Coding, ...]:
    return codings(understand(parse(text), title, load_ontology()))


def test_coded_fields_are_read_with_status_and_evidence():
    found = {each.field: each for each in said(TEXT)}
    assert list(found) == [
        "steward",
        "input",
        "process",
        "output",
        "circulation",
        "rivalry",
        "exhibits",
    ]
    assert found["input"] == Coding(
        "input",
        "open-input",
        "open input",
        "contested",
        evidence=(
            Evidence("source", "The report", "Source:The report"),
            Evidence("quote", "anybody may take yarn"),
            Evidence("coder", "ana"),
            Evidence("coder", "ben"),
            Evidence("date", "2026-03-01"),
            Evidence("confidence", "high"),
        ),
    )
    assert found["input"].coders == ("ana", "ben")
    assert [found[key].status for key in ("process", "output", "circulation")] == [
        "unknown",
        "absent",
        "not-applicable",
    ]


def test_a_page_as_value_is_known_by_its_title():
    steward = next(each for each in said(TEXT) if each.field == "steward")
    assert (steward.value, steward.label, steward.title) == (
        "Institution:The Guild",
        "The Guild",
        "Institution:The Guild",
    )


def test_a_typed_link_is_a_coding_without_evidence_and_counts_once():
    found = said(TEXT)
    assert Coding("exhibits", "Pattern:Copyleft", "Copyleft", title="Pattern:Copyleft") in found
    assert [each.field for each in found].count("steward") == 1


def test_a_word_that_is_no_status_is_kept_apart_from_the_five():
    rivalry = next(each for each in said(TEXT) if each.field == "rivalry")
    assert (rivalry.value, rivalry.status) == ("non-rival", "")


def test_a_redirect_and_a_page_without_kind_code_nothing():
    assert said("---\nkind: case\nredirect: Case:Other\nprocess: unknown\n---\n") == ()
    assert said("---\nprocess: unknown\n---\n", "Help") == ()
