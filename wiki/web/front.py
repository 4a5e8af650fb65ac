"""The front page: what this is, a way into each kind, what is new, what needs doing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, make_response, render_template

from ontology.kinds import Kind
from wiki.revisions import Listed
from wiki.web.bundles import Bundle, bundled
from wiki.web.session import the_wiki

door = Blueprint("front", __name__)
NEWS = "commonloom news"
NEW = 8
LOOKED_AT = 200  # revisions, so that one import does not hide all other news
TO_DO = 6
WELCOME = (
    ("About this wiki", "what this is"),
    ("Help", "how to find and write"),
    ("Case:Wikipedia", "a case"),
    ("Pattern:Communal validation", "a pattern"),
    ("Source:Interview with Michel Bauwens (2008)", "where it began"),
)
"""Full titles of good places to begin and what they are called there; those a wiki lacks are left out."""

APART = frozenset({"page", "talk"})
"""Kinds that are about the wiki itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way into a kind."""

    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class News:
    """What the front page says of the wiki at one position of the log."""

    head: int
    total: int  # pages, redirects and talk apart
    ways: tuple[Way, ...]
    recent: tuple[Bundle, ...]
    wanted: tuple[Listed, ...]
    welcome: tuple[tuple[str, str], ...]  # (full title, words)


@door.get("/")
def front() -> Response:
    """Show the front page."""
    response = make_response(render_template("front.html", news=news()))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def news() -> News:
    """Return the news, gathered once per position of the log: finding wanted pages looks at all links."""
    head = the_wiki().pages.head()
    kept: News | None = current_app.extensions.get(NEWS)
    if kept is None or kept.head != head:
        kept = current_app.extensions[NEWS] = gathered(head)
    return kept


def gathered(head: int) -> News:
    """Gather the news, which hold at least for this position of the log."""
    pages, counts = the_wiki().pages, the_wiki().pages.count_by_kind()
    found = pages.resolve([title for title, _ in WELCOME])
    kinds = (each for each in the_wiki().shapes.kinds if each.name not in APART)
    return News(
        head=head,
        total=sum(count for kind, count in counts.items() if kind not in {"redirect", "talk"}),
        ways=tuple(Way(each, counts.get(each.name, 0)) for each in kinds),
        recent=tuple(bundled(pages.recent(limit=LOOKED_AT), LOOKED_AT)[:NEW]),
        wanted=tuple(pages.wanted(limit=TO_DO)),
        welcome=tuple((title, words) for title, words in WELCOME if found[title].exists),
    )
