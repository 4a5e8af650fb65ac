"""Named errors become HTTP answers here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from wiki import errors
from wiki.web import refusals, session

STATUS: Mapping[type[errors.CommonloomError], tuple[int, str]] = {
    errors.NotFoundError: (404, "Not here"),
    errors.BadInputError: (400, "This cannot be used as it is"),
    errors.ForbiddenError: (403, "Not allowed"),
    errors.EditConflictError: (409, "Changed meanwhile"),
    errors.TitleTakenError: (409, "That title is taken"),
    errors.StorageError: (503, "The storage cannot be used"),
    errors.QuerySyntaxError: (400, "The query cannot be read"),
    errors.QueryRefusedError: (400, "The query is refused"),
    errors.QueryTimeoutError: (503, "The query ran out of time"),
    errors.QueryTooLargeError: (413, "The query grew too large"),
    errors.GraphUnavailableError: (503, "Queries cannot be answered now"),
    errors.QueryError: (400, "The query was not answered"),
    errors.BoxError: (503, "That took too much"),
    refusals.NotAcceptableError: (406, "Not in that format"),
    refusals.GoneError: (410, "Deleted"),
    refusals.QueryTooLongError: (413, "The query is too long"),
    refusals.UnsupportedMediaTypeError: (415, "Not sent as a query"),
    refusals.TooManyQueriesError: (429, "Too many at a time"),
    errors.CommonloomError: (500, "Something went wrong"),
}
"""Status and heading by error; the nearest class in the error's ancestry counts."""

WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take such a request.",
    500: "Something in the wiki is broken; the operator's log says why.",
}
"""Sentences for the errors Flask raises by itself."""

UNSAVED = "What you sent was not saved: go back to it, and keep a copy before you try again."
"""What is added when a form runs into a broken wiki."""


def register(app: Flask) -> None:
    """Answer every named error and every HTTP error with a page or plain text."""
    app.register_error_handler(errors.CommonloomError, answer_named)
    app.register_error_handler(RequestEntityTooLarge, answer_too_large)
    app.register_error_handler(HTTPException, answer_http)


def status_of(error: errors.CommonloomError) -> tuple[int, str]:
    """Return the status and the heading for a named error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def answer_named(error: errors.CommonloomError) -> Response:
    """Answer a named error with its own sentence."""
    status, heading = status_of(error)
    response = answer(status, heading, str(error))
    if status == 503:  # noqa: PLR2004
        response.headers["Retry-After"] = "2"
    return response


def answer_too_large(_error: RequestEntityTooLarge) -> Response:
    """Say how large a page may be."""
    limit = session.the_wiki().config.page_mebibytes
    sentence = (
        f"That is too large: a page may have {limit} MiB. Nothing was saved; go back and split the text."
    )
    return answer(413, "Too large", sentence)


def answer_http(error: HTTPException) -> Response:
    """Answer what Flask itself refuses; redirects pass."""
    status = error.code or 500
    if status < 400:  # noqa: PLR2004
        return make_response(error.get_response())
    sentence = WORDS.get(status, error.description or error.name)
    if status == 500 and request.method == "POST":  # noqa: PLR2004
        sentence = f"{sentence} {UNSAVED}"
    return answer(status, error.name, sentence)


def answer(status: int, heading: str, sentence: str) -> Response:
    """Answer with a page for people, or one line of plain text for who does not ask for HTML."""
    if request.accept_mimetypes.best_match(["text/plain", "text/html"], "text/html") == "text/plain":
        response = make_response(f"{sentence}\n", status)
        response.mimetype = "text/plain"
    else:
        page = render_template("error.html", status=status, heading=heading, sentence=sentence)
        response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
