"""Instances of a pattern, from both ends."""

from __future__ import annotations

from patterns.codings import Coding
from patterns.scorecard.instances import instances_of, standings
from tests.patterns.scorecard.saying import PATTERN, exhibits, instances, known


def test_both_ends_are_read_and_one_statement_said_twice_is_one_instance():
    pages = {
        PATTERN: (known("A", source="X", quote="so"), known("B", source="Y")),
        "Case:A": (exhibits(source="X", quote="so"), exhibits(source="Z")),
    }
    found = instances_of(PATTERN, pages)
    assert [(each.case, each.page, each.sources) for each in found] == [
        ("Case:A", "Case:A", ("Source:X",)),
        ("Case:B", PATTERN, ("Source:Y",)),
        ("Case:A", "Case:A", ("Source:Z",)),
    ]


def test_redirects_lead_to_the_case_and_to_the_pattern():
    pages = {PATTERN: (known("Old"),), "Case:C": (exhibits(pattern="Pattern:Old name"),)}
    meant = {"Case:Old": "Case:New", "Pattern:Old name": PATTERN}
    assert [each.case for each in instances_of(PATTERN, pages, meant)] == ["Case:New", "Case:C"]


def test_other_patterns_and_other_fields_are_none_of_its_instances():
    pages = {
        "Case:A": (exhibits(pattern="Pattern:Other"), Coding("steward", PATTERN, "Talk", title=PATTERN)),
        "Pattern:Other": (known("B"),),
    }
    assert instances_of(PATTERN, pages) == ()


def test_only_what_is_present_bears_on_the_pattern():
    for status in ("absent", "unknown", "not-applicable", "contested", ""):
        (found,) = instances(A=exhibits(status, bearing="refuting"))
        assert (found.refuting, found.supporting, found.unanswered) == (False, False, False)


def test_a_case_may_speak_for_and_against():
    (found,) = standings(
        instances(
            A=[
                exhibits(source="X", degree="partial", date="2026-01-02"),
                exhibits(source="Y", bearing="refuting", answer="Too few peers.", date="2026-01-03"),
                exhibits("contested", source="Z"),
            ]
        )
    )
    assert (found.supports, found.refutes, found.unanswered) == (True, True, False)
    assert (found.degrees, found.sources, found.has("contested")) == (("partial",), {"Source:X"}, True)
    assert [each.date for each in found.instances] == ["2026-01-02", "2026-01-03", ""]


def test_an_empty_answer_answers_nothing():
    (found,) = instances(A=exhibits(bearing="refuting", answer=" "))
    assert found.unanswered
