"""The test sheets of all hypotheses, worked out in one pass: a list for people and programs, and each one whole as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from patterns.hypotheses.sheet import Sheet
from patterns.hypotheses.verdict import THRESHOLDS, Word
from wiki.errors import BadInputError
from wiki.hypotheses import CONCEPT, all_hypotheses, hypothesis_sheet
from wiki.web import apiwriting
from wiki.web.hypothesisjson import line_json, sheet_json
from wiki.web.listing import Listing, give
from wiki.web.scorecards import READING, fresh, page_at
from wiki.web.session import the_wiki
from wiki.web.unchanged import while_unchanged

door = Blueprint("hypotheses", __name__)
KEPT = "commonloom hypotheses"
COLUMNS = (
    "title",
    "verdict",
    "holds_in",
    "fails_in",
    "lineages",
    "chance",
    "people_say",
    "supporting",
    "independent",
    "refuting",
    "unanswered",
    "contested",
    "to_code",
    "claim",
    "signature",
    "url",
)


def sheets() -> tuple[Sheet, ...]:
    """Return the test sheets of all hypotheses as they are now."""
    return while_unchanged(KEPT, all_hypotheses)


@door.get("/special/hypotheses")
def hypotheses() -> Response:
    """List the test sheets of all hypotheses, of one `verdict` if asked for."""
    wanted = asked()
    found = [each for each in sheets() if wanted in ("", each.verdict.word)]
    lines = [line_json(each) for each in found]
    rows = [{key: "" if value is None else value for key, value in each.items()} for each in lines]
    counts = {str(each): sum(one.verdict.word is each for one in sheets()) for each in Word}
    listing = Listing("hypotheses", COLUMNS, rows, items=lines)
    return give(listing, "hypotheses.html", found=found, wanted=wanted, counts=counts, thresholds=THRESHOLDS)


def asked() -> str:
    """Return the verdict the address names, "" for all; raises BadInputError."""
    word = request.args.get("verdict", "")
    if word not in ("", *Word):
        raise BadInputError(f"verdict={word!r} is no verdict. There are: {', '.join(Word)}.")
    return word


@door.route("/api/v1/hypotheses", methods=READING)
@apiwriting.for_api
def listed() -> Response:
    """Give the figures of all test sheets, by title."""
    return fresh(jsonify(hypotheses=[line_json(each) for each in sheets()]))


@door.route("/api/v1/hypotheses/<path:address>", methods=READING)
@apiwriting.for_api
def one(address: str) -> Response:
    """Give one test sheet whole. Raises NotFoundError, and BadInputError for a page that is no hypothesis."""
    wiki, found = the_wiki(), page_at(address)
    sheet = hypothesis_sheet(wiki, found.title, found.text) if found.kind == CONCEPT else None
    if sheet is None:
        raise BadInputError(f"“{found.title}” is no hypothesis: only hypotheses have test sheets.")
    return fresh(jsonify(sheet_json(sheet)))
