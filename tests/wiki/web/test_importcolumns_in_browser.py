"""A mapping column by column in a browser: by keyboard, at every width, without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from importers.table.propose import propose
from tests.fakes.browser import served
from wiki import bringing
from wiki.assembly import Wiki
from wiki.runs import Chosen, State
from wiki.uploads import Uploads

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TABLE = f"name,{LONG},rule,begun\nAsh,{LONG},vote,-500\nBirch,b,vote,1990\nCedar,c,?,\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Wiki]]:
    with served() as (address, wiki):
        uploads = Uploads(tmp_path / "uploads", tmp_path / "bell", 1)
        object.__setattr__(wiki, "uploads", uploads)  # the application holds this very wiki
        number = bringing.receive(wiki, io.BytesIO(TABLE.encode()), "gardens.csv", "ana")
        run = wiki.runs.get(number)
        mapping = propose(wiki.uploads.place(run.upload, run.name), wiki.ontology)
        wiki.runs.change(number, set(State), chosen=Chosen("table", mapping=mapping))
        yield address, wiki


def opened(browser: Browser, address: str, width: int, scheme: str, *, scripts: bool = True) -> Page:
    page = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=scripts,
    ).new_page()
    page.goto("/account/register?next=/import/1")
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_label("Password").press("Enter")
    page.get_by_role("button", name="Correct it column by column").click()
    expect(page.get_by_role("heading", name="Column by column")).to_be_visible()
    return page


def columns(wiki: Wiki) -> dict:
    return yaml.safe_load(wiki.runs.get(1).chosen.mapping)["tables"][0]["columns"]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, site, width, scheme):
    address, _ = site
    page = opened(browser, address, width, scheme)
    page.get_by_role("group", name="rule").get_by_label("It becomes").select_option("new variable")
    page.get_by_role("group", name="rule").get_by_role("button", name="Show values").click()
    expect(page.get_by_role("table", name="What the texts of this column mean")).to_be_visible()
    expect(page.get_by_role("group", name="rule").get_by_label("Name of the variable")).to_have_value("rule")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []


def test_it_works_by_keyboard_and_without_javascript(browser, site):
    address, wiki = site
    page = opened(browser, address, 1280, "light", scripts=False)
    begun = page.get_by_role("group", name="begun").get_by_label("It becomes")
    begun.focus()
    page.keyboard.type("Started")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_role("group", name="begun").get_by_label("It becomes")).to_have_value("field:started")
    assert columns(wiki)["begun"] == "started"
    page.get_by_role("group", name="rule").get_by_role("button", name="Show values").press("Enter")
    page.get_by_role("row", name="?").get_by_role("combobox").select_option("unknown")
    page.get_by_role("button", name="Save and preview").press("Enter")
    expect(page).to_have_url(f"{address}/import/1")
    assert columns(wiki)["rule"]["values"]["?"] == "unknown"
