"""The door of pages: one address, and what one may do at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from flask import Blueprint, Response, redirect, request

from patterns.links import canonical_title, page_path, title_problem
from wiki.errors import BadInputError
from wiki.web import editor, forms, history, mentionqueue, moves, originals, reading
from wiki.web.security import answers_expired_forms, demand_form
from wiki.web.session import the_wiki

door = Blueprint("pages", __name__)

Action = Callable[[str], Response]
"""Answers a request for the page of that full title."""

SHOWN: Mapping[str, Action] = {
    "": reading.view,
    "view": reading.view,
    "raw": reading.raw,
    "info": reading.facts,
    "edit": editor.show,
    "form": forms.show,
    "history": history.show,
    "diff": history.compare,
    "original": originals.show,
    "mentions": mentionqueue.of_page,
    "rename": moves.ask_rename,
    "delete": moves.ask_delete,
    "undelete": moves.ask_undelete,
    "revert": moves.ask_revert,
}
"""GET: `?action=…` → what it shows."""

DONE: Mapping[str, Action] = {
    "rename": moves.rename,
    "delete": moves.delete,
    "undelete": moves.undelete,
    "revert": moves.revert,
}
"""POST: `?action=…` → what it does; no action, `edit` and `form` are edits."""


@door.get("/wiki/")
def index() -> Response:
    """Lead from the bare folder to the list of pages."""
    return as_response(redirect("/special/all"))


@door.get("/wiki/<path:address>")
def show(address: str) -> Response:
    """Answer what the page shows under `?action=`; a finished view comes before anything else."""
    finished = reading.finished_view()
    if finished is not None:
        return finished
    title = asked_title(address)
    canonical = page_path(title)
    if unquote(canonical) != request.path:
        query = request.query_string.decode("ascii", "replace")
        return as_response(redirect(f"{canonical}?{query}" if query else canonical, 301))
    return chosen(SHOWN)(title)


@door.post("/wiki/<path:address>")
@answers_expired_forms
def change(address: str) -> Response:
    """Do to the page what the form says. A text comes back even when the form has expired."""
    title = asked_title(address)
    if request.args.get("action", "") in {"", "edit"}:
        return editor.receive(title)
    if request.args["action"] == "form":
        return forms.receive(title)
    demand_form()
    return chosen(DONE)(title)


def asked_title(address: str) -> str:
    """Return the full title an address names; raises BadInputError when no page can bear it."""
    title = canonical_title(address, the_wiki().shapes)
    problem = title_problem(title)
    if problem:
        raise BadInputError(problem)
    return title


def chosen(table: Mapping[str, Action]) -> Action:
    """Return what `?action=` names."""
    action = request.args.get("action", "")
    if action not in table:
        known = ", ".join(each for each in table if each)
        raise BadInputError(f"There is no action “{action}” on pages. There are: {known}.")
    return table[action]


def as_response(answer: object) -> Response:
    """Narrow Werkzeug's redirect to Flask's response."""
    if not isinstance(answer, Response):
        raise TypeError(answer)
    return answer
