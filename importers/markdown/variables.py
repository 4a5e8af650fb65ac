"""The Variable pages that a profile makes of fields, with what the collection's own schema says of them."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from importers.draft import Draft, Issue
from importers.profile import Profile
from importers.source import Source
from ontology.variables import VariableEntry
from patterns import frontmatter

VARIABLE = "variable"
"""What stands before the colon of a field that becomes a variable: `variable:Board size`."""


def variable_key(name: str) -> str:
    """Return the key of a variable in the front matter."""
    return VariableEntry(name, "").key


def variable_drafts(source: Source, profile: Profile) -> Iterator[Draft | Issue]:
    """Yield a page for each variable of a profile; its question is what the schema says of the field."""
    named: dict[str, list[str]] = {}
    for path, rule in profile.fields.items():
        where, _, name = rule.key.partition(":")
        if where == VARIABLE and name:
            named.setdefault(name, []).append(path)
    schema = yield from _schema(source, profile)
    kinds = [source.ontology.by_name[each].label for each in _kinds(source, profile)]
    for name, paths in named.items():
        found = (schema[path] for path in paths if isinstance(schema.get(path), Mapping))
        said: Mapping[str, Any] = next(found, {})
        front: dict[str, Any] = {
            "kind": VARIABLE,
            "title": name,
            "question": str(said.get("description") or f"What does the collection say under “{paths[0]}”?"),
            "applies_to": kinds,
            **({"theory": profile.evidence} if profile.evidence else {}),
            "license": source.license or profile.license,
            "attribution": profile.attribution,
        }
        label = str(said.get("title") or "")
        text = f"The field “{paths[0]}” of {profile.label}" + (
            f", there called “{label}”.\n" if label else ".\n"
        )
        kept = {key: value for key, value in front.items() if value}
        origin = f"{profile.name}:variable:{name}"
        place = f"profile {profile.name}"
        yield Draft(f"Variable:{name}", frontmatter.compose(kept, text), place, origin, supplements=True)


def _kinds(source: Source, profile: Profile) -> list[str]:
    kinds = dict.fromkeys(rule.kind for rule in profile.files if rule.kind)
    return [kind for kind in kinds if kind in source.ontology.by_name]


def _schema(source: Source, profile: Profile) -> Generator[Issue, None, dict[str, Any]]:
    """Return the properties of the collection's schema by field; {} when it has none, or it cannot be read."""
    if not profile.schema:
        return {}
    root = source.path if source.path.is_dir() else source.path.parent
    found = next(
        (each for each in (Path(root, profile.schema), Path(root.parent, profile.schema)) if each.is_file()),
        None,
    )
    if found is None:
        yield Issue(profile.schema, "the schema is not there; variables got no question of their own")
        return {}
    try:
        properties = json.loads(found.read_bytes())["properties"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        properties = None
    if not isinstance(properties, dict):
        yield Issue(profile.schema, "the schema cannot be read; variables got no question of their own")
        return {}
    return properties
