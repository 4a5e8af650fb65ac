"""A client that asks over kept-alive connections from processes of its own, and says how long answers took."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Times:
    """What one load showed: milliseconds, and requests a second."""

    p50: float
    p99: float
    per_second: float

    def as_dict(self) -> dict[str, float]:
        return {
            "p50_ms": round(self.p50, 2),
            "p99_ms": round(self.p99, 2),
            "per_second": round(self.per_second, 1),
        }


def load(address: str, paths: Sequence[str], concurrent: int = 1) -> Times:
    """Ask for every path once, spread over so many clients; every answer must be 200 and whole."""
    shares = [paths[start::concurrent] for start in range(concurrent)]
    begun = time.perf_counter()
    if concurrent == 1:
        times = ask(address, paths)
    else:
        with multiprocessing.get_context("fork").Pool(concurrent) as pool:
            begun = time.perf_counter()
            times = [
                each for part in pool.starmap(ask, [(address, share) for share in shares]) for each in part
            ]
    seconds = time.perf_counter() - begun
    return Times(median(times), sorted(times)[int(len(times) * 0.99)], len(times) / seconds)


def ask(address: str, paths: Sequence[str]) -> list[float]:
    connection = HTTPConnection(urlsplit(address).netloc)
    times = []
    for path in paths:
        begun = time.perf_counter()
        connection.request(
            "GET", path, headers={"Accept": "text/html, application/sparql-results+json;q=0.9"}
        )
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200 or not body:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
    return times
