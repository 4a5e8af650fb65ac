"""The ladder of abstraction of a pattern: what is above and below it, where two patterns meet, and proposing a common parent."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from patterns.links import full_title, page_path, title_problem
from wiki.errors import BadInputError
from wiki.ladder import Ladder, begun, ladder_of, pattern_named
from wiki.scorecards import PATTERN
from wiki.web import listing, reading
from wiki.web.preparing import COMPLETED_BY, COMPLETES, SEPARATOR
from wiki.web.session import the_wiki

door = Blueprint("ladder", __name__)


@door.get("/special/ladder")
def ladder() -> Response:
    """Show the ladder of `pattern`, and where it meets the pattern `with`."""
    found = ladder_of(the_wiki(), request.args.get("pattern", ""), request.args.get("with", ""))
    form = listing.wanted_form()
    if form == "csv":
        raise BadInputError("A ladder is no table. Ask for html or json.")
    response = (
        jsonify(document(found))
        if form == "json"
        else make_response(render_template("ladder.html", found=found))
    )
    response = reading.private(response)
    response.vary.add("Accept")
    return response


@door.get("/special/ladder/parent")
def parent() -> Response:
    """Lead to the form of the pattern `title` with `one` and `other` filled in as what completes it; nothing is saved."""
    one, other = (pattern_named(the_wiki(), request.args.get(key, "")) for key in ("one", "other"))
    title = new_title()
    if title in {one, other}:
        raise BadInputError(f"“{title}” is one of the two: a common parent is another pattern.")
    return drafted(title, COMPLETED_BY, (one, other), "Generalized from", "smaller_pattern")


@door.get("/special/ladder/child")
def child() -> Response:
    """Lead to the form of the pattern `title` with the pattern `of` filled in as what it completes; nothing is saved."""
    larger = pattern_named(the_wiki(), request.args.get("of", ""))
    title = new_title()
    if title == larger:
        raise BadInputError(f"“{title}” is the pattern itself: a special one has another title.")
    return drafted(title, COMPLETES, (larger,), "Specialized from", "larger_pattern")


def new_title() -> str:
    """Return the full title in `title`; raises BadInputError."""
    name = request.args.get("title", "").strip().removeprefix("Pattern:")
    title = full_title(PATTERN, name, the_wiki().shapes)
    problem = title_problem(title) if name else "Name the new pattern: title=TITLE."
    if problem:
        raise BadInputError(problem)
    return title


def drafted(title: str, key: str, others: tuple[str, ...], how: str, place: str) -> Response:
    """Lead to the form of a pattern that begins with the others it comes from, their conditions and their revisions."""
    said = begun(the_wiki(), others, how)
    asked = urlencode(
        {
            "action": "form",
            key: SEPARATOR.join(others),
            **{name: words for name, words in said.items() if words},
        }
    )
    return make_response(redirect(f"{page_path(title)}?{asked}#f-{place}"))


def document(found: Ladder) -> dict[str, object]:
    """Return a ladder for programs."""
    return {
        "pattern": found.title,
        "above": [{"title": way[-1], "way": list(way)} for way in found.above],
        "below": list(found.below),
        "beside": {above: list(titles) for above, titles in found.beside.items()},
        "whole": found.whole,
        "with": found.other or None,
        "common": [
            {
                "title": each.title,
                "one": list(each.one),
                "other": list(each.other),
                "nearest": each in found.nearest,
            }
            for each in found.common
        ],
        "conditions": [
            {"variable": each.field.key, "value": each.label, "cases": each.cases}
            for each in found.conditions
        ],
    }
