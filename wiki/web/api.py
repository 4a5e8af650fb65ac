"""Pages for programs: read, listed, written and followed as JSON (`/api/v1`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, request

from patterns import frontmatter
from patterns.links import canonical_title, entity_iri, page_path, title_problem
from patterns.saying import understand
from patterns.sections import section_text
from wiki.dates import read_date
from wiki.errors import BadInputError, NotFoundError
from wiki.revisions import Action, Change, Listed, Revision
from wiki.web import apiwriting, listing
from wiki.web.formats import JSONLD
from wiki.web.linked_data import facts_of
from wiki.web.openapi import description
from wiki.web.reading import asked_revision
from wiki.web.refusals import GoneError
from wiki.web.security import open_to_all
from wiki.web.serialization import write_facts
from wiki.web.session import the_wiki
from wiki.web.words import day

door = Blueprint("api", __name__)
READING = ["GET", "OPTIONS"]
WRITING = ["GET", "PUT", "POST", "DELETE", "OPTIONS"]
ROOT = "/api/v1"
CHANGES = 100
"""Changes given at a time when the client does not say."""


@door.route("/openapi.json", methods=READING)
@apiwriting.for_api
def openapi() -> Response:
    """Describe this interface (OpenAPI 3.1), the fields of every kind included."""
    wiki = the_wiki()
    return jsonify(description(wiki.ontology, wiki.config))


@door.route("/api/v1/pages/<path:address>", methods=WRITING)
@open_to_all
@apiwriting.for_api
def page(address: str) -> Response:
    """Give a page, or save or delete it for who has a token."""
    title = asked_title(address)
    if request.method == "GET":
        return shown(asked_page(title))
    if request.method == "DELETE":
        return apiwriting.delete(title)
    saved = apiwriting.put(title) if request.method == "PUT" else apiwriting.post(title)
    if isinstance(saved, Response):
        return saved
    now = the_wiki().pages.revision(saved.revision)
    if now is None:
        raise NotFoundError(f"Revision {saved.revision} is not there any more.")
    return written(now, created=now.parent is None, merged=saved.merged, unchanged=saved.unchanged)


@door.route("/api/v1/pages", methods=READING)
@apiwriting.for_api
def pages() -> Response:
    """List pages by title, of one `kind` if asked for: {"pages": […], "next": address or null}."""
    kind, after, most = request.args.get("kind", ""), request.args.get("after", ""), listing.limit(100)
    known = {*the_wiki().shapes.by_name, "redirect", "talk"}
    if kind and kind not in known:
        raise BadInputError(f"There is no kind “{kind}”. The kinds are {', '.join(sorted(known))}.")
    rows = the_wiki().pages.list_pages(kind or None, after, most + 1)
    following = {"kind": kind, "after": rows[most - 1].title, "limit": most} if len(rows) > most else {}
    return jsonify(pages=[line(row) for row in rows[:most]], next=further("pages", following))


@door.route("/api/v1/changes", methods=READING)
@apiwriting.for_api
def changes() -> Response:
    """Give what happened after position `since`, each with the facts that came and went."""
    since, most = (
        listing.number("since", 0) if request.args.get("since", "0") != "0" else 0,
        listing.limit(CHANGES),
    )
    found = the_wiki().pages.changes(since or 0, most + 1)
    given = found[:most]
    position = given[-1].position if given else since
    following = {"since": position, "limit": most} if len(found) > most else {}
    return jsonify(
        changes=[change(each) for each in given],
        position=position,
        head=the_wiki().pages.head(),
        next=further("changes", following),
    )


def asked_title(address: str) -> str:
    """Return the full title an address names; raises BadInputError when no page can bear it."""
    title = canonical_title(address, the_wiki().shapes)
    if problem := title_problem(title):
        raise BadInputError(problem)
    return title


def asked_page(title: str) -> Revision:
    """Return the page as it is, or under `oldid` or `asof` as it was; raises NotFoundError, GoneError."""
    pages = the_wiki().pages
    if "oldid" in request.args:
        revision = asked_revision("oldid")
        if revision.title != title:
            raise NotFoundError(f"Revision {revision.position} is of {revision.title!r}, not of {title!r}.")
        return revision
    found = (
        pages.as_of(title, read_date(request.args["asof"])) if "asof" in request.args else pages.get(title)
    )
    if found is not None:
        return found
    deleted = None if "asof" in request.args else pages.deleted(title)
    if deleted is not None:
        raise GoneError(f"The page “{title}” was deleted. Its last revision is of {day(deleted.time)}.")
    raise NotFoundError(f"There is no page “{title}”{' at that time' if 'asof' in request.args else ''}.")


def shown(revision: Revision) -> Response:
    """Answer with a page; its revision is the entity tag (RFC 9110 section 8.8.3)."""
    response = jsonify(document(revision))
    response.set_etag(str(revision.position))
    response.headers["Cache-Control"] = "no-cache"
    return make_response(response.make_conditional(request))


def written(revision: Revision, *, created: bool, merged: bool, unchanged: bool) -> Response:
    """Answer with the page as it was saved."""
    response = jsonify({**document(revision), "merged": merged, "unchanged": unchanged})
    response.set_etag(str(revision.position))
    response.headers["Cache-Control"] = "no-store"
    if created:
        response.status_code = 201
        response.headers["Location"] = f"{ROOT}/pages{page_path(revision.title).removeprefix('/wiki')}"
    return make_response(response)


def document(revision: Revision) -> dict[str, Any]:
    """Return a page as JSON: its text, what the text says as fields, sections and facts, and the checks' findings."""
    wiki = the_wiki()
    parsed = frontmatter.parse(revision.text)
    saying = understand(parsed, revision.title, wiki.ontology)
    facts = facts_of(revision)
    return {
        "title": revision.title,
        "kind": revision.kind,
        "redirect": saying.redirect or None,
        "id": entity_iri(wiki.config.base, revision.title, wiki.ontology),
        "url": wiki.config.base + page_path(revision.title),
        "revision": revision.position,
        "parent": revision.parent,
        "time": revision.time.isoformat(),
        "author": revision.author,
        "summary": revision.summary,
        "sha256": revision.sha256,
        "text": revision.text,
        "fields": plain(frontmatter.mapping(parsed)),
        "sections": {field.key: section_text(parsed, section) for field, section in saying.sections},
        "facts": json.loads(write_facts(facts, JSONLD, wiki.ontology.prefixes)) if facts else [],
        "findings": apiwriting.findings(wiki.project(revision.title, revision.text).findings),
    }


