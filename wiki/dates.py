"""Reading the dates people ask for. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from wiki.errors import BadInputError


def read_date(text: str) -> datetime:
    """Read `asof`: a date means the end of that day in UTC, a time without a zone is UTC.

    >>> read_date("2026-03-01").isoformat()
    '2026-03-01T23:59:59.999999+00:00'
    """
    written = text.strip()
    try:
        if len(written) <= len("2026-03-01"):
            return datetime.combine(date.fromisoformat(written), time.max, UTC)
        # In an address an unescaped "+" is a blank: 2026-03-01T12:00:00+01:00 arrives with one.
        when = datetime.fromisoformat(written.replace(" ", "+") if "T" in written else written)
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInputError(
            f"asof={written!r} is not a date or a time. Write it like 2026-03-01 or 2026-03-01T12:00:00Z.",
            "asof",
            text,
        ) from error
