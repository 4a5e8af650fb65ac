"""The workers of a host: forking, limiting, watching and ending them. Knows nothing of clients and queues."""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wiki.boxes import wire
from wiki.boxes.limits import MIB, Limits
from wiki.boxes.worker import UNTRUSTED, Verdict, Work, be_worker

_log = logging.getLogger(__name__)
_PAGE = resource.getpagesize()
_CALM = 19  # added to the niceness of long work
_OUTGROWN = 128 * MIB  # a worker whose peak passed this holds on to memory: replaced
_BIRTH_PAUSE = 0.5  # seconds after a worker died before its first word


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work from its asking to its verdict."""

    client: socket.socket
    header: dict[str, Any]
    payload: bytes
    fds: tuple[int, ...]  # the pipe for the result, then the payload's file if there is one
    asked: float  # time.monotonic()
    seconds: float
    started: float = 0.0
    slow: bool = False


@dataclass(eq=False, slots=True)
class Worker:
    """A forked process that is ready, or busy with one job."""

    pid: int
    sock: socket.socket
    position: int  # of its state in the log
    job: Job | None = None
    thread: int = 0  # kernel's number of the thread that works, 0 = has not said hello
    size: int = 0  # bytes of address space when it said hello, and what it was given since
    resident: int = 0  # bytes of memory when it said hello
    calmed: bool = False

    def age(self, now: float) -> float:
        """Seconds its job has run."""
        return now - self.job.started if self.job else 0.0


@dataclass
class Crew:
    """All workers of one host."""

    limits: Limits
    work: Work
    members: list[Worker] = field(default_factory=list)
    confined: bool = True
    started: int = 0  # workers ever forked
    _dead: list[int] = field(default_factory=list)
    _pause_until: float = 0.0

    def idle(self) -> list[Worker]:
        """Workers that can take a job now."""
        return [worker for worker in self.members if worker.job is None and worker.thread]

    def starting(self) -> int:
        """Count the workers forked and not yet heard of."""
        return sum(not worker.thread for worker in self.members)

    def busy(self) -> list[Worker]:
        """Workers with a job."""
        return [worker for worker in self.members if worker.job]

    def quick(self) -> int:
        """Count the workers that are not in the slow lane."""
        return sum(not (worker.job and worker.job.slow) for worker in self.members)

    def fork(self, position: int) -> Worker | None:
        """Start one more worker with the host's present state; None while births fail."""
        if time.monotonic() < self._pause_until:
            return None
        mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        gc.collect()
        gc.freeze()  # the children's collector leaves the shared memory alone
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            self._pause(
                f"No worker could be forked ({error.strerror}); the machine is short of memory or processes."
            )
            mine.close()
            its.close()
            return None
        if pid == 0:
            be_worker(its, parent, self.limits.stack, self.work)
        its.close()
        mine.settimeout(0)
        worker = Worker(pid, mine, position)
        self.members.append(worker)
        self.started += 1
        return worker

    def greet(self, worker: Worker, hello: Verdict) -> None:
        """Note a worker's first word."""
        worker.thread = hello["hello"]
        pages = Path(f"/proc/{worker.pid}/statm").read_text().split()
        worker.size, worker.resident = int(pages[0]) * _PAGE, int(pages[1]) * _PAGE
        if self.confined and not hello["confined"]:
            _log.warning(
                "Workers run without a system call filter: this kernel refuses one. Deadlines and memory"
                " limits still hold; allow seccomp (container profile) to shut off files and network too."
            )
        self.confined = bool(hello["confined"])

    def give(self, worker: Worker, job: Job, news: bytes) -> None:
        """Set a worker to work. Raises OSError when it has just died."""
        worker.size += 8 * len(news)
        allowed = worker.size + min(job.header.get("memory") or self.limits.memory, self.limits.memory)
        try:
            resource.prlimit(worker.pid, resource.RLIMIT_AS, (allowed, resource.RLIM_INFINITY))
        except PermissionError:
            _log.warning("This system does not let a worker's memory be limited; `total_memory` still is.")
        header = {"result_bytes": self.limits.result_bytes, **job.header}
        header["file"] = 1 if len(job.fds) > 1 else 0
        fds = list(job.fds)
        if news:
            header["news"] = len(fds)
            fds.append(wire.file_of(news))
        try:
            wire.send(worker.sock, header, job.payload, fds)
        finally:
            wire.close_all(fds[len(job.fds) :])
        worker.job = job
        job.started = time.monotonic()

    def free(self, worker: Worker, verdict: Verdict) -> bool:
        """Take the job from a worker that has done it; False when it has to be replaced."""
        worker.job = None
        outgrown = verdict["peak"] - worker.resident > _OUTGROWN
        return not (worker.calmed or outgrown or verdict["verdict"] in UNTRUSTED)

    def calm(self, worker: Worker) -> None:
        """Let long work give way to short work on a busy processor. It cannot be taken back."""
        worker.calmed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.thread, _CALM)

    def end(self, worker: Worker) -> None:
        """Kill a worker from outside; nothing in it can object."""
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        self._forget(worker)
        self._dead.append(worker.pid)

    def bury(self, worker: Worker) -> str:
        """Take leave of a worker that ended by itself and say how: a signal's name or "exit N"."""
        self._forget(worker)
        if not worker.thread:
            self._pause("A worker died at its start.")
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)  # it may have closed its end and live on
        code = os.waitstatus_to_exitcode(os.waitpid(worker.pid, 0)[1])
        return signal.Signals(-code).name if code < 0 else f"exit {code}"

    def _pause(self, why: str) -> None:
        self._pause_until = time.monotonic() + _BIRTH_PAUSE
        _log.error("%s The next try follows in %s s.", why, _BIRTH_PAUSE)

    def reap(self) -> None:
        """Collect the killed ones whose memory the kernel has freed."""
        self._dead = [pid for pid in self._dead if os.waitpid(pid, os.WNOHANG) == (0, 0)]

    def largest(self) -> tuple[int, Worker | None]:
        """Return what all busy workers have added to their memory, and who added most."""
        grown = [(self._growth(worker), worker) for worker in self.busy()]
        most = max(grown, key=lambda pair: pair[0], default=(0, None))
        return sum(size for size, _ in grown), most[1]

    def _growth(self, worker: Worker) -> int:
        try:
            pages = Path(f"/proc/{worker.pid}/statm").read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            return 0
        return max(0, int(pages[1]) * _PAGE - worker.resident)

    def _forget(self, worker: Worker) -> None:
        self.members.remove(worker)
        worker.sock.close()
