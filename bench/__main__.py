"""`python -m bench [SIZE …]`: measures generated wikis and prints a table; the numbers go to build/bench.json."""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench import comparison, doors, formats, imports, mentions, queries, server
from bench.load import load
from bench.search import mix
from bench.texts import drafts, title_of
from wiki.assembly import open_wiki
from wiki.editing import Edit, Saved, save
from wiki.founding import found
from wiki.importing import Wish, run_import

SIZES = (1_000, 10_000, 50_000)
RDFLIB_UP_TO = 10_000  # pages; beyond, loading its memory store takes minutes and says nothing new
OUT = Path("build/bench.json")


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        floor = measure_floor(Path(folder))
        for size in sizes:
            print(f"{size:,} pages …", file=sys.stderr, flush=True)
            results[size] = measure(Path(folder) / str(size), size)
    compared = comparison.run()
    asked = doors.run(min(max(sizes), doors.CASES))
    OUT.parent.mkdir(exist_ok=True)
    cores = len(os.sched_getaffinity(0))
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cores": cores}
    report = {"machine": machine, "floor": floor, "wikis": results, "comparison": compared, "doors": asked}
    OUT.write_text(json.dumps(report, indent=2))
    print_table(floor, results)
    for name, value in {**compared, **asked}.items():
        print(f"{name:60}{value:>12}")


def measure_floor(folder: Path) -> dict[str, object]:
    with server.floor(folder) as (address, pid):
        load(address, ["/"] * 200)
        before = server.seconds_of_work(pid)
        one = load(address, ["/"] * 2000)
        cost = (server.seconds_of_work(pid) - before) / 2000 * 1000
        return {"1": one.as_dict(), "8": load(address, ["/"] * 4000, 8).as_dict(), "cpu_ms": round(cost, 3)}


def measure(data: Path, size: int) -> dict[str, object]:
    found(data)
    imported = measure_import(data, size)
    brought = formats.run(data)
    saved = measure_saves(data, size)
    wiki = open_wiki(data)
    facts = b"".join(facts for _, facts in wiki.pages.graphs())
    with server.wiki(data) as (address, pid, seconds):
        served = measure_server(address, pid, size)
        asked = measure_queries(address)
        used = server.memory(pid)
    return {
        **imported,
        "formats": brought,
        "mediawiki": imports.run(size),
        "mentions": mentions.run(size),
        **saved,
        **served,
        "sparql": asked,
        "sparql rows": queries.rows(facts),
        "sparql pyoxigraph": queries.on_pyoxigraph(facts, 40),
        "sparql rdflib": queries.on_rdflib(facts, 3) if size <= RDFLIB_UP_TO else None,
        "start_s": round(seconds, 2),
        "memory_mib": round(used),
        "file_mib": round((data / "commonloom.sqlite3").stat().st_size / 2**20),
    }


def measure_import(data: Path, size: int) -> dict[str, object]:
    wiki = open_wiki(data)
    texts = list(drafts(size))
    begun = time.perf_counter()
    tally = run_import(wiki, Wish("markdown", "bench", "bench"), texts)
    seconds = time.perf_counter() - begun
    if tally.counts["created"] != size:
        raise RuntimeError(f"{tally.counts}, {tally.issues[:3]}")
    return {
        "import_per_second": round(size / seconds),
        "text_bytes": round(sum(len(each.text) for each in texts) / size),
    }


def measure_saves(data: Path, size: int) -> dict[str, object]:
    wiki = open_wiki(data)
    times = []
    for number in random.Random(2).sample(range(size), 100):
        page = wiki.pages.get(title_of(number))
        edit = Edit(page.title, page.text + f"\nOne more line {number}.\n", "bench", "bench", page.position)
        begun = time.perf_counter()
        answer = save(wiki, edit)
        times.append((time.perf_counter() - begun) * 1000)
        if not isinstance(answer, Saved):
            raise TypeError(answer)
    return {"save_p50_ms": round(median(times), 1), "save_p99_ms": round(sorted(times)[98], 1)}


def measure_server(address: str, pid: int, size: int) -> dict[str, object]:
    random_ = random.Random(3)
    fresh = [page_address(number) for number in random_.sample(range(size), 600)]
    cold = {"1": load(address, fresh[:200]).as_dict(), "8": load(address, fresh[200:], 8).as_dict()}
    warm_paths = [fresh[0]] * 1000
    load(address, [*fresh[:20]] * 20)
    before = server.seconds_of_work(pid)
    warm_one = load(address, warm_paths)
    cost = (server.seconds_of_work(pid) - before) / len(warm_paths) * 1000
    warm = {
        "1": warm_one.as_dict(),
        "8": load(address, warm_paths * 3, 8).as_dict(),
        "cpu_ms": round(cost, 3),
    }
    searches = [
        f"/search?q={quote(each.text)}" + (f"&kind={each.kind}" if each.kind else "") for each in mix(300)
    ]
    found_ = {"1": load(address, searches).as_dict(), "8": load(address, searches, 8).as_dict()}
    return {"view cold": cold, "view warm": warm, "search": found_}


