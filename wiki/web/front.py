"""The front page: what this is, a way into each kind, what is new, what needs doing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template

from ontology.kinds import Kind
from wiki.web.bundles import bundled
from wiki.web.session import the_wiki

door = Blueprint("front", __name__)
NEW = 8
LOOKED_AT = 200  # revisions, so that one import does not hide all other news
TO_DO = 10
APART = frozenset({"page", "talk"})
"""Kinds that are about the wiki itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way into a kind."""

    kind: Kind
    count: int


@door.get("/")
def front() -> Response:
    """Show the front page."""
    pages, counts = the_wiki().pages, the_wiki().pages.count_by_kind()
    body = render_template(
        "front.html",
        ways=[
            Way(each, counts.get(each.name, 0))
            for each in the_wiki().ontology.kinds
            if each.name not in APART
        ],
        total=sum(count for kind, count in counts.items() if kind not in {"redirect", "talk"}),
        recent=bundled(pages.recent(limit=LOOKED_AT), LOOKED_AT)[:NEW],
        wanted=pages.wanted(limit=TO_DO),
    )
    response = make_response(body)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
