"""What patterns have been seen under alike."""

from __future__ import annotations

from ontology.kinds import Field, ValueType
from patterns.scorecard.boundary import Boundary, Context, Seen
from patterns.scorecard.conditions import context_words, shared_conditions


def bound(**values: dict[str, str]) -> Boundary:
    """A boundary: by variable the value of each case of which it is known."""
    contexts = []
    for key, of in values.items():
        seen = [
            Seen(value, value, tuple(case for case in of if of[case] == value))
            for value in sorted({*of.values()})
        ]
        field = Field(key, f"https://example.org/{key}", key.capitalize(), "", ValueType.CHOICE)
        contexts.append(Context(field, tuple(seen), tuple(of), (), (0.0, 0.0)))
    return Boundary("", tuple(contexts))


SAME = {"A": "open", "B": "open", "C": "open"}


def labels(*bounds: Boundary) -> list[tuple[str, str, int]]:
    return [(each.field.key, each.label, each.cases) for each in shared_conditions(bounds)]


def test_of_one_pattern_they_are_what_all_its_known_cases_share():
    assert labels(bound(input=SAME, stage={**SAME, "D": "closed"})) == [("input", "open", 3)]


def test_two_cases_are_too_few():
    assert labels(bound(input={"A": "open", "B": "open"})) == []


def test_two_patterns_share_what_both_have_in_all_known_cases():
    assert labels(bound(input=SAME), bound(input={"D": "open"})) == [("input", "open", 4)]
    assert labels(bound(input=SAME), bound(input={"D": "closed"})) == []


def test_what_is_known_of_one_pattern_only_is_not_shared():
    assert labels(bound(input=SAME), bound(stage=SAME)) == []
    assert labels() == []


def test_cases_of_both_count_once_and_the_best_known_comes_first():
    more = {**SAME, "D": "open"}
    assert labels(bound(input=SAME, stage=more), bound(input=SAME, stage=SAME)) == [
        ("stage", "open", 4),
        ("input", "open", 3),
    ]


def test_in_words():
    found = shared_conditions([bound(input=SAME)])
    assert context_words(found, ["Pattern:X", "Pattern:Y"]) == (
        "Where [[Pattern:X]] and [[Pattern:Y]] have been seen, in every case of which it is known:\n\n"
        "- Input: open (known of 3 cases)"
    )
    assert context_words((), ["Pattern:X"]) == ""
