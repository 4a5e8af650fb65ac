"""The host: one process without threads that hands work to forked workers and tells how it ended.

Two lanes keep runaway work from starving ordinary work. A worker counts as quick until its job has run for
`slow_after` seconds; then it moves to the slow lane and a fresh worker is forked in its stead. When the slow
lane is full, the job that would enter it is stopped and its asker told to try later. So whatever is asked,
ordinary work soon finds a worker.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import stat
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from wiki.boxes import wire
from wiki.boxes.crew import Crew, Job, Worker
from wiki.boxes.limits import Limits
from wiki.boxes.worker import Verdict, Work

_TICK = 0.02  # seconds between looks at clocks while there is work
_IDLE = 0.25  # and while there is none
_FRESH = 0.05  # seconds a job is expected to be over soon, so that no replacement is forked
_AT_ONCE = 3  # workers being born at the same time
_CALM_AFTER = 0.5  # seconds; sooner, a fresh worker touching a large graph for the first time would be calmed, so replaced
_PRESSED = 0.1  # seconds until a job counts as slow when others wait for a quick worker
_WEIGH = 0.1  # seconds between weighings of the workers


class Duty(Protocol):
    """What a host with a state of its own does beside handing out work."""

    @property
    def position(self) -> int:
        """Where in the log the state stands."""

    def admit(self, header: dict[str, Any]) -> Verdict | None:
        """Answer a request without a worker ({"verdict": "later"}: ask again soon); None = it needs one."""

    def follow(self) -> bool:
        """Catch up with the log by one bounded step; True when nothing is left."""

    def news_since(self, position: int) -> bytes | None:
        """Return what a worker at that position lacks, None when a new worker is cheaper."""


class NoDuty:
    """A host without a state."""

    position = 0

    def admit(self, header: dict[str, Any]) -> Verdict | None:  # noqa: ARG002
        """Everything needs a worker."""
        return None

    def follow(self) -> bool:
        """Nothing to follow."""
        return True

    def news_since(self, position: int) -> bytes | None:  # noqa: ARG002
        """Nothing is ever new."""
        return b""


class Host:
    """Serves one socket until the process that started it is gone."""

    def __init__(self, path: Path, limits: Limits, work: Work, duty: Duty | None = None) -> None:
        self._limits = limits
        self._duty: Duty = duty or NoDuty()
        self._crew = Crew(limits, work)
        self._jobs: dict[socket.socket, Job] = {}
        self._queue: deque[Job] = deque()
        self._later: list[Job] = []
        self._next_tick = self._next_weighing = 0.0
        self._behind = False
        self._selector = selectors.DefaultSelector()
        self._listener = wire.listen(path)
        self._listener.settimeout(0)
        self._watch(self._listener, self._accept)

    def run(self) -> None:
        """Serve; returns when standard input (the lifeline, a pipe from the starter) ends."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the starter decides
        if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
            self._selector.register(sys.stdin, selectors.EVENT_READ, None)
        while self._turn():
            pass

    def _turn(self) -> bool:
        for key, _ in self._selector.select(self._patience()):
            if key.data is None:
                return False
            if isinstance(key.fileobj, socket.socket) and key.fileobj.fileno() >= 0:
                key.data(key.fileobj)
        now = time.monotonic()
        if now >= self._next_tick:
            self._next_tick = now + _TICK
            self._tick(now)
        self._dispatch()
        return True

    def _patience(self) -> float:
        if self._behind:
            return 0.0
        return _TICK if self._jobs or self._crew.starting() else _IDLE

    # --- clients

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # gone again, or out of descriptors
            client, _ = listener.accept()
            client.settimeout(0)
            self._watch(client, self._hear)

    def _hear(self, client: socket.socket) -> None:
        """Take a request, or notice that the asker is gone."""
        try:
            message = wire.receive(client)
        except (BlockingIOError, ValueError):
            message = None
        if message is None or client in self._jobs:
            if message:
                wire.close_all(message.fds)
            self._drop(client)
        elif message.header.get("ask") == "status":
            self._tell(client, self._status())
        elif message.fds:
            self._take(client, message)
        else:
            self._drop(client)

    def _take(self, client: socket.socket, message: wire.Message) -> None:
        seconds = min(message.header.get("seconds") or self._limits.seconds, self._limits.seconds)
        job = Job(client, message.header, message.payload, message.fds, time.monotonic(), seconds)
        self._jobs[client] = job
        self._admit(job)

    def _admit(self, job: Job) -> None:
        verdict = self._duty.admit(job.header)
        if verdict and verdict["verdict"] == "later":
            self._later.append(job)
        elif verdict:
            self._answer(job, verdict)
        elif len(self._queue) >= self._limits.queue:
            self._answer(job, {"verdict": "busy", "waiting": len(self._queue)})
        else:
            self._queue.append(job)

    def _drop(self, client: socket.socket) -> None:
        """Forget a client and stop what it asked for."""
        self._selector.unregister(client)
        client.close()
        job = self._jobs.pop(client, None)
        if job is None:
            return
        wire.close_all(job.fds)
        for waiting in (self._queue, self._later):
            if job in waiting:
                waiting.remove(job)
        for worker in self._crew.busy():
            if worker.job is job:
                self._end(worker)

    def _answer(self, job: Job, verdict: Verdict) -> None:
        del self._jobs[job.client]
        wire.close_all(job.fds)
        self._tell(job.client, {"limit": job.seconds, **verdict})

    def _tell(self, client: socket.socket, verdict: Verdict) -> None:
        try:
            wire.send(client, verdict)
        except OSError:
            self._drop(client)

    # --- workers

    def _dispatch(self) -> None:
        """Give waiting jobs to idle workers, the log's newest state first."""
        if not self._queue:
            return
        self._behind = not self._duty.follow()
        while self._queue and not self._behind and (idle := self._crew.idle()):
            self._start(max(idle, key=lambda worker: worker.position), self._queue.popleft())
        wanted = min(
            len(self._queue), _AT_ONCE, self._limits.quick - self._crew.quick() + self._crew.starting()
        )
        if self._crew.starting() < wanted:
            self._fork()

    def _start(self, worker: Worker, job: Job) -> None:
        news = self._duty.news_since(worker.position)
        try:
            if news is None:
                raise BrokenPipeError
            self._crew.give(worker, job, news)
            worker.position = self._duty.position
        except OSError:  # too far behind, or killed a moment ago
            self._queue.appendleft(job)
            self._end(worker)

    def _fork(self) -> None:
        worker = self._crew.fork(self._duty.position)
        if worker:
            self._watch(worker.sock, lambda _: self._listen_to(worker))

    def _listen_to(self, worker: Worker) -> None:
        try:
            message = wire.receive(worker.sock)
        except BlockingIOError:
            return
        if message is None:
            self._selector.unregister(worker.sock)
            how, job, ran = self._crew.bury(worker), worker.job, worker.age(time.monotonic())
            if job:
                kind = "killed" if how == "SIGKILL" else "crash"
                self._answer(job, {"verdict": kind, "how": how, "seconds": ran})
        elif "hello" in message.header:
            self._crew.greet(worker, message.header)
        elif worker.job:
            job = worker.job
            if not self._crew.free(worker, message.header):
                self._end(worker)
            self._answer(job, {"position": worker.position, **message.header})

    def _end(self, worker: Worker) -> None:
        self._selector.unregister(worker.sock)
        self._crew.end(worker)

    def _stop(self, worker: Worker, verdict: Verdict) -> None:
        """Stop a running job with a verdict."""
        job, ran = worker.job, worker.age(time.monotonic())
        self._end(worker)
        if job:
            self._answer(job, {"seconds": ran, **verdict})

    # --- clocks

    def _tick(self, now: float) -> None:
        self._crew.reap()
        for worker in self._crew.busy():
            self._look_at(worker, now)
        for job in [job for job in self._queue if now - job.asked > self._limits.wait_seconds]:
            self._queue.remove(job)
            self._answer(job, {"verdict": "busy", "waiting": len(self._queue)})
        for job in [self._later.pop() for _ in range(len(self._later))]:
            self._admit(job)
        self._relieve(now)
        self._weigh(now)
        self._refill(now)

    def _look_at(self, worker: Worker, now: float) -> None:
        job, age = worker.job, worker.age(now)
        if job is None:
            return
        if age >= job.seconds:
            self._stop(worker, {"verdict": "timeout"})
        elif age >= self._limits.slow_after and not job.slow:
            self._slow_down(worker, job)
        elif age >= _CALM_AFTER and not worker.calmed:
            self._crew.calm(worker)

    def _slow_down(self, worker: Worker, job: Job) -> None:
        """Move a job to the slow lane, or stop it when that is full."""
        slow = sum(other.job.slow for other in self._crew.busy() if other.job)
        if slow < self._limits.slow:
            job.slow = True
        else:
            self._stop(worker, {"verdict": "busy", "slow": slow})

    def _relieve(self, now: float) -> None:
        """Make room in the quick lane when jobs wait and it is full of work that is not quick."""
        if not self._queue or self._crew.quick() < self._limits.quick or self._crew.idle():
            return
        stuck = [worker for worker in self._crew.busy() if worker.job and not worker.job.slow]
        oldest = max(stuck, key=lambda worker: worker.age(now), default=None)
        if oldest and oldest.job and oldest.age(now) >= _PRESSED:
            self._slow_down(oldest, oldest.job)

    def _weigh(self, now: float) -> None:
        """Stop the largest job when all together have grown past the limit."""
        if now < self._next_weighing or not self._jobs:
            return
        self._next_weighing = now + _WEIGH
        total, largest = self._crew.largest()
        if largest and total > self._limits.total_memory:
            self._stop(largest, {"verdict": "memory"})

    def _refill(self, now: float) -> None:
        """Keep spare workers ready, and no more than the quick lane holds."""
        if not self._jobs:
            self._behind = not self._duty.follow()
        fresh = sum(worker.age(now) < _FRESH for worker in self._crew.busy())
        idle = self._crew.idle()
        if len(idle) + self._crew.starting() + fresh < self._limits.spare:
            self._fork()
        elif len(idle) > self._limits.quick:
            self._end(min(idle, key=lambda worker: worker.position))

    def _status(self) -> Verdict:
        """Say how things stand, for supervision and tests."""
        return {
            "verdict": "status",
            "pid": os.getpid(),
            "position": self._duty.position,
            "workers": [worker.pid for worker in self._crew.members],
            "busy": len(self._crew.busy()),
            "queued": len(self._queue),
            "forked": self._crew.started,
            "confined": self._crew.confined,
        }

    def _watch(self, sock: socket.socket, callback: Callable[[socket.socket], None]) -> None:
        self._selector.register(sock, selectors.EVENT_READ, callback)
