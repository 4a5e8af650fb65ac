"""JSON Schemas of what `/api/v1` takes and gives, for its description (OpenAPI 3.1). Pure."""

from __future__ import annotations

from typing import Any

from wiki.editing import LONGEST_SUMMARY


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

SCHEMAS: dict[str, Any] = {
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
        "properties": {
            "text": _TEXT,
            "summary": {"type": "string", "maxLength": LONGEST_SUMMARY},
            "base": {"type": ["integer", "null"], "minimum": 1},
        },
        "required": ["text"],
        "additionalProperties": False,
    },
    "Deleted": _object(title=_TEXT, revision=_COUNT, deleted={"const": True}),
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
