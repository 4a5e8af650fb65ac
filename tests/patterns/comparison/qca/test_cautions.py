import pytest

from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.cautions import cautions
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.solutions import Bound
from patterns.comparison.qca.truthtable import CutOffs
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from


def kinds(sets, settings=None):
    return {each.kind: each for each in cautions(analyse(sets, settings))}


def wide(conditions, cases):
    columns = tuple(
        Condition(f"C{place}", tuple(case >> place & 1 for case in range(cases)))
        for place in range(conditions)
    )
    return Sets(
        tuple(map(str, range(cases))), columns, Condition("Y", tuple(case & 1 for case in range(cases)))
    )


@pytest.mark.parametrize(("conditions", "fewest"), [(4, 14), (5, 18), (6, 26), (7, 36), (8, 49)])
def test_too_few_cases_for_the_conditions(conditions, fewest):
    assert "too few cases" in kinds(wide(conditions, fewest - 1))
    assert "too few cases" not in kinds(wide(conditions, fewest))


def test_more_conditions_than_any_cases_show():
    found = kinds(wide(9, 60))["many conditions"]
    assert "512 combinations" in found.words


def test_what_the_irrigation_systems_give_to_think():
    found = kinds(IRRIGATION)
    assert set(found) == {"skewed", "too few cases", "contradictory rows", "ambiguous"}
    assert found["contradictory rows"].cases == ("1", "2")
    assert found["skewed"].conditions == ("C",)
    assert found["ambiguous"].words.startswith("5 parsimonious models fit equally well")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A Y\na 1 0\nb 0 0", "no outcome"),
        ("A Y\na 1 1\nb 0 1", "always outcome"),
        ("A Y\na ? ?\nb 1 ?", "no rows"),
        ("A B Y\na 1 1 1\nb 1 0 0", "constant"),
        ("A B Y\na ? 1 1\nb ? 0 0", "all unknown"),
        ("A Y\na 1 1\nb 0 0\nc 0.5 1", "halfway"),
        ("A Y\na 1 1\nb 0 0\nc ? 0", "nothing known"),
        ("A Y\na 1 1\nb 0 0\nc 0 ?", "outcome unknown"),
        ("A B Y\na 1 ? 1\nb ? 0 0", "no complete case"),
        ("A B Y\na 1 1 1\nb 1 ? 0\nc 0 0 0", "coded alike"),
        ("A B Y\na 1 1 1\nb 1 ? 0\nc 0 1 1\nd 0 0 0", "unexplained"),
    ],
)
def test_each_caution(text, kind):
    found = kinds(sets_from(text))
    assert kind in found
    assert found[kind].words.endswith(".")


def test_a_low_pri_is_told():
    sets = sets_from("A Y\na 1 0.5\nb 1 0.6\nc 0 0")
    assert "low PRI" in kinds(sets, Settings(CutOffs(inclusion=0.5, pri=0.6)))


def test_a_search_cut_short_is_told():
    assert "not proven" in kinds(IRRIGATION, Settings(bound=Bound(steps=1)))