def plain(value: Any) -> Any:
    """Return the front matter's value in JSON's types."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def line(row: Listed) -> dict[str, Any]:
    """Return a page as a row of a list."""
    base = the_wiki().config.base
    return {
        "title": row.title,
        "kind": row.kind,
        "size": row.size,
        "time": row.time.isoformat(),
        "url": base + page_path(row.title),
        "api": f"{base}{ROOT}/pages{page_path(row.title).removeprefix('/wiki')}",
    }


def change(found: Change) -> dict[str, Any]:
    """Return one entry of the log with the N-Quads it added and removed."""
    revision = the_wiki().pages.revision(found.position)
    if revision is None:
        raise NotFoundError(f"Revision {found.position} is missing from the log. Run check.")
    before = the_wiki().pages.revision(revision.parent) if revision.parent else None
    old = quads(facts_of(before) if before and before.action is not Action.DELETE else b"")
    new = quads(found.facts)
    return {
        "position": found.position,
        "title": found.title,
        "before": before.title if before and before.title != found.title else None,
        "kind": revision.kind,
        "action": revision.action.value,
        "author": revision.author,
        "summary": revision.summary,
        "time": revision.time.isoformat(),
        "added": [each for each in new if each not in old],
        "removed": [each for each in old if each not in new],
    }


def quads(facts: bytes) -> dict[str, None]:
    """Return the lines of N-Quads, in their order."""
    return dict.fromkeys(facts.decode().splitlines())


def further(name: str, following: dict[str, Any]) -> str | None:
    """Return the address of the next stretch, None at the end."""
    given: Iterable[tuple[str, Any]] = ((key, value) for key, value in following.items() if value != "")
    return f"{the_wiki().config.base}{ROOT}/{name}?{urlencode(list(given))}" if following else None
