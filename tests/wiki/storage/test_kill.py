"""Processes that write are killed with SIGKILL at random moments; what they acknowledged must be there, whole."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fakes.projected import KINDS, projected, save
from wiki.errors import EditConflictError
from wiki.revisions import Action, Write
from wiki.storage import Storage, open_storage

ROUNDS = 30  # two processes are killed in each
BATCH = 20
BOTH = (b'"Case:', b'"Pattern:')  # what the saver acknowledges, and what the importer does
FORK = multiprocessing.get_context("fork")


def acknowledge(pipe: int, position: int, title: str, text: str) -> None:
    os.write(pipe, (json.dumps([position, title, text]) + "\n").encode())  # one write: whole or not at all


def keep_saving(storage: Storage, pipe: int, seed: int) -> None:
    rng = random.Random(seed)
    while True:
        title = f"Case:{rng.randrange(8)}"
        current = storage.pages.get(title)
        text = f"links to Case:{rng.randrange(8)}\n" + "word " * rng.randrange(2000) + str(rng.random())
        write = save(title, text, expected=current.position if current else None)
        try:
            (position,) = storage.pages.commit([write])
        except EditConflictError:
            continue
        acknowledge(pipe, position, title, text)


def keep_importing(storage: Storage, pipe: int, seed: int) -> None:
    rng = random.Random(seed)
    batch = storage.batches.open_batch("markdown", "", "killed", "", "ana")
    while True:
        turn = f"{seed}-{rng.random()}"
        texts = {f"Pattern:{turn} {n}": f"links to Case:{n}\nalso {turn}-{n}\n{turn}" for n in range(BATCH)}
        writes = [
            Write(Action.SAVE, title, text, projected(title, text), "ana", summary=turn)
            for title, text in texts.items()
        ]
        positions = storage.pages.commit(writes, batch=batch)
        for position, (title, text) in zip(positions, texts.items(), strict=True):
            acknowledge(pipe, position, title, text)


def run(work: Callable[[Storage, int, int], None], given: Storage | Path, pipe: int, seed: int) -> None:
    work(given if isinstance(given, Storage) else open_storage(given, kinds=KINDS), pipe, seed)


def killed_while_writing(
    given: Storage | Path, rng: random.Random, awaited: Sequence[bytes]
) -> list[tuple[int, str, str]]:
    """Let a saver and an importer run until each has acknowledged what is awaited, and for a moment; kill both.

    Return what they acknowledged.
    """
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    works = (keep_saving, keep_importing)
    children = [FORK.Process(target=run, args=(work, given, writing, rng.randrange(10**9))) for work in works]
    for child in children:
        child.start()
    os.close(writing)
    heard = bytearray()
    while not all(each in heard for each in awaited):
        heard += available(reading)
        assert all(child.is_alive() for child in children)
    until = time.monotonic() + rng.uniform(0.0, 0.25)
    while time.monotonic() < until:
        heard += available(reading)
        time.sleep(0.002)
    for child in children:
        child.kill()
    for child in children:
        child.join()
    heard += available(reading)
    os.close(reading)
    return [tuple(json.loads(line)) for line in heard.decode().splitlines()]


def available(pipe: int) -> bytes:
    heard = b""
    try:
        while block := os.read(pipe, 1 << 16):
            heard += block
    except BlockingIOError:
        pass
    return heard


def test_what_was_acknowledged_survives_every_kill(tmp_path: Path) -> None:
    path = tmp_path / "commonloom.sqlite3"
    storage = open_storage(path, create=True, kinds=KINDS)
    rng = random.Random(20260301)
    acknowledged: dict[int, tuple[str, str]] = {}
    for turn in range(ROUNDS):
        awaited = BOTH if turn % 3 else ()  # the others are killed wherever they are, be it at the start
        heard = killed_while_writing(storage if turn % 2 else path, rng, awaited)
        reopened = open_storage(path, kinds=KINDS)
        for position, title, text in heard:
            assert position not in acknowledged
            acknowledged[position] = title, text
            kept = reopened.pages.revision(position)
            assert kept is not None
            assert (kept.title, kept.text) == (title, text)
            assert kept.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert reopened.pages.head() >= max(acknowledged, default=0)
        reopened.close()
    assert len(acknowledged) > ROUNDS  # both processes really wrote
    with storage.database.reading() as connection:
        imported = connection.exec_driver_sql(
            "SELECT summary FROM revisions WHERE batch IS NOT NULL"
        ).scalars()
        halves = {turn: count for turn, count in Counter(imported).items() if count != BATCH}
    assert halves == {}
    assert storage.check(projected) == []
    for position, (title, text) in acknowledged.items():
        kept = storage.pages.revision(position)
        assert kept is not None
        assert (kept.title, kept.text) == (title, text)
