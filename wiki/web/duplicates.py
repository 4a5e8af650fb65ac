"""Likely duplicates for people: a queue, the two pages side by side, and the merging."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from patterns.differences import differences
from patterns.links import normalize_title, page_path
from wiki.errors import BadInputError
from wiki.governance import Permission
from wiki.merging import QUEUE, duplicates, keep_apart, merge_pages, offer_again, proposal
from wiki.web import reading, session
from wiki.web.listing import Listing, Value, give, limit, number, stamp
from wiki.web.mentionqueue import COUNT, MOST, batch_titles
from wiki.web.session import the_wiki
from wiki.web.words import counted

door = Blueprint("duplicates", __name__)
ADDRESS = "/special/duplicates"
COLUMNS = ("title", "other", "reason", "url", "other_url", "merge")
APART = ("title", "other", "author", "time", "url")
DID = {
    "merged": "The pages are merged.",
    "apart": "Remembered: these are not the same.",
    "again": "Offered again.",
}


@door.get(ADDRESS)
def show() -> Response:
    """List pairs that are likely the same, with `across=yes` those of different kinds, with `rejected=yes` those that are two."""
    if request.args.get("rejected"):
        return show_apart()
    most, batch = limit(), number("batch")
    across, pages = bool(request.args.get("across")), None if batch is None else batch_titles(batch)
    found = duplicates(the_wiki(), pages, across=across)
    one, _, other = request.args.get("after", "").partition("|")
    rest = [each for each in found if (each.one, each.other) > (one, other)]
    rows = [row(each.one, each.other, each.reason) for each in rest[:most]]
    later: Mapping[str, Value] = (
        {"after": f"{rows[-1]['title']}|{rows[-1]['other']}"} if len(rest) > most else {}
    )
    given = Listing("likely-duplicates", COLUMNS, rows, later)
    said = {"batch": batch or "", "across": "yes" if across else ""}
    return give(
        given,
        "duplicates.html",
        total=len(found),
        batch=batch,
        across=across,
        others=len(duplicates(the_wiki(), pages, across=not across)),
        begin=list_address(**said),
        other=list_address(**{**said, "across": "" if across else "yes"}),
        message=message(),
    )


def list_address(**said: object) -> str:
    """Return the address of a list with these restrictions, empty ones left out."""
    kept = {name: str(value) for name, value in said.items() if value}
    return f"{ADDRESS}?{urlencode(kept)}" if kept else ADDRESS


def row(one: str, other: str, reason: str) -> Mapping[str, Value]:
    """Put a pair into the columns of COLUMNS."""
    return {
        "title": one,
        "other": other,
        "reason": reason,
        "url": page_path(one),
        "other_url": page_path(other),
        "merge": f"{ADDRESS}/merge?{urlencode({'stays': one, 'goes': other})}",
    }


def show_apart() -> Response:
    """Answer with the pairs that are known not to be the same."""
    rows = [
        {
            "title": each.page,
            "other": each.other,
            "author": each.author,
            "time": stamp(each.time),
            "url": page_path(each.page),
        }
        for each in the_wiki().dismissals.dismissed(QUEUE)
    ]
    return give(Listing("not-duplicates", APART, rows), "duplicates-apart.html", message=message())


@door.post(ADDRESS)
def decide() -> Response:
    """Remember that pairs are not the same, or forget it."""
    session.demand(Permission.EDIT)
    given = [each.partition("|") for each in request.form.getlist("pair")]
    pairs = [(one, other) for one, bar, other in given if bar]
    what = request.form.get("do", "")
    if what not in {"apart", "again"} or len(pairs) > MOST:
        raise BadInputError("The form does not say what to do with these pages. Open the list anew.")
    if what == "apart":
        keep_apart(the_wiki(), pairs, session.author())
    else:
        offer_again(the_wiki(), pairs)
    kept = {name: request.args[name] for name in ("batch", "across", "rejected") if request.args.get(name)}
    return make_response(redirect(f"{ADDRESS}?{urlencode(kept | {'did': what})}", HTTPStatus.SEE_OTHER))


@door.get(f"{ADDRESS}/merge")
def look() -> Response:
    """Show two pages side by side, and what merging makes of them."""
    stays, goes = named("stays", request.args), named("goes", request.args)
    found = proposal(the_wiki(), stays, goes)
    turned = f"{ADDRESS}/merge?{urlencode({'stays': goes, 'goes': stays})}"
    changes = differences(found.stays.text, found.joined.text).lines
    return reading.private(
        make_response(render_template("merge.html", found=found, turned=turned, changes=changes))
    )


@door.post(f"{ADDRESS}/merge")
def merge() -> Response:
    """Merge the two pages."""
    stays, goes = named("stays", request.form), named("goes", request.form)
    for title in (stays, goes):
        session.demand(Permission.RENAME, title)
    seen = [request.form.get(name, "") for name in ("stays_at", "goes_at")]
    if not all(each.isascii() and each.isdigit() and len(each) < 16 for each in seen):  # noqa: PLR2004
        raise BadInputError("The form does not say which revisions it was made from. Open it anew.")
    changed = merge_pages(the_wiki(), stays, goes, (int(seen[0]), int(seen[1])), session.author())
    return make_response(redirect(f"{ADDRESS}?did=merged&on={changed}", HTTPStatus.SEE_OTHER))


def named(name: str, given: Mapping[str, str]) -> str:
    """Return a title the request gives; raises BadInputError."""
    title = normalize_title(given.get(name, ""))
    if not title:
        raise BadInputError("Name two pages: stays=TITLE and goes=TITLE.")
    return title


def message() -> str:
    """Say what was done before this list was shown, "" for nothing."""
    said = DID.get(request.args.get("did", ""), "")
    on = request.args.get("on", "")
    changed = int(on) if COUNT.fullmatch(on) else 0
    more = f" Links were changed on {counted(changed, 'other page')}." if changed else ""
    return said + more if said else ""
