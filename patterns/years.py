"""Years of either era: as people write them, as the graph counts them, and as they are shown. Pure.

Counted is as by ISO 8601 (2019) and XML Schema 1.1 part 2 (2012, 3.3.11): year 0 is 1 BCE, −499 is 500 BCE. Beside an era there
is no year 0, as before 1 CE comes 1 BCE.
"""

from __future__ import annotations

import re

_COUNTED = re.compile(r"-?[0-9]{4}|-[1-9][0-9]{4,5}")
_ERA = re.compile(
    r"(?P<after>AD|A\.D\.)?\s*(?P<digits>[0-9]{1,6})\s*(?P<era>B\.?C\.?(?:E\.?)?|A\.D\.|AD|C\.?E\.?)?",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(
    r"\b(?:c|ca|circa|approx|approximately|about|around|before|after|early|late|mid|fl|um|vers|hacia|probably|perhaps"
    r"|centur(?:y|ies)|siècles?|siglos?|jahrhunderts?|jh|millenni(?:um|a)|decades?|\d+s|\d+th)\b|[~≈?]",
    re.IGNORECASE,
)
_NONE = frozenset({"0000", "-0000"})
_FOUR = 4
"""Digits of a year as it is counted."""


def read_year(written: str) -> int | None:
    """Return the year that is meant, counted with a year 0; None for what is none.

    Read are four digits, with a minus before them for years as ISO 8601 counts them, and a number with its era. Nobody
    who writes 0000 means 1 BCE, so it is none.

    >>> read_year("2008"), read_year("-0499"), read_year("500 BCE"), read_year("AD 79"), read_year("79")
    (2008, -499, -499, 79, None)
    """
    text = written.strip()
    if _COUNTED.fullmatch(text):
        return None if text in _NONE else int(text)
    return with_era(text)


def with_era(written: str) -> int | None:
    """Return the year of a number that says its era, counted with a year 0; None for what is none.

    >>> with_era("1 BC"), with_era("900 CE"), with_era("900"), with_era("0 CE")
    (0, 900, None, None)
    """
    found = _ERA.fullmatch(written.strip())
    if not found or bool(found["after"]) == bool(found["era"]) or not int(found["digits"]):
        return None
    number = int(found["digits"])
    if (found["era"] or "").upper().startswith("B"):
        return 1 - number
    return number if len(found["digits"]) <= _FOUR else None


def counted(year: int) -> str:
    """Return a year as `xsd:gYear` has it: four digits at least.

    >>> counted(2008), counted(79), counted(0), counted(-499)
    ('2008', '0079', '0000', '-0499')
    """
    return f"{'-' * (year < 0)}{abs(year):04}"


def shown(year: int) -> str:
    """Return a year as people read it, its era said where it is not plain.

    >>> shown(2008), shown(79), shown(0), shown(-499)
    ('2008', '79 CE', '1 BCE', '500 BCE')
    """
    if year <= 0:
        return f"{1 - year} BCE"
    return str(year) if year >= 10 ** (_FOUR - 1) else f"{year} CE"


def written(year: int) -> int | str:
    """Return a year as it is written in a page's front matter: the number, or with its era.

    >>> written(2008), written(79), written(-499)
    (2008, '0079', '500 BCE')
    """
    if year <= 0:
        return shown(year)
    return year if year >= 10 ** (_FOUR - 1) else counted(year)


def is_approximate(written: str) -> bool:
    """Say whether words tell that a year is not certain, or that it is a century or a decade.

    >>> [is_approximate(each) for each in ("c. 1200", "12th century", "1990s", "1987?", "founded in 1987")]
    [True, True, True, True, False]
    """
    return bool(_APPROXIMATE.search(written))
