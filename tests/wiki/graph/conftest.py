"""A graph host over a small wiki, shared by a test module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.projected import graph_of, projected
from wiki.boxes import HostProcess
from wiki.boxes.limits import MIB
from wiki.graph import GraphLimits, ReplicaPool, start_graph_host
from wiki.revisions import Action, Write
from wiki.storage import open_storage

LIMITS = GraphLimits(seconds=1.5, memory=256 * MIB, result_bytes=4 * MIB, slow_after=0.5, wait_seconds=20.0)


def page(number: int) -> Write:
    """A page with a name and links in both directions, so that paths run far."""
    title = f"Case:C{number}"
    graph = graph_of(title)
    lines = [f'<{graph}#it> <https://example.org/name> "name {number}" <{graph}> .']
    lines += [
        f"<{graph}#it> <https://example.org/p> <{graph_of(f'Case:C{(number * 7 + k) % 400}')}#it> <{graph}> ."
        for k in range(4)
    ]
    facts = "\n".join(lines).encode() + b"\n"
    return Write(Action.SAVE, title, "text", projected(title, facts=facts), "ana")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wiki") / "wiki.db"
    storage = open_storage(path, create=True)
    storage.pages.commit([page(number) for number in range(400)])
    storage.close()
    return path


@pytest.fixture(scope="module")
def host(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    host = start_graph_host(database, tmp_path_factory.mktemp("run"), LIMITS)
    assert host.wait_ready()
    yield host
    host.stop()


@pytest.fixture
def pool(host: HostProcess) -> ReplicaPool:
    return ReplicaPool(host.socket)
