"""Every error of the wiki has a name and a sentence: what happened, how things stand now, what repairs it.

`wiki.web.errors` turns them into HTTP answers, `wiki.cli` into an exit status.
"""

from __future__ import annotations


class CommonloomError(Exception):
    """Root of all named errors; its text is a full sentence for the person who caused it."""


class NotFoundError(CommonloomError):
    """What was asked for does not exist (any more)."""


class BadInputError(CommonloomError):
    """The input cannot be used as it is; the sentence says where and what to do.

    `parameter` names the parameter of an address that is at fault, "" where it is none or several together, and `written` is
    what stands there: so a form can be shown again with the sentence beside its field.
    """

    def __init__(self, sentence: str, parameter: str = "", written: str = "") -> None:
        super().__init__(sentence)
        self.parameter = parameter
        self.written = written


class ForbiddenError(CommonloomError):
    """The account may not do this."""


class EditConflictError(CommonloomError):
    """The page has changed since the writer read it; nothing was written."""


class CodebookChangedError(EditConflictError):
    """A variable was changed while pages were read by the codebook as it was; nothing was written."""


class TitleTakenError(CommonloomError):
    """A page with that title exists already; nothing was written."""


class StorageError(CommonloomError):
    """The data folder cannot be used: missing, locked, from another version, damaged."""


class QueryError(CommonloomError):
    """A query was not answered. Nothing was changed."""


class QuerySyntaxError(QueryError):
    """The query is not SPARQL 1.1; the sentence names line and column."""


class QueryRefusedError(QueryError):
    """The query asks for what this endpoint does not do (SERVICE, LOAD, update, over-long)."""


class QueryTimeoutError(QueryError):
    """The query ran into its time limit and was stopped; no partial result is given."""


class QueryTooLargeError(QueryError):
    """The query ran into its memory or result limit, or made the engine fail, and was stopped."""


class GraphUnavailableError(QueryError):
    """The graph host is not there (starting, restarting, overloaded); asking again later may help."""


class BoxError(CommonloomError):
    """A boxed piece of work was stopped: too slow, too large, or it crashed."""
