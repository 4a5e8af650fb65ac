"""Comparing at its doors, as a browser and a program meet it: processor seconds of whole answers, in process.

`python -m bench.doors 10000` prints one JSON object; without a number, 10,000 cases. `python -m bench.doors DATA` asks a
wiki that `bench.coded.make` made before.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.coded import CHOICE_KEYS, CONDITION_KEYS, make
from wiki.assembly import Wiki, open_wiki
from wiki.choices import choose_by
from wiki.mirroring import mirror_of
from wiki.parameters import Parameters
from wiki.web.app import create_app
from wiki.web.reading import VIEWS
from wiki.web.scorecards import KEPT

CASES = 10_000
LONG = 1.0  # seconds from which on one look is enough
LOOKS = 5

Pairs = list[tuple[str, str]]


def first(number: int) -> Pairs:
    """Return the parameters that choose the first so many cases, by a search."""
    return [("kind", "case"), ("tags", f"first{number}")]


def under(keys: list[str]) -> Pairs:
    return [("variable", key) for key in keys]


def table(conditions: int) -> Pairs:
    chosen = [("condition", key) for key in CONDITION_KEYS[:conditions]]
    return [("outcome", "result"), ("incl.cut", "0.8"), *chosen]


COLLECTION = {
    "board of 100 × 40": ("/compare", first(100) + under(CHOICE_KEYS[:40])),
    "board of 100 × all variables": ("/compare", first(100)),
    "matrix of 100 × 40": ("/compare/matrix", first(100) + under(CHOICE_KEYS[:40])),
    "matrix of 5,000 × 40": ("/compare/matrix", first(5_000) + under(CHOICE_KEYS[:40])),
    "likeness among 100 × 40": (
        "/compare/likeness",
        first(100) + under(CHOICE_KEYS[:40]) + [("pin", "Example 1"), ("outcome", "aspect_0")],
    ),
    "spread of 500": ("/compare/spread", first(500)),
    "shared features of 1,000 × 100, top 50": ("/compare/features", first(1_000) + under(CHOICE_KEYS[:25])),
    "truth table of 8 conditions × 200 cases": ("/compare/truth-table", first(200) + table(8)),
    "truth table of 12 conditions × 50 cases": ("/compare/truth-table", first(50) + table(12)),
    "scorecards of all patterns": ("/special/scorecards", []),
}
"""What is asked for: in words, by path and parameters."""

WHOLE = {
    "shared features of 10,000 × 200 at 5 %": (
        "/compare/features",
        [("kind", "case"), ("support", "500"), *under(CHOICE_KEYS)],
    )
}
"""What is asked of all cases."""


def run(cases: int = CASES) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        return measured(make(Path(folder) / "data", cases))


def measured(wiki: Wiki) -> dict[str, float]:
    """Return processor seconds by what is asked for, as a page and as JSON."""
    client = create_app(wiki).test_client()
    gc.collect()
    gc.freeze()  # as `wiki.web` does when it serves
    taken = {}
    for words, (path, pairs) in {**COLLECTION, **WHOLE}.items():
        for form in ("html", "json"):
            address = f"{path}?{urlencode([*pairs, ('format', form)])}"
            taken[f"{words}, {form}"] = typical(lambda at=address: ask(client, at))
    choice = choose_by(wiki, Parameters(tuple(first(100))))
    taken["bias mirror of 100 cases"] = typical(lambda: mirror_of(wiki, choice))
    return taken


def ask(client: object, address: str) -> None:
    """Get an answer that nothing has been kept of."""
    for kept in (VIEWS, KEPT):
        client.application.extensions.pop(kept, None)
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}\n{answer.text[:500]}")


def typical(work: Callable[[], object]) -> float:
    """Return the processor seconds of a piece of work, the median of some looks; what is loaded late is loaded before."""
    taken = [spent(work)]
    if taken[0] < LONG:
        taken = [spent(work) for _ in range(LOOKS)]
    return round(median(taken), 3)


def spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(asked: str) -> None:
    taken = run(int(asked)) if asked.isdigit() else measured(open_wiki(Path(asked)))
    print(json.dumps(taken, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(CASES))
