"""From a hypothesis to the codings that test it, to a case against it and a cell that decides, and to another verdict."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.servers import Server
from tests.journeys.test_two_coders import coder

LAW = "/wiki/Concept:Law_of_asymmetric_competition"


def sheet(site: Server, name: str) -> dict[str, Any]:
    """Return the test sheet of a hypothesis as programs get it."""
    with urllib.request.urlopen(f"{site.address}/api/v1/hypotheses/Concept:{name}", timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def verdicts(page: Page) -> Locator:
    """Return what the codings and what people say, in words."""
    return page.locator("dl.verdicts strong")


def test_from_the_law_to_its_cases_to_a_refutation_and_another_verdict(browser: Browser, site: Server):
    page = coder(browser, site, "Thea")
    page.goto("/special/hypotheses")
    page.get_by_role("row", name=re.compile("^Law of asymmetric competition")).get_by_role(
        "link"
    ).first.click()
    expect(page.get_by_role("heading", name="Test sheet")).to_be_visible()
    before = sheet(site, "Law_of_asymmetric_competition")
    expect(verdicts(page)).to_have_text([before["verdict"], before["people_say"]])
    assert before["by_codings"]["word"] == before["by_people"]["word"] == "contradicted"

    page.get_by_role("group", name="Cases by conditions and claim").get_by_role("link").nth(1).click()
    against = page.get_by_role("group", name=re.compile("^Counter-examples"))
    coding = against.get_by_role("row", name=re.compile("^LibreOffice")).locator("details").first
    coding.locator("summary").click()
    expect(coding).to_contain_text("dwarfed by the number of Office users")

    page.get_by_role("link", name="A case speaks against it").click()
    blank = page.locator("#f-refuted_by .value").last
    blank.locator("input[name^='v.refuted_by']").fill("FreedomBox")
    blank.locator("summary").first.click()
    blank.locator("[name$='.source']").fill("Retiring Two Hardware Models (FreedomBox Foundation, 2019)")
    blank.locator("[name$='.locator']").fill("nine years after the first talk")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#stated-refuting + ul")).to_contain_text("FreedomBox")
    after = sheet(site, "Law_of_asymmetric_competition")
    assert after["unanswered"] == before["unanswered"] + 1
    expect(verdicts(page)).to_have_text([before["verdict"], f"contradicted by {after['unanswered']} cases"])
    expect(page.locator("#stated-refuting + ul")).to_contain_text("nine years after the first talk")


def test_coding_a_cell_that_would_decide_changes_what_the_codings_say(browser: Browser, site: Server):
    page = coder(browser, site, "Tove")
    page.goto(LAW)
    before = sheet(site, "Law_of_asymmetric_competition")
    asked = page.locator("#test-blanks + ul li", has_text="Open Source Seed Initiative")
    asked.get_by_role("link", name="code Number of contributors").click()
    page.locator("#f-contributors input[name^='v.contributors']").last.fill("120")
    page.get_by_role("button", name="Save").click()
    page.goto(LAW)
    expect(verdicts(page).first).to_have_text(f"contradicted by {before['fails_in'] + 1} cases")
    assert (
        "Case:Open Source Seed Initiative" in sheet(site, "Law_of_asymmetric_competition")["table"]["fails"]
    )


def test_from_a_case_one_click_names_the_hypothesis_it_speaks_against(browser: Browser, site: Server):
    page = coder(browser, site, "Tilde")
    assert sheet(site, "Free_riding")["by_people"]["word"] == "supported"
    page.goto("/wiki/Case:YouTube")
    page.get_by_role("link", name="it speaks against a hypothesis").click()
    blank = page.locator("#f-refutes .value").last
    blank.locator("input[name^='v.refutes']").fill("Free riding")
    blank.locator("summary").first.click()
    blank.locator("[name$='.source']").fill("Why I'm Giving up on Creative Commons on YouTube (eddie.com)")
    blank.locator("[name$='.quote']").fill("He’s monetized my video, I have not.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Saved")
    page.goto("/wiki/Concept:Free_riding")
    expect(verdicts(page).nth(1)).to_have_text("contradicted by 2 cases")
    expect(page.locator("#stated-refuting + ul")).to_contain_text("YouTube")


def test_the_truth_table_of_the_law_is_the_same_question(browser: Browser, site: Server):
    page = coder(browser, site, "Tamar")
    page.goto(LAW)
    page.get_by_role("link", name="The truth table of this question").click()
    expect(page.get_by_role("heading", name="Compare cases: truth table")).to_be_visible()
    with urllib.request.urlopen(f"{page.url}&format=json", timeout=120) as answer:
        told = json.load(answer)
    assert not any(each["proposed"] for each in told["calibration"])
    table = sheet(site, "Law_of_asymmetric_competition")["table"]
    rows = {row["term"]: row for row in told["analysis"]["rows"]}
    (all_hold,) = [
        term for term in rows if "~" not in term and term.count("*") == len(table["conditions"]) - 1
    ]
    assert set(rows[all_hold]["with_outcome"]) == set(table["holds"])
    assert set(rows[all_hold]["without_outcome"]) == set(table["fails"])
