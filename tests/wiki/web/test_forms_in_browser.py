"""What only a browser can say of a page's form: nothing overflows, the keyboard suffices, and the comforts comfort."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.fakes.browser import open_page, served
from tests.fakes.wiki import written
from wiki.assembly import Wiki

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FORM = "/wiki/Case:Loom?action=form"
CASE = f"""---
kind: case
title: Loom
license: CC-BY-SA-4.0
tags: [weaving, {LONG}]
started: 1991
colour_of_the_barn: {LONG}
steward: Weavers' Guild
validation:
  - value: after publication
    source: Book of Looms
    quote: "They looked at it afterwards."
    page_in_my_notes: 12
  - {{value: [a, b], source: {LONG}}}
---
About [[exhibits::Pattern:Weft]].

## {LONG}

Free.
"""
ADDRESSES = (
    FORM,
    "/wiki/Pattern:New?action=form",
    "/wiki/Variable:New?action=form",
    "/wiki/Case:Broken?action=form",
)


@pytest.fixture
def site() -> Iterator[tuple[str, Wiki]]:
    with served(anonymous_editing=True) as (address, wiki):
        written(wiki, "Case:Loom", CASE)
        written(wiki, "Case:Broken", "---\nkind: [case\n---\n")
        yield address, wiki


def text(site: tuple[str, Wiki]) -> str:
    return site[1].pages.get("Case:Loom").text


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, site, width, scheme):
    page = open_page(browser, site[0], width, color_scheme=scheme, reduced_motion="reduce")
    for address in ADDRESSES:
        page.goto(address)
        if address == FORM:
            page.locator("#v-started").fill("soon")
            page.get_by_role("button", name="Preview").click()
            expect(page.get_by_role("heading", name="Preview")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address
    assert page.complaints == []


def test_everything_works_without_scripts(browser, site):
    page = open_page(browser, site[0], java_script_enabled=False)
    page.goto("/wiki/Case:Loom")
    page.get_by_role("link", name="Form", exact=True).click()
    page.locator("#v-started").fill("1992")
    page.get_by_role("button", name="Add another Steward").click()
    expect(page.get_by_label("Steward 2")).to_be_focused()
    page.get_by_label("Steward 2").fill("Weft & Co.")
    page.locator("#f-steward summary").nth(1).click()
    page.locator("[name='q.steward.1.coder']").fill("ana")
    page.locator("#v-input").select_option("open input")
    page.locator("#t-s-context").fill("Here.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("your edit is live")
    expected = CASE.replace("1991", "1992").replace(
        "steward: Weavers' Guild",
        "steward:\n  - Weavers' Guild\n  - value: Weft & Co.\n    coder: ana",
    )
    expected = expected.replace("---\nAbout", "input: open input\n---\nAbout")
    assert text(site) == expected + "\n## Context\n\nHere.\n"


def test_another_value_is_added_without_a_reload(browser, site):
    page = open_page(browser, site[0])
    page.goto(FORM)
    page.evaluate("window.isSame = true")
    page.get_by_role("button", name="Add another Validation").click()
    expect(page.get_by_label("Validation 3")).to_be_focused()
    page.get_by_label("Validation 3").select_option("before publication")
    added = page.locator("#f-validation .value").nth(2)
    added.locator("summary").click()
    added.get_by_label("Confidence").select_option("low")
    assert page.evaluate("window.isSame")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("your edit is live")
    item = "  - value: before publication\n    confidence: low\n"
    assert text(site) == CASE.replace("---\nAbout", f"{item}---\nAbout")
    assert page.complaints == []


def test_titles_are_offered_as_the_field_writes_them(browser, site):
    page = open_page(browser, site[0])
    titles = ["Institution:Weavers' Guild", "Case:Weaving", "Institution:Weft & Co."]
    page.route("**/suggest?q=*", lambda route: route.fulfill(json=[{"title": each} for each in titles]))
    page.goto(FORM)
    page.locator("#v-steward").press_sequentially("we")
    offered = page.locator("#titles option")
    expect(offered).to_have_count(2)
    assert [each.get_attribute("value") for each in offered.all()] == ["Weavers' Guild", "Weft & Co."]
    page.locator("#v-related_to").press_sequentially("we")
    expect(offered).to_have_count(3)
    assert page.complaints == []


def test_enter_in_a_field_shows_the_preview_and_saves_nothing(browser, site):
    page = open_page(browser, site[0])
    page.goto(FORM)
    page.locator("#v-started").fill("1992")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    expect(page.locator("#v-started")).to_have_value("1992")
    assert text(site) == CASE


def test_the_keyboard_goes_from_field_to_field(browser, site):
    page = open_page(browser, site[0])
    page.goto(FORM)
    page.get_by_role("link", name="Production and property").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#"))
    page.keyboard.press("Tab")
    expect(page.locator("#v-good")).to_be_focused()
    page.keyboard.type("cloth")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Book of Looms")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("your edit is live")
    assert "good:\n  - value: cloth\n    source: Book of Looms\n" in text(site)


def test_saving_stays_in_sight_on_a_long_form_and_hides_no_field_that_is_filled_in(browser, site):
    page = open_page(browser, site[0])
    page.goto(FORM)
    save = page.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport()
    for number in range(20):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert (
            page.evaluate("document.activeElement.closest('.actions')") or here <= save.bounding_box()["y"]
        ), number
