"""Tables of cases in a real browser: narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from patterns.comparison.kept import page_text
from tests.fakes.browser import open_page, wait_until
from tests.fakes.wiki import written
from tests.standards.live import live_wiki
from wiki.keeping import keep
from wiki.parameters import Parameters
from wiki.ways.board import BOARD

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CASE = """---
kind: case
input:
  - value: open input
    source: {long}
    quote: "{long} {long}"
    coder: ana
    date: 2026-03-01
    confidence: high
  - value: restricted input
    coder: ben
process: unknown
output: absent
values_served:
  - value: freedom
    membership: 0.{degree}
    rubric: {long}
    coder: ana
  - value: equality
    coder: ben
  - value: equality
    membership: 0.4
    coder: ana
values_harmed:
  - value: equality
    status: contested
    coder: {long}
stage: {stage}
place: {long}
coordinates: 45.07, 7.69
started: 1991
transformations:
  - value: permission
    until: 2000
  - value: self-selection
    since: 2001
steward: {long}
good: {long}
---
A case.
"""
NAMES = ("Loom", "Weft", "Warp", LONG)
COMPARED = "/compare?" + "&".join(f"case=Case:{name}" for name in NAMES)
ADDRESSES = (
    COMPARED,
    f"{COMPARED}&only=differences",
    "/compare?case=Loom&case=Nowhere&case=Variable:Funding",
    "/compare",
    "/special/codebook",
    "/special/codings?variable=input",
    "/special/codings?variable=validation&only=uncoded",
    "/wiki/Variable:Input",
    "/wiki/Case:Loom",
    f"{COMPARED}&asof=2100-01-01",
    "/wiki/Comparison:Looms",
    "/wiki/Live",
    "/special/ladder?pattern=Warping&with=Spinning",
    f"/compare/matrix?{COMPARED.partition(chr(63))[2]}&pin=Loom",
    f"/compare/spread?{COMPARED.partition('?')[2]}",
    f"/compare/values?{COMPARED.partition('?')[2]}",
    f"/compare/values?{COMPARED.partition('?')[2]}&weight=freedom:2&weight=equality:0.5&reading=certain",
    "/compare/values?case=Bare",
    f"/compare/likeness?{COMPARED.partition('?')[2]}&pin=Loom&outcome=stage",
    f"/compare/truth-table?{COMPARED.partition(chr(63))[2]}&outcome=stage&condition=input&condition=output",
    f"/compare/features?{COMPARED.partition(chr(63))[2]}&target=input%3Dopen-input",
    "/compare/propose?case=Loom&case=Weft&against=Warp",
    "/compare/propose?case=Loom&case=Weft&against=Warp&name=Looms",
    "/compare/features?case=Loom&case=Weft&case=Warp&variable=input&variable=stage&yes=stage%3Dparity>input%3Dopen-input",
)


@pytest.fixture(scope="module")
def live():
    with live_wiki() as live:
        written(
            live.wiki,
            "Variable:Input",
            "---\nkind: variable\nquestion: Is it open?\nproperty: https://w3id.org/commonloom/ns#input\n---\nProse.\n",
        )
        for number, name in enumerate(NAMES):
            text = CASE.format(long=LONG, stage="growing" if number % 2 else "parity", degree=9 - number)
            written(live.wiki, f"Case:{name}", text)
            live.wiki.search.index(number, live.wiki.project(f"Case:{name}", text))
        kept, _ = keep(live.wiki, BOARD, Parameters.read(COMPARED.partition("?")[2]), "Looms", LONG, "ana")
        written(live.wiki, kept.title, page_text(kept))
        written(live.wiki, "Case:Bare", "---\nkind: case\n---\n")
        written(live.wiki, "Case:Loom", CASE.format(long=LONG, stage="ended", degree=9))
        blocks = f"```comparison\n{COMPARED}\n```\n\n```comparison\nLooms\n```\n\n```scorecard\nWarping\n```\n\n```scorecard\nNo\n```\n"
        written(live.wiki, "Pattern:Warping", "---\nkind: pattern\nknown_instances: [Warp]\n---\nWarp.\n")
        written(live.wiki, "Live", blocks)
        written(live.wiki, "Pattern:Spinning", "---\nkind: pattern\nsmaller_pattern: [Warping]\n---\nSpin.\n")
        yield live


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, live, width, scheme):
    page = open_page(browser, live.address, width, color_scheme=scheme, reduced_motion="reduce")
    for address in ADDRESSES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address


def test_heads_and_first_column_stay_while_the_table_scrolls_in_its_box(browser, live):
    page = open_page(browser, live.address, 320)
    page.goto(f"{COMPARED}&only=uncoded")
    box = page.get_by_role("region", name="Cases side by side")
    head, row = box.locator("thead th").first, box.locator("tbody th").first
    before = (head.bounding_box()["y"], row.bounding_box()["x"])
    box.evaluate("each => each.scrollTo(200, 400)")
    assert box.evaluate("each => [each.scrollLeft, each.scrollTop]") == [200, 400]
    assert (head.bounding_box()["y"], row.bounding_box()["x"]) == before


def test_the_keyboard_scrolls_the_table(browser, live):
    page = open_page(browser, live.address, 320)
    page.goto(COMPARED)
    box = page.get_by_role("region", name="Cases side by side")
    box.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('.cases-box').scrollLeft > 0")


def test_choosing_comparing_and_opening_evidence_without_javascript(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto("/compare")
    page.get_by_label("Loom").check()
    page.get_by_label("Weft").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("status")).to_contain_text("2 cases")
    expect(page.get_by_role("columnheader", name="Loom")).to_be_visible()
    first = page.locator("details.coding", has_text="open input").first
    first.locator("summary").click()
    expect(first.get_by_text("2026-03-01")).to_be_visible()
    page.get_by_role("link", name="only differences").click()
    expect(page.locator("table.cases tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Stage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stage")


def test_weighing_values_and_opening_the_codings_of_a_sum_without_javascript(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto(f"/compare/values?{COMPARED.partition('?')[2]}")
    expect(page.get_by_role("heading", name="Weighed")).to_have_count(0)
    page.get_by_label("Weight of freedom").select_option("× 2")
    page.get_by_role("button", name="Look").click()
    expect(page).to_have_url(re.compile("weight=freedom%3A2"))
    sums = page.get_by_role("table", name="Cases by their weighed values")
    expect(sums.get_by_role("row").nth(1)).to_contain_text("2 × (0.9)")
    summand = sums.locator("details").first
    summand.locator("summary").first.click()
    coding = summand.locator("details").first
    coding.locator("summary").click()
    expect(coding.get_by_text("ana")).to_be_visible()
    expect(page.get_by_text("comes before").first).to_be_visible()
    page.get_by_label("Another weight, from 0 to 100").fill("freedom:much")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_text("a weight is a number from 0")).to_be_visible()


def test_a_search_leads_to_a_comparison_and_csv(browser, live):
    page = open_page(browser, live.address, java_script_enabled=False)
    page.goto("/search?q=case&kind=case")
    page.get_by_role("link", name="Compare these").click()
    expect(page.get_by_role("status")).to_contain_text("4 cases")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    first = download.value.path().read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("variable,label,question,coded,known,apart,pairs,score,Case:")
