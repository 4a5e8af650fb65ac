"""What cases like this do that this one does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from patterns.codings import Coding
from patterns.comparison.cells import State
from patterns.comparison.likeness import Measure
from patterns.comparison.lineage import lineages
from patterns.comparison.neighbours import neighbourhood
from tests.patterns.comparison.tables import cases, page

TABLE = cases(
    {
        "Case:A": "p=1 q=1 r=1",
        "Case:B": "p=1 q=1 r=1",
        "Case:C": "p=1 q=1 r=2",
        "Case:D": "p=2 q=2 r=2",
        "Case:E": "p=1 q=? r=?",
    }
)
CODINGS = {
    "Case:A": [page("exhibits", "Pattern:Mine"), page("exhibits", "Pattern:Denied", "absent")],
    "Case:B": [page("exhibits", "Pattern:Mine"), page("exhibits", "Pattern:Common")],
    "Case:C": [
        page("exhibits", "Pattern:Common"),
        page("exhibits", "Pattern:Denied"),
        page("uses", "Practice:Doubted"),
    ],
    "Case:D": [page("exhibits", "Pattern:Far"), page("exhibits", "Pattern:Common", "unknown")],
    "Case:E": [page("exhibits", "Pattern:Denied")],
}


def test_what_most_neighbours_do_comes_first_with_names_and_shares():
    found = neighbourhood(Measure(TABLE), "Case:A", CODINGS, nearest=2, does=["exhibits", "uses"])
    assert [each.other for each in found.neighbours] == ["Case:B", "Case:C"]
    common, doubted, denied = found.suggestions
    assert (common.value, common.neighbours) == ("Pattern:Common", ("Case:B", "Case:C"))
    assert (common.share, common.usual, common.here) == (Fraction(1), Fraction(1, 2), State.UNCODED)
    assert common.sentence("Case:A") == (
        "Common: Case:B, Case:C (100 % of the neighbours); of Case:A nothing is said."
    )
    assert (doubted.field, doubted.value) == ("uses", "Practice:Doubted")
    assert (denied.here, denied.share) == (State.ABSENT, Fraction(1, 2))
    assert denied.sentence("Case:A").endswith("Case:A is known to do without.")


def test_what_is_said_of_the_whole_field_holds_for_each_of_its_values():
    codings = CODINGS | {"Case:A": [Coding("exhibits", status="unknown")]}
    found = neighbourhood(Measure(TABLE), "Case:A", codings, nearest=1)
    assert {each.here for each in found.suggestions} == {State.UNKNOWN}


def test_contested_and_contradicted_patterns_are_not_done():
    codings = CODINGS | {
        "Case:B": [
            page("exhibits", "Pattern:X", "contested"),
            page("exhibits", "Pattern:Y"),
            page("exhibits", "Pattern:Y", "absent"),
        ]
    }
    found = neighbourhood(Measure(TABLE), "Case:A", codings, nearest=1)
    assert found.suggestions == ()
    assert found.remark == "The neighbours of Case:A do nothing that it is not known to do."


def test_neighbours_that_copied_each_other_count_once():
    codings = {key: [*said, page("steward", "Institution:S")] for key, said in CODINGS.items()}
    found = neighbourhood(
        Measure(TABLE), "Case:A", codings, nearest=2, lineages=lineages(TABLE.titles, codings)
    )
    assert found.suggestions[0].lineages == 1


def test_a_case_hardly_known_has_no_neighbours_and_a_strange_one_is_an_error():
    found = neighbourhood(Measure(TABLE), "Case:E", CODINGS)
    assert (found.neighbours, found.suggestions) == ((), ())
    assert "code more of it" in found.remark
    with pytest.raises(KeyError):
        neighbourhood(Measure(TABLE), "Case:Z", CODINGS)


def test_neighbours_of_whose_patterns_nothing_is_said_are_no_finding():
    found = neighbourhood(Measure(TABLE), "Case:A", {}, nearest=2)
    assert found.remark == (
        "Nobody has said of any of its 2 nearest neighbours which patterns are seen there, so nothing can be told of Case:A."
    )
