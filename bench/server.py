"""Servers to be measured: the wiki, and a bare Flask as the floor. Both under the same gunicorn settings."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2

HELLO = """
import flask
app = flask.Flask("hello")
@app.get("/")
def hello():
    return "hello"
"""


@contextmanager
def wiki(data: Path) -> Iterator[tuple[str, int, float]]:
    """Serve a wiki; give its address, the supervisor's process id and the seconds until it was ready."""
    begun = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "wiki",
        "--data",
        str(data),
        "serve",
        "--port",
        "0",
        "--workers",
        str(WORKERS),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = process.stdout.readline().strip()
        wait(address + "/healthz")
        yield address, process.pid, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(40)


@contextmanager
def floor(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve "hello"."""
    (folder / "hello.py").write_text(HELLO)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "hello:app",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
    ]
    command += ["--worker-class", "gthread", "--threads", "8", "--keep-alive", "30", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=folder)
    try:
        wait(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(40)


def wait(address: str, seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        found.append(each)
        todo += parents.get(each, [])
    return found


def memory(pid: int) -> float:
    """Return MiB of proportional set size of all processes: pages shared by forks count once."""
    total = 0
    for each in family(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def seconds_of_work(pid: int) -> float:
    """Return the processor seconds all processes have used."""
    return sum(map(ticks, family(pid))) / 100


def ticks(pid: int) -> int:
    """Return the hundredths of a second that one process has worked, 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
