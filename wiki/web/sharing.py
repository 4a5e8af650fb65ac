"""What answers for programs carry: leave for other sites' scripts to read them, a mark of their state."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, request

from wiki.errors import CommonloomError, GraphUnavailableError
from wiki.web.refusals import TooManyQueriesError
from wiki.web.statuses import sentence_of, status_of

POSITION = "Commonloom-Position"
"""Field that says for which position of the log an answer holds."""

_CHANGING = re.compile(r"now|rand|uuid|bnode|\\u", re.IGNORECASE)
_PASSING = (GraphUnavailableError, TooManyQueriesError)
"""Errors after which the same request may do better a little later; a query that ran out of time would again."""

RETRY_SECONDS = "2"


View = Callable[..., Response]


def for_programs(view: View) -> View:
    """Make a view answer programs: preflights, plain sentences for errors, and readable from any site."""

    @wraps(view)
    def answered(**parts: Any) -> Response:
        if request.method == "OPTIONS":
            return share(make_response("", 204))
        try:
            return share(view(**parts))
        except CommonloomError as error:
            return share(refusal(error))

    return answered


def share(response: Response) -> Response:
    """Let scripts of any site read the answer (Fetch standard, CORS protocol); no cookie is looked at."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = f"ETag, Link, Retry-After, {POSITION}"
    if request.method == "OPTIONS":
        rule = request.url_rule
        methods = ", ".join(sorted(rule.methods or ())) if rule else "OPTIONS"
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = (
            "Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Requested-With"
        )
        response.headers["Access-Control-Max-Age"] = "86400"
        response.headers["Allow"] = methods
    return response


def as_bytes(response: Response) -> Response:
    """Mark an answer as nothing a browser should run: its text is whatever people wrote."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


def see_other(address: str) -> Response:
    """Send the client on to another address, one that depends on what it accepts."""
    response = make_response("", HTTPStatus.SEE_OTHER)
    response.headers["Location"] = address
    response.vary.add("Accept")
    return response


def refusal(error: CommonloomError) -> Response:
    """Answer an error as one plain sentence, for programs."""
    status, _ = status_of(error)
    response = make_response(f"{sentence_of(error)}\n", status)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, _PASSING):
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def is_steady(query: str) -> bool:
    """Say whether a query's answer depends on nothing but the log: no clock, no chance, no fresh names.

    Errs on the side of no: the words are looked for anywhere, and an escape might spell one.
    """
    return _CHANGING.search(query) is None


def mark(position: int, *parts: object) -> str:
    """Return the entity tag of an answer that follows from the log's position and these parts."""
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
    return f"{position}-{digest}"


def is_known(tag: str) -> bool:
    """Say whether the client has this state already (If-None-Match, RFC 9110 section 13.1.2)."""
    return request.method in {"GET", "HEAD"} and request.if_none_match.contains_weak(tag)


def unchanged(tag: str) -> Response:
    """Answer 304: what the client has still holds."""
    return marked(make_response("", 304), tag)


def marked(response: Response, tag: str) -> Response:
    """Let the answer be kept, to be asked about before each use."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response
