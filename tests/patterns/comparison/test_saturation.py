"""How many new values each further case brings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison.saturation import saturation


def coding(value: str, day: str = "", field: str = "good", status: str = "present") -> Coding:
    return Coding(field, value, value.upper(), status, evidence=(Evidence("date", day),) if day else ())


def test_cases_stand_in_the_order_in_which_they_were_coded():
    found = saturation(
        {
            "Case:C": [coding("a", "2026-03-03"), coding("b", "2026-03-04")],
            "Case:A": [coding("a", "2026-03-02")],
            "Case:B": [coding("a", "2026-03-05")],
            "Case:Z": [coding("c")],
            "Case:Y": [coding("c", "last week")],
            "Case:Nothing": [],
        }
    )
    assert [(each.title, each.day, each.new, each.total) for each in found.steps] == [
        ("Case:A", "2026-03-02", ("A",), 1),
        ("Case:C", "2026-03-03", ("B",), 2),
        ("Case:B", "2026-03-05", (), 2),
        ("Case:Y", "", ("C",), 3),
        ("Case:Z", "", (), 3),
    ]
    assert (found.total, found.undated, found.last_new, found.since) == (3, 2, 4, 1)
    assert found.chance_of_new == pytest.approx(1 / 6)


@pytest.mark.parametrize("status", ["absent", "unknown", "not-applicable", ""])
def test_what_is_not_there_brings_no_value(status: str):
    found = saturation({"Case:A": [coding("a", status=status)]})
    assert (len(found.steps), found.total, found.chance_of_new) == (1, 0, None)


def test_a_contested_value_is_met_and_the_same_word_under_two_variables_is_two():
    pages = {"Case:A": [coding("a", status="contested"), coding("a", field="scale")]}
    assert saturation(pages).total == 2
    assert saturation(pages, ["scale"]).total == 1
    assert saturation(pages, ["other"]).steps == ()


@given(
    st.dictionaries(
        st.text("xyz", min_size=1, max_size=3),
        st.lists(
            st.builds(coding, st.sampled_from("abc"), st.sampled_from(["", "2026-01-01", "2026-01-02"]))
        ),
    )
)
def test_the_curve_never_falls_and_ends_at_all_values(pages: dict[str, list[Coding]]):
    found = saturation(pages)
    totals = [each.total for each in found.steps]
    assert totals == sorted(totals)
    assert found.total == len({each.value for said in pages.values() for each in said})
    assert found.total == sum(len(each.new) for each in found.steps)
