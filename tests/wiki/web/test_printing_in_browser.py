"""Comparisons on paper: what is pressed is left out, nothing is cut at the edge, heads come again on every sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.fakes.browser import open_page
from tests.fakes.wiki import written
from tests.standards.live import Live, live_wiki

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CASE = (
    "---\nkind: case\ninput: {{value: open input, source: {long}, coder: ana}}\ngood: {long} {number}\n"
    "process: participatory process\nstage: {stage}\ncoordinates: 45.07, 7.69\nstarted: 1991\n---\n"
)
NAMES = tuple(f"Case number {number}" for number in range(9))
SHEET = 1017
"""Pixels of CSS across a landscape A4 sheet less its margins of 14 mm (297 mm − 28 mm, 96 to the inch)."""

TEN = "&".join(
    f"variable={key}"
    for key in (
        *("process", "input", "output", "rivalry", "materiality"),
        *("stage", "scale", "motivation", "allocation", "validation"),
    )
)


def asked(cases: int) -> str:
    return "&".join(f"case={name}" for name in NAMES[:cases])


WAYS = (
    "compare",
    "compare/matrix",
    "compare/likeness",
    "compare/features",
    "compare/truth-table",
    "compare/spread",
)


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    with live_wiki() as live:
        for number, name in enumerate(NAMES):
            stage = "parity\nrivalry: non-rival" if number % 2 else "growing"
            written(live.wiki, f"Case:{name}", CASE.format(long=LONG, number=number, stage=stage))
        yield live


@pytest.fixture
def sheet(browser, live) -> Page:
    page = open_page(browser, live.address, SHEET)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_cut_and_nothing_is_there_to_press(sheet, way):
    sheet.goto(f"/{way}?{asked(8)}&pin={NAMES[0]}&outcome=stage&condition=process")
    for box in sheet.locator("main, table, svg").all():
        assert box.evaluate("each => each.getBoundingClientRect().right") <= SHEET + 1
    assert sheet.locator("nav:visible, form:visible, button:visible, .taken-out:visible").count() == 0


def test_the_heads_of_tables_come_again_on_every_sheet(sheet):
    sheet.goto(f"/compare?{asked(8)}")
    assert (
        sheet.locator(".cases thead").evaluate("each => getComputedStyle(each).display")
        == "table-header-group"
    )
    assert sheet.locator(".cases th").first.evaluate("each => getComputedStyle(each).position") == "static"


def test_of_a_broad_table_it_is_said_where_all_of_it_fits(sheet):
    sheet.goto(f"/compare?{asked(9)}")
    expect(sheet.locator(".cases thead th:visible")).to_have_count(8)
    expect(sheet.locator(".on-paper")).to_contain_text("Only the first 8 of 9 cases fit on this sheet.")
    sheet.goto(f"/compare?{asked(9)}&paper=yes")
    expect(sheet.locator(".cases thead th:visible")).to_have_count(9)
    expect(sheet.locator("table.cases")).to_have_count(2)


def test_the_matrix_has_all_its_variables_in_tables_for_paper(browser, live):
    page = open_page(browser, live.address)
    page.goto(f"/compare/matrix?{asked(2)}&{TEN}")
    variables = page.locator(".cases thead th").count()
    page.get_by_role("link", name="In tables that fit on paper").click()
    expect(page.locator(".cases thead th")).to_have_count(variables)
    expect(page.locator("table.cases")).to_have_count(-(-variables // 8))
    expect(page.locator(".cases tbody td")).to_have_count(2 * variables)


def test_cases_behind_a_fold_are_printed(sheet):
    sheet.goto(f"/compare/features?{asked(8)}")
    folded = sheet.locator(".shared details:not([open])").first
    assert folded.evaluate(
        "each => each.getBoundingClientRect().height > each.firstElementChild.getBoundingClientRect().height"
    )
