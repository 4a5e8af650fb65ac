"""Processes of a serving wiki are killed with SIGKILL at random moments; nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.fakes.processes import PATIENCE, descendants, left_of
from tests.journeys.people import Person
from tests.journeys.servers import PYTHON, ROOT, Server, command, serving

pytestmark = pytest.mark.alone

PARTS = 3
ROLES = ["web", "graph", "boxes"]
KILLS = 7
"""In each part, before the supervisor's."""
SAVED = 7
"""Pages saved in each part, at the least."""
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


class Importer(threading.Thread):
    """Imports a changed folder again and again; every second import is killed under way."""

    def __init__(self, data: Path, folder: Path) -> None:
        super().__init__(daemon=True)
        self.data, self.folder, self.rng = data, folder, random.Random(1991)
        self.done = threading.Event()
        self.ended: list[int] = []

    def run(self) -> None:
        turn, most = 0, 1.2
        while not self.done.is_set() or -signal.SIGKILL not in self.ended:
            turn += 1
            for number in range(60):
                (self.folder / "concepts" / f"Import {number}.md").write_text(f"Turn {turn} of {number}.\n")
            line = [*PYTHON, "--data", str(self.data), "import", "markdown", str(self.folder)]
            line += ["--profile", "commonloom"]
            process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if turn % 2:
                time.sleep(self.rng.uniform(most / 4, most))
                process.kill()
            self.ended.append(process.wait())
            if turn % 2 and self.ended[-1] != -signal.SIGKILL:
                most /= 2  # on this machine it was over before


def kill_one(server: Server, rng: random.Random, role: str) -> None:
    """Kill one process of a role, as soon as there is one."""
    while not (pids := server.processes().get(role)):
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.kill(rng.choice(pids), signal.SIGKILL)


@pytest.mark.timeout(900)
def test_what_was_acknowledged_is_there_after_any_kill(empty_data, tmp_path):
    rng = random.Random(20081123)
    folder = tmp_path / "source"
    (folder / "concepts").mkdir(parents=True)
    writers, importer = [Writer(number) for number in range(WRITERS)], Importer(empty_data, folder)
    threads = [*writers, importer]
    for part in range(PARTS):  # each ends with the death of the supervisor
        with serving(empty_data, **OPEN) as server:
            before = sum(len(writer.saved) for writer in writers)
            for writer in writers:
                writer.address = server.address
            for thread in threads:
                if not thread.is_alive():
                    thread.start()
            for role in rng.sample(ROLES * 3, KILLS):  # each of them at least once
                time.sleep(rng.uniform(0.1, 0.6))
                kill_one(server, rng, role)
            server.wait_ready()
            while sum(len(writer.saved) for writer in writers) < before + SAVED:
                time.sleep(0.05)
            children = descendants(server.process.pid)
            server.process.kill()
            assert left_of(children) == [], f"left behind in part {part}"
    for thread in threads:
        thread.done.set()
    for thread in threads:
        thread.join()
    saved = {title: text for writer in writers for title, text in writer.saved.items()}
    with serving(empty_data, **OPEN) as server:
        reader = Person(server.address)
        assert {title for title, text in saved.items() if reader.text_of(title) != text} == set()
        query = "SELECT ?t { ?c <http://purl.org/dc/terms/title> ?t }"
        stated = {row["t"] for row in reader.select(query)}
        assert {title.partition(":")[2] for title in saved} <= stated
    checked = command(empty_data, "check")
    assert checked.returncode == 0, checked.stdout


@pytest.fixture(scope="module")
def running(without_pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A wiki of one page whose processes are killed."""
    data = shutil.copytree(without_pages, tmp_path_factory.mktemp("killed") / "data")
    with serving(data, **OPEN) as server:
        assert Person(server.address).save("Case:One", "Some **bold** text.\n").status == 200
        yield server


@pytest.mark.parametrize("role", ROLES)
def test_a_killed_process_is_replaced_while_the_others_go_on(running, role):
    person = Person(running.address)
    before = running.processes()[role]
    for pid in before:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    healthy, after = False, set(before)
    while time.monotonic() < end and not (healthy and after and not after & set(before)):
        with suppress(OSError, HTTPException):
            page = person.ask("/wiki/Case:One")
            asked = person.ask("/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D", Accept="text/csv")
            healthy = page.status == 200 and asked.status == 200 and b"<strong>" in page.body
        after = set(running.processes().get(role, ()))
        time.sleep(0.1)
    assert healthy
    assert after
    assert not after & set(before)
