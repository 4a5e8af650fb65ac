"""Coding rounds for programs (`/api/v1/rounds`): how one stands, and coding a case in the name of a token's account."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from patterns.frontmatter import compose, mapping, parse
from patterns.links import canonical_title
from wiki.errors import BadInputError
from wiki.governance import Permission
from wiki.roundreports import outline, whole
from wiki.rounds import keep, rounds, standing, take
from wiki.web import apiwriting
from wiki.web.roundcoding import remarks_of, sheet_of, unanswered
from wiki.web.security import open_to_all
from wiki.web.session import the_wiki

door = Blueprint("apirounds", __name__)


@door.route("/api/v1/rounds", methods=["GET", "OPTIONS"])
@apiwriting.for_api
def all_rounds() -> Response:
    """List the rounds, open ones first."""
    return jsonify(rounds=[outline(each) for each in rounds(the_wiki())])


@door.route("/api/v1/rounds/<path:address>", methods=["GET", "PUT", "OPTIONS"])
@open_to_all
@apiwriting.for_api
def one_round(address: str) -> Response:
    """Say how a round stands, or keep what the token's account says of a `case`."""
    title = address.replace("_", " ")
    if request.method == "PUT":
        return code(title)
    of = standing(the_wiki(), title)
    account = apiwriting.bearer()
    given = whole(the_wiki(), of)
    if account is not None:
        own = [
            {"case": each.case, "text": each.text, "done": each.done}
            for each in of.blind
            if each.coder == account.name
        ]
        given |= {"next": of.next_for(account.name) or None, "own": own}
    return no_store(jsonify(given))


def code(title: str) -> Response:
    """Keep a text with the front matter of the round's variables; with `done=yes` the coder is done with the case."""
    coder = apiwriting.author_for(Permission.CODE, title)
    case = canonical_title(request.args.get("case", "").strip(), the_wiki().ontology)
    if not case:
        raise BadInputError("Name the case that is coded: PUT /api/v1/rounds/TITLE?case=Case:TITLE.")
    of, page = standing(the_wiki(), title), parse(apiwriting.sent_text().text)
    if page.problems:
        raise BadInputError(f"Nothing was kept. {page.problems[0].message}")
    sheet = sheet_of(of, case, "")
    keys = [each.key for each in sheet.fields]
    strange = [key for key in mapping(page) if key not in {*keys, "kind", "title"}]
    if strange:
        raise BadInputError(f"Nothing was kept: “{strange[0]}” is no variable of this round.")
    if of.own(case, coder) is None:
        take(the_wiki(), title, case, coder)
    text = compose({key: value for key, value in mapping(page).items() if key in keys}, "")
    missing = [each.key for each in unanswered(sheet, text)]
    findings = remarks_of(sheet, text)
    violations = any(each.severity == "violation" for each in findings)
    done = request.args.get("done") == "yes" and not missing and not violations
    shown = keep(the_wiki(), title, case, coder, text, done=done)
    answer = jsonify(
        case=case, done=done, shown=shown, missing=missing, findings=apiwriting.findings(findings)
    )
    return no_store(answer)


def no_store(answer: Response) -> Response:
    """Keep an answer out of every cache: what a coder said is theirs alone."""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
