"""The inside of a box: a forked process that does one piece of work after another until it is killed.

It owns nothing but a socket to its host and what comes with each piece of work. The result goes into a pipe
as bare bytes; how it ended goes back to the host, so that nobody can take half a result for a whole one.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wiki.boxes import confinement, wire
from wiki.errors import BadInputError, QuerySyntaxError

Verdict = dict[str, Any]
UNTRUSTED = frozenset({"memory", "crash"})  # verdicts after which a worker's state is in doubt


class ResultTooLargeError(Exception):
    """The result passed its limit."""


class ResultPipe(io.RawIOBase):
    """Where a piece of work writes its result; counts and stops at the limit."""

    def __init__(self, fd: int, limit: int) -> None:
        super().__init__()
        self._fd = fd
        self._limit = limit
        self.size = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, chunk: Any) -> int:
        """Write all of it; raises ResultTooLargeError past the limit."""
        view = memoryview(chunk)
        self.size += len(view)
        if self.size > self._limit:
            raise ResultTooLargeError
        rest = view
        while rest:
            rest = rest[os.write(self._fd, rest) :]
        return len(view)


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work as it reaches the worker."""

    header: dict[str, Any]
    payload: bytes
    news: bytes  # what the worker's state lacks, b"" = nothing
    out: ResultPipe


Work = Callable[[Task], Verdict]  # does it, writes the result, returns what to add to the verdict "done"


def be_worker(sock: socket.socket, parent: int, stack: int, work: Work) -> None:
    """Turn this freshly forked process into a worker; never returns."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confinement.tie_to_parent(parent)
    _drop_everything_but(sock.fileno())
    confinement.restrict()
    gc.freeze()
    threading.stack_size(stack)
    thread = threading.Thread(target=_serve, args=(sock, work), daemon=True)
    thread.start()
    thread.join()
    os._exit(1)


def _drop_everything_but(kept: int) -> None:
    """Close all files of the host and send what libraries print into nothing."""
    os.closerange(3, kept)
    os.closerange(kept + 1, max(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)


def _serve(sock: socket.socket, work: Work) -> None:
    confined = confinement.confine()
    wire.send(sock, {"hello": threading.get_native_id(), "confined": confined})
    while message := wire.receive(sock):
        verdict = _do(message, work)
        wire.close_all(message.fds)  # the result's reader sees its end before the verdict
        wire.send(sock, verdict)
        if verdict["verdict"] in UNTRUSTED:
            break
    os._exit(0)


def _do(message: wire.Message, work: Work) -> Verdict:
    """Do one piece of work; whatever it raises becomes a verdict: this is the edge of a process."""
    header = message.header
    out = ResultPipe(message.fds[0], header["result_bytes"])
    started = time.monotonic()
    try:
        payload = wire.read_file(message.fds[header["file"]]) if header.get("file") else message.payload
        news = wire.read_file(message.fds[header["news"]]) if header.get("news") else b""
        verdict = {"verdict": "done", "size": 0, **work(Task(header, payload, news, out))}
        verdict["size"] = out.size
    except Exception as error:  # noqa: BLE001
        verdict = _verdict_on(error)
    verdict["seconds"] = time.monotonic() - started
    verdict["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return verdict


def _verdict_on(error: Exception) -> Verdict:
    """Name what a piece of work raised."""
    if isinstance(error, MemoryError):
        return {"verdict": "memory"}
    if isinstance(error, ResultTooLargeError):
        return {"verdict": "large"}
    if isinstance(error, BrokenPipeError):
        return {"verdict": "gone"}
    if isinstance(error, QuerySyntaxError):
        return {"verdict": "syntax", "sentence": str(error)[:4000]}
    if isinstance(error, BadInputError):
        return {"verdict": "input", "sentence": str(error)[:4000]}
    return {"verdict": "crash", "sentence": f"{type(error).__name__}: {error}"[:1000]}
