"""The description of `/api/v1` for programs (OpenAPI 3.1), the fields of every kind read from the ontology. Pure."""

from __future__ import annotations

from typing import Any

from ontology.jsonschema import DIALECT, definitions, kind_schema, sections_schema
from ontology.kinds import Kind, Ontology
from wiki.config import Config
from wiki.editing import LONGEST_SUMMARY
from wiki.web.apischemas import SCHEMAS
from wiki.web.listing import MOST

VERSION = "1"
PLACE = "#/components/schemas"


def description(ontology: Ontology, config: Config) -> dict[str, Any]:
    """Return the OpenAPI document of an installation."""
    kinds = [kind for kind in ontology.kinds if kind.fields]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{config.title}: pages for programs",
            "version": VERSION,
            "description": "Pages as text, fields and facts. Queries go to /sparql, searches to /search.",
            "license": {"name": config.license},
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": config.base}],
        "paths": {
            "/api/v1/pages": {"get": _list()},
            "/api/v1/pages/{title}": {"parameters": [_TITLE], **_page()},
            "/api/v1/changes": {"get": _changes()},
            "/api/v1/rounds": {"get": _rounds()},
            "/api/v1/rounds/{title}": {"parameters": [_TITLE], "get": _round(), "put": _code()},
            "/api/v1/scorecards": {"get": _scorecards()},
            "/api/v1/scorecards/{title}": {"parameters": [_TITLE], "get": _scorecard()},
            "/api/v1/hypotheses": {"get": _hypotheses()},
            "/api/v1/hypotheses/{title}": {"parameters": [_TITLE], "get": _hypothesis()},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**SCHEMAS, **definitions(ontology), **_kinds(kinds)},
        },
    }


def _kinds(kinds: list[Kind]) -> dict[str, Any]:
    """Return a schema for the fields of each kind, and for its pages."""
    found: dict[str, Any] = {}
    for kind in kinds:
        name = _name(kind)
        found[f"{name}Fields"] = kind_schema(kind, PLACE)
        found[name] = {
            "allOf": [
                {"$ref": "#/components/schemas/Page"},
                {
                    "type": "object",
                    "properties": {
                        "kind": {"const": kind.name},
                        "fields": {"$ref": f"#/components/schemas/{name}Fields"},
                        "sections": sections_schema(kind),
                    },
                },
            ]
        }
    return found


def _name(kind: Kind) -> str:
    return f"{kind.name.capitalize()}Page" if kind.name != "page" else "PlainPage"


