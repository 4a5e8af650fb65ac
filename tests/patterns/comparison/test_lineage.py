"""Cases that copied each other count once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.lineage import lineages
from tests.patterns.comparison.tables import page

TITLES = ("Case:A", "Case:B", "Case:C", "Case:D", "Case:E")


def groups(found) -> list[tuple[str, ...]]:
    return [each.cases for each in found.found]


def test_forks_pupils_and_cases_of_one_steward_are_one_lineage():
    codings = {
        "Case:B": [page("fork_of", "Case:A")],
        "Case:C": [page("steward", "Institution:X")],
        "Case:D": [page("steward", "Institution:X"), page("exhibits", "Pattern:Y")],
        "Case:E": [page("exhibits", "Pattern:Y")],
    }
    found = lineages(TITLES, codings)
    assert groups(found) == [("Case:A", "Case:B"), ("Case:C", "Case:D"), ("Case:E",)]
    assert found.count(TITLES) == 3
    assert found.count(["Case:A", "Case:B", "Case:Z"]) == 2
    assert found.of["Case:D"] == "Case:C"
    assert [(each.case, each.field, each.value) for each in found.found[0].ties] == [
        ("Case:B", "fork_of", "Case:A")
    ]


def test_two_copies_of_a_third_case_are_one_lineage_though_it_is_not_there():
    codings = {
        "Case:A": [page("learned_from", "Case:Elsewhere")],
        "Case:B": [page("fork_of", "Case:Elsewhere")],
    }
    assert groups(lineages(TITLES[:2], codings)) == [("Case:A", "Case:B")]


def test_what_does_not_hold_ties_nothing():
    statuses = ["absent", "unknown", "contested", "not-applicable"]
    codings = {
        title: [page("fork_of", "Case:E", status)] for title, status in zip(TITLES, statuses, strict=False)
    }
    assert len(lineages(TITLES, codings).found) == 5


def test_a_steward_and_a_case_of_the_same_name_are_two_things():
    codings = {"Case:A": [page("steward", "Case:C")], "Case:B": [page("fork_of", "Case:C")]}
    assert len(lineages(TITLES[:2], codings).found) == 2


@given(st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(TITLES)), max_size=8))
def test_lineages_are_the_connected_parts(links):
    codings: dict[str, list] = {}
    for one, other in links:
        codings.setdefault(one, []).append(page("fork_of", other))
    found = lineages(TITLES, codings)
    assert sorted(case for each in found.found for case in each.cases) == sorted(TITLES)
    for one, other in links:
        assert found.of[one] == found.of[other]
    reached = {each: {each} for each in TITLES}
    for _ in TITLES:
        for one, other in links:
            joined = reached[one] | reached[other]
            for each in joined:
                reached[each] = reached[each] | joined
    assert {frozenset(each.cases) for each in found.found} == {frozenset(each) for each in reached.values()}
