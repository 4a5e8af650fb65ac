"""The description of `/api/v1` for programs (OpenAPI 3.1), the fields of every kind read from the ontology. Pure."""

from __future__ import annotations

from typing import Any

from ontology.jsonschema import DIALECT, definitions, kind_schema, sections_schema
from ontology.kinds import Kind, Ontology
from wiki.config import Config

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
            "schemas": {**_SCHEMAS, **definitions(ontology), **_kinds(kinds)},
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


def _asked(name: str, words: str, kind: str = "string", where: str = "query") -> dict[str, Any]:
    return {"name": name, "in": where, "description": words, "schema": {"type": kind}}


_TITLE = {**_asked("title", "Full title, as in Case:Wikipedia.", where="path"), "required": True}
_IF_MATCH = _asked("If-Match", "ETag of the state you saw.", where="header")
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
        "responses": {"200": _plain_data("The round."), "404": _refusal("No such round.")},
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
            "401": _refusal("No token."),
            "403": _refusal("The case is not to be had."),
            "404": _refusal("No such round."),
        },
    }


def _list() -> dict[str, Any]:
    return {
        "operationId": "listPages",
        "summary": "Pages by title",
        "parameters": [
            _asked("kind", "Only pages of this kind."),
            _asked("after", "Pages behind this title."),
            _asked("limit", "At most so many; 1,000 at most.", "integer"),
        ],
        "responses": {"200": _answer("A stretch of the list.", "Pages"), "400": _refusal("No such kind.")},
    }


