from patterns.comparison.qca.analysis import analyse
from patterns.comparison.qca.unknowns import alike, gap, worth_coding
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from

SETS = sets_from(
    """
       A B C Y
    a  1 1 0 1
    b  1 ? 0 0
    c  0 ? 1 0
    d  1 1 ? 1
    """
)


def test_cases_coded_alike_that_ended_differently():
    assert [(each.with_outcome, each.without_outcome) for each in alike(SETS)] == [("a", "b"), ("d", "b")]


def test_the_cells_most_worth_coding_come_first_with_the_reason():
    found = worth_coding(analyse(SETS))
    assert (found[0].case, found[0].condition, found[0].settles) == ("b", "B", ("a", "d"))
    assert found[0].words == (
        "Code B of b: it could tell it from a, d, coded alike so far and ending differently."
    )
    assert (found[1].case, found[1].condition) == ("d", "C")
    assert (found[-1].case, found[-1].condition) == ("c", "B")
    assert len(worth_coding(analyse(SETS), 1)) == 1


def test_a_blank_on_which_a_shorter_term_rests():
    sets = sets_from("A B Y\na 1 1 1\nb 0 ? 0\nc 1 0 0")
    found = {(each.case, each.condition): each for each in worth_coding(analyse(sets))}
    assert found["b", "B"].terms == 1
    assert found["b", "B"].words == "Code B of b: it decides whether 1 shorter term holds."
    assert gap(analyse(sets)) == ("B",)


def test_where_all_is_known_there_is_nothing_to_code():
    assert worth_coding(analyse(IRRIGATION)) == ()
    assert gap(analyse(IRRIGATION)) == ()
