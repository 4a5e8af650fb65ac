"""Works that misbehave in every way a parser can. Run only inside boxes."""

import ctypes
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path


def echo(payload: bytes) -> bytes:
    return payload


def hang(payload: bytes) -> bytes:
    while True:
        pass


def sleep(payload: bytes) -> bytes:
    time.sleep(float(payload))
    return b"rested"


def allocate(payload: bytes) -> bytes:
    return b"x" * (int(payload) << 20)


def long_result(payload: bytes) -> bytes:
    return bytes(int(payload))


def segfault(payload: bytes) -> bytes:
    return ctypes.string_at(0)


def abort(payload: bytes) -> bytes:
    os.abort()


def leave(payload: bytes) -> bytes:
    os._exit(0)


def desert(payload: bytes) -> bytes:
    os.closerange(3, 100)
    return hang(payload)


def fail(payload: bytes) -> bytes:
    raise ZeroDivisionError("by nothing")


def recurse(payload: bytes) -> bytes:
    return recurse(payload)


def _attempt(what: Callable[[], object]) -> bytes:
    try:
        what()
    except (OSError, RuntimeError, ValueError) as error:
        return f"refused: {type(error).__name__}".encode()
    return b"allowed"


def open_file(payload: bytes) -> bytes:
    return _attempt(lambda: Path("/etc/hostname").read_bytes())


def write_file(payload: bytes) -> bytes:
    return _attempt(lambda: Path(payload.decode()).write_text("out"))


def list_folder(payload: bytes) -> bytes:
    return _attempt(lambda: list(Path("/").iterdir()))


def open_socket(payload: bytes) -> bytes:
    return _attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))


def open_unix_socket(payload: bytes) -> bytes:
    return _attempt(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))


def fork(payload: bytes) -> bytes:
    return _attempt(os.fork)


def run_program(payload: bytes) -> bytes:
    return _attempt(lambda: subprocess.run(["/bin/true"], check=False))


def execute(payload: bytes) -> bytes:
    return _attempt(lambda: os.execv("/bin/true", ["true"]))


def start_thread(payload: bytes) -> bytes:
    return _attempt(threading.Thread(target=print).start)


def kill_host(payload: bytes) -> bytes:
    return _attempt(lambda: os.kill(int(payload), 9))


def raise_limits(payload: bytes) -> bytes:
    import resource

    return _attempt(lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)))
