"""Storage alone: import, single saves, lists, streams, check – on generated wikis of growing size.

python bench/storage.py [PAGES …]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from patterns.projection import FacetRow, LinkRow, Projected, SearchText
from wiki.revisions import Action, Write
from wiki.storage import Storage, open_storage

BASE = "https://wiki.example.org"
KINDS = ("pattern", "case", "practice", "page", "talk")
BATCH = 200
rng = random.Random(2)
VOCABULARY = ["".join(rng.choices("aeioulnrst", k=rng.randint(3, 9))) for _ in range(8000)]
WEIGHTS = [1 / (rank + 3) for rank in range(len(VOCABULARY))]


def projected(number: int, total: int) -> tuple[str, Projected]:
    """A page of about 2.5 kB with 8 properties, 6 links, 10 facets."""
    title = f"Case:Page {number:06}"
    body = " ".join(rng.choices(VOCABULARY, WEIGHTS, k=400))[:2300]
    graph = f"{BASE}/data/case/Page_{number:06}"
    entity = f"{BASE}/id/case/Page_{number:06}"
    some = [f"Case:Page {rng.randrange(total):06}" for _ in range(4)]
    targets = [
        "Case:Page 000000",
        *some,
        f"Missing {rng.randrange(total // 10 + 1)}",
    ]  # the first from all pages
    facts = sorted(
        f"<{entity}> <https://w3id.org/commonloom/ns#property{n}> <{BASE}/id/case/{target.replace(' ', '_')}> <{graph}> .\n"
        for n, target in enumerate([*targets, "Value one", "Value two", "Value three"])
    )
    facets = tuple(
        FacetRow(f"field{n}", f"value {rng.randrange(5 + 20 * n)}", "Label of it") for n in range(10)
    )
    links = tuple(
        LinkRow(target, "", f"A sentence of the page that links to {target} and says why.", "Context")
        for target in targets
    )
    text = "---\nkind: case\n---\n" + body + "".join(f"\n[[{target}]]" for target in targets)
    found = Projected(
        title,
        "case",
        graph,
        "".join(facts).encode(),
        "",
        (f"Alias {number}",),
        links,
        facets,
        SearchText(title, "", body),
    )
    return text, found


def filled(storage: Storage, total: int) -> tuple[float, float, float]:
    """Import `total` pages; return pages a second over all, over the last fifth, and a CPU second."""
    spent, last, cpu = 0.0, 0.0, 0.0
    for first in range(0, total, BATCH):
        made = [projected(number, total) for number in range(first, min(first + BATCH, total))]
        writes = [Write(Action.SAVE, p.title, text, p, "bench", origin="bench") for text, p in made]
        began, worked = time.perf_counter(), time.process_time()
        storage.pages.commit(writes)
        seconds = time.perf_counter() - began
        cpu += time.process_time() - worked
        spent += seconds
        last += seconds if first >= total * 0.8 else 0
    return total / spent, total * 0.2 / last, total / cpu


def median_ms(act: Callable[[int], object], times: int = 100) -> float:
    taken = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measured(total: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(Path(folder) / "commonloom.sqlite3", create=True, kinds=KINDS)
        overall, last, cpu = filled(storage, total)
        pages = storage.pages

        def save(number: int) -> None:
            title = f"Case:Page {number:06}"
            current = pages.get(title)
            assert current is not None
            text, found = projected(number, total)
            pages.commit([Write(Action.SAVE, title, text, found, "bench", expected=current.position)])

        some = [f"Case:Page {rng.randrange(total):06}" for _ in range(30)] + ["Alias 3", "Nowhere"]
        found = {
            "import pages/s": overall,
            "import pages/s, last fifth": last,
            "import pages a CPU second": cpu,
            "save ms": median_ms(save),
            "get ms": median_ms(lambda n: pages.get(f"Case:Page {n:06}")),
            "resolve 32 ms": median_ms(lambda _n: pages.resolve(some)),
            "links_to ms": median_ms(lambda n: pages.links_to(f"Case:Page {n + 1:06}")),
            "links_to of the hub ms": median_ms(lambda _n: pages.links_to("Case:Page 000000")),
            "recent 50 ms": median_ms(lambda _n: pages.recent()),
            "list_pages 100 ms": median_ms(lambda _n: pages.list_pages(after="Case:Page 000500")),
            "wanted ms": median_ms(lambda _n: pages.wanted(), 3),
            "orphans ms": median_ms(lambda _n: pages.orphans(), 3),
            "count_by_kind ms": median_ms(lambda _n: pages.count_by_kind(), 5),
            "graphs s": seconds(lambda: sum(len(facts) for _, facts in pages.graphs())),
            "graphs_as_of s": seconds(lambda: sum(map(len, pages.graphs_as_of(datetime.now(UTC))))),
            "check without projecting s": seconds(storage.check),
            "backup s": seconds(lambda: storage.backup(Path(folder) / "backup")),
            "MB a 1,000 pages": storage.path.stat().st_size / total / 1000,
        }
        storage.close()
        return found


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or [1000, 10000, 50000]
    results = []
    for size in sizes:
        results.append(measured(size))
        print(f"{size:,}: {results[-1]['import pages/s']:,.0f} pages/s", file=sys.stderr, flush=True)
    print(f"{'':28}" + "".join(f"{size:>12,}" for size in sizes))
    for name in results[0]:
        print(f"{name:28}" + "".join(f"{result[name]:>12,.2f}" for result in results))


if __name__ == "__main__":
    main()
