"""Red links to other-case titles for people: a list to mend from, in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request

from patterns.links import page_path
from wiki.errors import BadInputError
from wiki.governance import Permission
from wiki.repairing import Repair, linking, mend, offer_again, repairs, turn_down
from wiki.web import session
from wiki.web.listing import Listing, Value, give, limit, number, stamp
from wiki.web.mentionqueue import COUNT, batch_titles
from wiki.web.session import the_wiki
from wiki.web.words import counted

door = Blueprint("repairs", __name__)
ADDRESS = "/special/repairs"
COLUMNS = ("target", "title", "links", "also", "url")
DOWN = ("target", "title", "author", "time", "url")
DID = {
    "reject": "Remembered: these links do not mean those pages. They are not offered again.",
    "again": "Offered again.",
}
MOST = 1_000
"""Repairs one form may ask for."""

SHOWN = 3
"""Linking pages named beside a repair."""


@door.get(ADDRESS)
def show() -> Response:
    """List the red links that can be led somewhere, most linked first; with `rejected=yes` those turned down."""
    if request.args.get("rejected"):
        return show_turned_down()
    most, count, batch = limit(), number("count"), number("batch")
    found = repairs(the_wiki(), None if batch is None else batch_titles(batch))
    after = (-count, request.args.get("after", "")) if count else None
    rest = [each for each in found if after is None or each.order > after]
    shown = rest[:most]
    later: Mapping[str, Value] = (
        {"count": shown[-1].links, "after": shown[-1].target} if len(rest) > most else {}
    )
    return give(
        Listing("link-repairs", COLUMNS, [row(each) for each in shown], later),
        "repairs.html",
        total=len(found),
        batch=batch,
        where={each.target: linking(the_wiki(), each.target)[: SHOWN + 1] for each in shown},
        most=SHOWN,
        checked=bool(request.args.get("all")),
        begin=address(),
        everything=address(all="yes"),
        message=message(),
    )


def row(repair: Repair) -> Mapping[str, Value]:
    """Put a repair into the columns of COLUMNS."""
    return {
        "target": repair.target,
        "title": repair.title,
        "links": repair.links,
        "also": "; ".join(repair.others),
        "url": page_path(repair.title),
    }


def show_turned_down() -> Response:
    """Answer with the links that do not mean the page they nearly name."""
    rows = [
        {
            "target": each.page,
            "title": each.other,
            "author": each.author,
            "time": stamp(each.time),
            "url": page_path(each.other),
        }
        for each in the_wiki().dismissals.dismissed_links()
    ]
    return give(Listing("links-turned-down", DOWN, rows), "repairs-rejected.html", message=message())


@door.post(ADDRESS)
def decide() -> Response:
    """Mend the links that were chosen, turn them down, or offer them again."""
    session.demand(Permission.EDIT)
    targets, what = request.form.getlist("target"), request.form.get("do", "")
    if what not in {"mend", "reject", "again"} or len(targets) > MOST:
        raise BadInputError(
            f"The form does not say what to do, or names more than {MOST:,} links. Open it anew."
        )
    if what == "mend":
        return mended(targets)
    if what == "reject":
        meant = {each.target: each.title for each in repairs(the_wiki())}
        pairs = [(target, meant[target]) for target in targets if target in meant]
        turn_down(the_wiki(), pairs, session.author())
    else:
        split = [each.partition("|") for each in request.form.getlist("pair")]
        offer_again(the_wiki(), [(target, title) for target, _, title in split])
    said = address(did=what, **({"rejected": "yes"} if what == "again" else {}))
    return make_response(redirect(said, HTTPStatus.SEE_OTHER))


def mended(targets: list[str]) -> Response:
    """Lead links to their pages and say on how many pages that was done."""
    batch = number("batch")
    outcome = mend(the_wiki(), targets, session.author(), None if batch is None else batch_titles(batch))
    said = address(mended=outcome.pages, kept=len(outcome.problems))
    return make_response(redirect(said, HTTPStatus.SEE_OTHER))


def address(**more: object) -> str:
    """Return the address of this list with its restriction, and with these parameters."""
    kept = {"batch": request.args["batch"]} if request.args.get("batch") else {}
    return f"{ADDRESS}?{urlencode(kept | {name: str(value) for name, value in more.items()})}"


def message() -> str:
    """Say what was done before this list was shown, "" for nothing."""
    if not COUNT.fullmatch(request.args.get("mended", "")):
        return DID.get(request.args.get("did", ""), "")
    kept = request.args.get("kept", "0")
    left = (
        f" {counted(int(kept), 'page')} could not be changed." if COUNT.fullmatch(kept) and int(kept) else ""
    )
    return f"Links were changed on {counted(int(request.args['mended']), 'page')}.{left}"
