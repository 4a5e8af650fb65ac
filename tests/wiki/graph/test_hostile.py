"""Queries built to run forever, to eat memory or to break the engine end in a named error near their limit.

Beside each of them ordinary queries go on: none fails, and they stay quick.
"""

import threading
import time
from pathlib import Path
from statistics import median
from typing import Self

import pytest

from tests.wiki.graph.conftest import LIMITS
from wiki.boxes import HostProcess
from wiki.boxes.limits import MIB
from wiki.errors import (
    GraphUnavailableError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
)
from wiki.graph import ReplicaPool, guard
from wiki.graph import pool as pool_module
from wiki.ports import GraphQuery

pytestmark = pytest.mark.alone

ORDINARY = 'SELECT ?s { ?s <https://example.org/name> "name 7" }'
P = "<https://example.org/p>"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
STOPPED = (QueryTimeoutError, QueryTooLargeError)
DOUBLING = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
REPLACING = "".join(f' BIND(REPLACE(?x{n}, "a", "aaaaaaaaaa") AS ?x{n + 1})' for n in range(12))

HOSTILE = {
    "cross product": f"SELECT * {{ {CROSS} }}",
    "cross product, ordered": f"SELECT * {{ {CROSS} }} ORDER BY ?a ?l",
    "cross product, distinct": f"SELECT DISTINCT * {{ {CROSS} }}",
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "cross product, distinctly counted": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {CROSS} }}",
    "cross product, empty": f"SELECT * {{ {CROSS} FILTER(?a = ?nothing) }}",
    "cross product, asked": f"ASK {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?l)) = 'x') }}",
    "cross product, constructed": f"CONSTRUCT {{ ?a ?b ?l }} {{ {CROSS} }}",
    "cross product, grouped": f"SELECT ?a (GROUP_CONCAT(STR(?l)) AS ?n) {{ {CROSS} }} GROUP BY ?a",
    "paths to and fro": f"SELECT * {{ ?a ({P}|^{P})+ ?b . ?b ({P}|^{P})+ ?c . ?c ({P}|^{P})+ ?d }}",
    "stars of stars": f"SELECT * {{ ?a ((({P}*)*)*)* ?b . ?b (({P}*)*)* ?c . ?c ({P}*)* ?d }}",
    "doubling text": f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("aaaaaaaaaaaaaaaa" AS ?x0){DOUBLING} }}',
    "growing text": f'SELECT (STRLEN(?x12) AS ?n) {{ BIND("aaaaaaaaaa" AS ?x0){REPLACING} }}',
    "regular expression": f'SELECT * {{ {CROSS} FILTER(REGEX(CONCAT(STR(?a), STR(?l)), "(.*a){{25}}x")) }}',
    "exists in exists": f"SELECT * {{ {CROSS} " + "FILTER EXISTS { ?a ?p ?x . ?y ?p ?l " * 8 + "}" * 8 + "}",
    "not exists": f"SELECT * {{ ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS {{ {CROSS} FILTER(?a = ?nothing) }} }}",
    "minus": f"SELECT * {{ {{ {CROSS} }} MINUS {{ {CROSS} }} }}",
    "optionals": "SELECT * { ?a ?b ?c "
    + "".join(f"OPTIONAL {{ ?a{n} ?b{n} ?c{n} }}" for n in range(6))
    + "}",
    "values times values": "SELECT * { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(900)))} }}" for n in range(6))
    + "}",
    "many patterns": "SELECT * {" + "".join(f"?a{n} ?b ?c." for n in range(4500)) + "}",
    "long sequence": "SELECT * { ?a " + "/".join(["<a:p>"] * 9000) + " ?b }",
    "long list": "SELECT * { ?a ?b (" + "1 " * 20000 + ") }",
}
TOO_DEEP = {
    "braces": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "parentheses": "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "paths": "SELECT * { ?s " + "(" * 10_000 + "<a:p>" + ")*" * 10_000 + " ?o }",
    "negations": "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
    "exists": "SELECT * {" + "FILTER EXISTS{" * 4_000 + "}" * 4_000 + "}",
    "lists": "SELECT * { ?s ?p " + "(" * 10_000 + ")" * 10_000 + "}",
    "subqueries": "SELECT * {" + "{SELECT*{" * 5_000 + "}}" * 5_000 + "}",
    "20,000 patterns": "SELECT * {" + "".join(f"?a{n} ?b ?c." for n in range(20_000)) + "}",
}


