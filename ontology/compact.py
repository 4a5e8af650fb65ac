"""Kinds as JSON: what starting reads instead of some twenty Turtle files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ontology.entailment import Rules
from ontology.kinds import Field, Kind, Ontology, Option, Severity, ValueType


def turtle_files(folder: Path) -> list[Path]:
    """List the shapes and vocabulary files below an ontology folder, sorted."""
    return sorted([*(folder / "shapes").glob("*.ttl"), *(folder / "vocabulary").glob("*.ttl")])


def digest(folder: Path) -> str:
    """Return the SHA-256 over names and bytes of the folder's Turtle files."""
    found = hashlib.sha256()
    for path in turtle_files(folder):
        content = path.read_bytes()
        found.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def dump(ontology: Ontology, digest: str) -> str:
    """Return the ontology as JSON text with the digest of what it was read from; defaults are left out."""
    whole = {
        "digest": digest,
        "prefixes": dict(ontology.prefixes),
        "rules": asdict(ontology.rules),
        "qualifiers": [_plain_field(each) for each in ontology.qualifiers],
        "kinds": [
            {**asdict(kind), "fields": [_plain_field(each) for each in kind.fields]}
            for kind in ontology.kinds
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read(path: Path, digest: str) -> Ontology | None:
    """Return the ontology kept in the file; None if there is none or it was made from other files."""
    if not path.exists():
        return None
    whole = json.loads(path.read_text(encoding="utf-8"))
    if whole["digest"] != digest:
        return None
    return Ontology(
        kinds=tuple(_kind(each) for each in whole["kinds"]),
        qualifiers=tuple(_field(each) for each in whole["qualifiers"]),
        prefixes=whole["prefixes"],
        rules=_rules(whole["rules"]),
    )


_ALWAYS = {"many", "minimum", "maximum"}  # where 0 and false are not the default


def _plain_field(field: Field) -> dict[str, Any]:
    return {
        key: value
        for key, value in asdict(field).items()
        if value not in ((), "", False, None) or key in _ALWAYS
    }


def _rules(plain: dict[str, Any]) -> Rules:
    return Rules(
        {each: tuple(found) for each, found in plain["classes"].items()},
        {
            each: tuple((other, swapped) for other, swapped in found)
            for each, found in plain["properties"].items()
        },
    )


def _kind(plain: dict[str, Any]) -> Kind:
    return Kind(**{**plain, "fields": tuple(_field(each) for each in plain["fields"])})


def _field(plain: dict[str, Any]) -> Field:
    typed = {
        "type": ValueType(plain["type"]),
        "severity": Severity(plain["severity"]),
        "kinds": tuple(plain.get("kinds", ())),
        "headings": tuple(plain.get("headings", ())),
        "qualifies": tuple(plain.get("qualifies", ())),
        "options": tuple(Option(**each) for each in plain.get("options", ())),
    }
    return Field(**{**plain, **typed})
