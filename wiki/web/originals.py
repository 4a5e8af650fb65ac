"""What an imported page is at its source: the list below its history, and one revision as it is written there."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from patterns.links import page_path, split_title
from wiki.errors import NotFoundError
from wiki.revisions import SourceRevision
from wiki.web import reading
from wiki.web.pageview import TALK
from wiki.web.session import the_wiki

LINES = 50
"""Revisions of the source shown at once."""


def listed(title: str, page: int) -> tuple[list[SourceRevision], str]:
    """Return the source's revisions of a page, newest first, and the address of those before them."""
    before = None
    if "source_time" in request.args:
        before = (request.args["source_time"], request.args.get("source_number", ""))
    found = the_wiki().originals.of_page(page, before, LINES + 1)
    if len(found) <= LINES:
        return found, ""
    last = found[LINES - 1]
    query = {"action": "history", "source_time": last.time, "source_number": last.number}
    return found[:LINES], f"{page_path(title)}?{urlencode(query)}#source"


def address(title: str, revision: SourceRevision) -> str:
    """Return the address of one revision of the source."""
    query = {"action": "original", "origin": revision.origin, "number": revision.number}
    return f"{page_path(title)}?{urlencode(query)}"


def show(title: str) -> Response:
    """Show one revision of the source as it is written there."""
    wiki = the_wiki()
    page = reading.current_revision(title)
    origin, number = request.args.get("origin", ""), request.args.get("number", "")
    found = wiki.originals.one(page.page, origin, number)
    if found is None:
        raise NotFoundError(
            f"The source has no revision {number!r} of “{title}” here. Its history lists those there are."
        )
    parts = split_title(title, wiki.ontology)
    shown = render_template(
        "original.html",
        title=title,
        name=parts.name,
        kind=wiki.ontology.by_name.get(parts.kind, TALK),
        original=found,
    )
    return reading.private(make_response(shown))
