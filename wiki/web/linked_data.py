"""Entities by their addresses: to the page or to the facts, as clients prefer; and what the dataset is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, request

from patterns.links import entity_iri, full_title, normalize_title, page_path, slug
from wiki.dates import read_date
from wiki.errors import NotFoundError
from wiki.revisions import Revision
from wiki.web import sharing
from wiki.web.description import dataset_description
from wiki.web.formats import (
    GRAPHS,
    TURTLE,
    Chosen,
    by_accept,
    by_name,
    names_of,
    prefers_page,
)
from wiki.web.refusals import GoneError, NotAcceptableError
from wiki.web.serialization import write_facts
from wiki.web.session import the_wiki
from wiki.web.words import day

door = Blueprint("linked_data", __name__)
METHODS = ["GET", "OPTIONS"]
PROPERTY = "property"
"""In the place of a kind: keys of the front matter that no shape has."""
READABLE = Chosen(TURTLE, "text/plain")
"""For browsers: they would store text/turtle as a file instead of showing it."""


@door.route("/id/<kind>/<path:name>", methods=METHODS)
@sharing.for_programs
def entity(kind: str, name: str) -> Response:
    """Send the client on to the page or to the facts (Cool URIs for the Semantic Web, section 4.2)."""
    if kind == PROPERTY:
        title = variable_of(name)
    else:
        known_kind(kind)
        title = full_title(kind, normalize_title(name), the_wiki().ontology)
    accept = request.headers.get("Accept")
    if accept is None or prefers_page(accept, GRAPHS) or accept.strip() == "*/*":
        return sharing.see_other(with_asof(page_path(title)))
    the_revision(title)
    return sharing.see_other(with_asof(data_path(title)))


@door.route("/data/<kind>/<path:name>", methods=METHODS)
@sharing.for_programs
def data(kind: str, name: str) -> Response:
    """Give the facts of a page, by ending, by `format` or by `Accept`."""
    known_kind(kind)
    title, ending = split_ending(kind, name)
    revision = the_revision(title)
    target = redirect_of(revision)
    if target:
        return sharing.see_other(with_asof(data_path(target) + ending))
    chosen = chosen_format(ending.removeprefix(".") or request.args.get("format", ""))
    tag = sharing.mark(revision.position, chosen)
    if sharing.is_known(tag):
        return sharing.unchanged(tag)
    response = facts_response(
        write_facts(facts_of(revision), chosen.format, the_wiki().ontology.prefixes), chosen
    )
    response.headers["Link"] = ", ".join(links_of(title, revision))
    response.headers[sharing.POSITION] = str(revision.position)
    response.last_modified = revision.time
    return sharing.marked(response, tag)


@door.route("/.well-known/void", methods=METHODS)
@sharing.for_programs
def void() -> Response:
    """Describe the dataset (VoID, section 7.2)."""
    chosen = chosen_format(request.args.get("format", ""))
    tag = sharing.mark(the_wiki().pages.head(), chosen)
    if sharing.is_known(tag):
        return sharing.unchanged(tag)
    return sharing.marked(facts_response(dataset_description(the_wiki(), chosen.format), chosen), tag)


def facts_response(written: bytes, chosen: Chosen) -> Response:
    """Answer with a graph."""
    response = make_response(written)
    response.headers["Content-Type"] = chosen.content_type
    return sharing.as_bytes(response)


def chosen_format(name: str) -> Chosen:
    """Return the format of that name, or without one what `Accept` asks for."""
    if name:
        found = by_name(name, GRAPHS)
        problem = f"There is no format “{name}” for facts."
    else:
        accept = request.headers.get("Accept")
        found = READABLE if prefers_page(accept, GRAPHS) else by_accept(accept, GRAPHS)
        problem = "Nothing that you accept can be given."
    if found is None:
        raise NotAcceptableError(f"{problem} Ask for {names_of(GRAPHS)}.")
    return found


def variable_of(key: str) -> str:
    """Return the full title of the variable whose property has that key; raises NotFoundError."""
    iri = f"{the_wiki().config.base}/id/{PROPERTY}/{slug(key)}"
    for title, entry in the_wiki().codebook.now().entries.items():
        if entry.iri == iri:
            return title
    raise NotFoundError(f"No variable says yet what “{key}” means. Create a Variable page of that name.")


def known_kind(kind: str) -> None:
    """Raise NotFoundError for a kind that pages cannot have."""
    if kind not in the_wiki().ontology.by_name:
        kinds = ", ".join(the_wiki().ontology.by_name)
        raise NotFoundError(f"There is no kind of page called “{kind}”. The kinds are {kinds}.")


def asof() -> datetime | None:
    """Read the time the client asks about, None for now."""
    written = request.args.get("asof", "").strip()
    return read_date(written) if written else None


def revision_of(title: str) -> Revision | None:
    """Return the page's revision now, or at the time asked about."""
    when = asof()
    return the_wiki().pages.as_of(title, when) if when else the_wiki().pages.get(title)


def the_revision(title: str) -> Revision:
    """Return the page's revision; raises GoneError or NotFoundError with what is known about it."""
    found = revision_of(title)
    if found is not None:
        return found
    if asof():
        raise NotFoundError(f"There was no page “{title}” at that time.")
    deleted = the_wiki().pages.deleted(title)
    if deleted is not None:
        raise GoneError(f"The page “{title}” was deleted. Its last revision is of {day(deleted.time)}.")
    raise NotFoundError(f"There is no page “{title}”, so nothing is known about it here yet.")


def split_ending(kind: str, name: str) -> tuple[str, str]:
    """Take the file ending off a page's name: ("Case:Wikipedia", ".ttl").

    An ending counts before a page whose very name ends so, as long as there is a page without it.
    """
    ontology = the_wiki().ontology
    whole = full_title(kind, normalize_title(name), ontology)
    for each in GRAPHS:
        if name.endswith(f".{each.ending}"):
            title = full_title(kind, normalize_title(name.removesuffix(f".{each.ending}")), ontology)
            if revision_of(title) or not revision_of(whole):
                return title, f".{each.ending}"
    return whole, ""


def redirect_of(revision: Revision) -> str:
    """Return the title a redirect page leads to, "" for any other page."""
    if revision.kind != "redirect" and facts_of(revision):
        return ""
    found = the_wiki().pages.resolve([revision.title]).get(revision.title)
    return found.title if found and found.exists and found.title != revision.title else ""


def facts_of(revision: Revision) -> bytes:
    """Return the N-Quads kept with a revision."""
    kept = the_wiki().pages.changes(revision.position - 1, 1)
    return kept[0].facts if kept and kept[0].position == revision.position else b""


def links_of(title: str, revision: Revision) -> Iterator[str]:
    """Name what belongs to these facts (RFC 8288; `describes` is RFC 6892)."""
    base, ontology = the_wiki().config.base, the_wiki().ontology
    yield f'<{entity_iri(base, title, ontology)}>; rel="describes"'
    yield f'<{base}{page_path(title)}?oldid={revision.position}>; rel="via"; type="text/html"'
    for each in GRAPHS:
        address = with_asof(f"{base}{data_path(title)}.{each.ending}")
        yield f'<{address}>; rel="alternate"; type="{each.media_type}"'


def data_path(title: str) -> str:
    """Return the path of a page's facts."""
    return entity_iri("", title, the_wiki().ontology).replace("/id/", "/data/", 1)


def with_asof(address: str) -> str:
    """Keep the time asked about in an address the client is sent on to."""
    written = request.args.get("asof", "").strip()
    return f"{address}?{urlencode({'asof': written})}" if written else address
