"""A pattern says what it claims; cases coded afterwards are a hit and a miss; the badge follows, and a discussion is opened."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import Person
from tests.journeys.servers import Server
from tests.journeys.test_two_coders import coder

PATTERN = "/wiki/Pattern:Copyleft"


def freeze(page: Page) -> None:
    """State a signature in the form of the pattern."""
    page.goto(f"{PATTERN}?action=form")
    page.locator("[name='v.claim.0']").fill("Where the pool of works comes first, what is made stays in it.")
    page.locator("[name='v.signature_if.0']").fill("property format = commons economy")
    page.locator("[name='v.signature_then.0']").fill("circulation = loop closes")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#score-record")).to_be_visible()


def code(page: Page, name: str, circulation: str) -> None:
    """Write the page of a case in the form, with the two variables coded."""
    page.goto(f"/wiki/Case:{name}?action=form")
    page.locator("[name='v.property_format.0']").select_option(label="commons economy")
    if circulation:
        page.locator("[name='v.circulation.0']").select_option(label=circulation)
    page.get_by_role("button", name="Create page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_hit_and_a_miss_count_and_a_narrower_signature_begins_anew(browser: Browser, site: Server):
    hit_miss_and_discuss(coder(browser, site, "Tove", java_script_enabled=False), site)
    narrow(coder(browser, site, "Gro"))


def hit_miss_and_discuss(page: Page, site: Server) -> None:
    """A hit earns a star, and a miss loses it and is discussed."""
    freeze(page)
    badge, record = page.locator("p.badge"), page.locator("#score-record ~ .scroll table.record")
    expect(badge).to_contain_text("1 of 2 stars earned")
    expect(page.locator("#score-record + p")).to_contain_text("its record is empty: neither good nor bad")
    frozen = Person(site.address).text_of("Pattern:Copyleft")

    code(page, "Seed library", "loop closes")
    page.goto(PATTERN)
    expect(record.locator("tr", has_text="Seed library")).to_contain_text("hit")
    expect(badge).to_contain_text("2 of 2 stars earned")
    expect(page.locator("#score-record + p")).to_contain_text("1 hit, 0 misses")
    record.locator("tr", has_text="Seed library").get_by_role("link", name=re.compile(r"\d{4}")).click()
    expect(page.locator("main")).to_contain_text("loop closes")

    code(page, "Closed seed bank", "breaks at output")
    code(page, "Herbarium", "")
    page.goto(PATTERN)
    missed = record.locator("tr", has_text="Closed seed bank")
    expect(missed).to_contain_text("miss")
    expect(badge).to_contain_text("1 of 2 stars earned")
    expect(badge).to_contain_text("1 star lost by 1 miss.")
    expect(record.locator("tr", has_text="Herbarium")).to_have_count(0)
    expect(page.locator("#score-refuters ~ ul").first).to_contain_text("Herbarium")

    missed.get_by_role("link", name="open a discussion").click()
    expect(page.get_by_label("Heading")).to_have_value("A miss: Closed seed bank")
    page.get_by_role("button", name="Add topic").click()
    expect(page.get_by_role("heading", name="A miss: Closed seed bank")).to_be_visible()
    expect(page.locator("main")).to_contain_text("circulation of the commons is “breaks at output”")
    page.goto(PATTERN)
    missed.get_by_role("link", name="discussion").click()
    expect(page).to_have_url(re.compile(r"/talk/Pattern:Copyleft#s-a-miss-closed-seed-bank$"))
    assert Person(site.address).text_of("Pattern:Copyleft") == frozen

    page.goto("/special/scorecards")
    page.get_by_label("Since it was frozen").select_option(label="with a miss")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("status")).to_have_text("1 pattern")
    expect(page.locator("table.scorecards tbody tr")).to_contain_text("1–1")


def narrow(page: Page) -> None:
    """The record of a narrower signature begins anew, and the old record stays."""
    page.goto(f"{PATTERN}?action=form")
    page.get_by_role("button", name="Add another Signature: if").click()
    page.locator("[name='v.signature_if.1']").fill("copy_cost = negligible")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#score-record + p")).to_contain_text("its record is empty")
    expect(page.locator("#score-earlier + ul")).to_contain_text("1 hit, 1 miss, not in Closed seed bank")
    expect(page.locator("p.badge")).to_contain_text("1 of 2 stars earned")