def answered(pool: ReplicaPool) -> float:
    """Ask an ordinary query; return the seconds until it was answered."""
    started = time.monotonic()
    with pool.query(GraphQuery(ORDINARY)).body as body:
        assert body.read().count(b"#it") == 1
    return time.monotonic() - started


class Ordinary(threading.Thread):
    """Somebody who asks ordinary queries all the time."""

    def __init__(self, pool: ReplicaPool) -> None:
        super().__init__(daemon=True)
        self._pool, self._over = pool, threading.Event()
        self.times: list[float] = []
        self.failures: list[Exception] = []

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self.times.append(answered(self._pool))
            except (QueryError, AssertionError) as error:
                self.failures.append(error)
            self._over.wait(0.005)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
        self.times.sort()


@pytest.fixture(autouse=True)
def _host_unharmed(host: HostProcess, pool: ReplicaPool):
    yield
    assert pool.status()["pid"] == host.pid
    with pool.query(GraphQuery(ORDINARY)).body as body:
        assert body.read().count(b"#it") == 1
    resident = int(Path(f"/proc/{host.pid}/statm").read_text().split()[1]) * 4096
    assert resident < 200 * MIB
    assert len(list(Path(f"/proc/{host.pid}/task").iterdir())) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_in_a_named_error_near_its_limit(pool: ReplicaPool, name: str):
    with Ordinary(pool) as ordinary:
        started = time.monotonic()
        with pytest.raises(STOPPED) as caught:
            pool.query(GraphQuery(HOSTILE[name])).body.close()
        took = time.monotonic() - started
    assert took < LIMITS.seconds + 1
    assert "was stopped after" in str(caught.value)
    assert ordinary.failures == []
    assert ordinary.times[len(ordinary.times) // 2] < 0.1
    assert ordinary.times[-1] < 1.0


@pytest.mark.parametrize("name", TOO_DEEP)
def test_what_is_built_too_deep_is_refused_before_it_runs(pool: ReplicaPool, name: str):
    started = time.monotonic()
    with pytest.raises(QueryRefusedError):
        pool.query(GraphQuery(TOO_DEEP[name]))
    assert time.monotonic() - started < 0.5


@pytest.mark.parametrize("name", TOO_DEEP)
def test_what_is_built_too_deep_is_contained_without_the_guard(
    pool: ReplicaPool, name: str, monkeypatch: pytest.MonkeyPatch
):
    """The wall behind the wall: the engine either copes, or its worker is stopped."""
    monkeypatch.setattr(pool_module, "check_query", lambda _: None)
    started = time.monotonic()
    try:
        pool.query(GraphQuery(TOO_DEEP[name])).body.close()
    except (*STOPPED, GraphUnavailableError) as error:
        outcome = str(error)
    else:
        outcome = "coped."
    assert outcome.endswith(".")
    assert time.monotonic() - started < LIMITS.seconds + 1


def test_a_worker_that_crashes_is_told_as_a_crash(pool: ReplicaPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool_module, "check_query", lambda _: None)
    silent = "SELECT * { SERVICE SILENT <http://127.0.0.1:8080/> { ?s ?p ?o } }"
    with pytest.raises(QueryTooLargeError, match=r"made the engine fail \(SIGSYS\)"):
        pool.query(GraphQuery(silent))  # never the empty result it asks for


def test_too_long_results_are_refused_not_shortened(pool: ReplicaPool):
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f }"  # 4 million rows
    with pytest.raises(QueryTooLargeError, match="result is larger than allowed"):
        pool.query(GraphQuery(text, accept="text/csv"))


def test_all_of_them_at_once_leave_ordinary_queries_alone(pool: ReplicaPool):
    outcomes: list[Exception] = []

    def ask(text: str) -> None:
        try:
            pool.query(GraphQuery(text)).body.close()
        except QueryError as error:
            outcomes.append(error)

    usual = median([answered(pool) for _ in range(20)])  # on this machine, busy as it is
    threads = [threading.Thread(target=ask, args=(text,)) for text in HOSTILE.values()]
    with Ordinary(pool) as ordinary:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(outcomes) == len(HOSTILE)
    assert all(isinstance(error, (*STOPPED, GraphUnavailableError)) for error in outcomes)
    assert ordinary.failures == []
    assert median(ordinary.times) < max(0.25, 10 * usual)
    assert ordinary.times[-1] < 3.0


def test_the_guard_is_what_the_pool_uses():
    assert pool_module.check_query is guard.check_query
