"""A page's history: its revisions, and what any two of them say differently."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from patterns.differences import differences
from patterns.links import page_path, split_title
from wiki.errors import BadInputError, NotFoundError
from wiki.revisions import Revision
from wiki.web import originals, reading
from wiki.web.pageview import TALK
from wiki.web.session import the_wiki

LINES = 50
"""Revisions on one screen of a history."""


def show(title: str) -> Response:
    """List the page's revisions, newest first; a deleted page still has them."""
    wiki = the_wiki()
    revision = wiki.pages.get(title) or wiki.pages.deleted(title)
    if revision is None:
        raise NotFoundError(f"There is no page “{title}” and there never was, so it has no history.")
    before = asked_position("before")
    lines = wiki.pages.history(revision.page, before, LINES + 1)
    parts = split_title(title, wiki.ontology)
    at_source, before_them = originals.listed(title, revision.page)
    page = render_template(
        "history.html",
        title=title,
        name=parts.name,
        kind=wiki.ontology.by_name.get(parts.kind, TALK),
        lines=lines[:LINES],
        start=history_address(title) if before else "",
        later=history_address(title, lines[LINES - 1].position) if len(lines) > LINES else "",
        originals=at_source,
        original_address=originals.address,
        source_later=before_them,
    )
    return reading.private(make_response(page))


def history_address(title: str, before: int | None = None) -> str:
    """Return the address of a stretch of the history."""
    query = {"action": "history"} | ({"before": str(before)} if before else {})
    return f"{page_path(title)}?{urlencode(query)}"


def asked_position(argument: str) -> int | None:
    """Return a log position given in the address, None when there is none; raises BadInputError."""
    number = request.args.get(argument, "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 16):  # noqa: PLR2004
        raise BadInputError(f"{argument}={number!r} is not the number of a revision.")
    return int(number)


def compare(title: str) -> Response:
    """Show what changed from `old` (default: the one before) to `new` (default: the current one)."""
    old, new = asked_pair(title)
    parts = split_title(title, the_wiki().ontology)
    page = render_template(
        "diff.html",
        title=title,
        name=parts.name,
        kind=the_wiki().ontology.by_name.get(parts.kind, TALK),
        old=old,
        new=new,
        fields=the_wiki().ontology.by_key,
        changes=differences(old.text if old else "", new.text),
        is_current=is_current(new),
    )
    return reading.private(make_response(page))


def asked_pair(title: str) -> tuple[Revision | None, Revision]:
    """Return the two revisions to compare, the older first; None stands for the time before the page."""
    new = reading.own_revision("new", title) if "new" in request.args else reading.current_revision(title)
    if "old" in request.args:
        old = reading.own_revision("old", title)
        return (old, new) if old.position <= new.position else (new, old)
    return (the_wiki().pages.revision(new.parent) if new.parent is not None else None), new


def is_current(revision: Revision) -> bool:
    """Say whether this is what the page says now."""
    now = the_wiki().pages.get(revision.title)
    return now is not None and now.position == revision.position
