"""What a cell says: its values as a field wants them, or a status. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from importers.table.mapping import ASTRONOMICAL, DAY_FIRST, MONTH_FIRST, STATUSES, ColumnRule, TableProfile
from importers.table.xlsx import serial_date
from ontology.kinds import Field, ValueType
from patterns.links import normalize_title, title_problem
from patterns.page import Value
from patterns.values import choices, suggest
from patterns.years import is_approximate, with_era, written

NOT_CODED = "not coded"

_TRUE = frozenset(["1", "true", "yes", "y", "x", "✓", "✔", "ja", "oui", "sí", "si", "wahr", "vrai"])
_FALSE = frozenset(["0", "false", "no", "n", "nein", "non", "falsch", "faux"])
_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january janvier januar gennaio enero jan ene gen",
            "february février februar febbraio febrero feb fév",
            "march mars märz marzo mar mär mrz",
            "april avril aprile abril apr avr abr",
            "may mai maggio mayo mag",
            "june juin juni giugno junio jun giu",
            "july juillet juli luglio julio jul lug",
            "august août agosto aug aoû ago",
            "september septembre settembre septiembre sep sept set",
            "october octobre oktober ottobre octubre oct okt ott",
            "november novembre noviembre nov",
            "december décembre dezember dicembre diciembre dec déc dez dic",
        ),
        1,
    )
    for month in names.split()
}
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+(?:of|de|di))?\s+)?(?P<month>[^\W\d_]+)\.?"
    r"(?:\s+(?P<late>\d{1,2})(?:st|nd|rd|th)?)?,?(?:\s+(?:de|del|di))?\s+(?P<year>\d{4})"
)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
_YEAR = re.compile(r"(\d{3,4})(?:\.0+|-\d\d-\d\d(?:T[\d:]+)?)?")
_BEFORE = re.compile(r"-(\d{1,6})(?:\.0+)?")
_COUNTED = re.compile(r"(-\d{1,6}|\d{1,4})(?:\.0+)?")
_ZERO = re.compile(r"[-+−]?0+(?:\.0+)?")
_SPAN = re.compile(r"\d\s*(?:[-–—/]|to|bis|until)\s*\d")
_NUMBERS = {
    ".": re.compile(r"([+-]?)(\d{1,3}(?:([ '’,])\d{3})(?:\3\d{3})*|\d+)(?:\.(\d+))?"),
    ",": re.compile(r"([+-]?)(\d{1,3}(?:([ '’.])\d{3})(?:\3\d{3})*|\d+)(?:,(\d+))?"),
}
_SITE = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]\S*)?")
_INSTEAD = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "<": "‹", ">": "›", "#": "№"})


@dataclass(frozen=True, slots=True)
class Read:
    """One value of a cell, or a status in its place."""

    value: Value | None = None
    status: str = ""  # "unknown", "not applicable", "absent"; "" = the value holds
    written: str = ""  # as it stands in the cell
    problem: str = ""  # a clause: why it is not what the field wants


def pieces(text: str, separator: str) -> list[str]:
    """Cut a cell where values part; blanks around them and empty ones vanish."""
    if not separator:
        return [text.strip()] if text.strip() else []
    return [each.strip() for each in text.split(separator) if each.strip()]


def read_cell(text: str, rule: ColumnRule, field: Field | None, profile: TableProfile) -> Iterator[Read]:
    """Read a cell by its column's rule; a cell that says nothing gives nothing."""
    if rule.maps(text):
        yield from _mapped(rule.mapped(text), text, rule, field)
        return
    status = profile.status(text)
    if status:
        yield from () if status == NOT_CODED else (Read(status=status, written=text),)
        return
    for each in pieces(text, rule.separator):
        if rule.maps(each):
            yield from _mapped(rule.mapped(each), each, rule, field)
        elif status := profile.status(each):
            yield from () if status == NOT_CODED else (Read(status=status, written=each),)
        else:
            yield _typed(each, rule, field)


def _mapped(ours: Any, written: str, rule: ColumnRule, field: Field | None) -> Iterator[Read]:
    """Yield what a mapping's own word for a text means."""
    if isinstance(ours, list):
        for each in ours:
            yield from _mapped(each, written, rule, field)
    elif ours is None or ours in STATUSES:
        if ours not in {None, NOT_CODED}:
            yield Read(status=ours, written=written)
    elif isinstance(ours, bool | int | float):
        yield Read(Decimal(str(ours)) if isinstance(ours, float) else ours, written=written)
    else:
        read = _typed(str(ours), rule, field)
        yield Read(read.value, read.status, written, read.problem)


def _typed(text: str, rule: ColumnRule, field: Field | None) -> Read:
    if field is None:
        return Read(_one_line(text), written=text)
    value, problem = _value(text, rule, field)
    return Read(value, written=text, problem="" if value is not None else problem)


def _value(text: str, rule: ColumnRule, field: Field) -> tuple[Value | None, str]:
    """Return a value, None where the text is none, and why."""
    if field.type is ValueType.CHOICE:
        found = choices(field).get(" ".join(text.split()).casefold())
        known = [each.label for each in field.options]
        return (found.label, "") if found else (None, f"is none of its values.{suggest(text, known)}")
    if field.type is ValueType.DATE:
        return read_date(text, rule.dates)
    if field.type in {ValueType.INTEGER, ValueType.DECIMAL}:
        whole = field.type is ValueType.INTEGER
        return read_number(text, rule.decimal, whole=whole), "is no such number."
    if field.type is ValueType.YEAR:
        return read_year(text, rule.years), _no_year(text)
    read, problem = _READERS.get(field.type, (_one_line, ""))
    return read(text), problem


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_boolean(text: str) -> bool | None:
    """Return yes or no, as tables write it in many ways; None when it is neither.

    >>> read_boolean("x"), read_boolean("0"), read_boolean("perhaps")
    (True, False, None)
    """
    folded = text.strip().casefold().removesuffix(".0")
    return True if folded in _TRUE else False if folded in _FALSE else None


