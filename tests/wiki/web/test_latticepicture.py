"""Where the picture of a lattice puts its words."""

from __future__ import annotations

from patterns.comparison.features.context import from_crosses
from patterns.comparison.features.lattice import draw_from
from wiki.web.latticepicture import LINES, LONGEST, RADIUS, Picture, picture

LONG = (
    "Mode of production: commons-based peer production in a very long sentence that does not end soon enough"
)
CONTEXT = from_crosses(
    ["A", "B", "C", "D"],
    [LONG, "two", "three", "four"],
    [
        [True, True, False, False],
        [True, False, True, False],
        [True, False, True, True],
        [False, False, False, True],
    ],
)


def drawn() -> tuple[Picture, int]:
    found = draw_from(CONTEXT)
    return picture(found, [each.own_cases for each in found.nodes]), sum(
        len(each.below) for each in found.nodes
    )


def test_every_set_and_every_line_is_drawn_inside_the_picture():
    made, lines = drawn()
    assert len(made.lines) == lines
    for dot in made.dots:
        assert RADIUS < dot.x < made.width - RADIUS
        assert RADIUS < dot.y < made.height - RADIUS


def test_words_are_broken_into_few_short_lines_above_and_below():
    made, _ = drawn()
    long = next(dot for dot in made.dots if dot.above and dot.above[0].text.startswith("Mode"))
    assert len(long.above) == LINES
    assert long.above[-1].text.endswith("…")
    assert all(len(each.text) <= LONGEST for dot in made.dots for each in (*dot.above, *dot.below))
    assert [each.y for each in long.above] == sorted(each.y for each in long.above)
    assert all(each.y < long.y for each in long.above)
    assert all(each.y > dot.y for dot in made.dots for each in dot.below)


def test_names_that_do_not_fit_are_counted():
    context = from_crosses(list("ABCDEFG"), ["one"], [[True]] * 7)
    found = draw_from(context)
    (dot,) = picture(found, [each.own_cases for each in found.nodes]).dots
    assert [each.text for each in dot.below] == ["A", "B", "and 5 more"]
    assert dot.count == 7
    assert dot.spoken == "7 cases: one"


def test_the_same_lattice_is_the_same_picture():
    assert drawn() == drawn()
