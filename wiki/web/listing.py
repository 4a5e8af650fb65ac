"""Lists that people page through and programs take as CSV or JSON: one shape for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import urlencode

from flask import Response, jsonify, make_response, render_template, request

from patterns.tabletext import line
from wiki.errors import BadInputError
from wiki.web import sharing
from wiki.web.negotiation import choose

Value = str | int
MOST = 1_000
"""Rows a client may ask for at a time."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One stretch of a list, and where it goes on."""

    name: str  # of a downloaded file
    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Value]]
    later: Mapping[str, Value] = field(
        default_factory=dict
    )  # parameters of the next stretch, {} = this is the last
    items: Sequence[Mapping[str, object]] | None = None  # for JSON, where it can say more than the rows


def give(listing: Listing, template: str, **more: object) -> Response:
    """Answer with the list in the form asked for: CSV, JSON, or a page from the template."""
    form = wanted_form()
    if form == "html":
        later = address(listing.later) if listing.later else ""
        pager = {"later": later, "start": is_start(), "begin": address({})}
        body = render_template(template, **{"listing": listing, "form": address_as, **pager, **more})
        response = make_response(body)
        response.headers["Cache-Control"] = "private, no-cache"
    else:
        response = sharing.share(as_csv(listing) if form == "csv" else as_json(listing))
        response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response


def wanted_form() -> str:
    """Return "html", "csv" or "json": by `format`, else by `Accept`."""
    named = request.args.get("format", "").lower()
    if named and named not in {"html", "csv", "json"}:
        raise BadInputError(f"There is no format “{named}” for this list. Ask for html, csv or json.")
    offers = {"text/html": "html", "application/json": "json", "text/csv": "csv"}
    return named or offers.get(choose(request.headers.get("Accept"), list(offers)) or "", "html")


def as_csv(listing: Listing) -> Response:
    """Write the list as CSV (RFC 4180), guarded against formulas; the next stretch is named in the `Link` field."""
    rows = ([str(row[column]) for column in listing.columns] for row in listing.rows)
    response = csv_response(listing.name, "".join(map(line, chain([listing.columns], rows))))
    if listing.later:
        response.headers["Link"] = f'<{address(listing.later)}>; rel="next"'
    return response


def csv_response(name: str, text: str) -> Response:
    """Answer with CSV that is written already, as a file of that name."""
    response = make_response(text.encode(errors="replace"))
    response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_json(listing: Listing) -> Response:
    """Write the list as {"items": […], "next": address or null}."""
    rows = [{column: row[column] for column in listing.columns} for row in listing.rows]
    return jsonify(
        items=rows if listing.items is None else listing.items,
        next=address(listing.later) if listing.later else None,
    )


def limit(usual: int = 50) -> int:
    """Return how many rows are asked for: `limit`, at most MOST."""
    return min(number("limit", usual) or usual, MOST)


def number(name: str, default: int | None = None) -> int | None:
    """Read a parameter that is a whole number above zero; raises BadInputError for anything else."""
    written = request.args.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < len(str(2**63)) and int(written)):
        raise BadInputError(f"{name}={written!r} is not a whole number above zero.")
    return int(written)


def address(changed: Mapping[str, Value]) -> str:
    """Return this address with some parameters set anew, and those of the paging dropped; others may be repeated."""
    gone = {*KEYS, *changed}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in gone]
    said = urlencode([*kept, *changed.items()])
    return f"{request.path}?{said}" if said else request.path


KEYS = frozenset({"after", "before", "count"})
"""Parameters that say where a stretch begins."""


def address_as(form: str) -> str:
    """Return the address of this stretch in another form, parameters that are repeated kept."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "format"]
    return f"{request.path}?{urlencode([*kept, ('format', form)])}"


def is_start() -> bool:
    """Say whether this is the list's first stretch."""
    return not KEYS & request.args.keys()


def stamp(time: datetime) -> str:
    """Write a time as programs read it: 2026-03-01T12:00:00Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
