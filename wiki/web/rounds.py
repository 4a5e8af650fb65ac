"""Coding rounds: the list of them, opening one, and how far one is."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from ontology.kinds import Kind
from ontology.variables import variables_of
from patterns.codebook import Variable
from patterns.links import page_path
from patterns.rounds.reading import PER_CASE
from patterns.tabletext import BETWEEN
from wiki.comparing import explained
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.reconciling import take_over
from wiki.rounds import (
    Opening,
    Standing,
    close,
    compared,
    open_round,
    reopen,
    rounds,
    shares,
    standing,
    take,
)
from wiki.web import listing, reading, session
from wiki.web.codebook import asked_kind
from wiki.web.roundcoding import address_of_coding
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of
from wiki.web.words import counted

door = Blueprint("rounds", __name__)
LIST, ONE = "/special/rounds", "/special/round"
COLUMNS = ("title", "state", "cases", "variables", "coders", "coders_per_case", "complete", "codings", "url")

DID = {
    "opened": "The round is open. Cases can be coded from now on.",
    "closed": "The round is closed. What coders are done with can be seen below.",
    "reopened": "The round is open again.",
    "done": "Kept. You are done with this case; its codings are shown when all its coders are.",
    "shown": "Kept. All coders of the case are done: their codings can be seen now.",
    "saved": "Kept. Only you can see it; go on whenever you like.",
}
"""What the page of a round says after something was done."""


@door.get(LIST)
def show_rounds() -> Response:
    """List the rounds; below them is the form that opens one."""
    found = rounds(the_wiki())
    given = listing.Listing("coding-rounds", COLUMNS, [row(each) for each in found])
    if listing.wanted_form() != "html":
        return listing.give(given, "")
    return opening_form(found)


def row(of: Standing) -> Mapping[str, listing.Value]:
    """Put a round into the columns of COLUMNS."""
    return {
        "title": of.round.title,
        "state": "open" if of.is_open else "closed",
        "cases": len(of.round.cases),
        "variables": len(of.round.variables),
        "coders": BETWEEN.join(of.round.coders),
        "coders_per_case": of.needed,
        "complete": complete(of),
        "codings": len(of.round.codings),
        "url": page_path(of.round.title),
    }


def complete(of: Standing) -> int:
    """Count the cases whose coders are all done."""
    return sum(len(of.round.coders_of(case)) >= of.needed for case in of.round.cases)


def opening_form(found: list[Standing], problem: str = "", status: int = HTTPStatus.OK) -> Response:
    """Show the rounds and the form, filled with what was sent, or with what an earlier round or a choice of cases says."""
    kind = asked_kind()
    page = render_template(
        "rounds.html",
        found=found,
        complete=complete,
        kind=kind,
        kinds_with_variables=[each for each in the_wiki().ontology.kinds if variables_of(each)],
        groups=grouped(kind),
        filled=filled(),
        chosen=chosen_keys(),
        problem=problem,
        form=listing.address_as,
        here=f"{LIST}?{urlencode({'kind': kind.name})}",
    )
    return reading.private(make_response(page, status))


def grouped(kind: Kind) -> list[tuple[str, list[Variable]]]:
    """Return the kind's variables by group."""
    found = explained(the_wiki(), variables_of(kind))
    return [(group, list(each)) for group, each in groupby(found, key=lambda one: one.field.group)]


def filled() -> Mapping[str, str]:
    """Return what stands in the form."""
    if request.method == "POST":
        names = ("title", "cases", "coders", "coders_per_case", "instructions")
        return {name: request.form.get(name, "") for name in names}
    like = request.args.get("like", "")
    of = standing(the_wiki(), like).round if like else None
    cases = request.args.getlist("case") or (of.cases if of else ())
    return {
        "title": "",
        "cases": "\n".join(cases),
        "coders": ", ".join(of.coders) if of else "",
        "coders_per_case": str(of.per_case if of else PER_CASE),
        "instructions": "",
    }


