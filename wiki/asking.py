"""SPARQL without a server: the running graph host is asked, or one is started for the question."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from wiki.assembly import GRAPH_SOCKET, RUN, graph_limits
from wiki.config import DATABASE, load_config
from wiki.errors import BadInputError
from wiki.graph import ReplicaPool, start_graph_host
from wiki.ports import GraphAnswer, GraphQuery

START = 300.0
"""Seconds a graph host gets to load a large wiki."""


def answer(data: Path, text: str, accept: str, accept_graph: str, as_of: datetime | None) -> GraphAnswer:
    """Answer one query; raises a QueryError."""
    config = load_config(data)
    query = GraphQuery(text, accept, accept_graph, as_of=as_of)
    running = ReplicaPool(data / RUN / GRAPH_SOCKET)
    if running.ready():
        return running.query(query)
    with tempfile.TemporaryDirectory(prefix="commonloom-") as folder:
        host = start_graph_host(data / DATABASE, Path(folder), graph_limits(config))
        try:
            host.wait_ready(START)
            return ReplicaPool(Path(folder) / GRAPH_SOCKET).query(query)
        finally:
            host.stop()


def moment_of(text: str) -> datetime:
    """Read a date (its last moment, UTC) or a time of ISO 8601; raises BadInputError."""
    try:
        if len(text) == len("2008-05-01"):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInputError(
            f"asof={text!r} is not a date. Write it as 2026-05-01 or 2026-05-01T12:00:00Z."
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
