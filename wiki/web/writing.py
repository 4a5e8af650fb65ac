"""How a field is written in a page's text: an example made from the field itself. Pure."""

from __future__ import annotations

import re
from typing import Any

from ontology.kinds import Field, Kind, Ontology, Option, ValueType
from patterns import frontmatter

_QUOTED = re.compile(r"“([^”]+)”")
_PLAIN: dict[ValueType, Any] = {
    ValueType.DATE: "2008-05-01",
    ValueType.YEAR: 2008,
    ValueType.BOOLEAN: True,
    ValueType.URL: "https://example.org/",
    ValueType.TEXT: "some words",
    ValueType.PROSE: "some words",
}


def example(kind: Kind, field: Field, ontology: Ontology, option: Option | None = None) -> str:
    """Return the text of a page of the kind that says something with the field."""
    said = {"kind": kind.name, "title": f"Name of the {kind.label.lower()}"}
    if field.section:
        return frontmatter.compose(said, f"## {field.label}\n\n{field.definition}\n")
    return frontmatter.compose({**said, field.key: value_of(field, ontology, option)}, "")


def with_evidence(kind: Kind, field: Field, ontology: Ontology, option: Option | None = None) -> str:
    """Return the same with source and quotation, "" for a field whose values are not coded."""
    if not field.codable:
        return ""
    coded = {
        "value": value_of(field, ontology, option),
        "source": "Title of the source",
        "quote": "what it says, word for word",
        "confidence": "high",
    }
    said = {"kind": kind.name, "title": f"Name of the {kind.label.lower()}", field.key: [coded]}
    return frontmatter.compose(said, "")


def qualified(qualifier: Field, ontology: Ontology, option: Option | None = None) -> str:
    """Return a coded statement that carries the qualifier, "" where no field can be coded."""
    fitting = (
        (kind, each) for kind in ontology.kinds for each in kind.fields if each.codable and each.options
    )
    kind, field = next(fitting, (None, None))
    if kind is None or field is None:
        return ""
    coded = {"value": value_of(field, ontology), qualifier.key: value_of(qualifier, ontology, option)}
    return frontmatter.compose({"kind": kind.name, field.key: [coded]}, "")


def typed_link(field: Field, ontology: Ontology) -> str:
    """Return the field as a link in running text, "" if its value is not a page."""
    if field.type is not ValueType.PAGE:
        return ""
    kind = ontology.by_name[field.kinds[0]] if field.kinds else None
    prefix = f"{kind.namespace}:" if kind and kind.namespace else ""
    return f"[[{field.key}::{prefix}{value_of(field, ontology)}]]"


def value_of(field: Field, ontology: Ontology, option: Option | None = None) -> Any:
    """Return a value the field takes."""
    if field.type is ValueType.CHOICE:
        return (option or field.options[0]).label
    if field.type is ValueType.PAGE:
        words = ontology.by_name[field.kinds[0]].label.lower() if field.kinds else "page"
        return f"Name of the {words}"
    if field.type in (ValueType.INTEGER, ValueType.DECIMAL):
        return int(field.minimum if field.minimum is not None else 3)
    return quoted_example(field) or _PLAIN[field.type]


def quoted_example(field: Field) -> str:
    """Return the first quotation in the field's own words that fits its pattern, "" if it has no pattern."""
    if not field.pattern:
        return ""
    quoted = _QUOTED.findall(f"{field.message} {field.definition}")
    return next((each for each in quoted if re.search(field.pattern, each)), "")
