"""Asking the graph host: the port `Graph`, from any thread of any web process."""

from __future__ import annotations

import tempfile
import threading
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO, cast

from wiki.boxes.client import Connections, HostGoneError, Request
from wiki.boxes.worker import Verdict
from wiki.errors import (
    GraphUnavailableError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from wiki.graph.guard import check_query
from wiki.ports import GraphAnswer, GraphQuery

_SPOOLED = 1 << 20  # bytes of a result kept in memory, longer ones go to an unnamed file
_MAX_GRAPHS = 500  # graphs a request may name
_PATIENCE = 300.0  # seconds without a sign of life after which the host counts as dead
_KEPT_PASTS = 8


class ReplicaPool:
    """SPARQL on the wiki's own replicas."""

    def __init__(self, socket: Path) -> None:
        self._present = Connections(socket)
        self._pasts: dict[str, Connections] = {}
        self._lock = threading.Lock()

    def query(self, query: GraphQuery) -> GraphAnswer:
        """Answer a query on the state of the log at the time of the call, or raise a QueryError.

        The result is received whole before anything is returned.
        """
        check_query(query.text)
        request = Request(_header(query), query.text.encode() + query.beside.facts, _PATIENCE)
        body = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_SPOOLED))  # noqa: SIM115
        try:
            verdict = self._ask_whole(request, body)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return GraphAnswer(
            form=verdict["form"],
            media_type=verdict["media_type"],
            body=body,
            size=verdict["size"],
            position=verdict["position"],
            seconds=verdict["seconds"],
        )

    def ready(self) -> bool:
        """Say whether queries can be answered now."""
        with suppress(HostGoneError):
            return bool(self._present.status())
        return False

    def status(self) -> Verdict:
        """Say how the host stands (pid, position, workers, busy, queued, forked, confined)."""
        try:
            return self._present.status()
        except HostGoneError as error:
            raise GraphUnavailableError(_GONE) from error

    def _ask_whole(self, request: Request, body: BinaryIO) -> Verdict:
        """Fill `body` with the whole result, or raise a QueryError."""
        verdict = self._ask(request, body)
        if verdict["verdict"] != "done" or body.tell() != verdict["size"]:
            raise error_of(verdict)
        return verdict

    def _ask(self, request: Request, body: BinaryIO) -> Verdict:
        """Ask the present host, and the past's when it sends us there."""
        try:
            verdict = self._present.ask(request, body.write)
            if verdict["verdict"] == "elsewhere":
                return self._past(verdict["socket"]).ask(request, body.write)
        except HostGoneError as error:
            raise GraphUnavailableError(_GONE) from error
        except OSError as error:  # of the unnamed file
            raise GraphUnavailableError(
                f"The query's result could not be kept: {error.strerror}. The operator has to make room."
            ) from error
        return verdict

    def _past(self, socket: str) -> Connections:
        with self._lock:
            if len(self._pasts) >= _KEPT_PASTS:
                self._pasts.clear()
            return self._pasts.setdefault(socket, Connections(Path(socket)))


def _header(query: GraphQuery) -> dict[str, Any]:
    """Write a query as the header of a request; the text goes beside it, as it is."""
    if len(query.default_graphs) + len(query.named_graphs) > _MAX_GRAPHS:
        raise QueryRefusedError(f"The request names more than {_MAX_GRAPHS} graphs. Name fewer.")
    header: dict[str, Any] = {"accept": query.accept, "accept_graph": query.accept_graph}
    if query.default_graphs or query.named_graphs:
        header |= {"default_graphs": query.default_graphs, "named_graphs": query.named_graphs}
    if query.as_of:
        header["as_of"] = query.as_of.astimezone(UTC).isoformat()
    if query.seconds:
        header["seconds"] = query.seconds
    if query.beside.facts:
        header |= {"text": len(query.text.encode()), "beside": query.beside.graphs}
    return header


def error_of(verdict: Verdict) -> QueryError:
    """Turn a verdict that is not "done" into the error to raise, with what happened and what helps."""
    kind, sentence = _ERRORS.get(verdict["verdict"], (QueryTooLargeError, _CRASH))
    how = verdict.get("how") or verdict.get("sentence", "")
    ran, limit = verdict.get("seconds") or 0.0, verdict.get("limit") or 0.0
    return kind(sentence.format(ran=ran, limit=limit, how=how))


_GONE = (
    "The graph is not there at the moment: its process is starting or was restarted. Nothing is lost; ask again"
    " in a few seconds."
)
_STOPPED = "No partial result is given. "
_CRASH = (
    "The query was stopped after {ran:.1f} s: it needed more memory than it may have, or made the engine fail"
    " ({how}). No partial result is given. Simplify it, or make it more selective."
)
_ERRORS: dict[str, tuple[type[QueryError], str]] = {
    "syntax": (QuerySyntaxError, "{how}"),
    "input": (QueryRefusedError, "{how}"),
    "timeout": (
        QueryTimeoutError,
        "The query was stopped after {ran:.1f} s: the limit is {limit:g} s. "
        + _STOPPED
        + "Make it more selective, or page through it with LIMIT and OFFSET.",
    ),
    "memory": (
        QueryTooLargeError,
        "The query was stopped after {ran:.1f} s because it needed more memory than it may have. "
        + _STOPPED
        + "Make it more selective; avoid sorting or comparing everything with everything.",
    ),
    "large": (
        QueryTooLargeError,
        "The query was stopped after {ran:.1f} s because its result is larger than allowed. "
        + _STOPPED
        + "Ask for less, or page through it with LIMIT and OFFSET.",
    ),
    "crash": (QueryTooLargeError, _CRASH),
    "killed": (
        GraphUnavailableError,
        "The process answering the query was killed after {ran:.1f} s. " + _STOPPED + "Ask again.",
    ),
    "busy": (
        GraphUnavailableError,
        "Too many long queries are running at the moment. " + _STOPPED + "Ask again in a few seconds.",
    ),
    "unloaded": (
        GraphUnavailableError,
        "That past state could not be loaded within {limit:g} s. Ask again later, or ask about the present.",
    ),
}
