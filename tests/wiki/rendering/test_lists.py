"""Markers of list items, and where the text behind them begins."""

import pytest

from wiki.rendering.lists import Marker, after_marker, read_marker


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("- a", Marker("-", -1, 2, empty=False)),
        ("   *  a", Marker("*", -1, 6, empty=False)),
        ("+    a", Marker("+", -1, 5, empty=False)),
        ("-     code", Marker("-", -1, 2, empty=False)),
        ("-", Marker("-", -1, 2, empty=True)),
        ("-   ", Marker("-", -1, 2, empty=True)),
        ("1. a", Marker(".", 1, 3, empty=False)),
        ("10)  a", Marker(")", 10, 5, empty=False)),
        ("0. a", Marker(".", 0, 3, empty=False)),
        ("    - a", None),
        ("-a", None),
        ("1.a", None),
        ("1234567890. a", None),
        ("a", None),
    ],
)
def test_markers(line, marker):
    assert read_marker(line, in_paragraph=False) == marker


@pytest.mark.parametrize(
    ("line", "interrupts"), [("- a", True), ("1. a", True), ("2. a", False), ("0. a", False), ("-", False)]
)
def test_what_may_begin_a_list_inside_a_paragraph(line, interrupts):
    assert (read_marker(line, in_paragraph=True) is not None) == interrupts


def test_lists_continue_with_the_same_marker_only():
    dash, star, one, two, bracket = (
        read_marker(f"{m} a", in_paragraph=False) for m in ("-", "*", "1.", "2.", "2)")
    )
    assert dash.continues(dash)
    assert two.continues(one)
    assert not star.continues(dash)
    assert not bracket.continues(one)


def test_the_text_behind_a_marker_keeps_its_own_indentation():
    line = "-      code"
    assert after_marker(line, read_marker(line, in_paragraph=False)) == "     code"
