"""SPARQL without a server: the running graph host is asked, or one is started for the question."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from wiki.assembly import GRAPH_SOCKET, RUN, graph_limits
from wiki.config import DATABASE, load_config
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
