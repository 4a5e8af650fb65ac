"""The scorecards of all patterns, worked out in one pass: a list for people and programs, and each one whole as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, make_response, request

from patterns.links import canonical_title, title_problem
from patterns.scorecard.card import Scorecard
from wiki.errors import BadInputError, NotFoundError
from wiki.refuting import refuters_of
from wiki.revisions import Revision
from wiki.scorecards import PATTERN, all_scorecards, scorecard_of_page
from wiki.web import apiwriting
from wiki.web.listing import Listing, Value, give
from wiki.web.scorejson import line_json, scorecard_json
from wiki.web.scorelist import FILTERS, SORTS, wanted
from wiki.web.session import the_wiki
from wiki.web.unchanged import while_unchanged

door = Blueprint("scorecards", __name__)
READING = ["GET", "OPTIONS"]
KEPT = "commonloom scorecards"
COLUMNS = (
    "title",
    "maturity",
    "stated_maturity",
    "stars",
    "supporting",
    "independent",
    "partial",
    "adapted",
    "refuting",
    "unanswered",
    "agreement",
    "last_evidence",
    "boundary",
    "earned_stars",
    "claim",
    "signature",
    "frozen",
    "hits",
    "misses",
    "lineages_hit",
    "lineages_missed",
    "url",
)


def cards() -> tuple[Scorecard, ...]:
    """Return the scorecards of all patterns as they are now."""
    return while_unchanged(KEPT, all_scorecards)


@door.get("/special/scorecards")
def scorecards() -> Response:
    """List the scorecards of all patterns that the address asks for, in the order it asks for."""
    asked = wanted(request.args)
    found = asked.of(cards())
    rows = [row(each) for each in found]
    listing = Listing("scorecards", COLUMNS, rows, items=[line_json(each) for each in found])
    return give(listing, "scorecards.html", found=found, wanted=asked, filters=FILTERS, sorts=SORTS)


def row(card: Scorecard) -> Mapping[str, Value]:
    """Put a scorecard into the columns of COLUMNS."""
    return {key: "" if value is None else value for key, value in line_json(card).items()}


@door.route("/api/v1/scorecards", methods=READING)
@apiwriting.for_api
def listed() -> Response:
    """Give the figures of all scorecards, by title."""
    return fresh(jsonify(scorecards=[line_json(each) for each in cards()]))


@door.route("/api/v1/scorecards/<path:address>", methods=READING)
@apiwriting.for_api
def one(address: str) -> Response:
    """Give one scorecard whole. Raises NotFoundError, and BadInputError for a page that is no pattern."""
    wiki, found = the_wiki(), page_at(address)
    if found.kind != PATTERN:
        raise BadInputError(f"“{found.title}” is no pattern: only patterns have scorecards.")
    card = scorecard_of_page(wiki, found)
    if card is None:
        raise BadInputError(f"“{found.title}” only leads to another page.")
    would = refuters_of(wiki, card)
    return fresh(jsonify(scorecard_json(card, would[0] if would else None)))


def page_at(address: str) -> Revision:
    """Return the page that an address names, by its title, an alias or a redirect.

    Raises NotFoundError, and BadInputError for what can be no title.
    """
    pages, title = the_wiki().pages, canonical_title(address, the_wiki().shapes)
    if problem := title_problem(title):
        raise BadInputError(problem)
    found = pages.get(pages.resolve([title])[title].title)
    if found is None:
        raise NotFoundError(f"There is no page “{title}”.")
    return found


def fresh(response: Response) -> Response:
    """Mark an answer as one to be asked for anew each time."""
    response.headers["Cache-Control"] = "no-cache"
    return make_response(response)
