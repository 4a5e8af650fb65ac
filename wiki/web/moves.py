"""Renaming, deleting, bringing back and reverting a page: a form that asks, and the doing."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request

from patterns.links import normalize_title, page_path
from wiki import editing
from wiki.editing import Blocked, Rename
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.web import reading, session
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of
from wiki.web.words import counted

LONGEST_REASON = 500
"""Characters."""


def ask_rename(title: str) -> Response:
    """Show the form for a new title."""
    session.demand(Permission.RENAME, title)
    reading.current_revision(title)
    return ask("rename", title, new_title=title)


def rename(title: str) -> Response:
    """Give the page its new title, or show the form again with the reason why not."""
    session.demand(Permission.RENAME, title)
    new_title = normalize_title(request.form.get("new_title", ""))
    chosen = set(request.form)
    wish = Rename(title, new_title, session.author(), reason(), "redirect" in chosen, "rewrite" in chosen)
    try:
        changed = editing.rename(the_wiki(), wish)
    except CommonloomError as error:
        return ask("rename", title, sentence_of(error), new_title=new_title)
    words = f"{title} is now {new_title}. Links were changed on {counted(changed, 'page')}."
    return ask("renamed", new_title, words, new_title=new_title)


def ask_delete(title: str) -> Response:
    """Show the form that deletes."""
    session.demand(Permission.DELETE, title)
    reading.current_revision(title)
    return ask("delete", title, links=the_wiki().pages.links_to(title, limit=reading.WANTED_BY))


def delete(title: str) -> Response:
    """Delete the page; a reason is wanted."""
    session.demand(Permission.DELETE, title)
    if not reason():
        words = "Say why: those who look for the page will read it."
        return ask("delete", title, words, links=the_wiki().pages.links_to(title, limit=reading.WANTED_BY))
    editing.delete(the_wiki(), title, session.author(), reason())
    return make_response(redirect(f"{page_path(title)}?did=deleted", HTTPStatus.SEE_OTHER))


def ask_undelete(title: str) -> Response:
    """Show the form that brings a deleted page back."""
    session.demand(Permission.UNDELETE, title)
    return ask("undelete", title)


def undelete(title: str) -> Response:
    """Bring the page back."""
    session.demand(Permission.UNDELETE, title)
    editing.undelete(the_wiki(), title, session.author(), reason())
    return make_response(redirect(f"{page_path(title)}?did=undeleted", HTTPStatus.SEE_OTHER))


def ask_revert(title: str) -> Response:
    """Show the form that makes an earlier text the current one."""
    session.demand(Permission.EDIT, title)
    return ask("revert", title, old=reading.own_revision("oldid", title))


def revert(title: str) -> Response:
    """Make an earlier text the current one."""
    session.demand(Permission.EDIT, title)
    number = request.form.get("oldid", "")
    if not number.isdecimal():
        raise BadInputError("The form does not say to which revision. Choose one in the page's history.")
    outcome = editing.revert(the_wiki(), title, int(number), session.author(), reason())
    if isinstance(outcome, Blocked):
        raise BadInputError(
            "The earlier text breaks a rule the current one keeps: " + outcome.findings[0].message
        )
    return make_response(redirect(f"{page_path(title)}?did=reverted", HTTPStatus.SEE_OTHER))


def reason() -> str:
    """Return the reason given."""
    return request.form.get("reason", "")[:LONGEST_REASON].strip()


def ask(what: str, title: str, problem: str = "", **more: object) -> Response:
    """Show the form of one of these, with what is wrong in it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem and what != "renamed" else HTTPStatus.OK
    page = render_template(
        f"{what}.html", title=title, problem=problem, reason=reason(), chosen=request.form, **more
    )
    return reading.private(make_response(page, status))
