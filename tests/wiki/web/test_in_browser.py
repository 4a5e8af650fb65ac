"""What only a browser can say: nothing overflows, nothing is out of reach, and the comforts comfort."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fakes.browser import open_page, served
from tests.fakes.wiki import written
from wiki.assembly import Wiki

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CASE = f"""---
kind: case
title: Loom
license: CC-BY-SA-4.0
aliases: [{LONG}]
tags: [weaving, {LONG}]
steward: Weavers' Guild
mode_of_production: commons-based peer production
colour_of_the_barn: {LONG}
validation:
  - value: after publication
    source: Book of Looms
    quote: "They looked at it afterwards."
    coder: ana
---
About [[Pattern:Weft]] and [[Nowhere]]. {LONG}

## A table

| {LONG} | b | c | d | e |
|---|---|---|---|---|
| one | two | {LONG} | four | five |

## Code

    {LONG * 3}

## Picture-less

> A quotation.
"""
BOOK = f"""---
kind: source
title: Book of Looms
quotations: [Words nobody has quoted.]
---
## Quotations

> They looked at it afterwards. {LONG}
"""
ADDRESSES = (
    "/wiki/Case:Loom",
    "/wiki/Source:Book_of_Looms",
    "/special/evidence?source=Source:Book of Looms",
    "/wiki/Case:Loom?oldid=1",
    "/wiki/Case:Loom?action=edit",
    "/wiki/Case:Loom?action=history",
    "/wiki/Case:Loom?action=diff",
    "/wiki/Case:Loom?action=info",
    "/wiki/Case:Loom?action=rename",
    "/wiki/Case:Loom?action=delete",
    "/wiki/Nowhere",
    "/talk/Case:Loom",
    "/account",
    "/account/log-in",
    "/account/register",
)


@pytest.fixture
def site() -> Iterator[tuple[str, Wiki]]:
    with served() as (address, wiki):
        written(wiki, "Case:Loom", CASE)
        written(wiki, "Pattern:Weft", "---\nkind: pattern\n---\nUsed by [[Case:Loom]].\n")
        written(wiki, "Source:Book of Looms", BOOK)
        written(
            wiki, "Case:Loom", CASE.replace("About", f"All about {LONG}").replace("weaving", "weft"), "ben"
        )
        yield address, wiki


def register(page: Page, name: str = "ana") -> None:
    page.goto("/account/register")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill("warp and weft")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, site, width, scheme):
    page = open_page(browser, site[0], width, color_scheme=scheme, reduced_motion="reduce")
    register(page)
    for address in ADDRESSES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], address
    refused = [each for each in page.complaints if "404" not in each]
    assert refused == []


def test_everything_works_without_scripts(browser, site):
    page = open_page(browser, site[0], java_script_enabled=False)
    register(page)
    page.goto("/wiki/Case:Loom")
    page.locator(".infobox summary", has_text="Evidence").click()
    expect(page.get_by_text("They looked at it afterwards.")).to_be_visible()
    page.get_by_role("navigation", name="This page").get_by_role("link", name="Edit").click()
    area = page.get_by_role("textbox", name="Text")
    area.fill(CASE.replace("About", "More about"))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    page.get_by_label("Summary").fill("More")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("your edit is live")
    assert site[1].pages.get("Case:Loom").text == CASE.replace("About", "More about")


def test_a_person_at_the_keyboard_reaches_the_text_first(browser, site):
    page = open_page(browser, site[0])
    page.goto("/wiki/Case:Loom")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_infobox_stands_beside_the_text_when_there_is_room_and_below_it_one_link_away_else(browser, site):
    wide, narrow = open_page(browser, site[0]), open_page(browser, site[0], 320)
    for page in (wide, narrow):
        page.goto("/wiki/Case:Loom")
    box, text = wide.locator(".infobox").bounding_box(), wide.locator(".prose").bounding_box()
    assert box["x"] >= text["x"] + text["width"]
    box, text = narrow.locator(".infobox").bounding_box(), narrow.locator(".prose").bounding_box()
    assert box["y"] >= text["y"] + text["height"]
    narrow.get_by_role("link", name="At a glance").click()
    expect(narrow.locator(".infobox")).to_be_in_viewport()
    expect(wide.get_by_role("link", name="At a glance")).to_be_hidden()


def test_a_draft_keeps_itself_and_comes_back(browser, site):
    page = open_page(browser, site[0])
    page.clock.install()
    register(page)
    page.goto("/wiki/Case:Loom?action=edit")
    page.get_by_role("textbox", name="Text").press_sequentially("Dear words. ")
    page.clock.run_for(4000)
    expect(page.locator("#draft-state")).to_contain_text("Draft kept")
    assert "Dear words." in site[1].accounts.draft("ana", "Case:Loom").text
    page.goto("/wiki/Case:Loom?action=edit")
    expect(page.get_by_role("status").first).to_contain_text("This is your draft")
    expect(page.get_by_role("textbox", name="Text")).to_have_value(
        site[1].accounts.draft("ana", "Case:Loom").text
    )


def test_leaving_unsaved_words_is_warned_of(browser, site):
    page = open_page(browser, site[0])
    register(page)
    page.goto("/wiki/Case:Loom?action=edit")
    page.get_by_role("textbox", name="Text").press_sequentially("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/wiki/Case:Loom")
    assert asked == ["beforeunload"]


def test_titles_are_offered_after_two_brackets(browser, site):
    page = open_page(browser, site[0])
    page.route(
        "**/suggest?q=*",
        lambda route: route.fulfill(json=[{"title": "Pattern:Weft"}, {"title": "Pattern:Warp"}]),
    )
    register(page)
    page.goto("/wiki/Notes?action=edit")
    area = page.locator("textarea#text")
    area.fill("")
    area.press_sequentially("See [[exhibits::we")
    expect(page.locator("[role=option][data-value^='exhibits::']")).to_have_count(
        2
    )  # not those of letters before
    area.press("ArrowDown")
    area.press("Enter")
    assert area.input_value() == "See [[exhibits::Pattern:Warp]]"
    expect(page.get_by_role("option")).to_have_count(0)
    area.fill("]]")
    area.evaluate("area => area.setSelectionRange(0, 0)")
    area.press_sequentially("[[we")
    expect(page.get_by_role("option")).to_have_count(2)
    area.press("Tab")
    assert area.input_value() == "[[Pattern:Weft]]"


def test_printing_leaves_the_wiki_around_the_text_away(browser, site):
    page = open_page(browser, site[0])
    page.goto("/wiki/Case:Loom")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator(".tabs")).to_be_hidden()
