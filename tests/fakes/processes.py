"""Processes as the kernel tells of them: who started whom, who runs, and how long each has worked."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 60.0
"""Seconds that ending processes get on a busy machine."""
_TICKS = os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """Return a process's children, their children, and so on."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (said := _said(int(entry.name))):
            parents.setdefault(int(said[1]), []).append(int(entry.name))
    found, todo = [], list(parents.get(pid, []))
    while todo:
        each = todo.pop()
        found.append(each)
        todo += parents.get(each, [])
    return found


def command_line(pid: int) -> list[str]:
    """Return the words a process was started with, none when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and was not waited for does not."""
    said = _said(pid)
    return bool(said) and said[0] != "Z"


def left_of(pids: Iterable[int]) -> list[int]:
    """Wait until processes have ended; return those that did not."""
    end, left = time.monotonic() + PATIENCE, [pid for pid in pids if alive(pid)]
    while left and time.monotonic() < end:
        time.sleep(0.01)
        left = [pid for pid in left if alive(pid)]
    return left


def worked(pid: int) -> float:
    """Return the seconds of processor time a process has used with all it has started, whatever else the machine did."""
    found = [_said(each) for each in (pid, *descendants(pid))]
    return sum(sum(map(int, said[11:15])) for said in found if said) / _TICKS


def _said(pid: int) -> list[str]:
    """Return what /proc/PID/stat says after the name: the state, the parent, …; nothing of a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return []
