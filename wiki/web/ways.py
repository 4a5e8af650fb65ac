"""Answering for a way of comparing: a page for people, the same result as CSV and JSON for programs."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, jsonify, make_response, request

from wiki.choices import Choice
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.cubes import cube, prefixes_of
from wiki.ways.exports import tsv, xlsx
from wiki.web import listing, mistakes, reading, session, sharing
from wiki.web.choosing import asked_choice, asked_parameters
from wiki.web.formats import JSONLD, NTRIPLES, TURTLE, Chosen, by_name
from wiki.web.negotiation import choose
from wiki.web.serialization import write_facts
from wiki.web.session import the_wiki

LISTS = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
"""Forms in which any list can be had, with their media types."""

CUBES = (TURTLE, NTRIPLES, JSONLD)
"""Formats of the data cube that any result can be had as."""

FILES = {"tsv": tsv, "xlsx": xlsx}
"""Files of other programs that any result can be had as."""

Html = Callable[[Way, Choice, Parameters], str]
"""Renders the page of a way of comparing."""

Again = Callable[[Way, BadInputError], str]
"""Renders the form again with what is wrong in it."""


def answer(way: Way, html: Html, again: Again = mistakes.mistaken) -> Response:
    """Answer a request for a way of comparing, in the form asked for."""
    if request.method == "OPTIONS":
        return sharing.share(make_response("", 204))
    named = request.args.get("format", "").lower()
    graph = wanted_graph(way, named)
    if named in {*FILES, *way.files}:
        response = file(way=way)
    elif graph is not None:
        response = data_cube(way=way, chosen=graph)
    else:
        response = page(way, html, again) if listing.wanted_form() == "html" else data(way=way)
    response.vary.add("Accept")
    return response


@sharing.for_programs
def data(way: Way) -> Response:
    """Answer for programs, with plain sentences for errors."""
    result = way.work(the_wiki(), some_choice(way), asked_parameters())
    as_csv = listing.wanted_form() == "csv"
    name = way.name.replace(" ", "-")
    response = listing.csv_response(name, result.csv()) if as_csv else jsonify(result.document)
    response.headers["Cache-Control"] = "no-cache"
    return response


@sharing.for_programs
def file(way: Way) -> Response:
    """Answer with a file of another program."""
    form, choice, parameters = request.args["format"].lower(), some_choice(way), asked_parameters()
    if form in way.files:
        made = way.files[form][1](the_wiki(), choice, parameters)
    else:
        made = FILES[form](way.work(the_wiki(), choice, parameters))
    response = make_response(made.content)
    name = f"{way.name.replace(' ', '-')}.{made.ending}"
    response.headers["Content-Type"] = made.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def wanted_graph(way: Way, named: str) -> Chosen | None:
    """Return the format of the data cube that the address names, or that `Accept` prefers to every other form.

    Raises BadInputError for a format that there is not.
    """
    if named:
        graph = None if named in LISTS else by_name(named, CUBES)
        others = (*LISTS, *FILES, *way.files)
        if graph is None and named not in others:
            known = ", ".join((*others, *(each.name for each in CUBES)))
            raise BadInputError(f"There is no format “{named}” for {way.name}. Ask for {known}.")
        return graph
    offers = [each.media_type for each in CUBES]
    wanted = choose(request.headers.get("Accept"), [*LISTS.values(), *offers])
    return by_name(wanted, CUBES) if wanted in offers else None


@sharing.for_programs
def data_cube(way: Way, chosen: Chosen) -> Response:
    """Answer with the result as a data cube."""
    some_choice(way)
    iri, triples = cube(the_wiki(), way, asked_parameters())
    prefixes = prefixes_of(iri, the_wiki().ontology.prefixes)
    response = make_response(write_facts(triples, chosen.format, prefixes))
    response.headers["Content-Type"] = chosen.content_type
    name = f"{way.name.replace(' ', '-')}.{chosen.format.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def some_choice(way: Way) -> Choice:
    """Return what the address chooses; raises BadInputError when it is nothing."""
    choice = asked_choice(way.own, way.most)
    if not choice.titles:
        raise BadInputError(
            " ".join((*choice.notes, f"Name pages to compare: {way.path}?case=TITLE&case=TITLE."))
        )
    return choice


def downloads(way: Way) -> list[tuple[str, str]]:
    """Return the forms in which a result can be had: (words, address)."""
    words = [("CSV", "csv"), ("TSV", "tsv"), ("XLSX", "xlsx"), ("JSON", "json"), ("RDF (Turtle)", "ttl")]
    words += [(words, form) for form, (words, _) in way.files.items()]
    asked = asked_parameters()
    return [(each, asked.having("format", [form]).address(way.path)) for each, form in words]


def page(way: Way, html: Html, again: Again) -> Response:
    """Answer for people; a finished page is given again while nothing in the wiki has changed.

    Where something cannot be followed, they see their form again, with status 400.
    """
    finished = reading.finished_view()
    if finished is not None:
        return finished
    try:
        choice, parameters = asked_choice(way.own, way.most), asked_parameters()
        written = html(way, choice, parameters)
    except BadInputError as error:
        return reading.private(make_response(again(way, error), HTTPStatus.BAD_REQUEST))
    missing = not choice.titles and bool(parameters.all("case"))
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    if session.COOKIE in request.cookies or missing:
        return reading.private(make_response(written, status))
    return reading.keep(written)
