"""How many cases are independent of one another."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding
from patterns.scorecard.cases import CaseFacts, lineages
from patterns.scorecard.independence import independence
from patterns.scorecard.instances import standings
from tests.patterns.scorecard.saying import case, exhibits, instances


def of(*facts: CaseFacts, **cases: Coding | list[Coding]):
    return independence(standings(instances(**cases)), {each.title: each for each in facts})


def test_cases_with_sources_of_their_own_are_independent():
    found = of(A=exhibits(source="X"), B=exhibits(source="Y"), C=exhibits(source="Z"))
    assert (found.number, found.sources, found.lineages, found.ties) == (3, 3, 3, ())


def test_one_source_for_all_is_one_witness():
    found = of(A=exhibits(source="X"), B=exhibits(source="X"), C=exhibits(source=["X", "Y"]))
    assert found.number == 2
    assert [(each.reason, each.by, each.cases) for each in found.ties] == [
        ("source", ("Source:X",), ("Case:A", "Case:B"))
    ]


def test_steward_lineage_and_region_tie():
    found = of(
        case("A", stewards="Institution:W"),
        case("B", stewards="Institution:W Institution:V", lineage="Case:B"),
        case("C", lineage="Case:B", regions="Spain"),
        case("D", regions="Spain"),
        **{name: exhibits(source=name) for name in "ABCD"},
    )
    assert found.number == 2
    assert {(each.reason, each.cases) for each in found.ties} == {
        ("steward", ("Case:A", "Case:B")),
        ("lineage", ("Case:B", "Case:C")),
        ("region", ("Case:C", "Case:D")),
    }
    assert (found.stewards, found.regions, found.lineages) == (2, 1, 3)


def test_an_institution_that_is_an_instance_is_tied_to_what_it_keeps():
    keeper = standings(instances(A=exhibits(source="X"), B=exhibits(source="Y")))
    facts = {"Case:A": case("A", stewards="Case:B"), "Case:B": case("B")}
    assert independence(keeper, facts).number == 1


def test_what_has_no_source_cannot_be_counted():
    found = of(A=exhibits(), B=exhibits(source="Y"))
    assert (found.number, found.unsourced) == (1, ("Case:A",))


def test_lineages_join_relatives_of_relatives():
    found = lineages({"Case:B": ["Case:A"], "Case:C": ["Case:B"], "Case:E": ["Case:D"]})
    assert found["Case:C"] == found["Case:A"] == "Case:A"
    assert found["Case:E"] == "Case:D"


@given(st.lists(st.sampled_from(["u", "v", "w", "u v", "v w", ""]), max_size=9))
def test_it_is_the_largest_choice_without_ties(stewards):
    names = [f"N{at}" for at in range(len(stewards))]
    facts = [
        case(name, stewards=" ".join(f"Institution:{each}" for each in kept.split()))
        for name, kept in zip(names, stewards, strict=True)
    ]
    found = of(*facts, **{name: exhibits(source=name) for name in names})
    kept = {each.title: each.stewards for each in facts}
    sizes = [
        size
        for size in range(len(names) + 1)
        for some in combinations(sorted(kept), size)
        if all(not kept[one] & kept[other] for one, other in combinations(some, 2))
    ]
    assert found.exact
    assert found.number == max(sizes)
    assert all(not kept[one] & kept[other] for one, other in combinations(found.cases, 2))


def test_very_many_tied_cases_give_a_lower_bound():
    names = [f"N{at:02}" for at in range(30)]
    ring = [
        case(name, stewards=f"Institution:{at} Institution:{(at + 1) % 30}") for at, name in enumerate(names)
    ]
    found = of(*ring, **{name: exhibits(source=name) for name in names})
    assert not found.exact
    assert 10 <= found.number <= 15
