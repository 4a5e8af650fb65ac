"""Starting the wiki as its operators do, and finding its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.processes import command_line, descendants

ROOT = Path(__file__).resolve().parents[2]
READY = 60.0  # seconds a server gets on a busy machine
PYTHON = [sys.executable, "-m", "wiki"]


@dataclass(frozen=True)
class Server:
    """A running wiki."""

    address: str
    data: Path
    process: subprocess.Popen[str]

    def processes(self) -> dict[str, list[int]]:
        """Return the process ids by role: supervisor, web, graph, boxes (each with what it has started)."""
        roles: dict[str, list[int]] = {"supervisor": [self.process.pid]}
        for pid in descendants(self.process.pid):
            words = command_line(pid)
            for role, module in (("web", "wiki.web"), ("graph", "wiki.graph"), ("boxes", "wiki.boxes")):
                if module in words:
                    roles.setdefault(role, []).append(pid)
        return roles

    def wait_ready(self) -> None:
        end = time.monotonic() + READY
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.05)


def command(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    line = [*PYTHON, "--data", str(data), *words]
    given = {"input": settings.pop("input", None)}
    return subprocess.run(
        line, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **settings}, **given
    )


@contextmanager
def serving(data: Path, *words: str, **settings: str) -> Iterator[Server]:
    """Serve a data folder on a free port until the block ends."""
    process = start(data, *words, **settings)
    try:
        server = Server(process.stdout.readline().strip(), data, process)
        server.wait_ready()
        yield server
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def start(data: Path, *words: str, **settings: str) -> subprocess.Popen[str]:
    line = [*PYTHON, "--data", str(data), "serve", "--port", "0", *words]
    environment = {**os.environ, **settings}
    return subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
