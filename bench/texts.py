"""Generated wikis: page texts of about 2.5 kB with 8 properties and 6 links each, the same for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from bench.search import words
from importers.draft import Draft

MODES = (
    "for-profit market production",
    "state production",
    "commons-based peer production",
    "household production",
)
COUNTRIES = ("Italy", "Spain", "Nepal", "Germany", "Brazil", "India", "Kenya", "Canada")
WORDS = 290


def drafts(count: int, seed: int = 1) -> Iterator[Draft]:
    """Yield cases and patterns that link to each other; the wiki grows in breadth, not in links a page."""
    random_ = random.Random(seed)
    known = words(random_)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    for number in range(count):
        prose = random_.choices(known, cum_weights=weights, k=WORDS)
        make = case if number % 4 else pattern
        title = title_of(number)
        yield Draft(title, make(number, count, prose, random_), title, f"bench:{title}")


def title_of(number: int) -> str:
    return f"{'Case' if number % 4 else 'Pattern'}:Page {number}"


def links(count: int, random_: random.Random, how_many: int) -> list[str]:
    return [title_of(random_.randrange(count)) for _ in range(how_many)]


def case(number: int, count: int, prose: list[str], random_: random.Random) -> str:
    near = links(count, random_, 4)
    return f"""---
kind: case
title: Page {number}
license: CC-BY-SA-4.0
mode_of_production: {random_.choice(MODES)}
country: {random_.choice(COUNTRIES)}
started: {random_.randint(1950, 2025)}
steward: Institution {random_.randrange(max(count // 20, 5))}
exhibits: ["Pattern:Page {random_.randrange(0, count, 4)}"]
tags: [{prose[0]}, tag{number % 50}]
---
{" ".join(prose[:60])}. See [[{near[0]}]] and [[{near[1]}|another one]].

## Description

{" ".join(prose[60:200])} with [[{near[2]}]].

## Results

- {" ".join(prose[200:230])}
- {" ".join(prose[230:])} [[{near[3]}]]
"""


def pattern(number: int, count: int, prose: list[str], random_: random.Random) -> str:
    near = links(count, random_, 3)
    return f"""---
kind: pattern
title: Page {number}
license: CC-BY-SA-4.0
maturity: {random_.choice(("initial", "structured", "validated"))}
language: Language {number % 7}
known_instances: ["Case:Page {number + 1}", "Case:Page {number + 2}", "Case:Page {number + 3}"]
tags: [{prose[0]}, tag{number % 50}]
---
## Problem

{" ".join(prose[:90])} [[{near[0]}]].

## Context

{" ".join(prose[90:150])} [[{near[1]}]].

## Forces

{" ".join(prose[150:200])}.

## Solution

{" ".join(prose[200:])} [[{near[2]}]].
"""
