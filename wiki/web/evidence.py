"""What rests on a source, coding by coding: a list that is read a few pages at a time, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from flask import Blueprint, Response, request

from patterns.links import normalize_title, page_path
from wiki.errors import BadInputError, NotFoundError
from wiki.web.listing import Listing, Value, give, limit
from wiki.web.quotations import EVERY, read
from wiki.web.session import the_wiki

door = Blueprint("evidence", __name__)
ADDRESS = "/special/evidence"
COLUMNS = ("title", "says", "value", "status", "refuting", "quote", "url")
USUAL = 25
"""Pages of which a stretch lists what rests."""

LINKS = 200
"""Links asked for at a time."""


@door.get(ADDRESS)
def show() -> Response:
    """List the codings that rest on the source of the address, by the titles of their pages."""
    source = normalize_title(request.args.get("source", ""))
    if not source:
        raise BadInputError("Name the source: source=TITLE.")
    revision = the_wiki().pages.get(source)
    if revision is None:
        raise NotFoundError(f"There is no page “{source}”.")
    most = limit(USUAL)
    titles = list(islice(linking(revision.title, request.args.get("after", "")), most + 1))
    later: Mapping[str, Value] = {"after": titles[most - 1]} if len(titles) > most else {}
    rows = [row for title in titles[:most] for row in resting_rows(title, revision.title)]
    given = Listing("evidence", COLUMNS, rows, later)
    return give(given, "evidence.html", source=revision.title)


def linking(source: str, after: str) -> Iterator[str]:
    """Yield the titles of pages that lead to the source, talk pages apart, each once and in order."""
    place = (after, EVERY) if after else None
    while links := the_wiki().pages.links_to(source, place, LINKS):
        yield from dict.fromkeys(each.title for each in links if each.kind != "talk" and each.title != after)
        after = links[-1].title
        place = (after, EVERY)


def resting_rows(title: str, source: str) -> list[dict[str, Value]]:
    """Return what a page says on the evidence of the source, in the columns of COLUMNS."""
    wiki = the_wiki()
    revision = wiki.pages.get(title)
    if revision is None:
        return []
    resting = read().quoting(wiki, revision).resting
    meant = wiki.pages.resolve({name for each in resting for name in each.sources})
    return [
        {
            "title": title,
            "says": each.label,
            "value": each.value,
            "status": each.status,
            "refuting": "yes" if each.refuting else "",
            "quote": each.quote,
            "url": f"{page_path(title)}#{each.anchor}",
        }
        for each in resting
        if any(meant[name].title == source for name in each.sources if name in meant)
    ]