def _answer(words: str, schema: str, *, tagged: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
    if tagged:
        found["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "The page's revision."}}
    return found


def _refusal(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _asked(
    name: str, words: str, kind: str = "string", where: str = "query", **bounds: Any
) -> dict[str, Any]:
    return {"name": name, "in": where, "description": words, "schema": {"type": kind, **bounds}}


_TITLE = {**_asked("title", "Full title, as in Case:Wikipedia.", where="path"), "required": True}
_IF_MATCH = _asked("If-Match", "ETag of the state you saw, or * for any.", where="header")
_IF_NONE_MATCH = _asked("If-None-Match", "*: only if there is no such page yet.", where="header")
_SUMMARY = _asked(
    "summary", "What was done and why; in JSON it stands in the body.", maxLength=LONGEST_SUMMARY
)
_BASE = _asked("base", "Revision the edit began from; in JSON it stands in the body.", "integer", minimum=1)
_LIMIT = _asked("limit", f"At most so many; {MOST:,} at most.", "integer", minimum=1)
_TOKEN: list[dict[str, list[str]]] = [{"token": []}]


def _plain_data(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": {"type": "object"}}}}


def _rounds() -> dict[str, Any]:
    return {
        "operationId": "listRounds",
        "summary": "Coding rounds, open ones first",
        "responses": {"200": _plain_data("The rounds.")},
    }


def _round() -> dict[str, Any]:
    return {
        "operationId": "getRound",
        "summary": "How a coding round stands; with a token also what its account codes next",
        "responses": {
            "200": _plain_data("The round."),
            "401": _refusal("The token is nobody's."),
            "404": _refusal("No such round."),
        },
    }


def _code() -> dict[str, Any]:
    return {
        "operationId": "codeCase",
        "summary": "Keep what the account says of a case of the round, blind",
        "security": _TOKEN,
        "parameters": [
            {**_asked("case", "Full title of the case."), "required": True},
            _asked("done", "yes: the coder is done with the case."),
        ],
        "requestBody": {"required": True, "content": {"text/markdown": {"schema": {"type": "string"}}}},
        "responses": {
            "200": _plain_data("It is kept."),
            "400": _refusal("The text cannot be read, or says something else than the round's variables."),
            "401": _refusal("No token, or nobody's."),
            "403": _refusal("The case is not to be had."),
            "404": _refusal("No such round."),
            "413": _refusal("The text is too large."),
            "415": _refusal("The body is of another type."),
        },
    }


def _list() -> dict[str, Any]:
    return {
        "operationId": "listPages",
        "summary": "Pages by title",
        "parameters": [
            _asked("kind", "Only pages of this kind."),
            _asked("after", "Pages behind this title."),
            _LIMIT,
        ],
        "responses": {
            "200": _answer("A stretch of the list.", "Pages"),
            "400": _refusal("No such kind or number."),
        },
    }


def _changes() -> dict[str, Any]:
    return {
        "operationId": "followChanges",
        "summary": "What happened after a position of the log, with the facts that came and went",
        "parameters": [
            _asked("since", "Position after which to begin; 0 is the beginning.", "integer", minimum=0),
            _LIMIT,
        ],
        "responses": {"200": _answer("Changes in order.", "Changes"), "400": _refusal("No such number.")},
    }


def _scorecards() -> dict[str, Any]:
    return {
        "operationId": "listScorecards",
        "summary": "What supports and refutes each pattern, in figures",
        "responses": {"200": _answer("All patterns by title.", "Scorecards")},
    }


def _scorecard() -> dict[str, Any]:
    return {
        "operationId": "getScorecard",
        "summary": "What the instances of a pattern say of it, each figure with its cases",
        "responses": {
            "200": _answer("The scorecard.", "Scorecard"),
            "400": _refusal("The page is no pattern."),
            "404": _refusal("There is no such page."),
        },
    }


def _hypotheses() -> dict[str, Any]:
    return {
        "operationId": "listHypotheses",
        "summary": "What codings and people say of each hypothesis, in figures",
        "responses": {"200": _answer("All hypotheses by title.", "Hypotheses")},
    }


def _hypothesis() -> dict[str, Any]:
    return {
        "operationId": "getHypothesis",
        "summary": "The test sheet of a hypothesis, each figure with its cases",
        "responses": {
            "200": _answer("The test sheet.", "Hypothesis"),
            "400": _refusal("The page is no hypothesis."),
            "404": _refusal("There is no such page."),
        },
    }


def _page() -> dict[str, Any]:
    unsaved = _refusal("Nothing was saved; both versions.")
    saved = {
        "200": _answer("Saved.", "Page", tagged=True),
        "201": _answer("The page is new.", "Page", tagged=True),
        **_REFUSED,
        "422": _refusal("The text would break what its kind asks for."),
    }
    return {
        "get": _read_page(),
        "put": {
            "operationId": "savePage",
            "summary": "Save over exactly the state that If-Match names, or make a new page",
            "security": _TOKEN,
            "parameters": [_IF_MATCH, _IF_NONE_MATCH, _SUMMARY],
            "requestBody": _BODY,
            "responses": {**saved, "412": unsaved, "428": _refusal("If-Match is missing.")},
        },
        "post": {
            "operationId": "editPage",
            "summary": "Save an edit made from revision `base`, merged with what others saved since",
            "security": _TOKEN,
            "parameters": [_SUMMARY, _BASE],
            "requestBody": _BODY,
            "responses": {**saved, "409": unsaved},
        },
        "delete": _delete_page(unsaved),
    }


def _read_page() -> dict[str, Any]:
    missing = _refusal("There is no such page, or it was deleted.")
    return {
        "operationId": "readPage",
        "summary": "A page: text, fields, facts, findings",
        "parameters": [
            _asked("oldid", "As this revision had it.", "integer", minimum=1),
            _asked("asof", "As it was on a date or at a time."),
        ],
        "responses": {
            "200": _answer("The page.", "Page", tagged=True),
            "304": {"description": "If-None-Match names the state it is in."},
            "400": _refusal("No page can have that title, or the revision or the date cannot be read."),
            "404": missing,
            "410": missing,
        },
    }


def _delete_page(unsaved: dict[str, Any]) -> dict[str, Any]:
    refused = {status: _REFUSED[status] for status in ("400", "401", "403")}
    return {
        "operationId": "deletePage",
        "summary": "Delete the page in the state that If-Match names",
        "security": _TOKEN,
        "parameters": [_IF_MATCH, _SUMMARY],
        "responses": {
            "200": _answer("Deleted; the history stays.", "Deleted"),
            **refused,
            "412": unsaved,
            "428": _refusal("If-Match is missing."),
        },
    }


_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Edit"}},
        "text/markdown": {"schema": {"type": "string"}},
    },
}
_REFUSED = {
    "400": _refusal("No page can have that title, or the body cannot be read."),
    "401": _refusal("No token, or nobody's."),
    "403": _refusal("The account may not do this."),
    "413": _refusal("The text is too large."),
    "415": _refusal("The body is of another type."),
}
