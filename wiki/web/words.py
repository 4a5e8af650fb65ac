"""How times and titles are put into words. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from markupsafe import Markup, escape


def moment(time: datetime) -> str:
    """Write a time to the minute in UTC, e.g. "5 May 2008, 14:03 UTC"."""
    there = time.astimezone(UTC)
    return f"{there.day} {there:%B %Y, %H:%M} UTC"


def day(time: datetime) -> str:
    """Write a time's day in UTC, e.g. "5 May 2008"."""
    there = time.astimezone(UTC)
    return f"{there.day} {there:%B %Y}"


def breakable(address: str) -> Markup:
    """Write a web address so that it breaks before a dot and behind a slash, not within a word."""
    return Markup(re.sub(r"(?<=/)(?=[^/])|(?<=\w)(?=[.#?])", "<wbr>", str(escape(address))))  # noqa: S704


def name_of(title: str, namespace: str) -> str:
    """Return a full title without its namespace prefix."""
    return title.removeprefix(f"{namespace}:") if namespace else title


def counted(number: int, word: str, plural: str = "") -> str:
    """Write a number with its noun: "1 warning", "2 warnings"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
