"""What a snak says, as words for people and as a value of one of our fields. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from importers.naming import page_name
from importers.wikidata.known import COUNTRIES
from importers.wikidata.names import Named
from ontology.kinds import Field, ValueType
from patterns.page import Value
from patterns.years import written

YEAR, MONTH, DAY = 9, 10, 11
"""Precisions of Wikibase's time values from which on a year is certain."""
MILLENNIUM, CENTURY, DECADE = 6, 7, 8

_TIME = re.compile(r"([+-])0*(\d{1,11})-(\d\d)-(\d\d)T")


_STATED = re.compile(r"([0-9]{1,6})(?:-[0-9-]+)?( BCE)?")


def said_time(value: Any) -> str:
    """Return a time as ISO 8601, as far as it is precise: "2008", "2008-05", "2008-05-01"; "" if it is no such time.

    Years before our era are numbered from 1 back, as Wikibase's JSON numbers them (its data model, "Dates and times").
    """
    found = _TIME.match(str(value.get("time", ""))) if isinstance(value, dict) else None
    if not found:
        return ""
    sign, year, month, day = found.groups()
    precision = value.get("precision", DAY)
    before = sign == "-"
    written, era = year if before else year.zfill(4), " BCE" if before else ""
    if not isinstance(precision, int) or precision < YEAR:
        return f"{_span(int(year), precision) or f'about {written}'}{era}"
    if precision >= DAY and day != "00":
        return f"{written}-{month}-{day}{era}"
    return f"{written}-{month}{era}" if precision >= MONTH and month != "00" else f"{written}{era}"


def _span(year: int, precision: Any) -> str:
    """Return the decade, century or millennium that a year stands for, "" for no such span.

    The years 1201 to 1300 are the 13th century, 1990 to 1999 the 1990s (Wikidata, Help:Dates).
    """
    if precision == DECADE:
        return f"{year // 10 * 10}s"
    length, called = {CENTURY: (100, "century"), MILLENNIUM: (1000, "millennium")}.get(precision, (0, ""))
    return f"{ordinal(-(-year // length))} {called}" if length and year else ""


def ordinal(number: int) -> str:
    """Return a number as in a row.

    >>> [ordinal(each) for each in (1, 2, 3, 11, 12, 21, 113)]
    ['1st', '2nd', '3rd', '11th', '12th', '21st', '113th']
    """
    last = 0 if number // 10 % 10 == 1 else number % 10
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def year_of(value: Any) -> int | str | None:
    """Return the year of a time that is precise to the year, as a page writes it."""
    found = _STATED.fullmatch(said_time(value))
    if not found or not int(found[1]):
        return None
    return written(1 - int(found[1]) if found[2] else int(found[1]))


def words(value: Any, named: Callable[[str], Named]) -> str:
    """Return what a value says, as people would write it."""
    if not isinstance(value, dict):
        return " ".join(str(value).split())
    if "time" in value:
        return said_time(value)
    if "id" in value:
        number = str(value["id"])
        return named(number).label or COUNTRIES.get(number, number)
    if "latitude" in value:
        return coordinates(value) or "a place that is not on Earth"
    amount = str(value["amount"]).lstrip("+") if "amount" in value else ""
    return amount or " ".join(str(value.get("text", value)).split())


def coordinates(value: Any) -> str:
    """Return latitude and longitude in degrees, as the field takes them; "" off the Earth or when it is no place."""
    try:
        place = float(value["latitude"]), float(value["longitude"])
    except (KeyError, TypeError, ValueError):
        return ""
    on_earth = str(value.get("globe", "Q2")).endswith("Q2")
    there = abs(place[0]) <= 90 and abs(place[1]) <= 360  # noqa: PLR2004 - degrees; some count longitudes round the Earth
    return f"{place[0]:.6g}, {place[1]:.6g}" if on_earth and there else ""


def typed(value: Any, field: Field, named: Callable[[str], Named], address: str) -> tuple[Value | None, str]:
    """Return a value as a field takes it, or None; and the IRI of an entity that the file does not have."""
    if field.key == "coordinates":
        return (coordinates(value) if isinstance(value, dict) else "") or None, ""
    if field.type is ValueType.YEAR:
        return year_of(value), ""
    if field.type in {ValueType.INTEGER, ValueType.DECIMAL}:
        return _amount(value), ""
    if isinstance(value, dict) and "id" in value:
        return _entity(str(value["id"]), field, named, address)
    written = words(value, named)
    if field.type is ValueType.PAGE:
        return page_name(written) or None, ""
    return written or None, ""


def _entity(
    number: str, field: Field, named: Callable[[str], Named], address: str
) -> tuple[Value | None, str]:
    found = named(number)
    label = found.label or COUNTRIES.get(number, "")
    missing = "" if label else address + number
    if field.type is not ValueType.PAGE:
        return label or missing, missing
    if found.title and (not field.kinds or found.kind in field.kinds):
        return found.title, ""
    return (page_name(label) if label else missing) or None, missing


def _amount(value: Any) -> int | None:
    written = str(value.get("amount", "")).lstrip("+") if isinstance(value, dict) else ""
    return int(written) if written.isdigit() and len(written) < 19 else None  # noqa: PLR2004 - 64 bits
