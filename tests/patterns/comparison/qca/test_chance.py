from patterns.comparison.qca.chance import chance
from patterns.comparison.qca.truthtable import CutOffs
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from


def test_a_result_that_chance_often_reaches():
    found = chance(IRRIGATION, CutOffs())
    assert (found.shuffles, found.literals, round(found.coverage, 3)) == (500, 6, 0.917)
    assert 0.35 < found.share < 0.5
    assert found.words.startswith(f"Of 500 tables with shuffled outcomes, {found.as_good} have a formula")


def test_a_result_that_chance_hardly_reaches():
    cases = "\n".join(
        f"{number} {number % 2} {number // 2 % 2} {number // 4 % 2} {number % 2}" for number in range(16)
    )
    found = chance(sets_from(f"A B C Y\n{cases}"), CutOffs(), shuffles=100, seed=2)
    assert found.as_good == 0
    assert found.share == 1 / 101


def test_the_same_seed_gives_the_same_share():
    one = chance(IRRIGATION, CutOffs(), shuffles=50, seed=7)
    assert one == chance(IRRIGATION, CutOffs(), shuffles=50, seed=7)
    assert any(
        chance(IRRIGATION, CutOffs(), shuffles=50, seed=seed).share != one.share for seed in (8, 9, 10)
    )


def test_cases_without_a_known_outcome_are_not_shuffled():
    assert chance(sets_from("A Y\na 1 1\nb 0 0\nc 1 ?\nd 1 1\ne 0 0"), CutOffs(), shuffles=20).shuffles == 20


def test_without_a_formula_there_is_nothing_to_test():
    assert chance(sets_from("A Y\na 1 0\nb 0 0"), CutOffs()) is None
