"""Coding rounds, saturation and crosswalks in a real browser: narrow and wide, light and dark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.fakes.browser import open_page, served
from tests.fakes.wiki import written
from wiki.rounds import Opening, keep, open_round, take
from wiki.web.session import COOKIE, key_hash

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
AT = "title=First"
ADDRESSES = (
    "/special/rounds",
    f"/special/round?{AT}",
    f"/special/round/code?{AT}&case=Case:B",
    f"/special/round/code?{AT}&case=Case:{LONG}",
    f"/special/round/disagreements?{AT}",
    f"/special/round/disagreements?{AT}&case=Case:A&variable=validation",
    f"/special/round/codings?{AT}",
    "/wiki/Round:First",
    "/special/saturation?variable=validation",
    "/special/saturation",
    "/special/crosswalks",
    "/special/crosswalks?case=Case:A",
)


def said(value: str) -> str:
    return (
        f"---\nvalidation: {{value: {value}, source: {LONG}, quote: {LONG} said, confidence: high}}\n"
        "process: unknown\n---\n"
    )


@pytest.fixture(scope="module")
def live():
    with served() as (address, wiki):
        written(
            wiki,
            "Variable:Validation",
            "---\nkind: variable\ntitle: Validation\nquestion: When?\nproperty: https://w3id.org/commonloom/ns#validation\n"
            "maps_to: {value: Checking, mapping: close}\n---\n## Instructions\n\nLook twice.\n\n- First\n- Then\n",
        )
        written(
            wiki,
            "Variable:Checking",
            "---\nkind: variable\ntitle: Checking\nquestion: When?\nderived_from: Archive\n---\n",
        )
        for name in ("A", "B", LONG):
            written(wiki, f"Case:{name}", "---\nkind: case\nvalidation: after publication\n---\nProse.\n")
        open_round(wiki, Opening("First", ("A", "B", LONG), ("validation", "process")), "dia")
        for coder, value in (("ana", "after publication"), ("ben", "before publication")):
            take(wiki, "First", "Case:A", coder)
            keep(wiki, "First", "Case:A", coder, said(value), done=True)
        take(wiki, "First", "Case:B", "ana")
        wiki.accounts.add("ana", "no hash", "editor")
        wiki.accounts.open_session("ana", key_hash("secret-of-ana"), datetime.now(UTC) + timedelta(days=1))
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_is_wrong_for_anybody(browser, live, width: int, scheme: str):
    page = open_page(browser, live, width, color_scheme=scheme)
    page.context.add_cookies([{"name": COOKIE, "value": "secret-of-ana", "url": live}])
    for path in ADDRESSES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.complaints == [], path


def test_a_case_is_coded_by_keyboard_alone(browser, live):
    page = open_page(browser, live)
    page.context.add_cookies([{"name": COOKIE, "value": "secret-of-ana", "url": live}])
    page.goto(f"/special/round/code?{AT}&case=Case:B")
    page.locator("#v-validation").focus()
    page.keyboard.type("before p")
    expect(page.locator("#v-validation")).to_have_value("before publication")
    page.locator("#v-process").focus()
    page.keyboard.type("part")
    page.get_by_role("button", name="Keep and go on later").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/special/round?*")
    page.goto(f"/special/round/code?{AT}&case=Case:B")
    expect(page.locator("#v-process")).to_have_value("participatory process")
