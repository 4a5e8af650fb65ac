"""Named errors become HTTP answers here and nowhere else."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from wiki import errors
from wiki.web import problems, session, sharing
from wiki.web.statuses import sentence_of, status_of

WORDS = {
    404: ("Not here", "There is nothing at this address."),
    405: ("Not so", "This address does not take such a request."),
    500: ("Something went wrong", "Something in the wiki is broken; the operator's log says why."),
}
"""Heading and sentence for the errors Flask raises by itself."""

UNSAVED = "What you sent was not saved: go back to it, and keep a copy before you try again."
"""What is added when a form runs into a broken wiki."""


def register(app: Flask) -> None:
    """Answer every named error and every HTTP error with a page or plain text."""
    app.register_error_handler(errors.CommonloomError, answer_named)
    app.register_error_handler(RequestEntityTooLarge, answer_too_large)
    app.register_error_handler(HTTPException, answer_http)


def answer_named(error: errors.CommonloomError) -> Response:
    """Answer a named error with its own sentence."""
    status, heading = status_of(error)
    response = answer(status, heading, sentence_of(error))
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
    heading, sentence = WORDS.get(status, (error.name, error.description or error.name))
    if status == 500 and request.method == "POST":  # noqa: PLR2004
        sentence = f"{sentence} {UNSAVED}"
    response = answer(status, heading, sentence)
    told = ((name, value) for name, value in error.get_headers() if name != "Content-Type")
    response.headers.extend(told)  # 405 has to say what is allowed (RFC 9110 section 15.5.6)
    return response


def answer(status: int, heading: str, sentence: str) -> Response:
    """Answer with a page for people, one line of plain text for who does not ask for HTML, a problem document in the API."""
    if request.path.startswith(problems.ROOT):
        return sharing.share(problems.problem(status, heading, sentence))
    if request.accept_mimetypes.best_match(["text/plain", "text/html"], "text/html") == "text/plain":
        response = make_response(f"{sentence}\n", status)
        response.mimetype = "text/plain"
    else:
        page = render_template("error.html", status=status, heading=heading, sentence=sentence)
        response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
