"""Licences for people and programs: all of them in a list, and some of them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from ontology.licensing import (
    Comparison,
    Expression,
    ExpressionProblem,
    Regime,
    Use,
    compare,
    described,
    full_name,
    identifiers,
    licences_in,
    named,
    parse_expression,
    regime,
    spdx_licences,
)
from ontology.licensing.words import REACH, forbidden, permitted, required
from patterns.links import page_path
from wiki.errors import BadInputError
from wiki.licences import Shelf
from wiki.web import sharing
from wiki.web.licencejson import comparison_json, matrix_rows
from wiki.web.listing import Listing, Value, as_csv, give, limit, wanted_form
from wiki.web.shelf import shelf

door = Blueprint("licences", __name__)
LIST = ("identifier", "name", "regime", "described", "osi", "fsf", "deprecated", "page", "url")
MATRIX = ("use", "inbound", "outbound", "answer", "reasons", "duties", "dissents")
MOST = 8
"""Licences that can be put side by side."""

MOST_NAMED = 24
"""Licences that their expressions may name in all: each is asked of each."""

FIELDS = 4
"""Fields for expressions that the form offers at least."""

SHOWN = 200
"""Rows of the list that are shown at a time: all described licences are among the first."""

YES = {True: "yes", False: ""}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    words: str = ""
    regime: str = ""
    marks: frozenset[str] = frozenset()  # columns that must say yes

    def fits(self, row: Mapping[str, Value]) -> bool:
        """Say whether a row of the list is wanted."""
        named = f"{row['identifier']} {row['name']}".casefold()
        return (
            all(word in named for word in self.words.casefold().split())
            and self.regime in {"", row["regime"]}
            and all(row[each] for each in self.marks)
        )


MARKS = {
    "described": "described clause by clause",
    "osi": "approved by the OSI",
    "fsf": "free after the FSF",
    "page": "with a page in this wiki",
}
"""What the list can be narrowed to, in words."""


@door.get("/licences")
def licences() -> Response:
    """List licences, or put those named by `licence` side by side."""
    written = [each.strip() for each in request.args.getlist("licence")]
    return compared(list(dict.fromkeys(filter(None, written)))) if any(written) else listed()


def listed() -> Response:
    """Answer with the licences asked for."""
    wanted, pages = wanted_rows(), shelf()
    rows = [row for row in (row_of(each, pages) for each in ordered()) if wanted.fits(row)]
    start, most = start_of(rows), limit(SHOWN)
    shown = rows[start : start + most]
    later: dict[str, Value] = {"after": shown[-1]["identifier"]} if len(rows) > start + most else {}
    return give(
        Listing("licences", LIST, shown, later),
        "licences.html",
        wanted=wanted,
        total=len(rows),
        marks=MARKS,
        regimes=[each.value for each in Regime],
        fields=fields_of(()),
        identifiers=sorted(described(), key=str.casefold),
    )


def wanted_rows() -> Wanted:
    """Read what the list is narrowed to; raises BadInputError for a regime that is none."""
    wanted = request.args.get("regime", "").strip()
    if wanted and wanted not in {each.value for each in Regime}:
        regimes = ", ".join(each.value for each in Regime)
        raise BadInputError(f"There is no regime called “{wanted}”. The regimes are {regimes}.")
    marks = frozenset(name for name in MARKS if request.args.get(name))
    return Wanted(request.args.get("q", "").strip(), wanted, marks)


def start_of(rows: list[Mapping[str, Value]]) -> int:
    """Return where the stretch behind `after` begins."""
    after = request.args.get("after", "")
    places = (place for place, row in enumerate(rows, 1) if row["identifier"] == after)
    return next(places, 0)


def ordered() -> list[str]:
    """Return all identifiers, those that are described before others."""
    known = described()
    deprecated = sorted(
        (each.identifier for each in spdx_licences().values() if each.deprecated), key=str.casefold
    )
    current = sorted(identifiers(), key=lambda each: (each not in known, each.casefold()))
    return [*current, *(each for each in deprecated if each not in known)]


def row_of(identifier: str, pages: Shelf) -> Mapping[str, Value]:
    """Put a licence into the columns of LIST."""
    listed = spdx_licences().get(identifier)
    title = pages.title(identifier)
    return {
        "identifier": identifier,
        "name": full_name(identifier),
        "regime": regime(identifier).regime.value,
        "described": YES[identifier in described()],
        "osi": YES[bool(listed and listed.osi_approved)],
        "fsf": YES[bool(listed and listed.fsf_free)],
        "deprecated": YES[bool(listed and listed.deprecated)],
        "page": page_path(title) if title else "",
        "url": listed.url if listed else "",
    }


@dataclass(frozen=True, slots=True)
class Written:
    """One field of the form that chooses licences."""

    text: str
    problem: str = ""


def fields_of(written: tuple[Written, ...] | list[Written]) -> list[Written]:
    """Return the fields of the form: those filled in, and room for more."""
    room = max(min(len(written) + 1, MOST), FIELDS) - len(written)
    return [*written, *([Written("")] * room)]


def compared(texts: list[str]) -> Response:
    """Answer with licences side by side, or say what of their expressions cannot be read."""
    if len(texts) > MOST:
        raise BadInputError(
            f"{len(texts)} licences were chosen; at most {MOST} can be put side by side. Leave some out."
        )
    read = list(read_all(texts))
    if any(each.problem for _, each in read):
        return mistaken([each for _, each in read])
    expressions = [expression for expression, _ in read if expression is not None]
    count = sum(len(licences_in(each)) for each in expressions)
    if count > MOST_NAMED:
        raise BadInputError(
            f"The expressions name {count} licences; at most {MOST_NAMED} can be compared at once. Leave some out."
        )
    found = compare(expressions)
    form = wanted_form()
    if form == "csv":
        return sharing.share(as_csv(Listing("licences-compared", MATRIX, matrix_rows(found))))
    if form == "json":
        return sharing.share(jsonify(comparison_json(found, shelf())))
    return comparison_page(found)


def read_all(texts: list[str]) -> Iterator[tuple[Expression | None, Written]]:
    """Read each expression, full name or web address, or say what is wrong with it."""
    for text in texts:
        try:
            yield parse_expression(named(text) or text), Written(text)
        except ExpressionProblem as problem:
            yield None, Written(text, str(problem))


def mistaken(written: list[Written]) -> Response:
    """Say which expressions cannot be read, and where; people get the form back as they filled it in."""
    problems = [each for each in written if each.problem]
    if wanted_form() != "html":
        raise BadInputError(" ".join(f"“{each.text}”: {each.problem}" for each in problems))
    page = render_template(
        "licences-mistaken.html",
        fields=fields_of(written),
        identifiers=sorted(described(), key=str.casefold),
        problems=problems,
    )
    response = make_response(page, HTTPStatus.BAD_REQUEST)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def comparison_page(found: Comparison) -> Response:
    """Show licences side by side."""
    page = render_template(
        "licences-compared.html",
        found=found,
        uses=USES,
        pages=shelf(),
        dissenting=dissenting,
        published=published_in(found),
        words={"permitted": permitted, "required": required, "forbidden": forbidden, "reach": REACH},
        fields=fields_of([Written(str(each)) for each in found.sides]),
        identifiers=sorted(described(), key=str.casefold),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept")
    return response


USES = (
    (Use.INCORPORATE, "Incorporated in", "become part of a work that is published as a whole under"),
    (Use.RELICENSE, "Relicensed as", "be offered, as it is, under"),
    (Use.DISTRIBUTE_WITH, "Distributed with", "be given out, as a separate work, together with one under"),
)
"""The questions, each with its heading and its words between “may a work under A” and “B”."""


def dissenting(found: Comparison, use: Use) -> list[tuple[str, str, str]]:
    """Return (pair, source, what it says) for each source that says otherwise than a verdict on this use."""
    return [
        (
            f"{cell.inbound} → {cell.outbound}",
            each.source,
            f"{each.says}{f': {each.remark}' if each.remark else ''}",
        )
        for cell in found.cells.values()
        if cell.use is use
        for each in cell.verdict.dissents
    ]


def published_in(found: Comparison) -> list[tuple[str, str, int]]:
    """Return (title, address, number of pairs) of each publication that speaks of these licences."""
    spoken = [publication for cell in found.cells.values() for publication, _ in cell.published]
    return [(each.title, each.address, spoken.count(each)) for each in dict.fromkeys(spoken)]
