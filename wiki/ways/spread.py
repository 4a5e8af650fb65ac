"""Spread: where, when and at which point of the axes of transformation the chosen cases stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.axes import axes
from ontology.kinds import Kind
from patterns.comparison.spread import (
    POSITIONS,
    Course,
    Point,
    Poles,
    Position,
    Span,
    courses,
    read_point,
    span_of,
)
from patterns.frontmatter import parse_some
from patterns.links import page_path, split_title
from patterns.saying import understand
from patterns.values import option_word
from patterns.years import shown
from wiki.assembly import Wiki
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways.way import Cell, Result, Way

MOST = 500
"""Cases whose spread is shown."""

PLACE, COORDINATES = "place", "coordinates"
NAMED = 3
"""Moves that the first sentences name."""


@dataclass(frozen=True, slots=True)
class Located:
    """A case at a place."""

    case: str
    place: str  # in words, "" = it is not said
    point: Point


@dataclass(frozen=True, slots=True)
class Spread:
    """Where, when and at which point of the axes the cases stand."""

    choice: Choice
    located: tuple[Located, ...]
    unlocated: tuple[
        tuple[str, str], ...
    ]  # cases without coordinates that can be read, and their place in words
    spans: tuple[Span, ...]  # those that began first before the others
    undated: tuple[str, ...]
    courses: tuple[Course, ...]
    unplaced: tuple[str, ...]  # cases without a position on any axis


def spread_of(wiki: Wiki, choice: Choice) -> Spread:
    """Read where, when and at which point of the axes the chosen pages stand. Two storage calls."""
    said = choice.said
    places = dict(_places(wiki, choice))
    points = {title: read_point(coordinates) for title, (_, coordinates) in places.items()}
    located = [Located(title, places[title][0], point) for title, point in points.items() if point]
    spans = [each for title in choice.titles if (each := span_of(title, said.get(title, ())))]
    found = courses(_axes(choice.kind), {title: said.get(title, ()) for title in choice.titles})
    dated = {each.case for each in spans}
    standing = {each.case for course in found for each in course.positions}
    return Spread(
        choice,
        tuple(located),
        tuple((each, places.get(each, ("", ""))[0]) for each in choice.titles if not points.get(each)),
        tuple(sorted(spans, key=_beginning)),
        tuple(each for each in choice.titles if each not in dated),
        found,
        tuple(each for each in choice.titles if each not in standing),
    )


def _beginning(each: Span) -> tuple[float, float, str]:
    first = each.start if each.start is not None else each.end
    last = each.end if each.end is not None else float("inf")
    return (float("inf") if first is None else first, last, each.case)


def _places(wiki: Wiki, choice: Choice) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield for each page its place in words and its coordinates as written."""
    pages = wiki.pages
    found = pages.all_as_of(choice.titles, choice.when) if choice.when else pages.get_all(choice.titles)
    ontology = choice.codebook.ontology if choice.when else wiki.ontology
    for title in choice.titles:
        text = found[title].text if title in found else ""
        if PLACE in text or COORDINATES in text:
            said = understand(parse_some(text, (PLACE, COORDINATES)), title, ontology).said
            words = {
                key: next(
                    (each.reading.text for each in said if each.key == key and each.reading and each.holds),
                    "",
                )
                for key in (PLACE, COORDINATES)
            }
            yield title, (words[PLACE], words[COORDINATES])


def _axes(kind: Kind) -> Sequence[Poles]:
    """Return the axes whose two positions a kind's pages can say, by the words they say them with."""
    field = kind.by_key.get(POSITIONS)
    words = {each.iri: each.label for each in field.options} if field else {}
    return [
        Poles(each.label, option_word(each.start), option_word(each.end), words[each.start], words[each.end])
        for each in axes()
        if each.start in words and each.end in words
    ]


def work(wiki: Wiki, choice: Choice, _: Parameters) -> Result:
    """Return what is found as a result."""
    found = spread_of(wiki, choice)
    columns = ("about", "case", "what", "value", "since", "until", "disputed")
    return Result(tuple(sentences(found)), columns, tuple(_rows(found)), _document(found))