def chosen_keys() -> set[str]:
    """Return the keys that are ticked."""
    if request.method == "POST":
        return {*request.form.getlist("variable")}
    like = request.args.get("like", "")
    return {*(standing(the_wiki(), like).round.variables if like else request.args.getlist("variable"))}


@door.post(LIST)
def begin() -> Response:
    """Open a round, or show the form again with what is to be mended."""
    try:
        session.demand(Permission.CODE)
        title = open_round(the_wiki(), sent_opening(), session.author())
    except CommonloomError as error:
        return opening_form(rounds(the_wiki()), sentence_of(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return to_round(title, "opened")


def sent_opening() -> Opening:
    """Read the form; raises BadInputError."""
    number = request.form.get("coders_per_case", "").strip() or str(PER_CASE)
    if not (number.isascii() and number.isdigit() and len(number) < 3):  # noqa: PLR2004
        raise BadInputError(f"“{number}” is no number of coders.")
    return Opening(
        title=request.form.get("title", ""),
        cases=tuple(request.form.get("cases", "").splitlines()),
        variables=tuple(request.form.getlist("variable")),
        coders=tuple(filter(None, (each.strip() for each in request.form.get("coders", "").split(",")))),
        per_case=int(number),
        instructions=request.form.get("instructions", ""),
    )


def to_round(title: str, did: str = "", **more: str) -> Response:
    """Lead to the page of a round, with what was done."""
    said = {"title": title, **({"did": did} if did else {}), **more}
    return make_response(redirect(f"{ONE}?{urlencode(said)}", HTTPStatus.SEE_OTHER))


@door.get(ONE)
def show_round() -> Response:
    """Show how far a round is, who codes what, how far coders agree, and what waits for whom."""
    of = asked_round()
    if listing.wanted_form() == "json":
        return listing.give(listing.Listing("round", COLUMNS, [row(of)]), "")
    reader = session.reader()
    name = reader.name if reader else ""
    found = compared(the_wiki(), of.round)
    page = render_template(
        "round.html",
        of=of,
        shares=shares(of),
        complete=complete(of),
        found=found,
        mine=of.next_for(name) if name else "",
        own=[each for each in of.blind if name and each.coder == name],
        may_code=session.may(Permission.CODE),
        name=name,
        did=said_done(),
        coding=lambda case: address_of_coding(of.round.title, case),
        here=f"{ONE}?{urlencode({'title': of.round.title})}",
        query=urlencode({"title": of.round.title}),
    )
    return reading.private(make_response(page))


def said_done() -> str:
    """Say what was done before this page was shown, "" for nothing."""
    number = request.args.get("units", "")
    if number.isascii() and number.isdigit() and len(number) < 6:  # noqa: PLR2004
        return (
            f"{counted(int(number), 'coding')} that all coders agree on written onto the pages of the cases."
        )
    return DID.get(request.args.get("did", ""), "")


def asked_round() -> Standing:
    """Return the round that `title` names; raises BadInputError, NotFoundError."""
    title = request.args.get("title", "").strip()
    if not title:
        raise BadInputError(f"Name a round: {ONE}?title=TITLE. {LIST} lists them all.")
    return standing(the_wiki(), title)


@door.post(ONE)
def change_round() -> Response:
    """Take a case, close the round, open it again, or take over what all coders agree on."""
    session.demand(Permission.CODE)
    of, what, author = asked_round(), request.form.get("do", ""), session.author()
    title = of.round.title
    if what == "take":
        case = request.form.get("case", "") or of.next_for(author)
        if of.own(case, author) is None:
            take(the_wiki(), title, case, author)
        return make_response(redirect(address_of_coding(title, case), HTTPStatus.SEE_OTHER))
    if what == "close":
        close(the_wiki(), title, author)
        return to_round(title, "closed")
    if what == "reopen":
        reopen(the_wiki(), title, author)
        return to_round(title, "reopened")
    if what == "agreed":
        instead = request.form.get("instead") == "1"
        return to_round(title, units=str(take_over(the_wiki(), title, author, instead=instead)))
    raise BadInputError("The form does not say what to do with the round. Go back and press a button.")
