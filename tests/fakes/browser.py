"""A real browser before a real server of the application, for what only a browser can say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.fakes.wiki import memory_wiki
from wiki.assembly import Wiki
from wiki.web.app import create_app

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium on the PATH; `make test` installs it where it is missing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(**settings: object) -> Iterator[tuple[str, Wiki]]:
    """Serve a wiki in memory on a free port: its address and the wiki."""
    server = make_server("127.0.0.1", 0, Flask("not yet"), threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    wiki = memory_wiki(base=address, **settings)
    server.app = create_app(wiki)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address, wiki
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_page(browser: Browser, address: str, width: int = 1280, **given: object) -> Page:
    """Open a window of that width before a server; `complaints` gathers what the console says is wrong."""
    page = browser.new_context(base_url=address, viewport={"width": width, "height": 800}, **given).new_page()
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def wait_until(page: Page, holds: str, tries: int = 400) -> None:
    """Wait until an expression holds in the page: `wait_for_function` evaluates text later, which the wiki's policy forbids."""
    for _ in range(tries):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never held: {holds}")
