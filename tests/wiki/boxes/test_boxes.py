"""Work that hangs, grows, crashes or reaches out is contained, and the next piece of work is done."""

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest

from tests.fakes.processes import left_of, worked
from tests.wiki.boxes import hostile_works
from wiki.boxes import BoxClient, HostProcess, start_boxes
from wiki.boxes.limits import MIB, Limits
from wiki.errors import BadInputError, BoxError

LONG = 100.0
"""Seconds of work that is still under way when it is interrupted, however slow the machine."""
_NAMES = [name for name, value in vars(hostile_works).items() if callable(value) and name[0].islower()]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    rows = ",".join(f"{name}=tests.wiki.boxes.hostile_works:{name}" for name in _NAMES)
    os.environ["COMMONLOOM_BOX_WORKS"] = rows
    limits = Limits(seconds=LONG, result_bytes=8 * MIB, wait_seconds=20.0)
    host = start_boxes(tmp_path_factory.mktemp("run"), limits)
    del os.environ["COMMONLOOM_BOX_WORKS"]
    assert host.wait_ready()
    yield host
    host.stop()


@pytest.fixture
def boxes(host: HostProcess):
    client = BoxClient(host.socket)
    before = client.status()["pid"]
    yield client
    assert client.run("echo", b"still there") == b"still there"
    assert client.status()["pid"] == before == host.pid


def test_a_result_comes_back_whole(boxes):
    assert boxes.run("echo", b"thread") == b"thread"
    assert boxes.run("echo", b"") == b""


def test_payload_and_result_larger_than_any_socket_buffer(boxes):
    payload = os.urandom(5 * MIB)
    assert boxes.run("echo", payload) == payload


@pytest.mark.parametrize("size", [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1])
def test_payloads_around_the_inline_limit(boxes, size):
    payload = os.urandom(size)
    assert boxes.run("echo", payload) == payload


def test_hanging_work_is_stopped_at_its_deadline(boxes, host):
    started, before = time.monotonic(), worked(host.pid)
    with pytest.raises(BoxError, match=r"'hang' took longer than its 0\.5 s"):
        boxes.run("hang", b"", seconds=0.5)
    assert time.monotonic() - started > 0.4
    assert worked(host.pid) - before < 1.5


def test_growing_work_is_stopped_at_its_memory_limit(boxes):
    with pytest.raises(BoxError, match="more memory than its 64 MiB"):
        boxes.run("allocate", b"512", memory=64 * MIB)
    assert len(boxes.run("long_result", b"1000000", memory=64 * MIB)) == 1000000


def test_too_long_results_are_refused_not_shortened(boxes):
    with pytest.raises(BoxError, match="result larger than allowed"):
        boxes.run("long_result", str(9 * MIB).encode())


@pytest.mark.parametrize(
    ("work", "how"),
    [
        ("segfault", "SIGSEGV"),
        ("abort", "SIGABRT"),
        ("leave", "exit 0"),
        ("open_socket", "SIGSYS"),  # so that nothing can go on as if the network had only been down
        ("open_unix_socket", "SIGSYS"),
    ],
)
def test_crashes_are_named(boxes, work, how):
    with pytest.raises(BoxError, match=rf"crashed \({how}\)"):
        boxes.run(work, b"")


def test_a_worker_that_hangs_up_and_lives_on_is_killed(boxes):
    before = boxes.status()["workers"]
    with pytest.raises(BoxError, match="was killed"):
        boxes.run("desert", b"")
    assert len(set(before) - set(boxes.status()["workers"])) == 1


def test_unexpected_exceptions_are_crashes_with_their_reason(boxes):
    with pytest.raises(BoxError, match="ZeroDivisionError: by nothing"):
        boxes.run("fail", b"")
    with pytest.raises(BoxError, match="RecursionError"):
        boxes.run("recurse", b"")


@pytest.mark.parametrize(
    "work",
    [
        "open_file",
        "list_folder",
        "fork",
        "execute",
        "start_thread",
        "raise_limits",
    ],
)
def test_nothing_outside_can_be_reached(boxes, work):
    assert boxes.status()["confined"]
    assert boxes.run(work, b"").startswith(b"refused")


def test_no_file_is_written(boxes, tmp_path: Path):
    target = tmp_path / "out"
    assert boxes.run("write_file", str(target).encode()).startswith(b"refused")
    assert not target.exists()


