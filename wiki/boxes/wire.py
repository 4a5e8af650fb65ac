"""Messages between clients, hosts and workers: one datagram each on a SOCK_SEQPACKET Unix socket.

A message is one line of JSON (the header), a newline, the payload; file descriptors ride along (SCM_RIGHTS).
The kernel keeps the boundaries and tells when the other side is gone, so there is no framing to get wrong.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MESSAGE = 120 * 1024  # bytes; below the default send buffer of a Unix socket (208 KiB)
INLINE = 64 * 1024  # payloads up to this ride in the message, longer ones in a file beside it
_MAX_FDS = 4


@dataclass(frozen=True, slots=True)
class Message:
    """What came in one datagram. Whoever receives it owns the file descriptors."""

    header: dict[str, Any]
    payload: bytes = b""
    fds: tuple[int, ...] = ()


def send(
    sock: socket.socket, header: Mapping[str, Any], payload: bytes = b"", fds: Sequence[int] = ()
) -> None:
    """Send one message; the descriptors stay open here. Raises OSError when it cannot be delivered whole."""
    message = json.dumps(header, separators=(",", ":")).encode() + b"\n" + payload
    if fds:
        socket.send_fds(sock, [message], list(fds))
    else:
        sock.send(message)


def receive(sock: socket.socket) -> Message | None:
    """Receive one message, None when the other side is gone."""
    try:
        message, fds, _, _ = socket.recv_fds(sock, MAX_MESSAGE, _MAX_FDS)
    except ConnectionError:
        return None
    if not message:
        close_all(fds)
        return None
    head, _, payload = message.partition(b"\n")
    return Message(json.loads(head), payload, tuple(fds))


def close_all(fds: Sequence[int]) -> None:
    """Close file descriptors that are ours."""
    for fd in fds:
        os.close(fd)


def file_of(content: bytes) -> int:
    """Return the descriptor of an unnamed file in memory with this content."""
    fd = os.memfd_create("commonloom", os.MFD_CLOEXEC)
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]
    return fd


def read_file(fd: int) -> bytes:
    """Read a descriptor of `file_of` from its start, whatever its offset."""
    parts: list[bytes] = []
    offset = 0
    while part := os.pread(fd, 1 << 20, offset):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def listen(path: Path) -> socket.socket:
    """Listen on a Unix socket only its owner can reach, replacing a dead one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with _short(path) as short:
        with suppress(FileNotFoundError):
            path.unlink()
        before = os.umask(0o177)
        try:
            sock.bind(short)
        finally:
            os.umask(before)
    sock.listen(128)
    return sock


def connect(path: Path) -> socket.socket:
    """Connect to a listening Unix socket. Raises OSError when nobody listens."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        with _short(path) as short:
            sock.connect(short)
    except OSError:
        sock.close()
        raise
    return sock


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """Name the path in few bytes: Unix socket addresses end at 108 (unix(7))."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
