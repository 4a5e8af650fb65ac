"""The conversion as bytes in, bytes out: so that it can run where it can be stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

import mwparserfromhell.parser.contexts  # noqa: F401 - the parser loads it late, where no file can be opened

from importers.wikitext.convert import convert
from importers.wikitext.writing import Call, Converted, Namespaces, Rules, Statement

WORK = "wikitext"
"""Name this work is registered under."""


def packed(text: str, rules: Rules) -> bytes:
    """Return a text and its rules as bytes."""
    values = {each.name: getattr(rules, each.name) for each in fields(Rules)}
    values["namespaces"] = asdict(rules.namespaces)
    return json.dumps({"text": text, "rules": values}, default=sorted).encode()


def convert_bytes(payload: bytes) -> bytes:
    """Convert what `packed` made: what runs where it can be stopped."""
    given = json.loads(payload)
    return json.dumps(asdict(convert(given["text"], _rules(given["rules"])))).encode()


def unpacked(answer: bytes) -> Converted:
    """Return what `convert_bytes` made."""
    read: dict[str, Any] = json.loads(answer)
    return Converted(
        body=read["body"],
        categories=tuple(read["categories"]),
        calls=tuple(Call(**each) for each in read["calls"]),
        statements=tuple(Statement(**each) for each in read["statements"]),
        languages=tuple((code, title) for code, title in read["languages"]),
        unknown=read["unknown"],
        issues=tuple(read["issues"]),
    )


def _rules(written: dict[str, Any]) -> Rules:
    namespaces = Namespaces(**{key: frozenset(names) for key, names in written.pop("namespaces").items()})
    dropped, taken = frozenset(written.pop("dropped")), frozenset(written.pop("taken"))
    return Rules(**written, dropped=dropped, taken=taken, namespaces=namespaces)
