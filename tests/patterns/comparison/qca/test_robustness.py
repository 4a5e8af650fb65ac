import pytest

from patterns.comparison.qca.calibration import Cuts, Measured
from patterns.comparison.qca.robustness import changing_cutoffs, dropping_cases, formulas, moving_anchors
from patterns.comparison.qca.sets import BadSets, Sets
from patterns.comparison.qca.truthtable import CutOffs
from tests.patterns.comparison.qca.made import IRRIGATION

INCOME = Measured("income", (1, 2, 3, 8, 9, 10), Cuts((5,)))
SIZE = Measured("size", (5, 4, 5, 6, 5, 4), Cuts((4.5,)))
SETS = Sets(
    tuple("abcdef"),
    (INCOME.condition(), SIZE.condition()),
    Measured("wealth", (0, 0, 0, 1, 1, 1), Cuts((0.5,))).condition(),
)


def test_leaving_out_each_case():
    found = dropping_cases(IRRIGATION, CutOffs())
    assert len(found.variations) == 15
    changed = [each.change for each in found.variations if not each.same]
    assert found.same == 15 - len(changed) == 9
    assert "without 2" in changed
    assert "without 3" not in changed  # case 4 is the same
    assert found.stays("R*F") == found.stays("A*L") == 13
    assert found.stays("A*~L") == 0


def test_the_same_or_at_least_one_model_kept():
    by_change = {each.change: each for each in dropping_cases(IRRIGATION, CutOffs()).variations}
    assert by_change["without 3"].same
    assert by_change["without 3"].kept
    assert round(by_change["without 3"].coverage, 3) == round(10 / 11, 3)
    assert not by_change["without 2"].same


def test_all_cut_offs():
    found = changing_cutoffs(IRRIGATION, CutOffs())
    assert len(found.variations) == 63
    assert found.same == 21
    assert found.variations[0].change == "inclusion from 0.7, cases from 1, PRI from 0"


def test_how_far_a_threshold_can_be_moved():
    income, size = moving_anchors(SETS, [INCOME, SIZE], CutOffs())
    assert (income.name, income.anchor) == ("income", 5)
    assert 3 < income.lowest < 5
    assert income.highest == pytest.approx(9.5)  # the formula stays, though it covers less
    assert income.above is None
    assert income.below.formulas != formulas(SETS, CutOffs())
    assert not income.below.same
    assert size.below is size.above is None  # the solution never needs it
    assert (size.lowest, size.highest) == (3.5, 5.5)


def test_the_outcome_can_be_moved_too_and_so_can_its_negation():
    wealth = Measured("wealth", (0, 0, 0, 1, 1, 1), Cuts((0.5,)))
    (found,) = moving_anchors(SETS, [wealth], CutOffs())
    (negated,) = moving_anchors(SETS.negated(), [wealth], CutOffs())
    assert (found.lowest, found.highest) == (negated.lowest, negated.highest)
    assert found.highest == pytest.approx(1)


def test_what_is_no_condition_cannot_be_moved():
    with pytest.raises(BadSets, match="none of the conditions"):
        moving_anchors(SETS, [Measured("rain", (1, 2, 3, 4, 5, 6), Cuts((3,)))], CutOffs())


def test_a_variable_without_numbers_stays_where_it_is():
    (found,) = moving_anchors(SETS, [Measured("income", (None,) * 6, Cuts((5,)))], CutOffs())
    assert (found.lowest, found.highest, found.below) == (5, 5, None)
