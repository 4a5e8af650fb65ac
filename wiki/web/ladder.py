"""The ladder of abstraction of a pattern: what is above and below it, where two patterns meet, and proposing a common parent."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from patterns.links import full_title, page_path, title_problem
from wiki.errors import BadInputError
from wiki.ladder import Ladder, ladder_of, pattern_named
from wiki.scorecards import PATTERN
from wiki.web import listing, reading
from wiki.web.preparing import COMPLETED_BY, SEPARATOR
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
    wiki = the_wiki()
    one, other = (pattern_named(wiki, request.args.get(key, "")) for key in ("one", "other"))
    title = full_title(PATTERN, request.args.get("title", "").strip().removeprefix("Pattern:"), wiki.shapes)
    if problem := title_problem(title):
        raise BadInputError(problem)
    if title in {one, other}:
        raise BadInputError(f"“{title}” is one of the two: a common parent is another pattern.")
    asked = urlencode({"action": "form", COMPLETED_BY: SEPARATOR.join((one, other))})
    return make_response(redirect(f"{page_path(title)}?{asked}#f-smaller_pattern"))


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
            {"title": each.title, "one": list(each.one), "other": list(each.other)} for each in found.common
        ],
    }
