"""The vocabulary at its own pages: all of it, and one page a term, for people and for programs."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from itertools import groupby

from flask import Blueprint, Response, current_app, make_response, render_template, request
from rdflib import Graph

from ontology.jsonld import context_text
from ontology.kinds import Field, Kind, Option
from ontology.vocabulary import Term, shapes_graph, terms
from wiki.errors import NotFoundError, QueryError
from wiki.web import sharing
from wiki.web import terms as words
from wiki.web.formats import GRAPHS, HTML, TURTLE, Format, prefers_page
from wiki.web.linked_data import chosen_format, facts_response
from wiki.web.security import HEADERS
from wiki.web.serialization import write_facts
from wiki.web.session import the_wiki
from wiki.web.sparql import TURNS
from wiki.web.usage import Usage, usage
from wiki.web.writing import example, qualified, typed_link, with_evidence

door = Blueprint("vocabulary", __name__)
METHODS = ["GET", "OPTIONS"]
ENDINGS = {each.ending: each.name for each in GRAPHS}
WRITTEN = 3  # examples of writing that a term's page shows


@door.route("/ontology", methods=METHODS)
@sharing.for_programs
def overview() -> Response:
    """Show the whole vocabulary, or give it to programs."""
    return page(overview_page()) if wants_page() else give(None, request.args.get("format", ""))


@door.route("/ontology.<ending>", methods=METHODS)
@sharing.for_programs
def download(ending: str) -> Response:
    """Give the whole vocabulary in the format of an ending."""
    return give(None, ENDINGS.get(ending, ending))


@door.route("/ontology/<name>", methods=METHODS)
@sharing.for_programs
def term(name: str) -> Response:
    """Show one term, or give what is said of it to programs."""
    bare, _, ending = name.rpartition(".")
    wanted = ENDINGS.get(ending, "") if bare else ""
    found = words.term_of(bare if wanted else name)
    if found is None:
        return unknown(bare if wanted else name, page_wanted=not wanted and wants_page())
    if not wanted and wants_page():
        return page(term_page(found))
    return give(found, wanted or request.args.get("format", ""))


@door.route("/shapes", defaults={"ending": ""}, methods=METHODS)
@door.route("/shapes.<ending>", methods=METHODS)
@sharing.for_programs
def shapes(ending: str) -> Response:
    """Give the SHACL shapes of the kinds, for any SHACL tool to check facts with."""
    chosen = chosen_format(ENDINGS.get(ending, ending) or request.args.get("format", ""))
    tag = f"{words.digest()}-{sharing.mark(1, chosen)}"
    if sharing.is_known(tag):
        return sharing.unchanged(tag)
    return sharing.marked(facts_response(shapes_as(chosen.format), chosen), tag)


@door.route("/context.jsonld", methods=METHODS)
@sharing.for_programs
def context() -> Response:
    """Give the JSON-LD context: the words of the front matter as keys, those that people added included."""
    response = make_response(context_text(the_wiki().ontology))
    response.headers["Content-Type"] = "application/ld+json"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def wants_page() -> bool:
    """Say whether a page for people is wanted: a browser asks, or nobody says what else."""
    named = request.args.get("format", "")
    if named:
        return named.lower() in {"html", HTML}
    accept = request.headers.get("Accept")
    return accept is None or accept.strip() == "*/*" or prefers_page(accept, GRAPHS)


def give(found: Term | None, name: str) -> Response:
    """Give one term or, for None, all of them, in the format of that name or the accepted one."""
    chosen = chosen_format(name)
    tag = f"{words.digest()}-{sharing.mark(0, chosen)}"
    if sharing.is_known(tag):
        return sharing.unchanged(tag)
    written = write(words.about(found), chosen.format) if found else all_as(chosen.format)
    return sharing.marked(facts_response(written, chosen), tag)


def write(graph: Graph, form: Format) -> bytes:
    """Write a graph; Turtle with blank nodes in their places, as people like to read it."""
    if form is TURTLE:
        return graph.serialize(format="turtle", encoding="utf-8")
    lines = graph.serialize(format="nt", encoding="utf-8")
    return write_facts(lines, form, the_wiki().ontology.prefixes)


@cache
def all_as(form: Format) -> bytes:
    """Return the whole vocabulary in a format, written once a process."""
    return write(words.whole(), form)


@cache
def shapes_as(form: Format) -> bytes:
    """Return all shapes in a format, written once a process."""
    return write(shapes_graph(), form)


def page(html: str, status: int = HTTPStatus.OK) -> Response:
    """Answer a page for people, to be asked about before each use."""
    response = make_response(html, status)
    response.headers.extend(HEADERS.items())
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Accept", "Cookie"))
    if status == HTTPStatus.OK:
        response.add_etag(weak=True)
        response.make_conditional(request)
    return response


def overview_page() -> str:
    """Render the overview."""
    ontology = the_wiki().ontology
    own = {kind.iri for kind in ontology.kinds if kind.fields}
    return render_template(
        "ontology.html",
        words=words,
        ontology=ontology,
        groups=groups_of,
        value=value_words,
        known=terms(),
        classes=[each for each in words.of_sort("Class") if each.iri not in own],
        properties=words.of_sort("Property", "Property of terms and shapes"),
        lists=words.schemes(),
        loose=[each for each in words.of_sort("Concept", "Term") if not each.schemes],
        formats=GRAPHS,
    )


def term_page(found: Term) -> str:
    """Render one term."""
    ontology = the_wiki().ontology
    return render_template(
        "term.html",
        words=words,
        term=found,
        kind=next((each for each in ontology.kinds if each.iri == found.iri), None),
        groups=groups_of,
        value=value_words,
        uses=words.uses_of(found, ontology),
        members=words.ordered_members(found, ontology),
        written=written_of(found),
        usage=usage_of(found),
        turtle=write(words.about(found), TURTLE).decode(),
        formats=GRAPHS,
    )


def usage_of(found: Term) -> Usage | None:
    """Ask, in the client's turn, how often a term is used; None if that cannot be said now."""
    wiki = the_wiki()
    try:
        with current_app.extensions[TURNS].taken(request.remote_addr or ""):
            return usage(found, wiki.graph, wiki.config.base, wiki.ontology)
    except QueryError:
        return None


