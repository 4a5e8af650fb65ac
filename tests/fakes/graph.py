"""`Graph` in this very process: a `Replica` over any `Pages`, nothing forked, nothing limited."""

from __future__ import annotations

import io
import os
import tempfile
import threading
import time

from wiki.boxes.worker import ResultPipe, Task
from wiki.errors import BadInputError, QueryRefusedError, QueryTimeoutError
from wiki.graph.guard import check_query
from wiki.graph.log import Follower, position_at
from wiki.graph.replica import Replica
from wiki.ports import GraphAnswer, GraphQuery, Pages


class MemoryGraph:
    """Answers from the pages as they are at the moment of asking. Queries must be harmless."""

    def __init__(self, pages: Pages, *, words: bool = False) -> None:
        self._pages = pages
        self._words = words
        self._lock = threading.Lock()

    def query(self, query: GraphQuery) -> GraphAnswer:
        check_query(query.text)
        if query.seconds is not None and query.seconds <= 0:
            raise QueryTimeoutError("The query had no time.")
        started = time.monotonic()
        with self._lock:
            replica, position = self._state(query)
        header = {
            "accept": query.accept,
            "accept_graph": query.accept_graph,
            "default_graphs": query.default_graphs,
            "named_graphs": query.named_graphs,
        }
        with tempfile.TemporaryFile() as out:
            text = query.text.encode()
            header |= {"text": len(text), "beside": query.beside.graphs}
            task = Task(header, text + query.beside.facts, b"", ResultPipe(out.fileno(), 1 << 28))
            try:
                verdict = replica.answer(task)
            except BadInputError as error:
                raise QueryRefusedError(str(error)) from error
            out.seek(0, os.SEEK_SET)
            body = out.read()
        return GraphAnswer(
            verdict["form"],
            verdict["media_type"],
            io.BytesIO(body),
            len(body),
            position,
            time.monotonic() - started,
        )

    def ready(self) -> bool:
        return True

    def _state(self, query: GraphQuery) -> tuple[Replica, int]:
        replica = Replica()
        if self._words:
            replica.load_words()
        if query.as_of:
            replica.load(self._pages.graphs_as_of(query.as_of))
            return replica, position_at(self._pages, query.as_of)
        follower = Follower(self._pages, replica, lambda: True)
        while not follower.follow():
            pass
        return replica, follower.position
