"""Lists over the whole wiki: recent changes, all pages, wanted pages, orphans, tasks."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request

from patterns.links import page_path
from wiki.errors import NotFoundError
from wiki.revisions import Listed, RevisionLine
from wiki.web.bundles import Bundle, bundled
from wiki.web.listing import Listing, Value, give, limit, number, stamp
from wiki.web.session import the_wiki
from wiki.web.words import day

door = Blueprint("special", __name__)
CHANGES = ("position", "time", "title", "kind", "action", "author", "summary", "size", "change", "url")
PAGES = ("title", "kind", "size", "time", "url")
FLAWED = ("title", "kind", "findings", "url")
WANTED = ("title", "links", "url")
FEW = 12


@door.get("/recent")
def recent() -> Response:
    """List the newest revisions of all pages, older ones behind `before`."""
    most, kind = limit(), known_kind()
    lines = the_wiki().pages.recent(before=number("before"), limit=most + 1, kind=kind)
    shown = lines[:most]
    later: Mapping[str, Value] = {"before": shown[-1].position} if len(lines) > most else {}
    listing = Listing("recent-changes", CHANGES, [change_row(each) for each in shown], later)
    return give(listing, "recent.html", days=by_day(shown), kind=kind)


def by_day(lines: list[RevisionLine]) -> dict[str, list[Bundle]]:
    """Put revisions under the days they were made."""
    days: dict[str, list[RevisionLine]] = {}
    for each in lines:
        days.setdefault(day(each.time), []).append(each)
    return {name: bundled(made) for name, made in days.items()}


def change_row(line: RevisionLine) -> Mapping[str, Value]:
    """Put a revision into the columns of CHANGES."""
    return {
        "position": line.position,
        "time": stamp(line.time),
        "title": line.title,
        "kind": line.kind,
        "action": line.action.value,
        "author": line.author,
        "summary": line.summary,
        "size": line.size,
        "change": line.change,
        "url": page_path(line.title),
    }


def page_row(page: Listed) -> Mapping[str, Value]:
    """Put a page into the columns of PAGES."""
    return {
        "title": page.title,
        "kind": page.kind,
        "size": page.size,
        "time": stamp(page.time),
        "url": page_path(page.title),
    }


@door.get("/special/all")
def all_pages() -> Response:
    """List pages by title, of one kind or of all, those behind `after`."""
    most, kind = limit(100), known_kind()
    found = the_wiki().pages.list_pages(kind or None, request.args.get("after", ""), most + 1)
    listing = Listing("pages", PAGES, [page_row(each) for each in found[:most]], behind(found, most))
    return give(listing, "all.html", kind=kind, counts=the_wiki().pages.count_by_kind())


@door.get("/special/orphans")
def orphans() -> Response:
    """List pages no other page links to, by title."""
    most = limit()
    found = the_wiki().pages.orphans(request.args.get("after", ""), most + 1)
    listing = Listing("orphans", PAGES, [page_row(each) for each in found[:most]], behind(found, most))
    return give(listing, "orphans.html")


def behind(found: list[Listed], most: int) -> Mapping[str, Value]:
    """Say where a list by title goes on, if more was found than is shown."""
    return {"after": found[most - 1].title} if len(found) > most else {}


@door.get("/special/wanted")
def wanted() -> Response:
    """List pages that are linked to and do not exist, most wanted first."""
    most, count = limit(), number("count")
    after = (count, request.args.get("after", "")) if count else None
    found = the_wiki().pages.wanted(after, most + 1)
    shown = found[:most]
    later: Mapping[str, Value] = (
        {"count": shown[-1].count, "after": shown[-1].title} if len(found) > most else {}
    )
    return give(Listing("wanted-pages", WANTED, [wanted_row(each) for each in shown], later), "wanted.html")


def wanted_row(page: Listed) -> Mapping[str, Value]:
    """Put a missing page into the columns of WANTED."""
    return {"title": page.title, "links": page.count, "url": page_path(page.title)}


@door.get("/special/findings")
def findings() -> Response:
    """List pages with violations or warnings, those with most of them first."""
    most, count = limit(), number("count")
    after = (count, request.args.get("after", "")) if count else None
    found = the_wiki().pages.flawed(after, most + 1)
    shown = found[:most]
    later: Mapping[str, Value] = (
        {"count": shown[-1].count, "after": shown[-1].title} if len(found) > most else {}
    )
    rows = [{**page_row(each), "findings": each.count} for each in shown]
    return give(Listing("findings", FLAWED, rows, later), "findings.html")


@door.get("/tasks")
def tasks() -> Response:
    """Show a few of each kind of work that anybody may pick."""
    pages = the_wiki().pages
    body = render_template(
        "tasks.html",
        wanted=pages.wanted(limit=FEW),
        flawed=pages.flawed(limit=FEW),
        orphans=pages.orphans(limit=FEW),
    )
    response = make_response(body)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def known_kind() -> str:
    """Return the kind the address asks for, "" for all; raises NotFoundError for one that is not."""
    kind = request.args.get("kind", "").strip()
    if kind and kind not in {*the_wiki().ontology.by_name, "redirect", "talk"}:
        kinds = ", ".join(the_wiki().ontology.by_name)
        raise NotFoundError(f"There is no kind of page called “{kind}”. The kinds are {kinds}.")
    return kind
