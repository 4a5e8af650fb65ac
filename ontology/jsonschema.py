"""Kinds as JSON Schema (draft 2020-12, https://json-schema.org/draft/2020-12), made from the shapes' fields alone.

A schema describes a page's front matter as JSON: the keys of its kind, each with one value, a list of values, or values
with their evidence. Keys that no field has are allowed, as on pages. A breach that the shape calls a warning or an info
is no breach of the schema's structure only where JSON Schema cannot tell; `x-severity` says how much each matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ontology.kinds import Field, Kind, Ontology, Severity, ValueType

DIALECT = "https://json-schema.org/draft/2020-12/schema"

WITHOUT_VALUE = ("unknown", "not applicable", "absent")
"""Words that stand in the place of a value where a field can be coded."""

_YEARS = r"^(-?[0-9]{4}|-[1-9][0-9]{4,5}|[0-9]{1,6} ?BCE?|[0-9]{1,4} ?(CE|AD)|AD ?[0-9]{1,4})$"
_SCALARS: dict[ValueType, dict[str, Any]] = {
    ValueType.INTEGER: {"type": "integer"},
    ValueType.DECIMAL: {"type": "number"},
    ValueType.BOOLEAN: {"type": "boolean"},
    ValueType.DATE: {"type": "string", "format": "date"},
    ValueType.YEAR: {"anyOf": [{"type": "string", "pattern": _YEARS}, {"type": "integer"}]},
    ValueType.URL: {"type": "string", "format": "iri"},
    ValueType.TEXT: {"type": ["string", "number", "boolean"]},
    ValueType.PROSE: {"type": ["string", "number", "boolean"]},
}


EVIDENCE = "Evidence"
"""Name of the schema of a statement's qualifiers, which the others refer to."""


def kind_schema(kind: Kind, place: str = "#/$defs") -> dict[str, Any]:
    """Return the schema of the front matter of one kind of page; `definitions` are looked for at `place`."""
    said = [each for each in kind.fields if not each.section]
    return {
        "title": kind.label,
        "description": kind.definition,
        "type": "object",
        "properties": {
            "kind": {"const": kind.name},
            "title": {"type": ["string", "number", "boolean"]},
            **{each.key: field_schema(each, place) for each in said},
        },
        "required": [each.key for each in said if each.required and each.severity is Severity.VIOLATION],
        "x-iri": kind.iri,
    }


def field_schema(field: Field, place: str = "#/$defs") -> dict[str, Any]:
    """Return the schema of what may stand under a field's key: one value, or a list of values."""
    one = _one(field, place)
    return {
        "title": field.label,
        "description": field.definition,
        "anyOf": [one, {"type": "array", "items": one}],
        "x-iri": field.iri,
        "x-type": field.type.value,
        "x-severity": field.severity.value,
        "x-group": field.group,
        "x-many": field.many,
        "x-facet": field.facet,
    }


def sections_schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of the sections of a page that are fields of its kind: Markdown under a key."""
    return {
        "type": "object",
        "properties": {
            each.key: {
                "type": "string",
                "title": each.label,
                "description": each.definition,
                "x-iri": each.iri,
            }
            for each in kind.fields
            if each.section
        },
        "additionalProperties": False,
    }


def document(kind: Kind, ontology: Ontology) -> dict[str, Any]:
    """Return a kind's schema as a document of its own."""
    return {"$schema": DIALECT, **kind_schema(kind), "$defs": definitions(ontology)}


def definitions(ontology: Ontology) -> dict[str, Any]:
    """Return the schemas that those of kinds and fields refer to."""
    return {
        EVIDENCE: {"type": "object", "properties": {each.key: _value(each) for each in ontology.qualifiers}}
    }


def _one(field: Field, place: str) -> dict[str, Any]:
    value = _value(field)
    bare = {"anyOf": [value, {"enum": list(WITHOUT_VALUE)}]} if field.codable else value
    return {"anyOf": [bare, _coding(value, place)]}


def _value(field: Field) -> dict[str, Any]:
    if field.type is ValueType.CHOICE:
        return {"enum": list(_words(field))}
    if field.type is ValueType.PAGE:
        return {"type": "string", "x-kinds": list(field.kinds)}
    found = dict(_SCALARS[field.type])
    if field.pattern:
        found["pattern"] = field.pattern
    if field.minimum is not None:
        found["minimum"] = field.minimum
    if field.maximum is not None:
        found["maximum"] = field.maximum
    return found


def _words(field: Field) -> Iterable[str]:
    """Return the ways to write each option: its label, and the last part of its IRI."""
    segments = (each.iri.replace("#", "/").rpartition("/")[2] for each in field.options)
    return dict.fromkeys([*(each.label for each in field.options), *segments])


def _coding(value: dict[str, Any], place: str) -> dict[str, Any]:
    """Return the schema of a value with its evidence; a status may stand without a value."""
    return {
        "allOf": [{"$ref": f"{place}/{EVIDENCE}"}],
        "properties": {"value": value},
        "anyOf": [{"required": ["value"]}, {"required": ["status"]}],
    }
