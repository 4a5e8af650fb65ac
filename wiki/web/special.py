"""Lists over the whole wiki: recent changes, all pages, wanted pages, orphans, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ontology.variables import variables_of
from patterns.links import full_title, page_path, title_problem
from wiki.errors import NotFoundError
from wiki.revisions import Listed, RevisionLine
from wiki.web.bundles import Bundle, bundled
from wiki.web.leads import leads
from wiki.web.listing import Listing, Value, give, limit, number, stamp, wanted_form
from wiki.web.session import the_wiki
from wiki.web.words import day

door = Blueprint("special", __name__)
CHANGES = ("position", "time", "title", "kind", "action", "author", "summary", "size", "change", "url")
PAGES = ("title", "kind", "size", "time", "url")
FLAWED = ("title", "kind", "findings", "url")
WANTED = ("title", "links", "url")
FEW = 12
BEGUN_HERE = frozenset(
    {
        "pattern",
        "case",
        "practice",
        "institution",
        "license",
        "concept",
        "variable",
        "source",
        "person",
        "language",
        "page",
    }
)
"""Kinds of pages that begin with a name and a form; rounds and comparisons begin with cases."""


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
    shown = found[:most]
    listing = Listing("pages", PAGES, [page_row(each) for each in shown], behind(found, most))
    return give(
        listing,
        "all.html",
        kind=kind,
        counts=the_wiki().pages.count_by_kind(),
        leads=leads(each.title for each in shown) if kind and wanted_form() == "html" else {},
        beginnable=BEGUN_HERE,
        comparable={each.name for each in the_wiki().ontology.kinds if variables_of(each)},
    )


@door.get("/special/new")
def new() -> WerkzeugResponse | tuple[str, HTTPStatus]:
    """Lead to the form of a page of that kind and name, or ask for both; to the page itself if there is one."""
    kind, name = known_kind() or "case", request.args.get("name", "").strip()
    title = full_title(kind, name, the_wiki().ontology)
    problem = title_problem(title) if name else ""
    if name and not problem:
        found = the_wiki().pages.resolve([title])[title]
        return redirect(page_path(title) + ("" if found.exists else "?action=form"), HTTPStatus.SEE_OTHER)
    kinds = [each for each in the_wiki().ontology.kinds if each.name in BEGUN_HERE]
    page = render_template("new.html", kind=kind, name=name, problem=problem, offered=kinds)
    return page, HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK


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
