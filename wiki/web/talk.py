"""The door of talk pages: what is said about a page, and a form to begin a topic."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from patterns.links import page_path, split_title
from patterns.scorecard.discussing import heading_of, words_of
from wiki import editing
from wiki.assembly import Wiki
from wiki.editing import Edit, Saved
from wiki.errors import CommonloomError, ForbiddenError, NotFoundError
from wiki.governance import Permission
from wiki.scorecards import PATTERN, scorecard_of_page
from wiki.web import reading, session
from wiki.web.pages import asked_title
from wiki.web.security import answers_expired_forms, is_our_form
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of
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
    """Show what is said about a page; with `miss`, the topic that the miss of a pattern's signature opens is filled in."""
    title = asked_title(address).removeprefix(PREFIX)
    if missed := request.args.get("miss", ""):
        heading, words = topic_of_miss(the_wiki(), title, missed)
        return answer(title, heading=heading, words=words)
    return answer(title)


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
        return answer(title, sentence_of(error))
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


def topic_of_miss(wiki: Wiki, title: str, case: str) -> tuple[str, str]:
    """Return heading and words of the topic about a miss; raises NotFoundError when the case is none of the pattern's."""
    page = wiki.pages.get(title)
    card = scorecard_of_page(wiki, page) if page is not None and page.kind == PATTERN else None
    missed = card.record.misses if card and card.record else ()
    tested = next((each for each in missed if each.case == case), None)
    if card is None or card.record is None or tested is None:
        raise NotFoundError(f"“{case}” is no miss of the signature that “{title}” states now.")
    return heading_of(case), words_of(card.record, tested)


def answer(
    title: str,
    problem: str = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
    heading: str = "",
    words: str = "",
) -> Response:
    """Show the talk page of the page with that title; `status` is that of an answer with a problem.

    `heading`, `words`: what is filled in where nothing was typed.
    """
    wiki = the_wiki()
    revision = wiki.pages.get(PREFIX + title)
    page = render_template(
        "talk.html",
        title=title,
        name=split_title(title, wiki.ontology).name,
        body=reading.body_shown(wiki, revision) if revision else None,
        problem=problem,
        heading=request.form.get("heading", heading),
        words=request.form.get("words", words),
        prepared=bool(words),
        back=request.full_path.rstrip("?"),
        may_write=session.may(Permission.EDIT, PREFIX + title),
        message=reading.DID.get(request.args.get("did", ""), ""),
    )
    return reading.private(make_response(page, status if problem else HTTPStatus.OK))
