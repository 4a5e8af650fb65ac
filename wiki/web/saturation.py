"""The saturation curve of a variable, or of all variables with lists of values: drawn, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request

from ontology.kinds import Field, Kind, ValueType
from ontology.variables import variables_of
from patterns.codings import Coding
from patterns.comparison.saturation import Saturation, Step, saturation
from patterns.links import page_path
from patterns.tabletext import BETWEEN
from wiki.assembly import Wiki
from wiki.comparing import explained
from wiki.web import listing, reading, session
from wiki.web.codebook import asked_field, asked_kind
from wiki.web.session import the_wiki

door = Blueprint("saturation", __name__)
ADDRESS = "/special/saturation"
COLUMNS = ("place", "title", "date", "new", "total", "url")
READ = 500
"""Pages read at once."""

SHOWN = 200
"""Cases up to which every one has its row on the page; of more, those that bring something new."""

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """The curve as points of a picture."""

    path: str  # of an SVG path
    marks: tuple[tuple[float, str], ...]  # of the upright axis: (y, number)
    right: float
    bottom: float
    cases: int


@door.get(ADDRESS)
def show() -> Response:
    """Answer with the curve."""
    finished = reading.finished_view() if listing.wanted_form() == "html" else None
    if finished is not None:
        return finished
    kind = asked_kind()
    field = asked_field(kind) if request.args.get("variable") else None
    found = curve(the_wiki(), kind, field)
    rows = [row(at, each) for at, each in enumerate(found.steps, 1)]
    if listing.wanted_form() != "html":
        return listing.give(listing.Listing("saturation", COLUMNS, rows), "")
    shown = rows if len(rows) <= SHOWN else [each for each in rows if each["new"]]
    html = render_template(
        "saturation.html",
        kind=kind,
        variable=explained(the_wiki(), [field])[0] if field else None,
        found=found,
        drawn=drawn(found),
        rows=shown,
        form=listing.address_as,
        measures={"width": WIDTH, "height": HEIGHT, "left": LEFT, "top": TOP},
    )
    response = (
        reading.private(make_response(html)) if session.COOKIE in request.cookies else reading.keep(html)
    )
    response.vary.add("Accept")
    return response


def curve(wiki: Wiki, kind: Kind, field: Field | None) -> Saturation:
    """Follow the pages of a kind under a field, or under all its variables that choose from lists."""
    if field is not None:
        return saturation(dict(_coded(wiki, kind, field)), [field.key])
    keys = [each.key for each in variables_of(kind) if each.type is ValueType.CHOICE]
    return saturation(dict(_all(wiki, kind)), keys)


def _coded(wiki: Wiki, kind: Kind, field: Field) -> Iterator[tuple[str, tuple[Coding, ...]]]:
    after = ""
    while found := wiki.pages.coded(kind.name, field.key, after, READ):
        after = found[-1][0]
        yield from found


def _all(wiki: Wiki, kind: Kind) -> Iterator[tuple[str, tuple[Coding, ...]]]:
    after = ""
    while listed := wiki.pages.list_pages(kind.name, after, READ):
        after = listed[-1].title
        yield from wiki.pages.codings(each.title for each in listed).items()


def row(place: int, step: Step) -> Mapping[str, listing.Value]:
    """Put a case into the columns of COLUMNS."""
    return {
        "place": place,
        "title": step.title,
        "date": step.day,
        "new": BETWEEN.join(step.new),
        "total": step.total,
        "url": page_path(step.title),
    }


def drawn(found: Saturation) -> Drawn:
    """Return the curve as steps from left to right; a corner only where a case brings something."""
    cases, total = len(found.steps), max(found.total, 1)
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    across = (right - LEFT) / max(cases, 1)
    up = (bottom - TOP) / total

    def x(place: int) -> float:
        return round(LEFT + across * place, 1)

    def y(value: int) -> float:
        return round(bottom - up * value, 1)

    pieces = [f"M{x(0)} {y(0)}"]
    pieces += [f"H{x(at)}V{y(each.total)}" for at, each in enumerate(found.steps, 1) if each.new]
    pieces.append(f"H{x(cases)}")
    marks = tuple((y(value), str(value)) for value in dict.fromkeys((0, (total + 1) // 2, total)))
    return Drawn("".join(pieces), marks, right, bottom, cases)
