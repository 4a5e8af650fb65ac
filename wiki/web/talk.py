"""The door of talk pages: what is said about a page, and a form to begin a topic."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from patterns.links import page_path, split_title
from wiki import editing
from wiki.editing import Edit, Saved
from wiki.errors import CommonloomError, ForbiddenError
from wiki.governance import Permission
from wiki.web import reading, session
from wiki.web.pages import asked_title
from wiki.web.security import answers_expired_forms, is_our_form
from wiki.web.session import the_wiki
from wiki.web.words import day

door = Blueprint("talk", __name__)

PREFIX = "Talk:"

EXPIRED = (
    "The form had expired, so nothing was added. Your words are still here: check them and send them again."
)

TRIES = 3
"""How often a topic is appended anew when others append in the same moment."""


@door.get("/talk/<path:address>")
def show(address: str) -> Response:
    """Show what is said about a page."""
    return answer(asked_title(address).removeprefix(PREFIX))


@door.post("/talk/<path:address>")
@answers_expired_forms
def begin(address: str) -> Response:
    """Add a topic at the end of the talk page, signed and dated; on a problem what was written comes back."""
    title = asked_title(address).removeprefix(PREFIX)
    if not is_our_form():
        return answer(title, EXPIRED, HTTPStatus.FORBIDDEN)
    try:
        session.demand(Permission.EDIT, PREFIX + title)
    except ForbiddenError as error:
        return answer(title, str(error), HTTPStatus.FORBIDDEN)
    heading, words = typed_heading(), request.form.get("words", "").replace("\r\n", "\n").strip()
    if not (heading and words):
        return answer(title, "A topic needs a heading and something said. Fill in both.")
    try:
        is_added = any(append_topic(title, heading, words) for _ in range(TRIES))
    except CommonloomError as error:
        return answer(title, str(error))
    if not is_added:
        return answer(title, "Somebody wrote here in the same moment. Your words are below; send them again.")
    return make_response(
        redirect(f"/talk/{page_path(title).removeprefix('/wiki/')}?did=topic", HTTPStatus.SEE_OTHER)
    )


def typed_heading() -> str:
    """Return the heading typed, as one line that cannot open anything else."""
    return " ".join(request.form.get("heading", "").split())[:200].strip("# ")


def append_topic(title: str, heading: str, words: str) -> bool:
    """Save the talk page with one more topic; False when somebody else wrote in the same moment."""
    wiki = the_wiki()
    current = wiki.pages.get(PREFIX + title)
    before = current.text.rstrip("\n") + "\n\n" if current else ""
    signature = f"— {session.author()}, {day(datetime.now(UTC))}"
    text = f"{before}## {heading}\n\n{words}\n\n{signature}\n"
    base = current.position if current else None
    edit = Edit(PREFIX + title, text, session.author(), f"Topic: {heading}", base)
    return isinstance(editing.save(wiki, edit), Saved)


def answer(title: str, problem: str = "", status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> Response:
    """Show the talk page of the page with that title; `status` is that of an answer with a problem."""
    wiki = the_wiki()
    revision = wiki.pages.get(PREFIX + title)
    page = render_template(
        "talk.html",
        title=title,
        name=split_title(title, wiki.ontology).name,
        body=reading.body_shown(wiki, revision) if revision else None,
        problem=problem,
        heading=request.form.get("heading", ""),
        words=request.form.get("words", ""),
        may_write=session.may(Permission.EDIT, PREFIX + title),
        message=reading.DID.get(request.args.get("did", ""), ""),
    )
    return reading.private(make_response(page, status if problem else HTTPStatus.OK))
