"""The form of one variable of a page: opened from a cell, a list or the words of a source, and leading back there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request

from ontology.kinds import Field, Kind
from patterns.codings import Coding, codings
from patterns.comparison.cells import Cell
from patterns.forms import FormValue, PageForm, form_fields, with_one_more
from patterns.formwriting import Given
from patterns.frontmatter import parse
from patterns.links import normalize_title, page_path, split_title
from patterns.saying import understand
from patterns.signing import signed
from patterns.values import suggest
from wiki.comparing import key_of
from wiki.editing import Saved
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.web import editor, reading, session
from wiki.web.cells import writer_for
from wiki.web.choosing import CODED, DID
from wiki.web.session import the_wiki
from wiki.web.wayback import FIELD, form_at, way_back

EVIDENCE: Mapping[str, str] = {"source": "source", "quote": "quote", "place": "locator"}
"""Parameters that fill in evidence, and the qualifiers they are."""

COMPARING = "/compare"


@dataclass(frozen=True, slots=True)
class OneField:
    """One field of a page that is filled in for itself."""

    field: Field
    back: str  # address of this wiki, "" = the page itself


def asked(kind: Kind) -> OneField | None:
    """Return the field the address asks for alone, None when it asks for the whole form.

    Raises BadInputError when the kind has no such field; what was filled in of one that is gone goes into the whole form.
    """
    word = request.args.get(FIELD, "").strip()
    if not word:
        return None
    fields = {each.key: each for each in form_fields(kind)}
    key = key_of(the_wiki().codebook.now(), the_wiki().ontology, word)
    if key not in fields:
        if request.method == "POST":
            return None
        near = suggest(key, list(fields))
        raise BadInputError(f"The form of the kind {kind.label} has no field “{word}”.{near}")
    return OneField(fields[key], way_back())


def narrowed(form: PageForm, one: OneField) -> PageForm:
    """Return the form with this field alone; the texts stay with it, to be written as they are."""
    return replace(form, fields=tuple(each for each in form.fields if each.field.key == one.field.key))


def begun_with(form: PageForm, one: OneField) -> PageForm:
    """Return the form with a value begun for the source and the words that the address names."""
    shapes = the_wiki().shapes
    said = {qualifier: request.args.get(name, "").strip() for name, qualifier in EVIDENCE.items()}
    if said["source"]:
        said["source"] = split_title(normalize_title(said["source"]), shapes).name
    evidence = {key: (words,) for key, words in said.items() if words}
    return with_one_more(form, one.field.key, FormValue("", evidence)) if evidence else form


def signed_now(form: PageForm, given: Given) -> Given:
    """Return what was given, signed by who is logged in and dated today where they left that to be filled in."""
    known = {each.field.key: each for each in form.fields}
    reader = session.reader()
    name, day = reader.name if reader else "", datetime.now(UTC).date().isoformat()
    return replace(
        given, values={key: signed(known[key], values, name, day) for key, values in given.values.items()}
    )


def leave(one: OneField, title: str, outcome: Saved) -> Response:
    """Lead back to where the form was opened, with a word about what happened."""
    if not one.back or one.back.partition("?")[0].partition("#")[0] == page_path(title):
        return editor.saved(title, outcome)
    return make_response(redirect(returning(one, title, editor.did(outcome)), HTTPStatus.SEE_OTHER))


def returning(one: OneField, title: str, did: str) -> str:
    """Return the address a form leads back to; comparisons and pages say there what was done."""
    path, _, anchor = one.back.partition("#")
    path, _, query = path.partition("?")
    parameters = Parameters.read(query)
    if path == COMPARING or path.startswith(f"{COMPARING}/"):
        news = parameters.having(CODED, [f"{one.field.key}:{title}"]).having(DID, [did])
        return f"{news.address(path)}#{CODED}"
    if path.startswith("/wiki/"):
        parameters = parameters.having(DID, ["coded" if did == "saved" else did])
    return parameters.address(path) + (f"#{anchor}" if anchor else "")


def address_of(title: str, one: OneField) -> str:
    """Return the address at which the form is sent."""
    return form_at(title, one.field.key, one.back)


def read(title: str, one: OneField) -> Response:
    """Show what a page says under a field to who may not edit it, and what would let them."""
    current = the_wiki().pages.get(title)
    parts = split_title(title, the_wiki().ontology)
    page = render_template(
        "one-field-read.html",
        title=title,
        name=parts.name,
        one=one,
        now=as_it_stands(title, current.text if current else "", one.field),
        here=address_of(title, one),
    )
    return reading.private(make_response(page))


def as_it_stands(title: str, text: str, field: Field) -> str:
    """Write what a text says under a field, each value with its evidence. Two storage calls."""
    said: Iterable[Coding] = codings(understand(parse(text), title, the_wiki().ontology))
    cell = Cell(tuple(each for each in said if each.field == field.key))
    return writer_for(the_wiki(), cell.codings).cell(cell)
