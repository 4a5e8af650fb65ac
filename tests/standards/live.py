"""A wiki on a real port of this machine, for clients that speak HTTP themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Thread

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.fakes.graph import MemoryGraph
from tests.fakes.search import MemorySearch
from tests.fakes.wiki import memory_wiki
from wiki.assembly import Wiki
from wiki.web.app import create_app


class Quiet(WSGIRequestHandler):
    """Writes no line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


@dataclass(frozen=True, slots=True)
class Live:
    wiki: Wiki
    address: str  # without a slash at the end; also the wiki's base

    def __truediv__(self, path: str) -> str:
        return f"{self.address}/{path}"


@contextmanager
def live_wiki(*, words: bool = False) -> Iterator[Live]:
    """An empty wiki in memory, its IRIs under the port it is served on, a thread for each request.

    `words`: whether its graph holds the ontology's own graphs too.

    Its search knows what it is told: `live.wiki.search.index(number, live.wiki.project(title, text))`.
    """
    server = make_server("127.0.0.1", 0, lambda _environ, _start: [], threaded=True, request_handler=Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    wiki = memory_wiki(base=address)
    wiki = replace(wiki, graph=MemoryGraph(wiki.pages, words=words), search=MemorySearch())
    server.app = create_app(wiki)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Live(wiki, address)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
