"""Place and time as a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wiki.web
from patterns.comparison.spread import Course, Point, Poles, Position, Span
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_spread import ASKED, CASES
from wiki.ways.spread import Located
from wiki.web.spread import Scale, bar, dots, multiple, scale_of

STATIC = Path(wiki.web.__file__).parent / "static"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


def test_each_picture_has_its_list_and_what_lacks_is_listed(visitor):
    text = visitor.text(f"/compare/spread?{ASKED}")
    assert '<circle cx="375.4" cy="89.9" r="7"/>' in text
    assert '<li id="place-1"><a href="/wiki/Case:Loom">Loom</a>, Turin' in text
    assert "Map of 1 case<" in text
    assert "nowhere known" in text
    assert '<a href="/compare?case=Case%3AWeft&amp;variable=transformations">until 2000' in text
    assert 'Without a year <span class="remark">2</span>' in text


def test_without_a_choice_there_is_the_form(visitor):
    assert "Choose what to compare" in visitor.text("/compare/spread")


def test_where_nothing_is_known_it_says_so(visitor):
    text = visitor.text("/compare/spread?case=Bare")
    assert "None of them has coordinates." in text
    assert "Of none of them it is known when it began." in text
    assert "None of them has a position on an axis." in text


def named(found):
    return ["".join(each.case for each in dot.cases) for dot in found]


def test_cases_at_one_place_share_a_dot():
    here = Point(0, 0)
    found = dots([Located("A", "", here), Located("B", "", Point(40, 40)), Located("C", "", here)])
    assert named(found) == ["AC", "B"]
    assert found[0].radius > found[1].radius


def test_dots_that_would_lie_on_one_another_are_one_in_their_middle():
    (dot,) = dots([Located("A", "", Point(0, 0)), Located("B", "", Point(0, 4))])
    assert (dot.x, dot.y) == (364, 180)


def test_dots_do_not_hide_each_other_however_many_they_are():
    crowd = [Located(str(number), "", Point(number % 17 * 3, number % 29 * 3)) for number in range(300)]
    found = dots(crowd)
    assert sum(len(dot.cases) for dot in found) == 300
    assert max(dot.radius for dot in found) <= 15


def test_the_land_is_drawn_in_the_same_measure_as_the_dots():
    path = (STATIC / "vendor" / "land.svg").read_text("utf-8")
    x = y = 0.0
    corners = []
    for letter, dx, dy in re.findall(r"([Ml])(-?[\d.]+),(-?[\d.]+)|z", path):
        if letter:
            x, y = (float(dx), float(dy)) if letter == "M" else (x + float(dx), y + float(dy))
            corners.append((x, y))
    assert len(corners) > 3_000
    assert all(-0.2 <= x <= 720.2 and -0.2 <= y <= 360.2 for x, y in corners)
    steps = [abs(float(dx)) for letter, dx, _ in re.findall(r"(l)(-?[\d.]+),(-?[\d.]+)", path)]
    assert sum(step > 60 for step in steps) <= 1, "only along the pole, never across the map"
    (sicily,) = dots([Located("A", "", Point(37.6, 14.0))])
    assert any(abs(x - sicily.x) < 3 and abs(y - sicily.y) < 3 for x, y in corners)


def test_bars_have_room_for_every_year():
    scale = scale_of([Span("A", 1990, 1999)], (), 100)
    assert (bar(Span("A", 1990, 1999), scale).x, bar(Span("A", 1990, 1999), scale).width) == (0, 100)
    assert bar(Span("A", 1995, None), scale).open
    assert bar(Span("A", None, 1994), scale).width > 0


def test_a_stroke_rises_where_the_case_moves():
    low, high = Position("A", False, "x", None, 2000), Position("A", True, "y", 2005, None)
    drawn = multiple(Course(Poles("x to y", "x", "y", "X", "Y"), (low, high), ()), Scale(1995, 2015, 260))
    assert drawn.strokes[0].points == "10,84 75,84 140,26 270,26"


def test_positions_without_dates_are_no_move():
    low, high = Position("A", False, "x", None, None), Position("A", True, "y", None, None)
    drawn = multiple(Course(Poles("x to y", "x", "y", "X", "Y"), (low, high), ()), Scale(1995, 2015, 260))
    assert [each.points for each in drawn.strokes] == ["10,79 270,79", "10,31 270,31"]
    assert [each.says for each in drawn.strokes] == ["A: x", "A: y"]


def test_many_lines_at_one_position_stay_apart_and_on_their_side():
    positions = tuple(Position(f"Case:N{number}", number % 2 == 0, "x", 2000, None) for number in range(40))
    drawn = multiple(Course(Poles("x to y", "x", "y", "X", "Y"), positions, ()), Scale(1995, 2015, 260))
    heights = [float(each.points.split(",")[-1]) for each in drawn.strokes]
    assert len(set(heights)) == 40
    assert max(heights[::2]) < min(heights[1::2])