def sentences(found: Spread) -> Iterator[str]:
    """Say in plain words where, when and at which point of the axes the cases stand."""
    number = len(found.choice.titles)
    yield _some(len(found.located), number, "has coordinates", "have coordinates")
    years = [each.start for each in found.spans if each.start is not None]
    if years:
        ended = sum(each.end is not None for each in found.spans)
        first, last = shown(min(years)), shown(max(years))
        between = f"between {first} and {last}" if first != last else f"in {first}"
        began = _some(
            len(years), number, f"is known to have begun {between}", f"are known to have begun {between}"
        )
        they = "it" if (ended or len(years)) == 1 else "they"
        yield f"{began.rstrip('.')}; of {ended or 'none'} it is said when {they} ended."
    else:
        yield "Of none it is known when it began."
    placed = number - len(found.unplaced)
    words = "axis" if len(found.courses) == 1 else "axes"
    where = (
        f"a position on {len(found.courses):,} {words} of transformation"
        if placed
        else "a position on an axis"
    )
    yield _some(placed, number, f"has {where}", f"have {where}")
    moves = [(course, move) for course in found.courses for move in course.moves]
    for course, move in moves[:NAMED]:
        case = split_title(move.case, found.choice.codebook.shapes).name
        yield f"{case} moved from {move.before.label} to {move.after.label}, on the axis “{course.poles.label}”."
    if len(moves) > NAMED:
        more = len(moves) - NAMED
        yield f"{more:,} more {'move is' if more == 1 else 'moves are'} known."


def _some(found: int, of: int, one: str, many: str) -> str:
    """Say of how many something holds."""
    return f"{found:,} of {of:,} {one if found == 1 else many}." if found else f"None {one}."


def _rows(found: Spread) -> Iterator[tuple[Cell, ...]]:
    for each in found.located:
        at = f"{each.point.latitude:g}, {each.point.longitude:g}"
        yield ("place", each.case, each.place or None, at, None, None, None)
    for title, place in found.unlocated:
        yield ("place", title, place or None, None, None, None, None)
    for span in found.spans:
        yield ("time", span.case, None, None, span.start, span.end, _yes(said=span.disputed))
    for title in found.undated:
        yield ("time", title, None, None, None, None, None)
    for course in found.courses:
        for stood in course.positions:
            disputed = _yes(said=stood.contested)
            yield ("axis", stood.case, course.poles.label, stood.label, stood.since, stood.until, disputed)
    for title in found.unplaced:
        yield ("axis", title, None, None, None, None, None)


def _yes(*, said: bool) -> Cell:
    return "yes" if said else "no"


def _document(found: Spread) -> dict[str, object]:
    return {
        "kind": found.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in found.choice.titles],
        "places": [
            {
                "case": each.case,
                "place": each.place,
                "latitude": each.point.latitude,
                "longitude": each.point.longitude,
            }
            for each in found.located
        ],
        "without_coordinates": [{"case": title, "place": place} for title, place in found.unlocated],
        "times": [
            {"case": each.case, "started": each.start, "ended": each.end, "disputed": each.disputed}
            for each in found.spans
        ],
        "without_time": list(found.undated),
        "axes": [
            {
                "axis": course.poles.label,
                "from": course.poles.low,
                "to": course.poles.high,
                "positions": [_position(each) for each in course.positions],
                "moves": [
                    {
                        "case": each.case,
                        "forward": each.forward,
                        "before": _position(each.before),
                        "after": _position(each.after),
                    }
                    for each in course.moves
                ],
            }
            for course in found.courses
        ],
        "without_position": list(found.unplaced),
        "notes": list(found.choice.notes),
    }


def _position(each: Position) -> Mapping[str, object]:
    return {
        "case": each.case,
        "position": each.label,
        "since": each.since,
        "until": each.until,
        "contested": each.contested,
    }


SPREAD = Way(
    "spread",
    "/compare/spread",
    "Place and time",
    "Where and when they are, and where they stand on the axes of transformation.",
    frozenset(),
    MOST,
    work,
)
