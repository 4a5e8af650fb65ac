"""The door of the review queue: what imports could not decide, for people to answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from importers.question import Question
from wiki.governance import Permission
from wiki.matching import SAME
from wiki.web import session
from wiki.web.listing import number
from wiki.web.session import the_wiki

door = Blueprint("questions", __name__)

MOST = 20
"""Questions on one page."""


@door.get("/special/questions")
def show() -> Response:
    """List the open questions, or those that are answered."""
    answered = request.args.get("answered") == "yes"
    after = number("after") or 0
    found = the_wiki().questions.queue(answered=answered, after=after, limit=MOST + 1)
    shown = found[:MOST]
    later = f"{address(answered=answered)}after={shown[-1].number}" if len(found) > MOST else ""
    page = render_template(
        "questions.html",
        asked=shown,
        answered=answered,
        later=later,
        start=not after,
        here=f"{address(answered=answered)}after={after}" if after else address(answered=answered)[:-1],
        open=the_wiki().questions.count_open(),
        did=number("did") or 0,
        may_answer=session.may(Permission.IMPORT),
        pages_in=pages_in,
    )
    made = make_response(page)
    made.headers["Cache-Control"] = "private, no-store"
    return made


def pages_in(question: Question) -> list[str]:
    """Return the full titles of the pages that a record may be the same as."""
    values = (each.value for each in question.options if each.value.startswith(SAME))
    return [value.removeprefix(SAME) for value in values]


def address(*, answered: bool) -> str:
    """Return the address of a list, to be gone on with a parameter."""
    return "/special/questions?answered=yes&" if answered else "/special/questions?"


@door.post("/special/questions")
def answer() -> Response:
    """Keep every answer the form gives."""
    session.demand(Permission.IMPORT)
    keys = [(name.removeprefix("key."), key) for name, key in request.form.items() if name.startswith("key.")]
    given = [(key, request.form[f"value.{at}"]) for at, key in keys if f"value.{at}" in request.form]
    known = the_wiki().questions.answers()
    changed = [(key, value) for key, value in given if known.get(key, "") != value]
    for key, value in changed:
        the_wiki().questions.answer(key, value, session.author())
    where = address(answered=request.args.get("answered") == "yes")
    return make_response(redirect(f"{where}did={len(changed) or ''}", HTTPStatus.SEE_OTHER))
