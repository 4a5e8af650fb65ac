"""The pool when processes die, when the log moves, when the past is asked about."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.projected import graph_of
from tests.wiki.graph.conftest import LIMITS, page
from wiki.boxes import HostProcess
from wiki.errors import GraphUnavailableError, QueryError, QueryRefusedError, QueryTimeoutError
from wiki.graph import GraphLimits, ReplicaPool, start_graph_host
from wiki.ports import GraphQuery
from wiki.storage import open_storage

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <https://example.org/name> ?o }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def count(pool: ReplicaPool, **given: object) -> int:
    with pool.query(GraphQuery(COUNT, accept="text/csv", **given)).body as body:  # type: ignore[arg-type]
        return int(body.read().split()[1])


@pytest.fixture(scope="module")
def patient(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """A host that lets a query run for longer than any machine takes to interrupt it."""
    host = start_graph_host(database, tmp_path_factory.mktemp("patient"), replace(LIMITS, seconds=100.0))
    assert host.wait_ready()
    yield host
    host.stop()


class Asking(threading.Thread):
    """Somebody whose query takes long."""

    def __init__(self, pool: ReplicaPool) -> None:
        super().__init__(daemon=True)
        self._pool = pool
        self.error: QueryError | None = None
        self.start()
        while not pool.status()["busy"]:
            time.sleep(0.005)

    def run(self) -> None:
        try:
            self._pool.query(GraphQuery(LONG))
        except QueryError as error:
            self.error = error

    def end(self) -> QueryError | None:
        self.join(50)
        assert not self.is_alive()
        return self.error


def test_a_killed_worker_is_told_at_once(patient: HostProcess):
    pool = ReplicaPool(patient.socket)
    asking = Asking(pool)
    killed = pool.status()["workers"]
    for pid in killed:
        with suppress(ProcessLookupError):  # one too many that was ended in the meantime
            os.kill(pid, signal.SIGKILL)
    error = asking.end()
    assert isinstance(error, GraphUnavailableError)
    assert "was killed" in str(error)
    while set(killed) & set(pool.status()["workers"]):
        time.sleep(0.005)
    assert count(pool) == 400


def test_a_host_that_is_not_there_yet_is_told(tmp_path: Path):
    pool = ReplicaPool(tmp_path / "graph.socket")
    with pytest.raises(GraphUnavailableError, match="starting or was restarted"):
        pool.query(GraphQuery(COUNT))
    assert not pool.ready()


def test_a_killed_host_is_told_at_once_and_restarts(patient: HostProcess):
    pool = ReplicaPool(patient.socket)
    assert pool.ready()
    asking = Asking(pool)
    os.kill(patient.pid, signal.SIGKILL)
    assert isinstance(asking.end(), GraphUnavailableError)
    with pytest.raises(GraphUnavailableError):
        pool.query(GraphQuery(COUNT))
    patient.restart()
    assert patient.wait_ready()
    assert count(pool) == 400


def test_a_query_may_ask_for_a_shorter_limit_not_a_longer_one(pool: ReplicaPool):
    with pytest.raises(QueryTimeoutError, match=r"the limit is 0\.3 s"):
        pool.query(GraphQuery(LONG, seconds=0.3))
    with pytest.raises(QueryTimeoutError, match=r"the limit is 1\.5 s"):
        pool.query(GraphQuery(LONG, seconds=100))


def test_too_many_graphs_are_refused(pool: ReplicaPool):
    graphs = tuple(f"https://example.org/{number}" for number in range(501))
    with pytest.raises(QueryRefusedError, match="more than 500 graphs"):
        pool.query(GraphQuery(COUNT, default_graphs=graphs))
    assert count(pool, default_graphs=tuple(graph_of(f"Case:C{n}") for n in range(300))) == 300


def test_the_pool_can_be_used_in_forked_processes(pool: ReplicaPool):
    assert count(pool) == 400
    pid = os.fork()
    if pid == 0:
        found = 0
        try:
            found = count(pool)
        finally:
            os._exit(found != 400)
    assert os.waitpid(pid, 0)[1] == 0
    assert count(pool) == 400


def test_several_past_states_and_the_present_beside_them(tmp_path: Path):
    storage = open_storage(tmp_path / "wiki.db", create=True)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(4):
        storage.pages.commit([page(day)], time=start + timedelta(days=day))
    host = start_graph_host(tmp_path / "wiki.db", tmp_path / "run", GraphLimits(past_states=2))
    assert host.wait_ready()
    pool = ReplicaPool(host.socket)
    for day in (0, 1, 2, 0):  # more than are kept, and one again
        assert count(pool, as_of=start + timedelta(days=day, hours=1)) == day + 1
        assert count(pool) == 4
    assert len(list((tmp_path / "run").glob("graph-*.socket"))) == 2
    host.stop()
    storage.close()


def test_a_past_state_that_takes_too_long_is_given_up(database: Path, tmp_path: Path):
    host = start_graph_host(database, tmp_path, GraphLimits(load_seconds=0.0))
    assert host.wait_ready()
    with pytest.raises(GraphUnavailableError, match="past state could not be loaded"):
        ReplicaPool(host.socket).query(GraphQuery(COUNT, as_of=datetime(2030, 1, 1, tzinfo=UTC)))
    host.stop()


def test_saves_of_several_threads_are_always_in_the_next_answer(tmp_path: Path):
    storage = open_storage(tmp_path / "wiki.db", create=True)
    host = start_graph_host(tmp_path / "wiki.db", tmp_path / "run")
    assert host.wait_ready()
    pool = ReplicaPool(host.socket)
    stale: list[int] = []

    def save_and_ask(first: int) -> None:
        for number in range(first, first + 25):
            storage.pages.commit([page(number)])
            text = f'ASK {{ GRAPH <{graph_of(f"Case:C{number}")}> {{ ?s ?p "name {number}" }} }}'
            with pool.query(GraphQuery(text)).body as body:
                if b"true" not in body.read():
                    stale.append(number)

    threads = [threading.Thread(target=save_and_ask, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stale == []
    assert count(pool) == 75
    host.stop()
    storage.close()
