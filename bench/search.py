"""Search on generated pages: an index of any size, a realistic mix of queries, and what both cost.

`python -m bench.search 50000` prints one JSON object. Pages have about 2.5 kB of text, whose words follow
Zipf's law over 30,000 words, and 8 facet values; the most common word stands in nearly every page.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate, islice
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, create_engine

from patterns.projection import FacetRow, Projected, SearchText
from wiki.ports import SearchRequest
from wiki.search.fulltext import FullText
from wiki.search.rows import index_pages
from wiki.search.schema import create_search

TOPICS = [
    "the",
    "of",
    "and",
    "commons",
    "production",
    "peer",
    "community",
    "governance",
    "value",
    "labour",
    "gift",
    "market",
    "state",
    "licence",
    "share",
    "open",
    "network",
    "resource",
    "pattern",
    "communities",
    "governing",
    "producing",
    "cooperative",
    "knowledge",
    "software",
    "property",
    "cooperation",
    "institution",
    "practice",
    "contribution",
    "reciprocity",
    "stewardship",
]
KINDS = ("pattern", "case", "practice", "institution", "concept")
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "bran",
    "clo",
    "dri",
    "fle",
    "gro",
    "pla",
    "ste",
    "tri",
    "wen",
]
BATCH = 500  # pages indexed in one call


def words(random_: random.Random, count: int = 30_000) -> list[str]:
    made = {"".join(random_.choices(SYLLABLES, k=random_.randint(2, 5))) for _ in range(count)}
    return [*TOPICS, *sorted(made, key=lambda _: random_.random())]


def pages(count: int, seed: int = 1) -> Iterator[tuple[int, Projected]]:
    random_ = random.Random(seed)
    known = words(random_)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    for number in range(1, count + 1):
        text = random_.choices(known, cum_weights=weights, k=400)
        name = f"{' '.join(word.capitalize() for word in text[:3])} {number}"
        kind = random_.choice(KINDS)
        yield (
            number,
            Projected(
                title=f"{kind.capitalize()}:{name}",
                kind=kind,
                graph="",
                facts=b"",
                aliases=(f"{text[4]} {text[5]}",),
                facets=tuple(facets(random_, kind)),
                search=SearchText(name, f"{text[4]} {text[5]}", " ".join(text) + "."),
            ),
        )


def facets(random_: random.Random, kind: str) -> Iterator[FacetRow]:
    choices = (
        ("kind", [kind]),
        ("license", ["CC-BY-SA-4.0", "CC-BY-4.0", "MIT", "GPL-3.0-only"]),
        ("language", ["en", "fr", "de", "pt"]),
        ("maturity", ["seed", "growing", "proven"]),
        ("mode_of_production", ["peer production", "market", "state", "household", "firm"]),
        ("year", [str(year) for year in range(1950, 2026)]),
        ("tags", [f"tag {random_.randint(1, 40)}"]),
        ("tags", [f"rare tag {random_.randint(1, 4000)}"]),
    )
    for field, values in choices:
        value = random_.choice(values)
        yield FacetRow(field, value, value.capitalize())


class Files:
    """An index in a file, read as the wiki reads it."""

    def __init__(self, path: Path) -> None:
        self.engine: Engine = create_engine(f"sqlite:///{path}")
        self.path = path

    @contextmanager
    def search_connection(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection


def build(files: Files, count: int) -> float:
    """Index so many pages; returns the milliseconds a page took, generating it apart."""
    spent = 0.0
    with files.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        create_search(connection)
        source = pages(count)
        while batch := list(islice(source, BATCH)):
            started = time.perf_counter()
            index_pages(connection, batch)
            spent += time.perf_counter() - started
    with files.engine.connect() as connection:  # a log as long as the index would slow down every question
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files.engine.dispose()
    return spent / count * 1000


def mix(count: int, seed: int = 7) -> list[SearchRequest]:
    """Return requests as readers send them: mostly one to three middling words, a few of everything else."""
    random_ = random.Random(seed)
    known = words(random.Random(1))
    middling = known[30:3000]
    made: list[Callable[[], SearchRequest]] = [
        lambda: SearchRequest(random_.choice(middling)),
        lambda: SearchRequest(" ".join(random_.sample(middling[:400], 2))),
        lambda: SearchRequest(" ".join(random_.sample(middling[:200], 3))),
        lambda: SearchRequest(f"{random_.choice(TOPICS[3:])} {random_.choice(middling)}"),
        lambda: SearchRequest(f'"{random_.choice(TOPICS[3:])} {random_.choice(TOPICS[3:])}"'),
        lambda: SearchRequest(f"{random_.choice(middling)[:5]}*"),
        lambda: SearchRequest(f"{random_.choice(middling)} OR {random_.choice(middling)}"),
        lambda: SearchRequest(random_.choice(middling), kind=random_.choice(KINDS)),
        lambda: SearchRequest(f"{random_.choice(TOPICS[3:])} {random_.choice(middling)} year:[2008 TO 2012]"),
        lambda: SearchRequest(f"{random_.choice(middling)}x"),
    ]
    weights = (25, 20, 10, 12, 8, 5, 5, 8, 4, 3)
    return [random_.choices(made, weights)[0]() for _ in range(count)]


COMMON = (
    SearchRequest("the"),
    SearchRequest("the commons"),
    SearchRequest("commons"),
    SearchRequest("commons OR production OR market"),
    SearchRequest("commons", kind="case"),
    SearchRequest("", kind="case"),
    SearchRequest("-commons"),
    SearchRequest("co*"),
    SearchRequest("*ing"),
)


def timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def shares(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50_ms": round(median(ordered), 2),
        "p90_ms": round(ordered[int(len(ordered) * 0.9)], 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)], 2),
        "max_ms": round(ordered[-1], 2),
    }


def measure(files: Files, queries: int = 300) -> dict[str, object]:
    search = FullText(files)
    search.search(SearchRequest("warm"))
    asked = mix(queries)
    known = words(random.Random(1))
    return {
        "mix": shares([timed(lambda each=each: search.search(each)) for each in asked]),
        "common": {named(each): common(search, each) for each in COMMON},
        "misspelt": shares(
            [
                timed(lambda word=word: search.search(SearchRequest(word[:-2] + "q" + word[-1:])))
                for word in known[40:60]
            ]
        ),
        "suggest": shares([timed(lambda word=word: search.suggest(word[:2])) for word in known[30:130]]),
    }


def named(request: SearchRequest) -> str:
    return f"{request.text or '(nothing)'}{' in ' + request.kind if request.kind else ''}"


def common(search: FullText, request: SearchRequest) -> dict[str, float]:
    """Return what a query that many pages match takes at first, and again while the index has not changed."""
    first, again = (round(timed(lambda: search.search(request)), 1) for _ in range(2))
    return {"first_ms": first, "again_ms": again, "pages": search.search(request).total}


def one_page(files: Files) -> float:
    """Return the milliseconds it takes to index one changed page."""
    (change,) = pages(1, seed=9)
    with files.engine.begin() as connection:
        return median(timed(lambda: index_pages(connection, [change])) for _ in range(50))


def run(count: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder) / "search.db")
        cost = build(files, count)
        result = {
            "pages": count,
            "index_ms_per_page": round(cost, 3),
            "megabytes": round(files.path.stat().st_size / 1e6, 1),
            "reindex_one_ms": round(one_page(files), 2),
            **measure(files),
        }
        files.engine.dispose()
    return result


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1])), indent=2, ensure_ascii=False))
