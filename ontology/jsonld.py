"""The JSON-LD context: the words of the front matter as JSON keys (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ontology.kinds import Field, Kind, Ontology, ValueType

XSD = "http://www.w3.org/2001/XMLSchema#"

_COERCIONS = {
    ValueType.PAGE: "@id",
    ValueType.CHOICE: "@id",
    ValueType.BOOLEAN: XSD + "boolean",
    ValueType.INTEGER: XSD + "integer",
    ValueType.DECIMAL: XSD + "decimal",
    ValueType.DATE: XSD + "date",
    ValueType.YEAR: XSD + "gYear",
    ValueType.URL: XSD + "anyURI",
}

_CODINGS = {
    "name": "rdfs:label",
    "Coding": "loom:Coding",
    "codedCase": {"@id": "loom:codedCase", "@type": "@id"},
    "codedVariable": {"@id": "loom:codedVariable", "@type": "@id"},
    "codedValue": "loom:codedValue",
    "instanceCase": {"@id": "loom:instanceCase", "@type": "@id"},
    "instancePattern": {"@id": "loom:instancePattern", "@type": "@id"},
    **{
        name: f"loom:{name}"
        for name in (
            "Instance",
            "AxisPosition",
            "DesignEffect",
            "Assessment",
            "HypothesisTest",
            "RoundCoding",
            "Crosswalk",
        )
    },
}


def context(ontology: Ontology) -> dict[str, Any]:
    """Return the context: keys that mean the same in every kind for all, the others for their class only."""
    everywhere = _agreed([*ontology.qualifiers, *(each for kind in ontology.kinds for each in kind.fields)])
    classes = {kind.iri.rpartition("#")[2]: _class(kind, everywhere) for kind in ontology.kinds}
    return {"@context": {"@version": 1.1, **ontology.prefixes, **_CODINGS, **classes, **everywhere}}


def context_text(ontology: Ontology) -> str:
    """Return the context as the text of `context.jsonld`."""
    return json.dumps(context(ontology), ensure_ascii=False, indent=1) + "\n"


def _agreed(fields: Iterable[Field]) -> dict[str, Any]:
    """Return the keys to which all the fields give one meaning."""
    found: dict[str, Any] = {}
    disputed: set[str] = set()
    for each in fields:
        if found.setdefault(each.key, _term(each)) != _term(each):
            disputed.add(each.key)
    return {key: found[key] for key in sorted(found) if key not in disputed}


def _class(kind: Kind, everywhere: dict[str, Any]) -> dict[str, Any]:
    """Return the term of a class, with the keys that mean something only there (type-scoped, section 4.1.10)."""
    own = {each.key: _term(each) for each in kind.fields if each.key not in everywhere}
    return {"@id": kind.iri, "@context": own} if own else {"@id": kind.iri}


def _term(field: Field) -> dict[str, Any]:
    coercion = _COERCIONS.get(field.type)
    return {"@id": field.iri, "@type": coercion} if coercion else {"@id": field.iri}
