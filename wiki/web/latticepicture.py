"""The lattice of shared features as a picture: where nodes, lines and words lie. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from patterns.comparison.features.lattice import Lattice, Node
from patterns.comparison.features.layout import Line, Point, drawing

ACROSS, DOWN, RADIUS, MARGIN = 178, 132, 17, 92
"""Steps from node to node, size of a node, and room for words at the sides, in the picture's units."""

LINE = 15
"""Height of a line of words."""

LONGEST = 26
"""Characters of a line of words; the list has the whole."""

LINES = 3
"""Lines of words above and below a node."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words at a node."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the picture."""

    number: int  # of its place in the list
    x: float
    y: float
    count: int  # cases
    spoken: str  # all of it in words
    above: tuple[Words, ...]  # features that come in here
    below: tuple[Words, ...]  # cases that come in here


@dataclass(frozen=True, slots=True)
class Picture:
    """A lattice as it is drawn."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]  # points of polylines


def picture(lattice: Lattice, names: Sequence[Sequence[str]]) -> Picture:
    """Lay out a lattice; `names` are the short names of the own cases of each node."""
    drawn = drawing(lattice)
    places = [_place(each) for each in drawn.points]
    return Picture(
        width=2 * MARGIN + drawn.width * ACROSS,
        height=2 * MARGIN + drawn.height * DOWN,
        dots=tuple(
            _dot(node, place, own) for node, place, own in zip(lattice.nodes, places, names, strict=True)
        ),
        lines=tuple(map(_points, drawn.lines)),
    )


def _place(point: Point) -> Point:
    return round(MARGIN + point[0] * ACROSS, 1), round(MARGIN + point[1] * DOWN, 1)


def _points(line: Line) -> str:
    return " ".join(f"{x},{y}" for x, y in map(_place, line.points))


def _dot(node: Node, place: Point, own_cases: Sequence[str]) -> Dot:
    x, y = place
    features = [each.label for each in node.own_features]
    above, below = _lines(features), _lines(own_cases)
    return Dot(
        node.number,
        x,
        y,
        len(node.cases),
        spoken(node),
        tuple(
            Words(round(y - RADIUS - 6 - LINE * (len(above) - 1 - at), 1), each)
            for at, each in enumerate(above)
        ),
        tuple(Words(round(y + RADIUS + LINE * (at + 1), 1), each) for at, each in enumerate(below)),
    )


def spoken(node: Node) -> str:
    """Say what a node stands for.

    >>> from patterns.comparison.features.lattice import Node
    >>> spoken(Node(0, (), ("Case:A",), (), (), 1, (), ()))
    '1 case: nothing shared'
    """
    count = f"{len(node.cases)} {'case' if len(node.cases) == 1 else 'cases'}"
    return f"{count}: {', '.join(each.label for each in node.features) or 'nothing shared'}"


def _lines(texts: Sequence[str]) -> list[str]:
    """Break words into lines; what does not fit is counted, or cut."""
    lines: list[str] = []
    for at, text in enumerate(texts):
        broken = wrap(text, LONGEST, max_lines=LINES, placeholder=" …")
        rest = len(texts) - at
        if lines and len(lines) + len(broken) + (rest > 1) > LINES:
            return [*lines, f"and {rest} more"]
        lines += broken
    return lines
