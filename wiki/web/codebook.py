"""The codebook: every variable of a kind with how completely it is coded, and who codes it; each as CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from flask import Blueprint, Response, make_response, render_template, request

from ontology.kinds import Field, Kind
from ontology.variables import variables_of
from patterns.codebook import Variable
from patterns.codings import Coding
from patterns.comparison.cells import STATES
from patterns.comparison.celltext import words_of
from patterns.comparison.completeness import Completeness
from patterns.links import page_path
from patterns.tabletext import BETWEEN
from wiki.comparing import codebook, explained, fields_of, key_of
from wiki.errors import BadInputError, NotFoundError
from wiki.web import listing, reading, session
from wiki.web.session import the_wiki
from wiki.web.variablepage import written
from wiki.web.wayback import form_at, here

door = Blueprint("codebook", __name__)

STATE_COLUMNS = {state: state.value.replace(" ", "_") for state in STATES}
COLUMNS = (
    "key",
    "label",
    "group",
    "question",
    "scale",
    "type",
    "options",
    "pages",
    *STATE_COLUMNS.values(),
    "coders",
    "page",
    "iri",
)
EVIDENCE = ("source", "quote", "coder", "date", "confidence")
CODINGS = ("title", "field", "value", "status", *EVIDENCE, "url")
UNCODED = ("title", "url")

SCALES = {
    "choice": "one of a list",
    "boolean": "yes or no",
    "integer": "whole number",
    "decimal": "number",
    "year": "year",
    "date": "date",
    "page": "a page",
    "text": "words",
    "prose": "text",
    "url": "web address",
}
"""What a value is, by the type of its field, in words."""


@door.get("/special/codebook")
def show() -> Response:
    """Answer with all variables of a kind."""
    if listing.wanted_form() != "html":
        book = codebook(the_wiki(), asked_kind())
        rows = [row(*each) for each in book]
        items = [item(*each) for each in book]
        return listing.give(listing.Listing("codebook", COLUMNS, rows, items=items), "")
    finished = reading.finished_view()
    if finished is not None:
        return finished
    kind = asked_kind()
    html = render_template(
        "codebook.html",
        kind=kind,
        groups=[
            (group, list(each))
            for group, each in groupby(codebook(the_wiki(), kind), key=lambda pair: pair[0].field.group)
        ],
        scales=SCALES,
        states=STATES,
        choices=[each for each in the_wiki().ontology.kinds if variables_of(each)],
        form=listing.address_as,
    )
    response = (
        reading.private(make_response(html)) if session.COOKIE in request.cookies else reading.keep(html)
    )
    response.vary.add("Accept")
    return response


def asked_kind() -> Kind:
    """Return the kind the address names, else cases; raises NotFoundError."""
    name = request.args.get("kind", "").strip() or "case"
    kinds = the_wiki().ontology.by_name
    if name not in kinds:
        known = ", ".join(each.name for each in kinds.values() if variables_of(each))
        raise NotFoundError(f"There is no kind “{name}”. Kinds with variables are {known}.")
    return kinds[name]


def row(variable: Variable, counted: Completeness) -> Mapping[str, listing.Value]:
    """Put a variable into the columns of COLUMNS."""
    field = variable.field
    return {
        "key": field.key,
        "label": field.label,
        "group": field.group,
        "question": variable.question,
        "scale": variable.scale,
        "type": field.type.value,
        "options": BETWEEN.join(each.label for each in field.options),
        "pages": counted.pages,
        **{STATE_COLUMNS[state]: number for state, number in counted.states.items()},
        "coders": BETWEEN.join(f"{name} ({number})" for name, number in counted.coders),
        "page": variable.title,
        "iri": field.iri,
    }


def item(variable: Variable, counted: Completeness) -> Mapping[str, object]:
    """Return a variable for JSON: as its row, the options and coders with their counts."""
    options = [
        {
            "value": each.value,
            "label": each.label,
            "present": each.present,
            "absent": each.absent,
            "contested": each.contested,
        }
        for each in counted.options
    ]
    return {**row(variable, counted), "options": options, "coders": dict(counted.coders)}


@door.get("/special/codings")
def codings() -> Response:
    """List the pages that code a variable with their codings, or with `only=uncoded` those that do not, by title."""
    kind = asked_kind()
    field = asked_field(kind)
    if asked_uncoded():
        return give_uncoded(kind, field)
    most = listing.limit()
    found = the_wiki().pages.coded(kind.name, field.key, request.args.get("after", ""), most + 1)
    shown = found[:most]
    later: Mapping[str, listing.Value] = {"after": shown[-1][0]} if len(found) > most else {}
    rows = [coding_row(title, each) for title, said in shown for each in said]
    given = listing.Listing("codings", CODINGS, rows, later)
    return give(given, kind, field, shown=list(written(the_wiki(), shown)), uncoded=None)


def give_uncoded(kind: Kind, field: Field) -> Response:
    """Answer with the pages that say nothing under a field."""
    most = listing.limit()
    found = the_wiki().pages.uncoded(kind.name, field.key, request.args.get("after", ""), most + 1)
    titles = [each.title for each in found[:most]]
    later: Mapping[str, listing.Value] = {"after": titles[-1]} if len(found) > most else {}
    rows = [{"title": each, "url": page_path(each)} for each in titles]
    given = listing.Listing("uncoded", UNCODED, rows, later)
    back = here(len(titles))
    to_code = [(each, form_at(each, field.key, back)) for each in titles]
    return give(given, kind, field, shown=[], uncoded=to_code)


def give(given: listing.Listing, kind: Kind, field: Field, **more: object) -> Response:
    """Answer with a list of pages under one variable."""
    (variable,) = explained(the_wiki(), [field])
    return listing.give(given, "codings.html", kind=kind, variable=variable, **more)


def asked_field(kind: Kind) -> Field:
    """Return the field that `variable` names; raises BadInputError, NotFoundError."""
    word = request.args.get("variable", "").strip()
    if not word:
        raise BadInputError("Name a variable: /special/codings?variable=KEY. The codebook lists them all.")
    fields, notes = fields_of(kind, [key_of(the_wiki().codebook.now(), the_wiki().ontology, word)])
    if not fields:
        raise NotFoundError(" ".join(notes))
    return fields[0]


def asked_uncoded() -> bool:
    """Say whether the pages that do not code it are asked for; raises BadInputError for another choice."""
    only = request.args.get("only", "")
    if only and only != "uncoded":
        raise BadInputError(f"only={only!r} is no choice here. There is: uncoded.")
    return bool(only)


def coding_row(title: str, coding: Coding) -> Mapping[str, listing.Value]:
    """Put a coding into the columns of CODINGS."""
    evidence = {
        key: BETWEEN.join(each.title or each.words for each in coding.evidence if each.key == key)
        for key in EVIDENCE
    }
    return {
        "title": title,
        "field": coding.field,
        "value": coding.title or coding.label,
        "status": words_of(coding),
        **evidence,
        "url": page_path(title),
    }
