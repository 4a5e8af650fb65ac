"""A generated wiki of coded cases: variables that are pages, values with evidence, patterns with instances, sources.

A case answers two thirds of its variables; every value names its source, coder, day and confidence, every third one a
quotation. Values are as unevenly common as in collections. The first cases bear tags, so that a search finds so many of
them: `tags=first50`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from importers.draft import Draft
from wiki.ahead import Ahead
from wiki.arrivals import work_of
from wiki.assembly import Wiki, open_wiki
from wiki.boxes.client import BoxClient
from wiki.boxes.process import start_boxes
from wiki.founding import found
from wiki.importing import Wish, run_import

CHOICES, CONDITIONS = 50, 16
"""Variables with four options; conditions, of which the outcome depends on four."""

OPTIONS = ("one", "two", "three", "four")
TAGGED = (50, 100, 200, 500, 1_000, 5_000)
COUNTRIES = ("Italy", "Spain", "Nepal", "Germany", "Brazil", "India", "Kenya", "Canada")
SOURCES, CODERS = 200, ("Ana", "Ben", "Cem")
INSTANCES = 20  # of a pattern; one in ten refutes it
HANDS = 2  # boxes that work out what follows from pages

CHOICE_KEYS = [f"aspect_{number}" for number in range(CHOICES)]
CONDITION_KEYS = [f"condition_{number}" for number in range(CONDITIONS)]


def make(data: Path, cases: int) -> Wiki:
    """Found a wiki with so many cases, and a pattern for each twenty."""
    found(data)
    wiki = open_wiki(data)
    with TemporaryDirectory() as folder:
        host = start_boxes(Path(folder))
        try:
            if not host.wait_ready():
                raise RuntimeError("the boxes did not start")
            ahead = Ahead(wiki, work_of(BoxClient(host.socket)), HANDS)
            for some in (variables(), sources(), coded_cases(cases), patterns(cases // 20, cases)):
                run_import(wiki, Wish("markdown", "bench", "bench"), some, ahead=ahead)
            ahead.close()
        finally:
            host.stop()
    arrived = wiki.pages.count_by_kind()["case"]
    if arrived != cases:
        raise RuntimeError(f"{arrived} cases of {cases} arrived")
    return wiki


def draft(title: str, text: str) -> Draft:
    return Draft(title, text, title, f"bench:{title}")


def variables() -> Iterator[Draft]:
    for number in range(CHOICES):
        yield variable(f"Aspect {number}", f"scale: nominal\noptions: [{', '.join(OPTIONS)}]")
    for name in (*(f"Condition {number}" for number in range(CONDITIONS)), "Result"):
        yield variable(name, "scale: boolean scale")


def variable(name: str, front: str) -> Draft:
    text = f"---\nkind: variable\ntitle: {name}\nquestion: What of {name}?\n{front}\napplies_to: [Case]\n---\nOf {name}.\n"
    return draft(f"Variable:{name}", text)


def sources() -> Iterator[Draft]:
    for number in range(SOURCES):
        kind = ("book", "article", "website")[number % 3]
        text = f"---\nkind: source\ntitle: Work {number}\ntype: {kind}\nin_language: {'en' if number % 4 else 'de'}\n---\n"
        yield draft(f"Source:Work {number}", text + "What it says.\n")


def coded_cases(count: int, seed: int = 1) -> Iterator[Draft]:
    random_ = random.Random(seed)
    weights = [[random_.betavariate(1, 3) for _ in OPTIONS] for _ in range(CHOICES)]
    for number in range(count):
        yield draft(f"Case:Example {number}", "\n".join(case(number, weights, random_)) + "\n")


def case(number: int, weights: list[list[float]], random_: random.Random) -> Iterator[str]:
    tags = [f"first{each}" for each in TAGGED if number < each]
    yield f"---\nkind: case\ntitle: Example {number}\nlicense: CC-BY-SA-4.0\ntags: [{', '.join(tags)}]"
    yield f"country: {random_.choice(COUNTRIES)}\nstarted: {random_.randint(1950, 2020)}"
    yield f'coordinates: "{random_.uniform(-60, 70):.3f}, {random_.uniform(-180, 180):.3f}"'
    answers = [random_.random() < 0.5 for _ in range(CONDITIONS)]
    rule = (answers[0] and answers[1]) or (answers[2] and not answers[3])
    values = {
        key: random_.choices(OPTIONS, share)[0] for key, share in zip(CHOICE_KEYS, weights, strict=True)
    }
    for key, value in values.items():
        if random_.random() < 2 / 3:
            yield from coding(key, value, random_)
    for key, answer in (*zip(CONDITION_KEYS, answers, strict=True), ("result", rule)):
        if random_.random() < 0.9:
            yield from coding(key, "yes" if answer else "no", random_)
    yield f"---\nAn example that is generated, number {number}. See [[Case:Example {number // 2}]]."


def coding(key: str, value: str, random_: random.Random) -> Iterator[str]:
    yield f'{key}:\n  - value: "{value}"\n    source: Work {random_.randrange(SOURCES)}'
    if random_.random() < 1 / 3:
        yield f"    quote: It is said of {key} that it is {value}."
    yield f"    coder: {random_.choice(CODERS)}\n    date: 2026-01-{random_.randint(1, 28):02}\n    confidence: high"


def patterns(count: int, cases: int, seed: int = 2) -> Iterator[Draft]:
    random_ = random.Random(seed)
    for number in range(count):
        named = random_.sample(range(cases), min(INSTANCES, cases))
        instances = "\n".join(instance(each, random_) for each in named)
        front = f"kind: pattern\ntitle: Way {number}\nlicense: CC-BY-SA-4.0\nknown_instances:\n{instances}"
        text = f"---\n{front}\n---\n## Problem\n\nOne.\n\n## Solution\n\nAnother, as [[Pattern:Way {number // 2}]].\n"
        yield draft(f"Pattern:Way {number}", text)


def instance(number: int, random_: random.Random) -> str:
    bearing = "\n    bearing: refuting" if random_.random() < 1 / 10 else ""
    return (
        f"  - value: Example {number}\n    source: Work {random_.randrange(SOURCES)}\n"
        f"    coder: {random_.choice(CODERS)}\n    date: 2026-01-{random_.randint(1, 28):02}{bearing}"
    )


if __name__ == "__main__":
    for each in islice(coded_cases(10), 1):
        print(each.text)
