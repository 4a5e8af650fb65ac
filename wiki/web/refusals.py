"""Errors that only HTTP knows: named like the others, put into statuses by `wiki.web.statuses`."""

from __future__ import annotations

from wiki.errors import BadInputError, NotFoundError, QueryError


class NotAcceptableError(BadInputError):
    """Nothing the client accepts can be given."""


class QueryTooLongError(BadInputError):
    """The query text is longer than any person writes; it was not read."""


class UnsupportedMediaTypeError(BadInputError):
    """The request's body is of a kind the protocol does not know."""


class TooManyQueriesError(QueryError):
    """The client has as many queries running as it may; this one was not started."""


class GoneError(NotFoundError):
    """What was asked for was deleted."""
