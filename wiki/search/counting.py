"""Facet counts over a whole result, from the codes of its pages."""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest

from sqlalchemy import Connection

from wiki.ports import FacetValue
from wiki.search.rows import CODE, FIELD_SHIFT

VALUES = 20  # shown of a field


def count(codes: Iterable[bytes]) -> Counter[int]:
    """Count how many pages have each facet value, given the pages' codes."""
    found = array(CODE)
    found.frombytes(b"".join(codes))
    return Counter(found)


def most_frequent(counted: Mapping[int, int]) -> list[int]:
    """Return the VALUES most frequent codes of each field; of equally frequent ones, those known longest."""
    fields: dict[int, list[int]] = defaultdict(list)
    for code in counted:
        fields[code >> FIELD_SHIFT].append(code)
    return [
        code
        for values in fields.values()
        for code in nsmallest(VALUES, values, key=lambda each: (-counted[each], each))
    ]


def labelled(connection: Connection, counted: Mapping[int, int]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the counts by field as facets, most frequent first, "kind" always among them."""
    found: dict[str, list[FacetValue]] = {"kind": []}
    rows = connection.exec_driver_sql(
        "SELECT id, field, value, label FROM search_values WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(most_frequent(counted)),),
    )
    for code, field, value, label in rows:
        found.setdefault(field, []).append(FacetValue(value, label, counted[code]))
    return {
        field: tuple(sorted(values, key=lambda each: (-each.count, each.label)))
        for field, values in found.items()
    }
