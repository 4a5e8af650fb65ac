"""Unlinked mentions for people: a queue to accept from and to turn down, over the wiki, of a page, to a page, of a batch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request

from patterns.links import normalize_title, page_path
from patterns.mentions import Specificity, context
from wiki.errors import BadInputError, NotFoundError
from wiki.governance import Permission
from wiki.mentioning import QUEUE, Offer, Place, Wanted, accept, offers, reject
from wiki.revisions import Revision
from wiki.web import session
from wiki.web.listing import Listing, Value, give, limit, number, stamp
from wiki.web.session import the_wiki
from wiki.web.words import counted

door = Blueprint("mentionqueue", __name__)
ADDRESS = "/special/mentions"
COLUMNS = ("title", "words", "target", "specificity", "pages", "before", "after", "revision", "start", "url")
REJECTED = ("title", "target", "author", "time", "url")
MOST = 1_000
"""Mentions one form may send."""

SURE = {
    Specificity.PHRASE: "several words",
    Specificity.NAME: "a name",
    Specificity.WORD: "one word",
    Specificity.COMMON: "a common word",
}


@door.get(ADDRESS)
def show() -> Response:
    """List the links that are offered, or with `rejected=yes` those that were turned down."""
    if request.args.get("rejected"):
        return show_rejected()
    return show_offers(asked())


def of_page(title: str) -> Response:
    """List the links a page is offered."""
    if the_wiki().pages.get(title) is None:
        raise NotFoundError(f"There is no page “{title}”.")
    return show_offers(Wanted(page=title))


def asked() -> Wanted:
    """Return which offers the address asks for."""
    batch = number("batch")
    return Wanted(
        page=normalize_title(request.args.get("page", "")),
        target=normalize_title(request.args.get("target", "")),
        pages=None if batch is None else batch_titles(batch),
    )


def batch_titles(batch: int) -> frozenset[str]:
    """Return the titles of the pages a batch wrote; raises NotFoundError."""
    if the_wiki().batches.batch(batch) is None:
        raise NotFoundError(f"There is no import number {batch}.")
    return frozenset(line.title for line in the_wiki().batches.batch_revisions(batch))


def show_offers(wanted: Wanted) -> Response:
    """Answer with offers."""
    found, left = offers(the_wiki(), wanted)
    after, most = behind(), limit()
    rest = [each for each in found if each.order > after] if after else found
    shown = rest[:most]
    pages = the_wiki().pages.get_all(each.mention.page for each in shown)
    shown = [each for each in shown if stands(each, pages.get(each.mention.page))]
    rows = [row(each, pages[each.mention.page]) for each in shown]
    later: Mapping[str, Value] = {"after": key(shown[-1])} if len(rest) > most and shown else {}
    return give(
        Listing("unlinked-mentions", COLUMNS, rows, later),
        "mentions.html",
        wanted=wanted,
        total=len(found),
        left=left,
        batch=number("batch"),
        message=message(),
        checked=bool(request.args.get("all")),
        here=address(),
        begin=address(),
        everything=address(all="yes", **({"after": request.args["after"]} if after else {})),
        post_to=f"{ADDRESS}?{urlencode(restrictions(wanted))}",
    )


def restrictions(wanted: Wanted) -> dict[str, str]:
    """Return the parameters that restrict the queue so."""
    said = {"page": wanted.page, "target": wanted.target, "batch": request.args.get("batch", "")}
    return {name: value for name, value in said.items() if value}


def stands(offer: Offer, revision: Revision | None) -> bool:
    """Say whether the words still stand where they were read; a page changed in this moment is looked at next time."""
    spot = offer.mention.spot
    return revision is not None and revision.text[spot.start : spot.end] == spot.words


def row(offer: Offer, revision: Revision) -> Mapping[str, Value]:
    """Put an offer into the columns of COLUMNS."""
    spot = offer.mention.spot
    before, after = context(revision.text, spot)
    return {
        "title": offer.mention.page,
        "words": " ".join(spot.words.split()),
        "target": offer.mention.target,
        "specificity": SURE[offer.specificity],
        "pages": offer.pages,
        "before": before,
        "after": after,
        "revision": revision.position,
        "start": spot.start,
        "end": spot.end,
        "url": page_path(offer.mention.page),
    }


def key(offer: Offer) -> str:
    """Write an offer's place in the queue for an address."""
    sure, pages, page, start = offer.order
    return f"{int(sure)}.{pages}.{start}.{page}"


