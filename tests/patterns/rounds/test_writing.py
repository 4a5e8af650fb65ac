"""What a round writes."""

from __future__ import annotations

from ontology.kinds import Field
from ontology.shapes import load_ontology
from patterns.codings import codings
from patterns.frontmatter import parse
from patterns.rounds.reading import round_of
from patterns.rounds.writing import (
    answers_of,
    opening_text,
    reconciled,
    signed,
    told_items,
    with_codings,
    with_day,
)
from patterns.saying import understand

BLIND = """---
validation:
  - {value: after publication, source: [Handbook, FAQ], quote: "anybody may", confidence: high}
  - {value: before publication, status: contested}
process: unknown
input: {status: not applicable, date: 2020-01-01}
---
"""


def field(key: str) -> Field:
    return load_ontology().by_name["case"].by_key[key]


def items() -> list[dict[str, object]]:
    return told_items("Case:A", answers_of(BLIND), "ana", "2026-03-01")


def test_a_coder_s_answers_become_codings_with_coder_and_day():
    assert items() == [
        {
            "value": "Case:A",
            "variable": "validation",
            "coded": "after publication",
            "source": ["Handbook", "FAQ"],
            "quote": "anybody may",
            "confidence": "high",
            "coder": "ana",
            "date": "2026-03-01",
        },
        {
            "value": "Case:A",
            "variable": "validation",
            "coded": "before publication",
            "status": "contested",
            "coder": "ana",
            "date": "2026-03-01",
        },
        {
            "value": "Case:A",
            "variable": "process",
            "status": "unknown",
            "coder": "ana",
            "date": "2026-03-01",
        },
        {
            "value": "Case:A",
            "variable": "input",
            "status": "not applicable",
            "date": "2020-01-01",
            "coder": "ana",
        },
    ]


def test_codings_come_back_from_the_page_as_they_went_in_and_only_once():
    text = with_codings(opening_text({"kind": "round", "title": "R", "cases": ["Case:A"]}, "Look."), items())
    found = round_of(text, "Round:R", load_ontology())
    assert found is not None
    assert [(each.coding.field, each.coding.value, each.coding.status) for each in found.codings] == [
        ("validation", "after-publication", "present"),
        ("validation", "before-publication", "contested"),
        ("process", "", "unknown"),
        ("input", "", "not-applicable"),
    ]
    assert with_codings(text, items()) == text
    more = told_items("Case:A", answers_of("---\nprocess: absent\n---\n"), "ben", "2026-03-02")
    longer = with_codings(text, more)
    assert longer.startswith(text[: text.index("---\n## ")])
    assert "## Instructions\n\nLook.\n" in longer


def test_a_round_is_closed_and_opened_again():
    text = opening_text({"kind": "round", "title": "R", "coders": []}, "")
    closed = with_day(text, "2026-03-09")
    found = round_of(closed, "Round:R", load_ontology())
    assert found is not None
    assert found.closed == "2026-03-09"
    assert with_day(closed, "") == text == "---\nkind: round\ntitle: R\n---\n"


CASE = """---
kind: case
title: A
validation:
  - after publication
  - {value: before publication, coder: eva}
---
Prose.
"""


def said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = codings(understand(parse(text), "Case:A", load_ontology()))
    return [(each.value, each.coders) for each in found]


def test_what_was_reconciled_stands_beside_what_others_said():
    item = {"value": "after publication", **signed([("source", "Handbook")], "ana", "2026-03-01")}
    text = reconciled(CASE, field("validation"), [item], "Round:R", instead=False)
    assert said(text) == [("before-publication", ("eva",)), ("after-publication", ("ana",))]
    assert text.endswith("---\nProse.\n")
    other = {"value": "before publication", **signed([], "ben", "2026-03-01")}
    again = reconciled(text, field("validation"), [other], "Round:R", instead=False)
    assert said(again) == [("before-publication", ("eva",)), ("before-publication", ("ben",))]


def test_what_was_reconciled_may_take_the_place_of_everything():
    item = {"status": "unknown", **signed([], "ana", "2026-03-01")}
    text = reconciled(CASE, field("validation"), [item], "Round:R", instead=True)
    assert said(text) == [("", ("ana",))]
    assert said(reconciled("Prose.\n", field("validation"), [item], "Round:R", instead=False)) == [
        ("", ("ana",))
    ]
