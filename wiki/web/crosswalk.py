"""Crosswalks between codebooks: all mappings as a list, and one page seen through another codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from markupsafe import Markup

from patterns import crosswalks
from patterns.crosswalks import Crosswalk
from patterns.links import canonical_title
from wiki.crosswalks import OWN, Codebooks, Seen, codebooks, seen_through
from wiki.web import listing
from wiki.web.cells import writer_for
from wiki.web.session import the_wiki

door = Blueprint("crosswalk", __name__)
ADDRESS = "/special/crosswalks"
COLUMNS = ("variable", "codebook", "option", "mapping", "to", "to_codebook", "to_option")
SEEN = ("variable", "there", "value", "status", "mapping", "state")


@door.get(ADDRESS)
def show() -> Response:
    """List the mappings between codebooks, or show a `case` through one of them."""
    case = request.args.get("case", "").strip()
    return show_case(case) if case else show_all(codebooks(the_wiki()))


def show_all(books: Codebooks) -> Response:
    """List all mappings."""
    rows = [row(each, books) for each in books.crosswalks]
    given = listing.Listing("crosswalks", COLUMNS, rows)
    counts = [
        (name, sum(of == name for of in books.of.values()), len(books.unmapped(name))) for name in books.names
    ]
    return listing.give(given, "crosswalks.html", counts=counts)


def row(each: Crosswalk, books: Codebooks) -> Mapping[str, listing.Value]:
    """Put a mapping into the columns of COLUMNS."""
    return {
        "variable": each.variable,
        "codebook": books.of.get(each.variable, OWN),
        "option": each.option,
        "mapping": each.mapping.value,
        "to": each.to,
        "to_codebook": books.of.get(each.to, OWN),
        "to_option": each.to_option,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A coding through another codebook, as it is shown."""

    variable: str  # full title of the page's variable, or its label
    there: str  # full title of the variable there, "" = it has no place there
    value: str
    mapping: str
    coding: Markup


def show_case(case: str) -> Response:
    """Show a page through the codebook that `to` names, the wiki's own without it."""
    wiki = the_wiki()
    to = request.args.get("to", OWN).strip()
    seen = seen_through(wiki, canonical_title(case, wiki.ontology), to)
    rows = [
        *(seen_row(each, "seen") for each in seen.view.seen),
        *(seen_row(each, "needs judgement") for each in seen.view.to_judge),
        *(
            {
                "variable": variable,
                "there": "",
                "value": coding.label,
                "status": coding.status.replace("-", " "),
                "mapping": "",
                "state": "does not map",
            }
            for variable, coding in seen.view.unmapped
        ),
    ]
    given = listing.Listing("crosswalk", SEEN, rows)
    return listing.give(
        given, "crosswalk-case.html", seen=seen, parts=parts_of(seen), names=codebooks(wiki).names
    )


def seen_row(each: crosswalks.Seen, state: str) -> Mapping[str, listing.Value]:
    """Put what is seen into the columns of SEEN."""
    return {
        "variable": each.coding.field,
        "there": each.variable,
        "value": each.value or each.coding.label,
        "status": each.coding.status.replace("-", " "),
        "mapping": each.mapping.value,
        "state": state,
    }


def parts_of(seen: Seen) -> Sequence[tuple[str, str, Sequence[Line]]]:
    """Return what is seen, what needs judgement and what does not map: (heading, explanation, lines)."""
    view = seen.view
    codings = [
        *(each.coding for each in (*view.seen, *view.to_judge)),
        *(coding for _, coding in view.unmapped),
    ]
    writer = writer_for(the_wiki(), codings)

    def line(each: crosswalks.Seen) -> Line:
        html = Markup(writer.coding(each.coding))  # noqa: S704 - escaped by the writer
        return Line(each.coding.field, each.variable, each.value, each.mapping.value, html)

    unmapped = [
        Line(variable, "", "", "", Markup(writer.coding(coding)))  # noqa: S704 - escaped by the writer
        for variable, coding in view.unmapped
    ]
    return (
        ("Seen there", "What may be taken over as it is.", [line(each) for each in view.seen]),
        (
            "Needs judgement",
            "The mapping alone does not decide: look at the evidence.",
            [line(each) for each in view.to_judge],
        ),
        ("Does not map", "Coded here, and without a place there.", unmapped),
    )
