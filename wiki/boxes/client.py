"""Having work done by a host, from any thread of any process."""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiki.boxes import wire
from wiki.boxes.limits import MIB
from wiki.boxes.worker import Verdict
from wiki.errors import BadInputError, BoxError

_CHUNK = 256 * 1024
_KEPT = 8  # idle connections kept open
_GRACE = 60.0  # seconds beyond every limit of the host after which it is taken for dead


class HostGoneError(Exception):
    """The host is not there, or went away in the middle."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a host."""

    header: Mapping[str, Any]
    payload: bytes = b""
    patience: float = _GRACE  # seconds without any sign of life before giving up


class Connections:
    """Connections to one host, reused: one request at a time on each. Safe under threads and across forks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[socket.socket] = []
        self._owner = os.getpid()

    def ask(self, request: Request, take: Callable[[bytes], Any]) -> Verdict:
        """Have it done: `take` gets the result piece by piece, then the verdict is returned.

        The result is whole only if the verdict is "done". Raises HostGoneError.
        """
        sock = self._connection()
        try:
            verdict = _exchange(sock, request, take)
        except BaseException:
            sock.close()  # the host stops the work
            raise
        self._keep(sock)
        return verdict

    def status(self) -> Verdict:
        """Ask the host how things stand. Raises HostGoneError."""
        sock = self._connection()
        try:
            wire.send(sock, {"ask": "status"})
            verdict = _verdict(sock, 5.0)
        except OSError as error:
            sock.close()
            raise HostGoneError(str(error)) from error
        except HostGoneError:
            sock.close()
            raise
        self._keep(sock)
        return verdict

    def _connection(self) -> socket.socket:
        with self._lock:
            if self._owner != os.getpid():  # after a fork the connections are the parent's
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                sock = self._idle.pop()
                if not select.select([sock], [], [], 0)[0]:
                    return sock
                sock.close()  # readable without a request: the host has gone
        try:
            return wire.connect(self._path)
        except OSError as error:
            raise HostGoneError(f"nobody answers at {self._path.name}") from error

    def _keep(self, sock: socket.socket) -> None:
        with self._lock:
            if len(self._idle) < _KEPT and self._owner == os.getpid():
                self._idle.append(sock)
                return
        sock.close()


def _exchange(sock: socket.socket, request: Request, take: Callable[[bytes], Any]) -> Verdict:
    reader, writer = os.pipe2(os.O_CLOEXEC)
    try:
        _send(sock, request, writer)
        return _collect(reader, sock, request.patience, take)
    finally:
        os.close(reader)


def _send(sock: socket.socket, request: Request, writer: int) -> None:
    """Send the request and give away the writing end of the pipe."""
    fds = [writer]
    payload = request.payload
    try:
        if len(payload) > wire.INLINE:
            fds.append(wire.file_of(payload))
            payload = b""
        wire.send(sock, request.header, payload, fds)
    except OSError as error:
        raise HostGoneError(str(error)) from error
    finally:
        wire.close_all(fds)


def _collect(reader: int, sock: socket.socket, patience: float, take: Callable[[bytes], Any]) -> Verdict:
    """Read the pipe to its end and the verdict, whichever comes first.

    A verdict other than "done" ends it at once: a killed worker may take long to fall apart, and its end of the
    pipe with it.
    """
    watch = select.poll()
    waiting = {reader, sock.fileno()}
    for end in waiting:
        watch.register(end, select.POLLIN)
    until = time.monotonic() + patience
    verdict: Verdict = {}
    while waiting:
        ready = [fd for fd, _ in watch.poll(max(0.0, until - time.monotonic()) * 1000)]
        if not ready:
            raise HostGoneError("the host does not answer")
        if reader in ready:
            chunk = os.read(reader, _CHUNK)
            take(chunk)
            done = reader if not chunk else None
        else:
            verdict = _verdict(sock, patience)
            done = sock.fileno()
            if verdict["verdict"] != "done":
                break
        if done is not None:
            watch.unregister(done)
            waiting.discard(done)
    return verdict


def _verdict(sock: socket.socket, patience: float) -> Verdict:
    if not select.select([sock], [], [], patience)[0]:
        raise HostGoneError("the host does not answer")
    message = wire.receive(sock)
    if message is None:
        raise HostGoneError("the host ended")
    return message.header


class BoxClient:
    """Has strangers' input worked on in a box."""

    def __init__(self, socket: Path) -> None:
        self._connections = Connections(socket)

    def run(self, work: str, payload: bytes, *, seconds: float = 5.0, memory: int = 512 * MIB) -> bytes:
        """Return what the work makes of the payload; it may run that long and add that many bytes of memory.

        Raises BoxError when it was stopped or crashed, BadInputError when the input is wrong.
        """
        out = bytearray()
        header = {"work": work, "seconds": seconds, "memory": memory}
        try:
            verdict = self._connections.ask(Request(header, payload, seconds + _GRACE), out.extend)
        except HostGoneError as error:
            raise BoxError(
                f"The work {work!r} was not done: {error}. The boxes start again by themselves; try again."
            ) from error
        if verdict["verdict"] == "input":
            raise BadInputError(verdict["sentence"])
        if verdict["verdict"] != "done" or verdict["size"] != len(out):
            raise BoxError(_sentence(work, verdict, memory))
        return bytes(out)

    def ready(self) -> bool:
        """Say whether the boxes take work."""
        with suppress(HostGoneError):
            return bool(self._connections.status())
        return False

    def status(self) -> Verdict:
        """Say how the host stands (pid, workers, busy, queued, forked, confined). Raises HostGoneError."""
        return self._connections.status()


def _sentence(work: str, verdict: Verdict, memory: int) -> str:
    """Say why a piece of work was stopped and what may help."""
    reasons = {
        "timeout": f"took longer than its {verdict.get('limit', 0):g} s",
        "memory": f"needed more memory than its {memory // MIB} MiB",
        "large": "made a result larger than allowed",
        "killed": "was killed from outside",
        "busy": "found all boxes busy",
        "crash": f"crashed ({verdict.get('how') or verdict.get('sentence', 'no reason given')})",
    }
    reason = reasons.get(verdict["verdict"], "ended without a result")
    return f"The work {work!r} {reason} and was stopped. Nothing else is affected; simplify the input."
