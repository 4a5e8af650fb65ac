"""A wiki comes home through a real browser, and through everything that may interrupt it."""

from __future__ import annotations

import bz2
import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.fakes.processes import alive, command_line, descendants, left_of
from tests.fixtures.mediawiki import dump
from tests.journeys.people import PASSWORD, Answer, Person, words_of
from tests.journeys.servers import Server, command, serving
from wiki.bringing import EVERY
from wiki.importing import CHUNK

PATIENCE = 120.0  # seconds an import gets on a busy machine
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIKI = dump(
    ("Commons", "'''= what is shared'''\n\nSee [[Ana Vera]]. [[Category:Encyclopedia]]"),
    ("Ana Vera", "=Bio=\nShe weaves. [[Category:Bios]] [[Category:Books]]"),
    (LONG, "* one\n* two [[Nowhere]]"),
    ("Lost", "#REDIRECT [[Nowhere]]"),
    base="https://wiki.p2pfoundation.net/Main_Page",
)


@pytest.fixture
def dumped(tmp_path: Path) -> Path:
    path = tmp_path / "garden.xml.bz2"
    path.write_bytes(bz2.compress(WIKI.encode()))
    return path


def registered(browser: Browser, server: Server, name: str, width: int = 1280, **given: object) -> Page:
    context = browser.new_context(base_url=server.address, viewport={"width": width, "height": 800}, **given)
    page = context.new_page()
    page.goto("/account/register?next=/import")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("heading", name="Import", exact=True)).to_be_visible()
    return page


def holds(page: Page, where: str) -> None:
    """Nothing overflows, and axe finds nothing."""
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], where
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_wiki_comes_home_by_keyboard(browser, empty_data, dumped, width, scheme):
    with serving(empty_data) as server:
        page = registered(browser, server, "Ana", width, color_scheme=scheme, reduced_motion="reduce")
        holds(page, "sending")
        page.get_by_label("File").set_input_files(dumped)
        page.get_by_role("button", name="Send").press("Enter")
        expect(page.get_by_label("Format")).to_have_value("mediawiki")
        expect(page.get_by_label("Profile", exact=False).first).to_have_value("p2pfoundation")
        holds(page, "choosing")
        page.get_by_role("button", name="Preview").press("Enter")
        expect(page.get_by_text("This is what the import would do.")).to_be_visible(timeout=PATIENCE * 1000)
        expect(page.get_by_role("link", name="Person:Ana Vera")).to_be_hidden()  # problems come first
        page.get_by_role("link", name="Changes", exact=True).press("Enter")
        expect(page.get_by_role("link", name="Person:Ana Vera").first).to_be_visible()
        holds(page, "the preview")
        page.get_by_role("link", name="Answer what only a person can decide").press("Enter")
        expect(page.get_by_text("Which kind is “Ana Vera”?")).to_be_visible()
        holds(page, "the questions")
        page.get_by_label("Source", exact=True).press("Space")
        page.get_by_role("button", name="Keep the answers").press("Enter")
        expect(page.get_by_text("1 answer was kept")).to_be_visible()
        page.goto("/import/1")
        page.get_by_role("button", name="Import", exact=True).press("Enter")
        expect(page.get_by_text("Imported.")).to_be_visible(timeout=PATIENCE * 1000)
        holds(page, "the report")
        expect(page.get_by_role("link", name=re.compile("Batch 1"))).to_have_attribute(
            "href", "/special/batches/1"
        )
        page.goto("/wiki/Source:Ana_Vera")
        expect(page.get_by_text("She weaves.")).to_be_visible()
        page.context.close()


def test_it_needs_no_javascript(browser, empty_data, dumped):
    with serving(empty_data) as server:
        page = registered(browser, server, "Ben", java_script_enabled=False)
        page.get_by_label("File").set_input_files(dumped)
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_text("This is what the import would do.")).to_be_visible(timeout=PATIENCE * 1000)
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.get_by_text("Imported.")).to_be_visible(timeout=PATIENCE * 1000)
        page.goto("/wiki/Concept:Commons")
        expect(page.locator("main").get_by_text("what is shared").first).to_be_visible()
        page.context.close()


# Interruptions


def sent(person: Person, path: Path) -> None:
    """Send a file as a browser does."""
    mark = "----something-that-is-not-in-the-file"
    proof = person.proof(person.ask("/import"))
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{proof}\r\n'.encode(),
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'.encode(),
        path.read_bytes(),
        f"\r\n--{mark}--\r\n".encode(),
    ]
    kind = f"multipart/form-data; boundary={mark}"
    answer = person.ask("/import", b"".join(parts), Content_Type=kind)
    assert answer.url.endswith("/import/1"), answer.text[:500]


def press(person: Person, what: str, **fields: str) -> Answer:
    page = person.ask("/import/1")
    return person.ask("/import/1", {"csrf": person.proof(page), "do": what, **fields})