def _changes() -> dict[str, Any]:
    return {
        "operationId": "followChanges",
        "summary": "What happened after a position of the log, with the facts that came and went",
        "parameters": [
            _asked("since", "Position after which to begin; 0 is the beginning.", "integer"),
            _asked("limit", "At most so many; 1,000 at most.", "integer"),
        ],
        "responses": {"200": _answer("Changes in order.", "Changes")},
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
    missing, unsaved = (
        _refusal("There is no such page, or it was deleted."),
        _refusal("Nothing was saved; both versions."),
    )
    body = {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Edit"}},
            "text/markdown": {"schema": {"type": "string"}},
        },
    }
    common = {
        "401": _refusal("No token, or nobody's."),
        "422": _refusal("The text would break what its kind asks for."),
    }
    saved = {
        "200": _answer("Saved.", "Page", tagged=True),
        "201": _answer("The page is new.", "Page", tagged=True),
    }
    return {
        "get": {
            "operationId": "readPage",
            "summary": "A page: text, fields, facts, findings",
            "parameters": [
                _asked("oldid", "As this revision had it.", "integer"),
                _asked("asof", "As it was on a date or at a time."),
            ],
            "responses": {"200": _answer("The page.", "Page", tagged=True), "404": missing, "410": missing},
        },
        "put": {
            "operationId": "savePage",
            "summary": "Save over exactly the state that If-Match names, or make a new page",
            "security": _TOKEN,
            "parameters": [_IF_MATCH],
            "requestBody": body,
            "responses": {**saved, **common, "412": unsaved, "428": _refusal("If-Match is missing.")},
        },
        "post": {
            "operationId": "editPage",
            "summary": "Save an edit made from revision `base`, merged with what others saved since",
            "security": _TOKEN,
            "requestBody": body,
            "responses": {**saved, **common, "409": unsaved},
        },
        "delete": {
            "operationId": "deletePage",
            "summary": "Delete the page in the state that If-Match names",
            "security": _TOKEN,
            "parameters": [_IF_MATCH, _asked("summary", "Why.")],
            "responses": {
                "200": {"description": "Deleted; the history stays."},
                "401": common["401"],
                "412": unsaved,
            },
        },
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_TEXT, _COUNT = {"type": "string"}, {"type": "integer"}
_TIME = {"type": "string", "format": "date-time"}
_MAYBE = {"type": ["string", "null"]}
_MAYBE_COUNT = {"type": ["integer", "null"]}
_FINDING = _object(
    severity={"enum": ["violation", "warning", "info"]},
    message=_TEXT,
    key=_MAYBE,
    line={"type": ["integer", "null"]},
)
_FIGURES: dict[str, Any] = {
    "title": _TEXT,
    "url": _TEXT,
    "maturity": {"enum": ["initial", "structured", "validated"]},
    "stated_maturity": _MAYBE,
    "stars": {"type": ["integer", "null"]},
    **dict.fromkeys(("supporting", "independent", "partial", "adapted", "refuting", "unanswered"), _COUNT),
    "agreement": {"type": ["number", "null"]},
    "last_evidence": _MAYBE,
    "boundary": _TEXT,
    "earned_stars": _COUNT,
    "claim": _MAYBE,
    "signature": _MAYBE,
    "frozen": _MAYBE,
    **dict.fromkeys(("hits", "misses", "lineages_hit", "lineages_missed"), _MAYBE_COUNT),
}
_TESTED: dict[str, Any] = {
    **dict.fromkeys(("title", "url", "verdict", "people_say"), _TEXT),
    **dict.fromkeys(("claim", "signature"), _MAYBE),
    **dict.fromkeys(("holds_in", "fails_in", "lineages", "supporting", "independent"), _COUNT),
    **dict.fromkeys(("refuting", "unanswered", "contested", "to_code"), _COUNT),
    "chance": {"type": ["number", "null"]},
}
_LIST: dict[str, Any] = {"type": "array"}
_ANY: dict[str, Any] = {"type": "object"}

_SCHEMAS: dict[str, Any] = {
    "Page": _object(
        title=_TEXT,
        kind=_TEXT,
        redirect=_MAYBE,
        id={"type": "string", "format": "iri"},
        url={"type": "string", "format": "iri"},
        revision=_COUNT,
        parent={"type": ["integer", "null"]},
        time=_TIME,
        author=_TEXT,
        summary=_TEXT,
        sha256=_TEXT,
        text=_TEXT,
        fields={"type": "object"},
        sections={"type": "object"},
        facts={"description": "JSON-LD"},
        findings={"type": "array", "items": _FINDING},
    ),
    "Edit": {
        "type": "object",
        "properties": {"text": _TEXT, "summary": _TEXT, "base": {"type": ["integer", "null"]}},
        "required": ["text"],
        "additionalProperties": False,
    },
    "Scorecards": _object(scorecards={"type": "array", "items": _object(**_FIGURES)}),
    "Scorecard": _object(
        **_FIGURES,
        **dict.fromkeys(("cases", "independence", "coders", "separation"), _ANY),
        **dict.fromkeys(("instances", "checklist", "contexts", "problems", "confidences"), _LIST),
        badge=_ANY,
        prediction={"type": ["object", "null"]},
        record={"type": ["object", "null"]},
        refuters={"type": ["object", "null"]},
        earlier_records=_LIST,
    ),
    "Hypotheses": _object(hypotheses={"type": "array", "items": _object(**_TESTED)}),
    "Hypothesis": _object(
        **_TESTED,
        **dict.fromkeys(("by_codings", "by_people", "stated"), _ANY),
        **dict.fromkeys(("problems", "tested_by", "thresholds", "differences"), _LIST),
        table={"type": ["object", "null"]},
        record={"type": ["object", "null"]},
    ),
    "Pages": _object(
        pages={
            "type": "array",
            "items": _object(title=_TEXT, kind=_TEXT, size=_COUNT, time=_TIME, url=_TEXT, api=_TEXT),
        },
        next=_MAYBE,
    ),
    "Changes": _object(
        changes={
            "type": "array",
            "items": _object(
                position=_COUNT,
                title=_TEXT,
                before=_MAYBE,
                kind=_TEXT,
                action=_TEXT,
                author=_TEXT,
                summary=_TEXT,
                time=_TIME,
                added={"type": "array", "items": _TEXT},
                removed={"type": "array", "items": _TEXT},
            ),
        },
        position=_COUNT,
        head=_COUNT,
        next=_MAYBE,
    ),
    "Problem": {
        "type": "object",
        "properties": {"title": _TEXT, "status": _COUNT, "detail": _TEXT},
        "required": ["title", "status", "detail"],
    },
}
