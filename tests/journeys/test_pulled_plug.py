"""Processes of a serving wiki are killed with SIGKILL at random moments; nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.journeys.people import Person
from tests.journeys.servers import PYTHON, ROOT, Server, alive, command, descendants, serving

pytestmark = pytest.mark.alone

KILLS = 24
WRITERS = 3
OPEN = {"COMMONLOOM_ANONYMOUS_EDITING": "yes"}


class Writer(threading.Thread):
    """Saves page after page and remembers what the wiki said was saved."""

    def __init__(self, number: int) -> None:
        super().__init__(daemon=True)
        self.number = number
        self.address = ""
        self.done = threading.Event()
        self.saved: dict[str, str] = {}

    def run(self) -> None:
        turn = 0
        while not self.done.is_set():
            turn += 1
            title = f"Case:Writer {self.number} turn {turn}"
            text = f"---\nkind: case\ntitle: Writer {self.number} turn {turn}\n---\n{'word ' * (turn * 37 % 400)}{turn}\n"
            try:
                answer = Person(self.address).save(title, text)
            except (OSError, HTTPException, AssertionError):
                time.sleep(0.05)
                continue
            if answer.status == 200:
                self.saved[title] = text


def keep_importing(data: Path, folder: Path, done: threading.Event, found: list[int]) -> None:
    """Import a changed folder again and again; every second import is killed under way."""
    turn = 0
    while not done.is_set():
        turn += 1
        for number in range(60):
            (folder / "concepts" / f"Import {number}.md").write_text(f"Turn {turn} of {number}.\n")
        line = [*PYTHON, "--data", str(data), "import", "markdown", str(folder), "--profile", "commonloom"]
        process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if turn % 2:
            time.sleep(random.uniform(0.3, 1.2))
            process.kill()
        found.append(process.wait())


def kill_one(server: Server, rng: random.Random) -> str:
    roles = server.processes()
    role = rng.choice([role for role in sorted(roles) if role != "supervisor"])
    pid = rng.choice(roles[role])
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return role


def test_what_was_acknowledged_is_there_after_any_kill(empty_data, tmp_path):
    rng = random.Random(20081123)
    folder = tmp_path / "source"
    (folder / "concepts").mkdir(parents=True)
    writers, done, imports = [Writer(number) for number in range(WRITERS)], threading.Event(), []
    importer = threading.Thread(target=keep_importing, args=(empty_data, folder, done, imports), daemon=True)
    killed: list[str] = []
    for part in range(3):  # each part ends with the death of the supervisor
        with serving(empty_data, **OPEN) as server:
            for writer in writers:
                writer.address = server.address
                if not writer.is_alive():
                    writer.start()
            if not importer.is_alive():
                importer.start()
            for _ in range(KILLS // 3 - 1):
                time.sleep(rng.uniform(0.1, 0.6))
                killed.append(kill_one(server, rng))
            server.wait_ready()
            children = descendants(server.process.pid)
            server.process.kill()
            killed.append("supervisor")
            end = time.monotonic() + 20
            while any(map(alive, children)) and time.monotonic() < end:
                time.sleep(0.05)
            assert [pid for pid in children if alive(pid)] == [], f"left behind in part {part}"
    done.set()
    for writer in writers:
        writer.done.set()
    for thread in (*writers, importer):
        thread.join(60)
    assert len(killed) == KILLS
    assert {"web", "graph", "boxes", "supervisor"} <= set(killed)
    assert -signal.SIGKILL in imports
    saved = {title: text for writer in writers for title, text in writer.saved.items()}
    assert len(saved) > 20
    with serving(empty_data, **OPEN) as server:
        reader = Person(server.address)
        assert {title for title, text in saved.items() if reader.text_of(title) != text} == set()
        query = "SELECT ?t { ?c <http://purl.org/dc/terms/title> ?t }"
        stated = {row["t"] for row in reader.select(query)}
        assert {title.partition(":")[2] for title in saved} <= stated
    checked = command(empty_data, "check")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("role", ["web", "graph", "boxes"])
def test_a_killed_process_is_replaced_while_the_others_go_on(empty_data, role):
    with serving(empty_data, **OPEN) as server:
        person = Person(server.address)
        assert person.save("Case:One", "Some **bold** text.\n").status == 200
        before = server.processes()[role]
        for pid in before:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + 40
        healthy, after = False, set(before)
        while time.monotonic() < end and not (healthy and after and not after & set(before)):
            with suppress(OSError, HTTPException):
                page = person.ask("/wiki/Case:One")
                asked = person.ask("/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D", Accept="text/csv")
                healthy = page.status == 200 and asked.status == 200 and b"<strong>" in page.body
            after = set(server.processes().get(role, ()))
            time.sleep(0.1)
        assert healthy
        assert after
        assert not after & set(before)
