"""Spread: a map, a timeline and small pictures of the axes of transformation, each with the list it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from flask import Blueprint, Response, render_template

from patterns.comparison.spread import Course, Position, Span
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.spread import SPREAD, Located, sentences, spread_of
from wiki.web.choosing import choice_form, codings_address, keep_address, ways
from wiki.web.session import the_wiki
from wiki.web.wayback import form_at, here
from wiki.web.ways import answer, downloads

door = Blueprint("spread", __name__)

LISTED = 100
"""Cases of each list that are shown; the files have all."""

NEAR = 15
"""Units of the map: dots less far from each other are one."""

SMALLEST, LARGEST = 7, 15
"""Units from the middle to the edge of a dot of one case, and of one of very many."""

BAR = 300
"""Units across a bar of the timeline."""

ACROSS, BELOW, ABOVE = 280, 84, 26
"""Units across the picture of an axis, and down to its lower and its upper position."""

LANE, LANES = 5, 22
"""Units between the lines of two cases at one position, and over which all of them are spread."""

INSET = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot on the map: cases at one place, or at places too near to each other for dots of their own, share it."""

    x: float
    y: float
    radius: int
    cases: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A case on the timeline."""

    span: Span
    x: float
    width: float
    open: bool  # no end is said


@dataclass(frozen=True, slots=True)
class Scale:
    """Years along a picture."""

    first: int
    last: int
    across: int

    def x(self, year: int) -> float:
        """Return where a year begins."""
        return round(self.across * (year - self.first) / max(self.last - self.first, 1), 1)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A case on an axis: a line while it stood at a position, a rise or a fall where it moved."""

    points: str  # of an SVG polyline
    says: str


@dataclass(frozen=True, slots=True)
class Multiple:
    """The small picture of an axis."""

    course: Course
    strokes: tuple[Stroke, ...]


@door.route("/compare/spread", methods=["GET", "OPTIONS"])
def spread() -> Response:
    """Answer with the spread of the chosen cases, or the form that chooses them."""
    return answer(SPREAD, html_of)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:  # noqa: ARG001
    """Render what is found and the forms."""
    found = spread_of(the_wiki(), choice)
    timeline = scale_of(found.spans, (), BAR)
    positions = [each for course in found.courses for each in course.positions]
    years = scale_of((), positions, ACROSS - 2 * INSET)
    return render_template(
        "spread.html",
        found=found,
        sentences=list(sentences(found)) if choice.titles else [],
        dots=dots(found.located),
        timeline=timeline,
        bars=[bar(each, timeline) for each in found.spans[:LISTED]],
        years=years,
        multiples=[multiple(each, years) for each in found.courses],
        listed=LISTED,
        codings=codings_address,
        to_code=lambda title, key: form_at(title, key, here()),
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def dots(located: Sequence[Located]) -> list[Dot]:
    """Return the places on a map of the earth of 720 × 360 units, meridians and parallels evenly apart.

    Cases whose dots would lie on one another share one, at the middle of their places. Dots are in the order of their
    first cases; each grows with the number of its cases.
    """
    groups: list[list[Located]] = []
    for each in located:
        near = next((group for group in groups if _apart(_middle(group), _at(each)) < NEAR), None)
        if near is None:
            groups.append([each])
        else:
            near.append(each)
    return [
        Dot(*_middle(group), min(SMALLEST + 2 * (len(group).bit_length() - 1), LARGEST), tuple(group))
        for group in groups
    ]


def _at(each: Located) -> tuple[float, float]:
    return 2 * (each.point.longitude + 180), 2 * (90 - each.point.latitude)


def _middle(group: Sequence[Located]) -> tuple[float, float]:
    places = [_at(each) for each in group]
    return (
        round(sum(x for x, _ in places) / len(places), 1),
        round(sum(y for _, y in places) / len(places), 1),
    )


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def scale_of(spans: Sequence[Span], positions: Sequence[Position], across: int) -> Scale:
    """Return a scale that has room for all these years, and for one after the last."""
    said = [each.start for each in spans] + [each.end for each in spans]
    said += [each.since for each in positions] + [each.until for each in positions]
    years = [each for each in said if each is not None] or [0]
    return Scale(min(years), max(years) + 1, across)


def bar(span: Span, scale: Scale) -> Bar:
    """Return a case's bar; without an end it goes on to the last year."""
    start = scale.x(
        span.start if span.start is not None else span.end if span.end is not None else scale.first
    )
    end = scale.x(span.end + 1 if span.end is not None else scale.last)
    return Bar(span, start, max(2.0, round(end - start, 1)), span.end is None)


def multiple(course: Course, scale: Scale) -> Multiple:
    """Return the picture of an axis: a stroke for each case, and one for each position without dates."""
    cases: dict[tuple[str, str], list[Position]] = {}
    for each in course.positions:
        dated = each.since is not None or each.until is not None
        cases.setdefault((each.case, "" if dated else each.label), []).append(each)
    step = min(LANE, LANES / max(len(cases) - 1, 1))
    return Multiple(
        course,
        tuple(
            Stroke(
                _points(each, scale, ABOVE + lane * step, BELOW - (len(cases) - 1 - lane) * step),
                _spoken(case, each),
            )
            for lane, ((case, _), each) in enumerate(cases.items())
        ),
    )


def _spoken(case: str, positions: Sequence[Position]) -> str:
    """Return what the line of a case says."""
    name = case.partition(":")[2] or case
    return f"{name}: {', then '.join(each.label for each in positions)}"


def _points(positions: Sequence[Position], scale: Scale, above: float, below: float) -> str:
    """Join the positions of one case: each lasts from its first to its last year, undated ones over the whole picture."""
    points: list[tuple[float, float]] = []
    for at, each in enumerate(positions):
        height = above if each.at_end else below
        follows = positions[at + 1].since if at + 1 < len(positions) else None
        last = each.until if each.until is not None else follows
        start = scale.x(each.since) if each.since is not None else points[-1][0] if points else 0.0
        points += [(start, height), (scale.x(last) if last is not None else float(scale.across), height)]
    return " ".join(f"{round(x + INSET, 1):g},{round(y, 1):g}" for x, y in points)
