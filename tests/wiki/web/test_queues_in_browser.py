"""Queues and reports of imports in a real browser: narrow and wide, light and dark, without JavaScript, by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from importers.draft import Draft, Issue
from tests.fakes.browser import chromium
from tests.fakes.wiki import written
from tests.standards.live import live_wiki
from wiki.importing import Wish, run_import
from wiki.web.session import COOKIE, key_hash

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESSES = (
    "/special/mentions",
    "/special/mentions?page=Case:Loom",
    "/special/mentions?rejected=yes",
    "/wiki/Case:Loom?action=mentions",
    "/special/repairs",
    "/special/repairs?rejected=yes",
    "/special/duplicates",
    "/special/duplicates?rejected=yes",
    "/special/duplicates?across=yes",
    "/special/duplicates/merge?stays=Case:Looms&goes=Case:Loom",
    "/special/batches",
    "/special/batches/1",
    "/special/batches/1?list=problems",
    "/special/batches/1?undo=yes",
    "/tasks",
)


@pytest.fixture(scope="module")
def live():
    with live_wiki() as live:
        arriving = [
            Draft(
                f"Case:{name}",
                f"---\nkind: case\n---\nBy {LONG} and common weaving [[concept:{LONG}]].\n",
                f"{name}.md",
                f"x:{name}",
            )
            for name in ("Loom", "Weft", "Yarn")
        ]
        run_import(
            live.wiki,
            Wish("markdown", f"https://example.org/{LONG}", "ana"),
            [Issue(f"{LONG}.md:7", LONG), *arriving],
        )
        written(live.wiki, f"Concept:{LONG}", "---\nkind: concept\naliases: [common weaving]\n---\nText.\n")
        written(live.wiki, "Case:Looms", f"---\nkind: case\n---\nOf {LONG} too.\n")
        live.wiki.accounts.add("ana", "no hash", "editor")
        live.wiki.accounts.open_session("ana", key_hash("secret"), datetime.now(UTC) + timedelta(days=1))
        yield live


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


def open_page(browser, live, width=1280, **given):
    context = browser.new_context(base_url=live.address, viewport={"width": width, "height": 800}, **given)
    context.add_cookies([{"name": COOKIE, "value": "secret", "url": live.address}])
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_nothing_overflows_and_axe_finds_nothing(browser, live, width, scheme):
    page = open_page(browser, live, width, color_scheme=scheme, reduced_motion="reduce")
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address


def test_turning_a_mention_down_and_setting_another_by_keyboard_without_javascript(browser, live):
    page = open_page(browser, live, java_script_enabled=False)
    page.goto("/special/mentions?page=Case:Weft")
    before = page.get_by_role("checkbox").count()
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Set the ticked links").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 link set on 1 page")
    expect(page.get_by_role("checkbox")).to_have_count(before - 1)
    assert "[[Concept:" in live.wiki.pages.get("Case:Weft").text
    page.goto("/special/mentions?page=Case:Yarn&all=yes")
    page.get_by_role("button", name="Do not offer").click()
    expect(page.get_by_role("status")).to_contain_text("will not be offered again")
    expect(page.get_by_text("No mentions are left")).to_be_visible()
