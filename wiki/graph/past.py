"""Questions about the past: each past state is loaded by a host of its own, the last few asked for are kept."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from wiki.boxes.process import HostProcess, answers, start_host
from wiki.boxes.worker import Verdict
from wiki.graph.limits import GraphLimits


@dataclass(slots=True)
class _Past:
    host: HostProcess
    end: float  # time.monotonic() by which it must be loaded
    loaded: bool = False


class PastStates:
    """The hosts of past states. None of them follows the log; all end with this process."""

    def __init__(self, database: Path, run_dir: Path, limits: GraphLimits) -> None:
        self._database = database
        self._run_dir = run_dir
        self._limits = limits
        self._pasts: OrderedDict[str, _Past] = OrderedDict()

    def at(self, when: str) -> Verdict:
        """Say where that state (an ISO time) is asked: "elsewhere", "later" while it is being loaded, or why not."""
        past = self._pasts.get(when) or self._start(when)
        if past is None:
            return {"verdict": "later"}  # all places are taken by states still being loaded
        self._pasts.move_to_end(when)
        past.loaded = past.loaded or answers(past.host.socket)
        if not past.host.alive() or (not past.loaded and time.monotonic() > past.end):
            self._end(when)
            return {"verdict": "unloaded", "limit": self._limits.load_seconds}
        if past.loaded:
            return {"verdict": "elsewhere", "socket": str(past.host.socket)}
        return {"verdict": "later"}

    def _start(self, when: str) -> _Past | None:
        if len(self._pasts) >= self._limits.past_states:
            oldest = next((name for name, past in self._pasts.items() if past.loaded), None)
            if oldest is None:
                return None
            self._end(oldest)
        name = hashlib.sha256(when.encode()).hexdigest()[:16]
        limits = replace(self._limits, spare=1)
        socket = self._run_dir / f"graph-{name}.socket"
        socket.unlink(missing_ok=True)
        host = start_host("wiki.graph", socket, limits, str(self._database), when)
        self._pasts[when] = past = _Past(host, time.monotonic() + self._limits.load_seconds)
        return past

    def _end(self, when: str) -> None:
        past = self._pasts.pop(when)
        past.host.stop()
        past.host.socket.unlink(missing_ok=True)
