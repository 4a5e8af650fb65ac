"""Searching: a page for people, the same as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from ontology.kinds import Ontology
from ontology.variables import variables_of
from patterns.links import page_path, title_problem
from wiki.parameters import Parameters
from wiki.ports import SearchAnswer
from wiki.searching import LAST_PAGE, SIZE, Asked, loosened, read_asked, request_of, year_words, years_query
from wiki.web import sharing
from wiki.web.leads import leads
from wiki.web.negotiation import choose
from wiki.web.session import the_wiki

door = Blueprint("search", __name__)
TWO = 2  # pages that can be compared


@door.route("/search", methods=["GET", "OPTIONS"])
def search() -> Response:
    """Answer a search as JSON or as a page."""
    if request.method == "OPTIONS":
        return sharing.share(make_response("", 204))
    asked = read_asked(Parameters(tuple(request.args.items(multi=True))), the_wiki().ontology)
    answer = the_wiki().search.search(request_of(asked))
    answer = replace(answer, suggestion=as_typed(answer.suggestion, asked))
    response = give_json(asked, answer) if wants_json() else make_response(found_page(asked, answer))
    response.vary.add("Accept")
    return response


def found_page(asked: Asked, answer: SearchAnswer) -> str:
    """Render the search page; where no page has all words of a question, the pages that have some of them."""
    wider = None if answer.total else loosened(asked)
    if wider is not None:
        found = the_wiki().search.search(request_of(wider))
        if found.total:
            return page(wider, replace(found, suggestion=answer.suggestion), asked.text)
    return page(asked, answer)


def wants_json() -> bool:
    """Say whether the client prefers JSON, or its address asks for it."""
    if "format" in request.args:
        return request.args["format"].lower() == "json"
    return choose(request.headers.get("Accept"), ["text/html", "application/json"]) == "application/json"


def as_typed(suggestion: str, asked: Asked) -> str:
    """Take from a suggested query what the years added to it."""
    if not (asked.since or asked.until):
        return suggestion
    further = years_query(asked)
    inner = suggestion.removesuffix(f" AND {further}")
    return inner[1:-1] if inner != suggestion else suggestion.removesuffix(further).strip()


def give_json(asked: Asked, answer: SearchAnswer) -> Response:
    """Answer for programs."""
    facets = {
        field: [{"value": each.value, "label": each.label, "count": each.count} for each in values]
        for field, values in answer.facets.items()
    }
    hits = [
        {
            "title": hit.title,
            "kind": hit.kind,
            "url": page_path(hit.title),
            "snippet": hit.snippet,
            "score": hit.score,
        }
        for hit in answer.hits
    ]
    later = replace(asked, page=asked.page + 1).address() if answer.total > asked.page * SIZE else None
    found: dict[str, Any] = {
        "total": answer.total,
        "hits": hits,
        "facets": facets,
        "suggestion": answer.suggestion,
    }
    response = jsonify(**found, hint=answer.hint, page=asked.page, next=later)
    response.headers["Cache-Control"] = "no-cache"
    return sharing.share(response)


def page(asked: Asked, answer: SearchAnswer, typed: str = "") -> str:
    """Render the search page; `typed` is the question of which no page has all words."""
    pages = min(-(-answer.total // SIZE), LAST_PAGE)
    earlier = replace(asked, page=asked.page - 1).address() if asked.page > 1 else ""
    later = replace(asked, page=asked.page + 1).address() if asked.page < pages else ""
    return render_template(
        "search.html",
        asked=asked,
        answer=answer,
        pages=pages,
        first=(asked.page - 1) * SIZE + 1,
        earlier=earlier,
        later=later,
        labels=field_labels(the_wiki().ontology),
        chosen=chosen_values(asked),
        picked_chips=list(chips(asked, answer, field_labels(the_wiki().ontology))),
        start=replace(asked, page=1).address(),
        bare=Asked(text=asked.text).address(),
        meant=replace(asked, text=answer.suggestion, page=1).address(),
        typed=typed,
        startable=not title_problem(typed or asked.text),
        comparable=comparable(asked, answer),
        leads=leads(hit.title for hit in answer.hits),
    )


def comparable(asked: Asked, answer: SearchAnswer) -> str:
    """Return the address that puts the pages found side by side, "" when they are not of one kind with variables."""
    kinds = (
        {asked.kind}
        if asked.kind
        else {hit.kind for hit in answer.hits} | {each.value for each in answer.facets.get("kind", ())}
    )
    kind = the_wiki().ontology.by_name.get(next(iter(kinds), "")) if len(kinds) == 1 else None
    if kind is None or answer.total < TWO or not variables_of(kind):
        return ""
    return f"/compare?{urlencode(list(replace(asked, kind=kind.name, page=1).parameters()))}"


def chosen_values(asked: Asked) -> dict[str, tuple[str, ...]]:
    """Return the values asked for by field."""
    found: dict[str, tuple[str, ...]] = {"kind": (asked.kind,)} if asked.kind else {}
    for field, value in asked.filters:
        found[field] = (*found.get(field, ()), value)
    return found


def chips(asked: Asked, answer: SearchAnswer, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Put what narrows the search into words, each with the address of the search without it."""
    named = {(field, each.value): each.label for field, values in answer.facets.items() for each in values}
    if asked.kind:
        words = named.get(("kind", asked.kind), asked.kind)
        yield f"{labels['kind']}: {words}", replace(asked, kind="", page=1).address()
    for field, value in asked.filters:
        words = named.get((field, value), value)
        yield f"{labels[field]}: {words}", asked.without(field, value).address()
    if asked.since or asked.until:
        words = f"Years: {year_words(asked.since)}–{year_words(asked.until)}"
        yield words, replace(asked, since="", until="", page=1).address()


def field_labels(ontology: Ontology) -> dict[str, str]:
    """Name every facet."""
    return {"kind": "Kind"} | {key: each.label for key, each in ontology.by_key.items()}