def wait_for(person: Person, holds: Callable[[str], bool]) -> str:
    """Look at the run's page until it says what it should."""
    end, words = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        with suppress(OSError, HTTPException):
            words = words_of(person.ask("/import/1").text)
            if holds(words):
                return words
        time.sleep(0.1)
    raise AssertionError(words[:1000])


def of_module(server: Server, module: str) -> list[int]:
    return [pid for pid in descendants(server.process.pid) if module in command_line(pid)]


def folder_of(tmp_path: Path, count: int) -> Path:
    path = tmp_path / "notes.zip"
    with ZipFile(path, "w") as archive:
        for number in range(count):
            text = f"---\nkind: case\ntitle: Note {number}\n---\n{'Some words. ' * 200}\n"
            archive.writestr(f"notes/Note {number}.md", text)
    return path


def pages_in(data: Path) -> int:
    with sqlite3.connect(data / "commonloom.sqlite3") as file:
        return int(
            file.execute("SELECT count(*) FROM pages WHERE deleted = 0 AND kind = 'case'").fetchone()[0]
        )


COUNT = 3 * CHUNK


def begin(server: Server, tmp_path: Path) -> Person:
    person = Person(server.address)
    person.register("Ana")
    sent(person, folder_of(tmp_path, COUNT))
    press(person, "import", format="markdown")
    return person


def again(server: Server) -> Person:
    """The same person after a restart, at another port."""
    person = Person(server.address)
    form = person.ask("/account/log-in")
    person.ask("/account/log-in", {"csrf": person.proof(form), "name": "Ana", "password": PASSWORD})
    return person


def go_on_to_the_end(person: Person, data: Path) -> None:
    press(person, "import")
    words = wait_for(person, lambda words: "Imported." in words)
    assert f"created {COUNT:,}" in words
    assert "unchanged" not in words
    assert pages_in(data) == COUNT
    taken = command(data, "undo", "1")  # the parts are one batch
    assert taken.returncode == 0, taken.stderr
    assert pages_in(data) == 0
    checked = command(data, "check")
    assert checked.returncode == 0, checked.stdout


def some_are_in(server: Server) -> int:
    """Return the process that imports as soon as pages are in, however fast the machine."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if pages_in(server.data):
            [pid] = of_module(server, "wiki.importhost")
            return pid
        time.sleep(0.002)
    raise AssertionError("no page came in")


@contextmanager
def held(server: Server) -> Iterator[int]:
    """Hold the process that imports between two transactions, the first being over."""
    pid = some_are_in(server)
    os.kill(pid, signal.SIGSTOP)
    while not between_transactions(server.data):
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.002)
        os.kill(pid, signal.SIGSTOP)
    assert 0 < pages_in(server.data) < COUNT
    yield pid
    with suppress(ProcessLookupError):  # the plug was pulled
        os.kill(pid, signal.SIGCONT)


def between_transactions(data: Path) -> bool:
    with closing(sqlite3.connect(data / "commonloom.sqlite3", timeout=0, isolation_level=None)) as file:
        try:
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:  # it is locked
            return False
        file.execute("ROLLBACK")
        return True


def test_the_import_outlives_the_web_processes(empty_data, tmp_path):
    with serving(empty_data) as server:
        person = begin(server, tmp_path)
        with held(server) as importing:
            killed = of_module(server, "wiki.web")
            for pid in killed:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            assert left_of(killed) == []
            assert alive(importing)
        words = wait_for(person, lambda words: "Imported." in words)
        assert f"created {COUNT:,}" in words
        assert pages_in(empty_data) == COUNT


def test_a_killed_import_says_so_leaves_whole_transactions_and_goes_on(empty_data, tmp_path):
    with serving(empty_data) as server:
        person = begin(server, tmp_path)
        os.kill(some_are_in(server), signal.SIGKILL)
        words = wait_for(person, lambda words: "Interrupted." in words)
        assert "Go on with the import" in words
        there = pages_in(empty_data)
        assert 0 < there < COUNT
        assert there % CHUNK == 0
        go_on_to_the_end(person, empty_data)


def test_when_the_plug_is_pulled_the_state_says_so_and_the_import_goes_on(empty_data, tmp_path):
    with serving(empty_data) as server:
        person = begin(server, tmp_path)
        with held(server):
            everybody = descendants(server.process.pid)
            server.process.kill()
            assert left_of(everybody) == []
        assert pages_in(empty_data) % CHUNK == 0
    with serving(empty_data) as server:
        person = again(server)
        wait_for(person, lambda words: "Interrupted." in words)
        go_on_to_the_end(person, empty_data)


def test_it_is_stopped_and_gone_on_with(empty_data, tmp_path):
    with serving(empty_data) as server:
        person = begin(server, tmp_path)
        with held(server):
            press(person, "stop")
            time.sleep(EVERY)  # so that it looks up when it goes on
        wait_for(person, lambda words: "Stopped." in words)
        assert 0 < pages_in(empty_data) < COUNT
        go_on_to_the_end(person, empty_data)
