"""Levels of measurement (S. S. Stevens, "On the Theory of Scales of Measurement", Science 103, 1946) of coded values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ontology.kinds import Field, ValueType
from patterns.values import option_word


class Level(StrEnum):
    """What may be said of two values: that they differ, which is more, by how much, by what factor."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers, not places in an order."""
        return self in (Level.INTERVAL, Level.RATIO)


_BY_SCALE = {
    "ordinal-scale": Level.ORDINAL,
    "interval-scale": Level.INTERVAL,
    "ratio-scale": Level.RATIO,
    "fuzzy-scale": Level.INTERVAL,
}
_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.YEAR, ValueType.DATE})


def level_of(field: Field, scale: str = "") -> Level:
    """Return the level of a field, from the scale its Variable page names (last segment of its IRI), else its type.

    Numbers, years and dates of which no page says more are interval; memberships of a fuzzy scale too. Ordinal is what
    has its options in order; anything else is nominal.
    """
    said = _BY_SCALE.get(scale)
    if said is Level.ORDINAL:
        return said if field.options else Level.NOMINAL
    if field.type not in _NUMBERS:
        return Level.NOMINAL
    return said or Level.INTERVAL


def on_scale(known: Iterable[tuple[str, str]], field: Field) -> float | None:
    """Return where on its scale a value stands: an option's place in the list, a number, a date's day.

    None when several things are said of it, when it is absent or does not apply, or when it cannot be read.
    """
    found = list(known)
    if len(found) != 1 or found[0][0] != "present":
        return None
    value = found[0][1]
    if field.options:
        words = [option_word(each.iri) for each in field.options]
        return float(words.index(value)) if value in words else None
    try:
        return float(date.fromisoformat(value).toordinal()) if field.type is ValueType.DATE else float(value)
    except ValueError:
        return None
