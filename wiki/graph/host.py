"""The graph host: the process that holds the facts in memory and forks the workers that answer queries."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from wiki.boxes.host import Host
from wiki.boxes.process import HostProcess, start_host
from wiki.boxes.worker import Verdict
from wiki.graph.limits import GraphLimits
from wiki.graph.log import FileWatch, Follower, position_at
from wiki.graph.past import PastStates
from wiki.graph.replica import Replica
from wiki.storage import open_storage

_log = logging.getLogger(__name__)


class PresentDuty:
    """Follows the log; sends questions about the past elsewhere."""

    def __init__(self, follower: Follower, pasts: PastStates) -> None:
        self._follower = follower
        self._pasts = pasts

    @property
    def position(self) -> int:
        """The log position the facts stand for."""
        return self._follower.position

    def admit(self, header: dict[str, Any]) -> Verdict | None:
        """Send a question about the past to its own host."""
        return self._pasts.at(header["as_of"]) if header.get("as_of") else None

    def follow(self) -> bool:
        """Catch up with the log by one step."""
        return self._follower.follow()

    def news_since(self, position: int) -> bytes | None:
        """Return what a worker lacks."""
        return self._follower.news_since(position)


class PastDuty:
    """A state that never changes."""

    def __init__(self, position: int) -> None:
        self.position = position

    def admit(self, header: dict[str, Any]) -> Verdict | None:  # noqa: ARG002
        """Everything needs a worker."""
        return None

    def follow(self) -> bool:
        """Nothing to follow."""
        return True

    def news_since(self, position: int) -> bytes | None:  # noqa: ARG002
        """Nothing is ever new."""
        return b""


def start_graph_host(database: Path, run_dir: Path, limits: GraphLimits | None = None) -> HostProcess:
    """Start the graph host of that SQLite file; its socket is `run_dir`/graph.socket.

    With `limits.words` the ontology's own graphs can be asked too. Does not wait for the facts to be loaded: see
    `HostProcess.wait_ready`.
    """
    return start_host("wiki.graph", run_dir / "graph.socket", limits or GraphLimits(), str(database))


def main() -> None:
    """Be a graph host: arguments are the socket, the limits, the database, and for the past a time."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    socket, limits, database, *when = sys.argv[1:]
    serve(Path(socket), GraphLimits(**json.loads(limits)), Path(database), *when)


def serve(socket: Path, limits: GraphLimits, database: Path, when: str = "") -> None:
    """Load the facts, then answer until the starter is gone."""
    pages = open_storage(database).pages
    replica = Replica()
    if limits.words:
        replica.load_words()
    duty: PresentDuty | PastDuty
    if when:
        moment = datetime.fromisoformat(when)
        replica.load(pages.graphs_as_of(moment))
        duty = PastDuty(position_at(pages, moment))
    else:
        follower = Follower(pages, replica, FileWatch(database).changed)
        duty = PresentDuty(follower, PastStates(database, socket.parent, limits))
    _log.info("The graph is loaded: %s facts, log position %s.", len(replica), duty.position)
    Host(socket, limits, replica.answer, duty).run()
