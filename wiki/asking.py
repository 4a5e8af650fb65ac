"""SPARQL without a server: the running graph host is asked, or one is started for the question."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from wiki.assembly import GRAPH_SOCKET, RUN, graph_limits, open_wiki
from wiki.config import DATABASE, load_config
from wiki.figures import Figures
from wiki.graph import ReplicaPool, start_graph_host
from wiki.ports import GraphAnswer, GraphQuery

START = 300.0
"""Seconds a graph host gets to load a large wiki."""


def answer(data: Path, text: str, accept: str, accept_graph: str, as_of: datetime | None) -> GraphAnswer:
    """Answer one query; raises a QueryError, or BadInputError for figures of the past."""
    config = load_config(data)
    beside = Figures().asked(open_wiki(data), text, (), as_of)
    query = GraphQuery(text, accept, accept_graph, as_of=as_of, beside=beside)
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
