"""Search, queries and lists in a real browser: with and without JavaScript, narrow and wide, light and dark."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.fakes.browser import open_page
from tests.fakes.wiki import written
from tests.standards.live import live_wiki

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESSES = (
    "/",
    "/search",
    "/search?q=commons",
    "/search?q=commons&tags=weaving&from=1990",
    "/search?q=nothingatall",
    "/search?q=nothingatall+commons",
    "/sparql",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
    "/sparql?query=SELECT%0A*%0A%7B%20%3Fs%20%3Fp%20%7D",
    "/sparql?query=ASK%20%7B%7D",
    "/recent",
    "/special/all",
    "/special/all?kind=case",
    "/special/new",
    "/special/wanted",
    "/special/orphans",
    "/special/findings",
    "/tasks",
)


@pytest.fixture(scope="module")
def live():
    with live_wiki() as live:
        for number, name in enumerate(("Loom", "Weft", LONG)):
            text = f"---\nkind: case\ntags: [weaving, {LONG}]\nstarted: 199{number}\nunknown_{number}: x\n---\nA commons. [[{LONG} {number}]]\n"
            written(live.wiki, f"Case:{name}", text)
            live.wiki.search.index(number, live.wiki.project(f"Case:{name}", text))
        yield live


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_nothing_overflows_and_axe_finds_nothing(browser, live, width, scheme):
    page = open_page(browser, live.address, width, color_scheme=scheme, reduced_motion="reduce")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ADDRESSES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address
    assert [each for each in complaints if "400" not in each] == []


def test_searching_and_narrowing_without_javascript(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Search for a pattern, a case, a word").fill("commons")
    page.get_by_role("search", name="Search from the front page").get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("3 pages found")
    page.get_by_label("from").fill("1991")
    page.get_by_role("button", name="Narrow").click()
    expect(page.get_by_role("status")).to_contain_text("2 pages found")
    page.get_by_role("link", name=re.compile("Years: 1991")).click()
    expect(page.get_by_role("status")).to_contain_text("3 pages found")


def test_querying_without_javascript(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto("/sparql")
    page.get_by_label("Query", exact=True).fill(
        'SELECT ?c WHERE { ?c <http://www.w3.org/2000/01/rdf-schema#label> "Loom" }'
    )
    page.get_by_role("button", name="Run the query").click()
    expect(page.get_by_role("status")).to_contain_text("1 row in")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text().split() == ["c", f"{live.address}/id/case/Loom"]
    page.get_by_role("link", name="Case:Loom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loom")


def test_an_example_can_be_run_with_a_click(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto("/sparql")
    page.get_by_role("link", name="Wanted pages", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("row")