def groups_of(kind: Kind) -> list[tuple[str, list[Field]]]:
    """Return a kind's fields by the group the shape puts them in."""
    return [(label, list(fields)) for label, fields in groupby(kind.fields, key=lambda each: each.group)]


def value_words(field: Field) -> str:
    """Say in a few words what a field takes."""
    kinds = the_wiki().ontology.by_name
    if field.kinds:
        what = " or ".join(kinds[each].label.lower() for each in field.kinds)
    elif field.options:
        what = "a choice"
    else:
        what = "a section of the text" if field.section else VALUES.get(field.type.value, field.type.value)
    return what if field.section or field.many else f"{what}, one only"


VALUES = {
    "page": "any page",
    "prose": "longer text",
    "integer": "whole number",
    "decimal": "number",
    "boolean": "true or false",
    "url": "web address",
}


def written_of(found: Term) -> list[tuple[str, str]]:
    """Return examples of a page's text that uses a term, each under a heading."""
    ontology, shown = the_wiki().ontology, []
    for use in words.uses_of(found, ontology)[:WRITTEN]:
        option = chosen_option(use.field, found)
        if not use.kinds:
            shown.append((f"{use.field.label}, of a coded statement", qualified(use.field, ontology, option)))
            continue
        kind, label = use.kinds[0], use.field.label
        shown.append((f"{label}, of a {kind.label.lower()}", example(kind, use.field, ontology, option)))
        shown.append((f"{label}, with evidence", with_evidence(kind, use.field, ontology, option)))
        shown.append((f"{label}, in running text", typed_link(use.field, ontology)))
    return [each for each in shown if each[1]]


def chosen_option(field: Field, found: Term) -> Option | None:
    """Return the option of a field that is this term."""
    return next((each for each in field.options if each.iri == found.iri), None)


def unknown(name: str, *, page_wanted: bool) -> Response:
    """Say that there is no such term, and which are like it."""
    close = words.near(name)
    if page_wanted:
        html = render_template("no-term.html", name=name, close=close, label_of=words.label_of)
        response = page(html, HTTPStatus.NOT_FOUND)
        response.headers["Cache-Control"] = "no-store"
        return response
    like = f" Like it are: {', '.join(each.name for each in close)}." if close else ""
    response = sharing.refusal(NotFoundError(f"The vocabulary has no term “{name}”.{like}"))
    response.vary.add("Accept")
    return response
