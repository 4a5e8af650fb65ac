import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.qca.calibration import Cuts, Direct, Measured, from_dict
from patterns.comparison.qca.sets import BadSets


def test_one_cut_makes_a_crisp_set_and_a_number_on_it_is_in():
    assert [Cuts((175,)).score(each) for each in (174.9, 175, 180)] == [0, 1, 1]
    assert Cuts((175,)).levels == 2


def test_more_cuts_make_several_values():
    cuts = Cuts((550, 850))
    assert [cuts.score(each) for each in (320, 550, 849, 850)] == [0, 1, 1, 2]
    assert cuts.levels == 3


@pytest.mark.parametrize(
    ("number", "membership"),
    [(180.85528818, 0.8486502644), (170.46502826, 0.2082848994), (165.80677998, 0.0625681594)],
)
def test_the_direct_method_as_r_has_it(number, membership):
    """As printed in tests/testthat/_snaps/calibrate.md of R's package QCA, commit ee9fd13d."""
    assert Direct(165, 175, 185).score(number) == pytest.approx(membership, abs=1e-8)
    assert Direct(185, 175, 165).score(number) == pytest.approx(1 - membership, abs=1e-8)


def test_the_anchors_have_their_memberships():
    rising, falling = Direct(10, 30, 100), Direct(100, 30, 10)
    assert [round(rising.score(each), 12) for each in (10, 30, 100)] == [0.05, 0.5, 0.95]
    assert [round(falling.score(each), 12) for each in (10, 30, 100)] == [0.95, 0.5, 0.05]


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_memberships_rise_with_the_numbers(one, other):
    low, high = sorted([one, other])
    direct = Direct(0, 5, 7)
    assert 0 <= direct.score(low) <= direct.score(high) <= 1


@pytest.mark.parametrize(
    "build",
    [
        lambda: Cuts(()),
        lambda: Cuts((3, 3)),
        lambda: Cuts((5, 3)),
        lambda: Cuts((float("nan"),)),
        lambda: Direct(1, 1, 2),
        lambda: Direct(1, 3, 2),
        lambda: Direct(3, 1, 2),
        lambda: Direct(0, float("inf"), 2),
    ],
)
def test_anchors_out_of_order_are_refused(build):
    with pytest.raises(BadSets, match=r"^[A-Z].*\.$"):
        build()


@pytest.mark.parametrize("calibration", [Cuts((1.5,)), Cuts((1, 2)), Direct(1, 2, 3), Direct(3, 2, 1)])
def test_it_is_kept_as_plain_data(calibration):
    assert from_dict(json.loads(json.dumps(calibration.to_dict()))) == calibration


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"method": "magic"},
        {"method": "cuts"},
        {"method": "cuts", "thresholds": 3},
        {"method": "cuts", "thresholds": ["many"]},
        {"method": "direct", "out": 1, "in": 2},
        {"method": "direct", "out": 1, "crossover": None, "in": 2},
        {"method": "direct", "out": 1, "crossover": 9, "in": 2},
    ],
)
def test_what_is_no_calibration_is_refused_in_words(data):
    with pytest.raises(BadSets, match=r"^[A-Z].*\.$"):
        from_dict(data)


def test_unknown_stays_unknown():
    condition = Measured("income", (1, None, 9), Cuts((5,))).condition()
    assert condition.scores == (0, None, 1)


def test_an_anchor_is_moved():
    moved = Measured("income", (4, 6), Cuts((5,))).moved(0, 7)
    assert moved.condition().scores == (0, 0)
    with pytest.raises(BadSets):
        Measured("income", (4, 6), Direct(1, 2, 3)).moved(1, 4)
