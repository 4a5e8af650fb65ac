"""Coding from the board, the matrix and the words of a source, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.fakes.browser import open_page, served, wait_until
from tests.fakes.wiki import written
from wiki.assembly import Wiki

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WORDS = "They looked at it afterwards, all of them."
MANY = tuple(f"N{number:02}" for number in range(40))
BOARD = "/compare?" + "&".join(f"case={name}" for name in MANY[:8])
MATRIX = "/compare/matrix?" + "&".join(f"case={name}" for name in MANY) + "&sort=title"
SOURCE = "/wiki/Source:Book_of_Looms"
ADDRESSES = (
    "/wiki/Case:N00?action=form&field=validation",
    f"/wiki/Case:N00?action=form&field=process&source={LONG}&quote={LONG}",
    "/wiki/Case:Nobody?action=form&field=process",
    f"{BOARD}&coded=process:Case:N01&did=saved",
    f"{MATRIX}&coded=process:Case:N01&did=saved",
    f"/special/code?source=Book+of+Looms&quote={LONG}",
    "/special/code?source=Book+of+Looms&kind=institution",
    SOURCE,
)


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, Wiki]]:
    with served(anonymous_editing=True) as (address, wiki):
        written(
            wiki,
            "Source:Book of Looms",
            f"---\nkind: source\n---\nAbout.\n\n## Quotations\n\n> {WORDS}\n\n> {LONG} {LONG} was said\n",
        )
        evidence = f"{{value: after publication, source: Book of Looms, quote: '{WORDS}', coder: {LONG}}}"
        for name in MANY:
            written(wiki, f"Case:{name}", f"---\nkind: case\nvalidation: {evidence}\n---\nProse.\n")
        yield address, wiki


IS_SEEN = """() => { const cell = document.getElementById("coded"), at = cell.getBoundingClientRect(),
    top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
    return Boolean(top && (cell === top || cell.contains(top))); }"""
"""Whether the cell that was coded is within its box, not under the heads that stay."""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, site, width, scheme):
    page = open_page(browser, site[0], width, color_scheme=scheme, reduced_motion="reduce")
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address
    assert page.complaints == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_cell_of_the_matrix_to_its_form_and_back_to_the_cell(browser, site, javascript):
    page = open_page(browser, site[0], java_script_enabled=javascript)
    page.goto(f"{MATRIX}&variable=input&variable=process")
    name = MANY[30 if javascript else 31]
    row = page.locator("tbody tr", has=page.get_by_role("rowheader", name=name))
    row.locator("a[href*='field=input']").click()
    page.get_by_label("Source", exact=True).fill("Book of Looms")
    page.locator("[name='v.input.0']").select_option("open input")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text(f"Saved: Input of {name}.")
    expect(page.locator("#coded")).to_have_text("open input")
    expect(page.locator("#coded")).to_be_in_viewport()
    if javascript:
        wait_until(page, "document.querySelector('.cases-box').scrollTop > 0")
        wait_until(page, IS_SEEN)
    assert "source: Book of Looms" in site[1].pages.get(f"Case:{name}").text


def test_from_a_cell_of_the_board_by_the_keyboard_alone(browser, site):
    page = open_page(browser, site[0])
    page.goto(f"{BOARD}&only=uncoded")
    page.locator("a[href^='/wiki/Case:N05?action=form&field=process&']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wiki/Case:N05?action=form&field=process&back=*")
    page.locator("[name='v.process.0']").focus()
    page.keyboard.type("part")
    page.locator("[name='q.process.0.confidence']").focus()
    page.keyboard.type("high")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#coded")
    expect(page.locator("#coded")).to_contain_text("participatory process")
    wait_until(page, IS_SEEN)


def test_from_words_that_are_selected_to_a_coding_below_them(browser, site):
    page = open_page(browser, site[0])
    page.goto(SOURCE)
    offer = page.get_by_role("link", name="Code a case with the selected words")
    expect(offer).to_be_hidden()
    page.get_by_text(WORDS).first.click(click_count=3)
    offer.click()
    expect(page.get_by_label("Quotation")).to_have_value(WORDS)
    page.get_by_label("Case", exact=True).fill("N07")
    page.get_by_label("Variable", exact=True).select_option(label="Output")
    page.get_by_role("button", name="Open the form").click()
    expect(page.locator("[name='q.output.0.quote']")).to_have_value(WORDS)
    page.locator("[name='q.output.0.status']").select_option("unknown")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("the coding is on the page of the case")
    expect(page.locator(".rests").first).to_contain_text("Output")


def test_from_the_link_of_a_quotation_without_javascript(browser, site):
    page = open_page(browser, site[0], java_script_enabled=False)
    page.goto(SOURCE)
    page.get_by_role("link", name="Code a case with this").first.click()
    expect(page.get_by_label("Quotation")).to_have_value(WORDS)