def read_number(text: str, decimal: str = ".", *, whole: bool = False) -> int | Decimal | None:
    """Return a number written with this sign before its fraction, thousands apart or not; None when it is none.

    >>> read_number("12,000"), read_number("1.234,5", ","), read_number("1,2")
    (12000, Decimal('1234.5'), None)
    """
    clean = text.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-").strip()
    found = _NUMBERS[decimal].fullmatch(clean)
    if not found:
        return None
    sign, digits, _, fraction = found.groups()
    plain = re.sub(r"\D", "", digits)
    if len(plain) + len(fraction or "") > 18:  # noqa: PLR2004 - what front matter keeps exactly
        return None
    if not (fraction or "").strip("0"):
        return int(f"{sign}{plain}")
    return None if whole else Decimal(f"{sign}{plain}.{fraction}")


def read_year(text: str, counting: str = "") -> str | int | None:
    """Return a year as a page writes it, also of a whole date; None for what is none, and for what is no single year.

    A minus says that a year is before our era: historians write 500 BCE as -500. `counting` ASTRONOMICAL says that the
    table has a year 0, so that -500 is 501 BCE.

    >>> read_year("1 May 2008"), read_year("900 AD"), read_year("-508"), read_year("-508", ASTRONOMICAL), read_year("c. 900")
    (2008, '0900', '508 BCE', '509 BCE', None)
    """
    text = " ".join(text.replace("−", "-").split())
    if (found := with_era(text)) is not None:
        return written(found)
    if counting == ASTRONOMICAL and (signed := _COUNTED.fullmatch(text)):
        return written(int(signed[1]))
    if signed := _BEFORE.fullmatch(text):
        return written(1 - int(signed[1])) if int(signed[1]) else None
    plain = _YEAR.fullmatch(text)
    dated = _NUMERIC.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _is_worded(text)
    year = int(plain[1]) if plain else int(re.search(r"\d{4}", text)[0]) if dated else 0  # type: ignore[index]
    return written(year) if year else None


def _is_worded(text: str) -> bool:
    """Say whether a year stands behind a month or a season."""
    found = _WORDED.fullmatch(text)
    return found is not None and found["month"].casefold() in _MONTHS.keys() | _SEASONS


def _no_year(text: str) -> str:
    """Say why a text is no year."""
    if _ZERO.fullmatch(text.strip()):
        return "is no year, since 1 BCE comes before 1 CE: say by `values` what it means, or `years: astronomical`."
    if is_approximate(text) or _SPAN.search(text):
        return "is not one certain year; what is about a year, a century or a span is kept in words."
    return "is not a year, as 2008, 500 BCE or -500."


def read_date(text: str, order: str = "") -> tuple[str | None, str]:
    """Return a date as 2008-05-01, or None and why not: ISO 8601, 1.5.2008, 5/1/2008, 1 May 2008, a serial number.

    >>> read_date("May 1, 2008"), read_date("1/5/2008", "day first"), read_date("20080501")
    (('2008-05-01', ''), ('2008-05-01', ''), ('2008-05-01', ''))
    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, day = [each for each in found.groups() if each][:3]
        return _date(int(year), int(month), int(day))
    if _SERIAL.fullmatch(text):
        return serial_date(float(text))[:10], ""
    if found := _NUMERIC.fullmatch(text):
        return _ordered(int(found[1]), int(found[2]), int(found[3]), order)
    if (found := _WORDED.fullmatch(text)) and (found["day"] or found["late"]):
        month_number = _MONTHS.get(found["month"].casefold(), 0)
        return _date(int(found["year"]), month_number, int(found["day"] or found["late"]))
    return None, "is not a day: write year, month and day."


def _ordered(first: int, second: int, year: int, order: str) -> tuple[str | None, str]:
    if order == MONTH_FIRST or (not order and second > 12):  # noqa: PLR2004 - months
        return _date(year, first, second)
    if order == DAY_FIRST or first > 12 or first == second:  # noqa: PLR2004
        return _date(year, second, first)
    return None, "may be two days: say in the mapping whether `dates` are “day first” or “month first”."


def _date(year: int, month: int, day: int) -> tuple[str | None, str]:
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return None, "is no day of the calendar."


def read_address(text: str) -> str | None:
    """Return a web address in full; None for what is none."""
    whole = text.strip().strip("<>")
    if re.fullmatch(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+", whole, re.IGNORECASE):
        return whole
    return f"https://{whole}" if _SITE.fullmatch(whole) else None


def read_title(text: str) -> str | None:
    """Return the name of a page that reads as the text does, without what no title may have; None when none is left."""
    shown = "".join(each if each.isprintable() else " " for each in text.translate(_INSTEAD))
    name = normalize_title(shown).lstrip(":/ ").rstrip(": ")
    return name if name and not title_problem(name) else None


_READERS: Mapping[ValueType, tuple[Callable[[str], Value | None], str]] = {
    ValueType.BOOLEAN: (read_boolean, "is neither yes nor no."),
    ValueType.URL: (read_address, "is not a web address."),
    ValueType.PAGE: (read_title, "cannot be the title of a page."),
}
