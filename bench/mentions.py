"""Unlinked mentions in generated wikis: reading every text, showing the list, one page, and after one edit.

`python -m bench.mentions 40000` prints one JSON object. Pages have about 2.5 kB of text whose words follow Zipf's law, in
sections with a few links, and names of one to three of the same words, so that every text mentions some.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, islice
from pathlib import Path
from statistics import median

from bench.search import timed, words
from patterns.mentions import read_mentions
from patterns.projection import Projected, SearchText
from wiki.assembly import Wiki, open_wiki
from wiki.founding import found
from wiki.mentioning import Wanted, catch_up, names_of, offers
from wiki.revisions import Action, Write

CHUNK = 500
WORDS = 380
MENTIONED = 12  # names of other pages in a text


def name_of(number: int, known: list[str]) -> str:
    """Return one word for one page of twenty, else two or three: rare ones and, for some pages, common ones."""
    random_ = random.Random(number)
    few = known[:300] if number % 200 == 0 else known[300:]
    return " ".join(random_.choice(few) for _ in range(1 if number % 20 == 0 else 2 + number % 2))


def writes(count: int, seed: int = 1) -> Iterator[Write]:
    random_ = random.Random(seed)
    known = words(random_)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
    for number in range(count):
        prose = random_.choices(known, cum_weights=weights, k=WORDS)
        name = name_of(number, known)
        title = f"Concept:{name}"
        for place in range(20, WORDS, WORDS // MENTIONED):
            prose[place] = name_of(random_.randrange(count), known)
        text = f"""---
kind: concept
license: CC-BY-SA-4.0
---
{" ".join(prose[10:120])}. See [[Page {number + 1}]] and [another](https://example.org/{number}).

## Description

{" ".join(prose[120:300])}, with `code` and “{prose[9]}”.

- {" ".join(prose[300:340])}
- {" ".join(prose[340:])}
"""
        search = SearchText(name, "", " ".join(prose[10:]))
        projected = Projected(title, "concept", "", b"", search=search)
        yield Write(Action.SAVE, title, text, projected, "bench")


def fill(wiki: Wiki, count: int) -> None:
    unique = {each.title: each for each in writes(count)}.values()
    source = iter(unique)
    while chunk := list(islice(source, CHUNK)):
        wiki.pages.commit(chunk)


def run(count: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        found(data)
        wiki = open_wiki(data)
        fill(wiki, count)
        names = timed(lambda: names_of(wiki)) / 1000
        work = time.process_time()
        read = timed(lambda: catch_up(wiki, None)) / 1000
        work = time.process_time() - work
        ranked = time.process_time()
        asked, left = [], 1
        while left:
            begun = time.perf_counter()
            left = offers(wiki, Wanted())[1]
            asked.append(time.perf_counter() - begun)
        ranked = time.process_time() - ranked
        listed = wiki.pages.list_pages(limit=200)
        texts = [each.text for each in wiki.pages.get_all(page.title for page in listed).values()]
        known = names_of(wiki)
        one = [timed(lambda text=text: read_mentions(text, known)) for text in texts]
        page = [timed(lambda title=each.title: offers(wiki, Wanted(page=title))) for each in listed[:50]]
        return {
            "pages": sum(wiki.pages.count_by_kind().values()),
            "names": len(known.by_key),
            "names_s": round(names, 2),
            "read_all_s": round(read, 1),
            "read_all_processor_s": round(work, 1),
            "first_list_requests": len(asked),
            "first_list_longest_s": round(max(asked), 2),
            "first_list_processor_s": round(ranked, 1),
            "list_again_ms": round(timed(lambda: offers(wiki, Wanted())), 1),
            "offers": len(offers(wiki, Wanted())[0]),
            "read_one_ms": round(median(one), 2),
            "queue_of_one_page_ms": round(median(page), 2),
            "list_after_an_edit_s": round(after_an_edit(wiki), 2),
        }


def after_an_edit(wiki: Wiki) -> float:
    """Return the seconds that the list takes after one page has changed."""
    title = wiki.pages.list_pages(limit=1)[0].title
    current = wiki.pages.get(title)
    projected = Projected(title, "concept", "", b"", search=SearchText(title, "", "more words"))
    write = Write(Action.SAVE, title, current.text + "\nMore words.\n", projected, "bench")
    wiki.pages.commit([replace(write, expected=current.position)])
    begun = time.perf_counter()
    offers(wiki, Wanted())
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1])), indent=2))