def page_address(number: int) -> str:
    return "/wiki/" + title_of(number).replace(" ", "_")


def measure_queries(address: str) -> dict[str, float]:
    paths = {name: f"/sparql?query={quote(query)}&format=json" for name, query in queries.QUERIES.items()}
    found_ = {}
    for name, path in paths.items():
        load(address, [path] * 5)
        found_[name] = round(load(address, [path] * 60).p50, 2)
    return found_


ROWS = (
    ("import, pages/s", lambda each: each["import_per_second"]),
    *(
        (f"import {name}, whole command, pages/s", lambda each, name=name: each["formats"][name])
        for name in formats.FORMATS
    ),
    ("import mediawiki, whole command, pages/s", lambda each: each["mediawiki"]["pages_per_s"]),
    ("  processor ms a page", lambda each: each["mediawiki"]["processor_ms_a_page"]),
    ("  memory of all processes, MiB", lambda each: each["mediawiki"]["memory_mib"]),
    ("mentions, reading all texts, processor s", lambda each: each["mentions"]["read_all_processor_s"]),
    ("  of one page, ms", lambda each: each["mentions"]["queue_of_one_page_ms"]),
    ("  first list, longest request, s", lambda each: each["mentions"]["first_list_longest_s"]),
    ("save, p50 ms", lambda each: each["save_p50_ms"]),
    ("save, p99 ms", lambda each: each["save_p99_ms"]),
    ("view cold, 1 client, p50 ms", lambda each: each["view cold"]["1"]["p50_ms"]),
    ("view cold, 1 client, p99 ms", lambda each: each["view cold"]["1"]["p99_ms"]),
    ("view cold, 8 clients, per s", lambda each: each["view cold"]["8"]["per_second"]),
    ("view warm, 1 client, p50 ms", lambda each: each["view warm"]["1"]["p50_ms"]),
    ("view warm, 1 client, p99 ms", lambda each: each["view warm"]["1"]["p99_ms"]),
    ("view warm, 1 client, per s", lambda each: each["view warm"]["1"]["per_second"]),
    ("view warm, 8 clients, per s", lambda each: each["view warm"]["8"]["per_second"]),
    ("view warm, processor ms", lambda each: each["view warm"]["cpu_ms"]),
    ("search, 1 client, p50 ms", lambda each: each["search"]["1"]["p50_ms"]),
    ("search, 1 client, p99 ms", lambda each: each["search"]["1"]["p99_ms"]),
    ("search, 8 clients, per s", lambda each: each["search"]["8"]["per_second"]),
    *((f"SPARQL {name}, ms", lambda each, name=name: each["sparql"][name]) for name in queries.QUERIES),
    *(
        (f"  pyoxigraph called directly, {name}, ms", lambda each, name=name: each["sparql pyoxigraph"][name])
        for name in queries.QUERIES
    ),
    *(
        (f"  rdflib's engine, {name}, ms", lambda each, name=name: (each["sparql rdflib"] or {}).get(name))
        for name in queries.QUERIES
    ),
    ("start until ready, s", lambda each: each["start_s"]),
    ("memory of all processes, MiB", lambda each: each["memory_mib"]),
    ("file, MiB", lambda each: each["file_mib"]),
)


def print_table(floor: dict[str, object], results: dict[int, dict[str, object]]) -> None:
    sizes = list(results)
    growth = f"{sizes[-1] // sizes[0]}× pages" if len(sizes) > 1 else ""
    print(f"{'':46}" + "".join(f"{size:>12,}" for size in sizes) + f"{growth:>14}")
    for name, value in ROWS:
        values = [value(results[size]) for size in sizes]
        cells = "".join(f"{each if each is not None else '–':>12}" for each in values)
        factor = f"×{values[-1] / values[0]:.2f}" if len(values) > 1 and values[0] and values[-1] else ""
        print(f"{name:46}{cells}{factor:>14}")
    one, eight = floor["1"], floor["8"]
    print(
        f"bare Flask hello: p50 {one['p50_ms']} ms, {one['per_second']}/s; "
        f"8 clients {eight['per_second']}/s; processor {floor['cpu_ms']} ms"
    )
    warm = results[sizes[-1]]["view warm"]
    against = warm["1"]["p50_ms"] / one["p50_ms"], warm["cpu_ms"] / floor["cpu_ms"]
    print(f"view warm against it: {against[0]:.2f} × p50, {against[1]:.2f} × processor time")


if __name__ == "__main__":
    main()