def test_the_host_cannot_be_killed_from_inside(boxes):
    assert boxes.run("kill_host", str(boxes.status()["pid"]).encode()).startswith(b"refused")


def test_unknown_work_is_bad_input(boxes):
    with pytest.raises(BadInputError, match="No box does 'dance'"):
        boxes.run("dance", b"")


def test_all_boxes_hanging_do_not_hold_up_ordinary_work(boxes):
    failures: list[BaseException] = []

    def hostile() -> None:
        try:
            boxes.run("hang", b"", seconds=LONG)
        except BoxError as error:
            failures.append(error)

    threads = [threading.Thread(target=hostile) for _ in range(20)]
    usual = [echoed(boxes) for _ in range(20)]
    for thread in threads:
        thread.start()
    times: list[float] = []
    while len(times) < 100 or sum(thread.is_alive() for thread in threads) > Limits().slow:
        times.append(echoed(boxes))
    assert sum(thread.is_alive() for thread in threads) == Limits().slow  # none of which came to its end
    kill_workers(boxes)
    for thread in threads:
        thread.join()
    assert len(failures) == 20
    assert median(times) < max(0.1, 5 * median(usual))


def echoed(boxes: BoxClient) -> float:
    """Have an ordinary piece of work done; return the seconds it took."""
    started = time.monotonic()
    assert boxes.run("echo", b"ordinary") == b"ordinary"
    return time.monotonic() - started


def kill_workers(boxes: BoxClient) -> list[int]:
    """Kill all workers there are; return their process ids."""
    killed = boxes.status()["workers"]
    for pid in killed:
        with suppress(ProcessLookupError):  # one too many that was ended in the meantime
            os.kill(pid, signal.SIGKILL)
    return killed


def test_a_worker_killed_from_outside_is_told_and_replaced(boxes):
    errors: list[str] = []

    def ask() -> None:
        try:
            boxes.run("sleep", f"{LONG}".encode(), seconds=LONG)
        except BoxError as error:
            errors.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    while not boxes.status()["busy"]:
        time.sleep(0.01)
    killed = kill_workers(boxes)
    thread.join(LONG / 2)
    while set(killed) & set(boxes.status()["workers"]):
        time.sleep(0.01)
    assert "killed from outside" in errors[0]


def test_work_whose_asker_is_gone_is_stopped(boxes, host):
    pid = os.fork()
    if pid == 0:
        try:
            BoxClient(host.socket).run("hang", b"", seconds=LONG)
        finally:
            os._exit(1)
    while not boxes.status()["busy"]:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    end = time.monotonic() + LONG / 2
    while boxes.status()["busy"] and time.monotonic() < end:
        time.sleep(0.01)
    assert boxes.status()["busy"] == 0


@pytest.mark.parametrize(
    "document",
    ['\ufeff<a> <b> "é" .'.encode(), '<a> <b> "é" .'.encode("cp1252"), '<a> <b> "é" .'.encode("utf-16")],
    ids=["mark", "western", "wide"],
)
def test_rdf_in_any_encoding_is_read_where_no_file_can_be_opened(boxes, document):
    found = boxes.run("parse_rdf", b'{"format": "text/turtle", "base": "http://x/"}\n' + document)
    assert '<http://x/a> <http://x/b> "é" .' in found.decode()


def test_a_dead_host_is_told_at_once_and_can_be_restarted(tmp_path: Path):
    deep = tmp_path / ("long" * 30)  # beyond the 108 bytes of a Unix socket's address
    host = start_boxes(deep)
    assert host.wait_ready()
    client = BoxClient(host.socket)
    turtle = b'{"format": "text/turtle", "base": "http://x/"}\n<a> <b> <c> .'
    assert client.run("parse_rdf", turtle)
    workers = client.status()["workers"]
    os.kill(host.pid, signal.SIGKILL)
    while host.alive():
        time.sleep(0.01)
    with pytest.raises(BoxError, match="start again by themselves"):
        client.run("parse_rdf", turtle)
    assert left_of(workers) == []
    host.restart()
    assert host.wait_ready()
    assert client.run("parse_rdf", turtle)
    host.stop()
    assert not host.alive()


def test_hosts_end_with_their_starter(tmp_path: Path):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            host = start_boxes(tmp_path)
            assert host.wait_ready()
            os.write(writer, str(host.pid).encode())
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(writer)
    assert left_of([int(os.read(reader, 20))]) == []
    os.close(reader)
