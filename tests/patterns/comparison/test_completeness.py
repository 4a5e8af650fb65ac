"""How completely variables are coded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Field, Option, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.cells import State
from patterns.comparison.completeness import OptionCount, completeness, count_codings

INPUT = Field(
    "input",
    "https://example.org/input",
    "Input",
    "Is it open?",
    ValueType.CHOICE,
    options=(
        Option("https://example.org/o#open", "open", "Free for all."),
        Option("https://example.org/o#shut", "shut"),
    ),
)
GOOD = Field("good", "https://example.org/good", "Good", "", ValueType.TEXT)


def by(coder: str) -> tuple[Evidence, ...]:
    return (Evidence("coder", coder),)


PAGES = {
    "Case:A": (
        Coding("input", "open", "open", evidence=by("ana")),
        Coding("input", "shut", "shut", "absent", evidence=by("ben")),
    ),
    "Case:B": (Coding("input", status="unknown", evidence=by("ana")), Coding("good", "yarn", "yarn")),
    "Case:C": (Coding("input", "open", "open", "contested"), Coding("good", "wool", "wool")),
    "Case:D": (Coding("good", "yarn", "yarn"),),
    "Case:E": (),
}


def test_every_page_is_in_one_state():
    (found,) = completeness([INPUT], count_codings(PAGES))
    assert found.states == {
        State.CONTESTED: 1,
        State.PRESENT: 1,
        State.ABSENT: 0,
        State.NOT_APPLICABLE: 0,
        State.UNKNOWN: 1,
        State.UNCODED: 2,
    }
    assert (found.coded, found.share, found.pages) == (3, 0.6, 5)


def test_options_are_counted_in_their_order_with_their_statuses_apart():
    (found,) = completeness([INPUT], count_codings(PAGES))
    assert found.options == (
        OptionCount("open", "open", "Free for all.", present=1, contested=1),
        OptionCount("shut", "shut", absent=1),
    )
    assert found.coders == (("ana", 2), ("ben", 1))


def test_values_outside_a_list_follow_most_frequent_first():
    (found,) = completeness([GOOD], count_codings(PAGES))
    assert [(each.label, each.present) for each in found.options] == [("yarn", 2), ("wool", 1)]


def test_a_field_nobody_has_coded_and_a_wiki_without_cases():
    (found,) = completeness([GOOD], count_codings({}))
    assert (found.coded, found.share, found.options, found.coders) == (0, 0.0, (), ())


CODINGS = st.lists(
    st.builds(
        Coding,
        st.sampled_from(["input", "good"]),
        st.sampled_from(["open", "shut", ""]),
        status=st.sampled_from(["present", "absent", "unknown", "not-applicable", "contested", ""]),
    )
)


@given(st.lists(CODINGS, max_size=8))
def test_states_always_add_up_to_all_pages(said):
    pages = {f"Case:{number}": each for number, each in enumerate(said)}
    for found in completeness([INPUT, GOOD], count_codings(pages)):
        assert sum(found.states.values()) == len(pages)
