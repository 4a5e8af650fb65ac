"""Running a wiki: one supervisor with its children – graph host, box host, web processes, and one for imports.

Whichever child dies is started again; when the supervisor dies, however suddenly, its children go with it. The one
for imports runs only while something waits for it.
"""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Protocol

import click

from wiki.assembly import RUN, graph_limits, storage_of
from wiki.boxes.process import start_boxes
from wiki.config import BASE, DATABASE, Config, load_config
from wiki.errors import CommonloomError
from wiki.graph import start_graph_host
from wiki.uploads import BELL

LOOK = 0.25
"""Seconds between two looks at the children."""
PATIENCE = 30.0
"""Seconds the web processes get to finish what they are answering."""
BACKOFF = (0.0, 0.5, 2.0, 5.0)
"""Seconds before the next start of a child that died shortly after its last one."""
STEADY = 60.0
"""Seconds after which a child counts as having run well."""


class ServingError(CommonloomError):
    """The wiki cannot be served; the sentence says why."""


class Child(Protocol):
    """A running child process."""

    @property
    def pid(self) -> int:
        """Its process id."""

    def alive(self) -> bool:
        """Say whether it runs."""

    def stop(self) -> None:
        """End it and wait for it."""


@dataclass
class Post:
    """One child's place: how to start it, and how it has fared."""

    name: str
    start: Callable[[], Child]
    child: Child
    begun: float
    failures: int = 0
    due: float = 0.0

    def tend(self, now: float) -> None:
        """Start the child again if it died, later and later if it keeps dying."""
        if self.child.alive():
            return
        if not self.due:
            self.failures = 0 if now - self.begun > STEADY else self.failures + 1
            wait = BACKOFF[min(self.failures, len(BACKOFF) - 1)]
            self.due = now + wait
            click.echo(f"The {self.name} ended; it is started again in {wait:.1f} s.", err=True)
        if now >= self.due:
            self.due, self.begun, self.child = 0.0, now, self.start()


@dataclass
class OnCall:
    """The place of a child that is started when it is wanted, and ends by itself."""

    name: str
    start: Callable[[], Command]
    wanted: Callable[[], bool]
    child: Command | None = None
    again: bool = True  # start it, wanted or not: at first to look at what was left undone, and after a crash
    due: float = 0.0

    def tend(self, now: float) -> None:
        """Start the child if it is wanted, or if it did not end well; then not at once."""
        if self.child is not None:
            if self.child.alive():
                return
            if self.child.process.returncode:
                self.again, self.due = True, now + BACKOFF[1]
                click.echo(f"The {self.name} ended before its work did; it is started again.", err=True)
            self.child = None
        if now >= self.due and (self.again or self.wanted()):
            self.again, self.child = False, self.start()

    def stop(self) -> None:
        """End the child, if it runs."""
        if self.child is not None:
            self.child.stop()


@dataclass(frozen=True)
class Command:
    """A child that is a command of ours: gunicorn, or the process for imports."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        """Its process id; of gunicorn, that of its own supervisor."""
        return self.process.pid

    def alive(self) -> bool:
        """Say whether it runs."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Let requests under way finish, then end it."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(data: Path, host: str, port: int, workers: int) -> None:
    """Run the wiki until it is told to stop (SIGTERM, SIGINT)."""
    config = load_config(data)
    _look_at(data, config)
    run = data / RUN
    run.mkdir(mode=0o700, exist_ok=True)
    listening = _listen(host, port)
    click.echo(_address(listening))
    sys.stdout.flush()
    stopping = _stop_on_signals()
    posts = [
        _post("graph host", lambda: start_graph_host(data / DATABASE, run, graph_limits(config))),
        _post("box host", lambda: start_boxes(run)),
        _post("web server", lambda: _start_web(data, listening, workers)),
    ]
    imports = OnCall("process for imports", lambda: _start_imports(data), (run / BELL).exists)
    try:
        while not stopping():
            time.sleep(LOOK)
            for post in posts:
                post.tend(time.monotonic())
            imports.tend(time.monotonic())
    finally:
        imports.stop()
        for post in reversed(posts):
            post.child.stop()


def _look_at(data: Path, config: Config) -> None:
    """Say what is wrong with the data, and migrate it, before anything runs."""
    storage = storage_of(data)
    made_for = storage.noted(BASE)
    storage.close()
    if made_for and made_for != config.base:
        click.echo(
            f"The facts were made for the base {made_for}, the setting says {config.base}. "
            f"Stop the wiki and run: python -m wiki --data {shlex.quote(str(data))} rebuild all",
            err=True,
        )


def _post(name: str, start: Callable[[], Child]) -> Post:
    return Post(name, start, start(), time.monotonic())


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise ServingError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another with --port."
        ) from error
    listening.listen(1024)
    listening.set_inheritable(True)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _start_web(data: Path, listening: socket.socket, workers: int) -> Command:
    descriptor = listening.fileno()
    arguments = [str(data.resolve()), str(descriptor), str(workers), str(os.getpid())]
    return _command("wiki.web", arguments, descriptor)


def _start_imports(data: Path) -> Command:
    return _command("wiki.importhost", [str(data.resolve()), str(os.getpid())])


def _command(module: str, arguments: list[str], *descriptors: int) -> Command:
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", module, *arguments],
        pass_fds=descriptors,
        cwd=Path(__file__).resolve().parent.parent,
        stdin=subprocess.DEVNULL,
    )
    return Command(process)


def _stop_on_signals() -> Callable[[], bool]:
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)
    return lambda: bool(asked)
