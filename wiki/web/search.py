"""Searching: a page for people, the same as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from ontology.kinds import Ontology
from ontology.variables import variables_of
from patterns.links import page_path, title_problem
from wiki.ports import SearchAnswer, SearchRequest
from wiki.search.language import field_key
from wiki.web import sharing
from wiki.web.negotiation import choose
from wiki.web.session import the_wiki

door = Blueprint("search", __name__)
SIZE = 20  # hits on a page
LAST_PAGE = 500
TWO = 2  # pages that can be compared
OWN = frozenset({"q", "kind", "page", "from", "to", "format"})
"""Parameters that are no facet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it."""

    text: str = ""
    kind: str = ""
    filters: tuple[tuple[str, str], ...] = ()  # (field, value), in the address's order
    since: str = ""  # first and last year, as typed
    until: str = ""
    page: int = 1

    @property
    def empty(self) -> bool:
        """Say whether nothing is looked for."""
        return not (self.text.strip() or self.kind or self.filters or self.since or self.until)

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Give what an address needs to ask the same again."""
        named = (("q", self.text), ("kind", self.kind), ("from", self.since), ("to", self.until))
        yield from ((name, value) for name, value in named if value)
        yield from self.filters
        if self.page > 1:
            yield "page", str(self.page)

    def address(self) -> str:
        """Return the address of this search."""
        return f"/search?{urlencode(list(self.parameters()))}"

    def without(self, field: str, value: str) -> Asked:
        """Return the search without one value of a facet."""
        kept = tuple(pair for pair in self.filters if pair != (field, value))
        return replace(self, filters=kept, page=1)

    def has(self, field: str, value: str) -> bool:
        """Say whether a value of a facet is asked for."""
        return value == self.kind if field == "kind" else (field, value) in self.filters


@door.route("/search", methods=["GET", "OPTIONS"])
def search() -> Response:
    """Answer a search as JSON or as a page."""
    if request.method == "OPTIONS":
        return sharing.share(make_response("", 204))
    asked = read_asked()
    answer = the_wiki().search.search(request_of(asked))
    answer = replace(answer, suggestion=as_typed(answer.suggestion, asked))
    response = give_json(asked, answer) if wants_json() else make_response(page(asked, answer))
    response.vary.add("Accept")
    return response


def wants_json() -> bool:
    """Say whether the client prefers JSON, or its address asks for it."""
    if "format" in request.args:
        return request.args["format"].lower() == "json"
    return choose(request.headers.get("Accept"), ["text/html", "application/json"]) == "application/json"


def read_asked() -> Asked:
    """Read the address; what makes no sense in it counts as not written."""
    fields = the_wiki().ontology.by_key
    written = request.args.get("page", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < len("10000") else 1
    chosen = (
        (field_key(name), value)
        for name, value in request.args.items(multi=True)
        if name not in OWN and value
    )
    return Asked(
        text=request.args.get("q", ""),
        kind=request.args.get("kind", "").strip(),
        filters=tuple(dict.fromkeys(pair for pair in chosen if pair[0] in fields)),
        since=year(request.args.get("from", "")),
        until=year(request.args.get("to", "")),
        page=min(max(number, 1), LAST_PAGE),
    )


def year(written: str) -> str:
    """Return a year of one to four digits, "" for anything else."""
    found = written.strip()
    return found if found.isascii() and found.isdigit() and len(found) <= len("2008") else ""


def request_of(asked: Asked) -> SearchRequest:
    """Put a search into the port's words; years become a part of the query."""
    filters: dict[str, tuple[str, ...]] = {}
    for field, value in asked.filters:
        filters[field] = (*filters.get(field, ()), value)
    text = asked.text
    if asked.since or asked.until:
        text = narrowed(text, years_query(asked))
    return SearchRequest(text=text, kind=asked.kind, filters=filters, page=asked.page, size=SIZE)


def years_query(asked: Asked) -> str:
    """Return the query for a year between two."""
    return f"year:[{asked.since and asked.since.zfill(4)} TO {asked.until and asked.until.zfill(4)}]"


def narrowed(text: str, further: str) -> str:
    """Join a query with a further condition; one with loose brackets or quotes is not put into brackets."""
    if not text.strip():
        return further
    whole = text.count("(") == text.count(")") and text.count('"') % 2 == 0
    return f"({text}) AND {further}" if whole else f"{text} {further}"


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


def page(asked: Asked, answer: SearchAnswer) -> str:
    """Render the search page."""
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
        startable=not title_problem(asked.text),
        comparable=comparable(asked, answer),
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
        words = f"Years: {asked.since or '…'}–{asked.until or '…'}"
        yield words, replace(asked, since="", until="", page=1).address()


def field_labels(ontology: Ontology) -> dict[str, str]:
    """Name every facet."""
    return {"kind": "Kind"} | {key: each.label for key, each in ontology.by_key.items()}
