"""The Variable pages that a mapping makes of columns. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from importers.draft import Draft
from importers.table.mapping import ColumnRule, TableProfile, filled
from importers.table.opening import Table
from importers.table.values import read_title
from patterns import frontmatter


def variable_draft(
    table: Table, column: str, rule: ColumnRule, profile: TableProfile, provenance: Mapping[str, Any]
) -> Draft | None:
    """Return the page of a column's variable; None when its name cannot be a title."""
    said, entry = rule.variable, table.entries.get(column)
    name = read_title(entry.name) if entry else None
    if said is None or entry is None or name is None:
        return None
    front: dict[str, Any] = {"kind": "variable", "title": name}
    front |= {"aliases": [column]} if column != name else {}
    front |= {key: _filled(value, rule.column, column) for key, value in said.front.items()}
    front.setdefault("question", f"What does the table say under “{column}”?")
    front.setdefault("applies_to", [table.kind.label])
    if source := provenance.get("derived_from"):
        front.setdefault("theory", source)
    front |= {key: value for key, value in provenance.items() if key not in front}
    text = filled(said.text, rule.column, column)
    origin = f"{profile.name}:variable:{name}"
    place = table.sheet.at(table.headed.last)
    return Draft(
        f"Variable:{name}",
        frontmatter.compose(front, f"{text}\n" if text else ""),
        place,
        origin,
        supplements=True,
    )


def _filled(value: Any, pattern: str, column: str) -> Any:
    if isinstance(value, str):
        return filled(value, pattern, column)
    return [_filled(each, pattern, column) for each in value] if isinstance(value, list) else value
