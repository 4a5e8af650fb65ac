"""For those who run the wiki: is it alive, and what has it been doing."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from time import perf_counter

from flask import Blueprint, Response, current_app, g, jsonify, make_response, request
from flask.blueprints import BlueprintSetupState

from wiki.errors import CommonloomError
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of

door = Blueprint("healthz", __name__)
MEASURES = "commonloom measures"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency histogram's buckets, in seconds: the Prometheus client libraries' own."""


class Measures:
    """Counts one web process's requests and how long they took. Safe under threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.counts: Counter[tuple[str, str, int]] = Counter()  # method, door, status
        self.buckets = [0] * (len(BOUNDS) + 1)  # the last for what took longer than all bounds
        self.seconds = 0.0

    def add(self, method: str, view: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        with self._lock:
            self.counts[method, view, status] += 1
            self.buckets[bisect_left(BOUNDS, seconds)] += 1
            self.seconds += seconds

    def lines(self, process: int) -> Iterator[str]:
        """Write the counts in Prometheus' text format 0.0.4."""
        with self._lock:
            counts, buckets, seconds = dict(self.counts), list(self.buckets), self.seconds
        mark = f'process="{process}"'
        yield from head("commonloom_requests_total", "counter", "Requests answered.")
        for (method, view, status), number in sorted(counts.items()):
            labels = f'{mark},method="{method}",door="{view}",status="{status}"'
            yield f"commonloom_requests_total{{{labels}}} {number}"
        yield from head("commonloom_request_seconds", "histogram", "Time to the answer's first byte.")
        reached = 0
        for bound, number in zip((*BOUNDS, "+Inf"), buckets, strict=True):
            reached += number
            yield f'commonloom_request_seconds_bucket{{{mark},le="{bound}"}} {reached}'
        yield f"commonloom_request_seconds_sum{{{mark}}} {seconds:.6f}"
        yield f"commonloom_request_seconds_count{{{mark}}} {reached}"


@door.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Give the application its measures."""
    state.app.extensions[MEASURES] = Measures()


@door.before_app_request
def begin() -> None:
    """Look at the clock."""
    g.began = perf_counter()


@door.after_app_request
def count(response: Response) -> Response:
    """Count the request under its view's name, so that titles never become labels."""
    measures: Measures = current_app.extensions[MEASURES]
    seconds = perf_counter() - g.get("began", perf_counter())
    measures.add(method(), request.endpoint or "none", response.status_code, seconds)
    return response


def method() -> str:
    """Return the request's method, as one of a few words."""
    known = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "other"


@door.get("/healthz")
def healthz() -> Response:
    """Say whether storage and graph answer: 200 when both do, else 503."""
    state = {"storage": storage_state(), "graph": "ready" if graph_ready() else "not ready"}
    well = state == {"storage": "ready", "graph": "ready"}
    response = jsonify(status="ok" if well else "unavailable", **state)
    response.status_code = 200 if well else 503
    response.headers["Cache-Control"] = "no-store"
    return response


def storage_state() -> str:
    """Ask storage for the newest position; its complaint if it has one."""
    try:
        the_wiki().pages.head()
    except CommonloomError as error:
        return sentence_of(error)
    return "ready"


def graph_ready() -> bool:
    """Ask the graph whether it answers."""
    try:
        return the_wiki().graph.ready()
    except CommonloomError:
        return False


@door.get("/metrics")
def metrics() -> Response:
    """Give the measures of this process and the state of the wiki, for Prometheus."""
    measures: Measures = current_app.extensions[MEASURES]
    lines = [*measures.lines(os.getpid()), *wiki_lines()]
    response = make_response("\n".join(lines) + "\n")
    response.headers["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response


def wiki_lines() -> Iterator[str]:
    """Write the wiki's state in Prometheus' text format."""
    pages = the_wiki().pages
    yield from head("commonloom_log_position", "gauge", "Position of the newest revision.")
    yield f"commonloom_log_position {pages.head()}"
    yield from head("commonloom_graph_ready", "gauge", "Whether queries can be answered.")
    yield f"commonloom_graph_ready {int(graph_ready())}"
    yield from head("commonloom_pages", "gauge", "Current pages by kind.")
    for kind, number in sorted(pages.count_by_kind().items()):
        yield f'commonloom_pages{{kind="{kind}"}} {number}'


def head(name: str, sort: str, words: str) -> Iterator[str]:
    """Introduce a measure."""
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {sort}"
