"""Red links to other-case titles for people: a list to mend from, in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request

from patterns.links import page_path
from wiki.errors import BadInputError
from wiki.governance import Permission
from wiki.repairing import Repair, linking, mend, repairs
from wiki.web import session
from wiki.web.listing import Listing, Value, give, limit, number
from wiki.web.mentionqueue import COUNT, batch_titles
from wiki.web.session import the_wiki
from wiki.web.words import counted

door = Blueprint("repairs", __name__)
ADDRESS = "/special/repairs"
COLUMNS = ("target", "title", "links", "also", "url")
MOST = 1_000
"""Repairs one form may ask for."""

SHOWN = 3
"""Linking pages named beside a repair."""


@door.get(ADDRESS)
def show() -> Response:
    """List the red links that can be led somewhere, most linked first."""
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


@door.post(ADDRESS)
def decide() -> Response:
    """Mend the links that were chosen."""
    session.demand(Permission.EDIT)
    targets = request.form.getlist("target")
    if request.form.get("do") != "mend" or len(targets) > MOST:
        raise BadInputError(
            f"The form does not say what to do, or names more than {MOST:,} links. Open it anew."
        )
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
        return ""
    kept = request.args.get("kept", "0")
    left = (
        f" {counted(int(kept), 'page')} could not be changed." if COUNT.fullmatch(kept) and int(kept) else ""
    )
    return f"Links were changed on {counted(int(request.args['mended']), 'page')}.{left}"