def behind() -> tuple[int, int, str, int] | None:
    """Read the place the list goes on from; raises BadInputError."""
    written = request.args.get("after", "")
    if not written:
        return None
    parts = written.split(".", 3)
    if len(parts) != 4 or not all(each.isdecimal() and len(each) < 16 for each in parts[:3]):  # noqa: PLR2004
        raise BadInputError(f"after={written!r} is no place in this list. Begin at its start.")
    return int(parts[0]), int(parts[1]), parts[3], int(parts[2])


def show_rejected() -> Response:
    """Answer with what was turned down, the newest first."""
    found = the_wiki().dismissals.dismissed(QUEUE)
    rows = [
        {
            "title": each.page,
            "target": each.other,
            "author": each.author,
            "time": stamp(each.time),
            "url": page_path(each.page),
        }
        for each in found
    ]
    return give(Listing("rejected-mentions", REJECTED, rows), "mentions-rejected.html", message=message())


@door.post(ADDRESS)
def decide() -> Response:
    """Set the links that were chosen, turn them down, or offer again what was turned down."""
    session.demand(Permission.EDIT)
    what = request.form.get("do", "")
    if what == "restore":
        return restore()
    places = chosen_places()
    if what == "reject":
        return back(down=reject(the_wiki(), places, session.author()))
    if what != "accept":
        raise BadInputError("The form does not say what to do with the mentions. Go back and press a button.")
    for position in {each.position for each in places}:
        revision = the_wiki().pages.revision(position)
        session.demand(Permission.EDIT, revision.title if revision else "")
    outcome = accept(the_wiki(), places, session.author())
    return back(linked=outcome.links, on=outcome.pages, kept=len(outcome.problems))


def chosen_places() -> list[Place]:
    """Read the boxes that were ticked; raises BadInputError."""
    given = request.form.getlist("mention")
    if len(given) > MOST:
        raise BadInputError(f"{len(given):,} mentions were sent; at most {MOST:,} are taken at once.")
    places = []
    for each in given:
        parts = each.split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 16 for part in parts):  # noqa: PLR2004
            raise BadInputError(f"{each!r} names no mention. Open the list anew.")
        places.append(Place(*map(int, parts)))
    return places


def restore() -> Response:
    """Offer again what was turned down."""
    given = [each.partition("|") for each in request.form.getlist("pair")]
    pairs = [(one, other) for one, bar, other in given if bar]
    the_wiki().dismissals.restore(QUEUE, pairs)
    return back(restored=len(pairs))


def back(**done: int) -> Response:
    """Lead back to the list, from its start, with what was done."""
    return make_response(redirect(address(**done), HTTPStatus.SEE_OTHER))


COUNT = re.compile(r"[0-9]{1,6}")
SAID = ("linked", "on", "kept", "down", "restored")
"""Parameters that say what was done."""


def address(**more: object) -> str:
    """Return the address of this queue with its restrictions, and with these parameters."""
    restricted = {
        name: request.args[name]
        for name in ("action", "page", "target", "batch", "limit")
        if request.args.get(name)
    }
    if request.args.get("rejected") == "yes":
        restricted["rejected"] = "yes"
    return f"{request.path}?{urlencode(restricted | {name: str(value) for name, value in more.items()})}"


def message() -> str:
    """Say what was done before this list was shown, "" for nothing."""
    done = {name: int(said) for name in SAID if COUNT.fullmatch(said := request.args.get(name, ""))}
    parts = [
        f"{counted(done.get('linked', 0), 'link')} set on {counted(done.get('on', 0), 'page')}.",
        f"{counted(done.get('kept', 0), 'page')} changed meanwhile and left alone.",
        f"{counted(done.get('down', 0), 'mention')} will not be offered again.",
        f"{counted(done.get('restored', 0), 'mention')} will be offered again.",
    ]
    told = [done.get(name, 0) for name in ("linked", "kept", "down", "restored")]
    return " ".join(part for part, number_ in zip(parts, told, strict=True) if number_)
