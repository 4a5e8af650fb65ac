"""Which HTTP status, heading and sentence each named error has, for pages, plain sentences and problem documents."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from wiki import errors
from wiki.web import refusals
from wiki.web.session import the_wiki

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
    refusals.UnsupportedMediaTypeError: (415, "Not of a type that is read here"),
    refusals.TooManyQueriesError: (429, "Too many at a time"),
    errors.CommonloomError: (500, "Something went wrong"),
}
"""Status and heading by error; the nearest class in the error's ancestry counts."""


def status_of(error: errors.CommonloomError) -> tuple[int, str]:
    """Return the status and the heading for a named error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def sentence_of(error: errors.CommonloomError) -> str:
    """Return what an error says to readers.

    Trouble with the storage goes to the operator's log as it is; readers are not told where the files lie.
    """
    sentence = str(error)
    if not isinstance(error, errors.StorageError):
        return sentence
    current_app.logger.error("%s", sentence)
    return sentence.replace(f"{the_wiki().uploads.folder.parent}/", "")
