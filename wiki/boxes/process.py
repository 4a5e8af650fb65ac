"""Starting a host of boxes as a process of its own, and ending it."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from wiki.boxes import wire
from wiki.boxes.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 5.0  # seconds a host gets to end by itself


class HostProcess:
    """A running host; it ends with the process that started it, however that one ends."""

    def __init__(self, process: subprocess.Popen[bytes], socket: Path, command: Sequence[str]) -> None:
        self._process = process
        self._command = command
        self.socket = socket

    @property
    def pid(self) -> int:
        """Process id of the host."""
        return self._process.pid

    def alive(self) -> bool:
        """Say whether the host runs."""
        return self._process.poll() is None

    def wait_ready(self, seconds: float = 60.0) -> bool:
        """Wait until the host takes work; False when it ended or the time is over."""
        end = time.monotonic() + seconds
        while self.alive() and time.monotonic() < end:
            if answers(self.socket):
                return True
            time.sleep(0.02)
        return False

    def restart(self) -> None:
        """Start it again in the same place after it ended (or was killed)."""
        self.stop()
        self._process = _spawn(self._command)

    def stop(self) -> None:
        """End the host and all its workers; returns when it is gone."""
        if self._process.stdin:
            self._process.stdin.close()  # its lifeline
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def answers(socket: Path) -> bool:
    """Say whether somebody listens at the socket."""
    try:
        wire.connect(socket).close()
    except OSError:
        return False
    return True


def start_boxes(run_dir: Path, limits: Limits | None = None) -> HostProcess:
    """Start the host of the boxes; its socket is `run_dir`/boxes.socket. Does not wait: see `wait_ready`."""
    return start_host("wiki.boxes", run_dir / "boxes.socket", limits or Limits())


def start_host(module: str, socket: Path, limits: Limits, *arguments: str) -> HostProcess:
    """Run `python -m module SOCKET LIMITS ARGUMENTS…`; its standard input is the lifeline it ends with."""
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-m", module, str(socket), json.dumps(dataclasses.asdict(limits)), *arguments]
    return HostProcess(_spawn(command), socket, command)


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
