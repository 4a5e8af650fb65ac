"""From a facet search to a pattern with its known uses, to a refuting case, a narrowed context, and a citation."""

from __future__ import annotations

import hashlib
import re
import urllib.request

from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import Person
from tests.journeys.servers import Server
from tests.journeys.test_two_coders import coder

SOLUTION = "Let everybody choose the tasks they do, and let the process be open to whoever comes."


def narrow(page: Page, facet: str, value: str) -> None:
    """Tick one value of a facet beside the results, and search."""
    page.locator("summary", has_text=re.compile(rf"^{re.escape(facet)}$")).click()
    page.get_by_label(value, exact=True).check()
    page.get_by_role("button", name="Narrow").click()


def to_shared_features(page: Page) -> None:
    """Go from the results of a search to the board, and on to shared features."""
    page.get_by_role("link", name="Compare these").click()
    expect(page.get_by_role("region", name=re.compile("side by side"))).to_be_visible()
    page.get_by_role("navigation", name="Ways of comparing").get_by_role(
        "link", name="Shared features"
    ).click()
    expect(page.get_by_role("heading", name=re.compile("^Shared features"))).to_be_visible()


def propose(page: Page, name: str, card: str) -> None:
    """Propose a pattern from the first card with these words, and open its draft."""
    page.locator("#cards ~ ul > li", has_text=card).first.get_by_role(
        "link", name="Propose a pattern"
    ).click()
    page.get_by_label("Name of the pattern").fill(name)
    page.get_by_role("button", name="Open the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"New page: {name}")


def write(page: Page) -> None:
    """Write what no table contains, and save."""
    page.get_by_label("Problem", exact=False).and_(page.locator("textarea")).fill(
        "Work is handed out by those who do not do it."
    )
    page.locator("#t-s-solution").fill(SOLUTION)
    page.get_by_role("button", name="Create page").click()


def answer(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as response:
        content: bytes = response.read()
    return content


def test_from_a_search_to_a_pattern_to_its_refutation_and_a_citation(browser: Browser, site: Server):
    page = coder(browser, site, "Rhea")
    page.goto("/search?kind=case")
    narrow(page, "Mode of production", "commons-based peer production")
    to_shared_features(page)
    card = page.locator("#cards ~ ul > li", has_text="Only exception: Open Source Seed Initiative").first
    expect(card).to_contain_text("17 cases (14 lineages) share")
    computed = page.url

    propose(page, "Chosen tasks", "Only exception: Open Source Seed Initiative")
    expect(page.locator("main")).to_contain_text("Is it a problem without naming your solution?")
    write(page)
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    person = Person(site.address)
    text = person.text_of("Pattern:Chosen tasks")
    assert text.count("coder: Rhea") == 17
    assert "- Task selection: self-selection" in text
    assert (
        "[[Case:Open Source Seed Initiative|Open Source Seed Initiative]] has not Peer processes: peer production"
        in text
    )
    assert "naming your solution" not in text
    assert SOLUTION in text
    figures = page.locator("dl.figures")
    expect(figures).to_contain_text("17")
    expect(page.locator(".findings .violation")).to_have_count(0)

    page.get_by_role("link", name="A case refutes this pattern").click()
    blank = page.locator("#f-known_instances .value").last
    blank.locator("input[name^='v.known_instances']").fill("Couchsurfing")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#score-refuting + ul")).to_contain_text("Couchsurfing")
    narrowing = page.get_by_role("link", name=re.compile("^Narrow it by")).first
    by = narrowing.inner_text().removeprefix("Narrow it by ")
    narrowing.click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    narrowed = person.text_of("Pattern:Chosen tasks")
    assert by.casefold() in narrowed.partition("## Context")[2].partition("## Forces")[0].casefold()
    assert narrowed.startswith(text[:40])

    page.goto(computed)
    page.get_by_role("link", name="Keep this comparison").click()
    page.get_by_label("Title").fill("Who chooses tasks")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("section.comparison")).to_contain_text("Nothing has changed since")
    page.locator("summary", has_text="How to cite the result").click()
    cited = page.locator("section.comparison .copyable").inner_text()
    digest = re.findall(r"SHA-256 ([0-9a-f]{64})", cited)[0]
    permalink = page.get_by_role("link", name="The result as it was kept").get_attribute("href")
    kept = answer(f"{site.address}{permalink}&format=csv")
    assert hashlib.sha256(kept).hexdigest() == digest

    changed = person.text_of("Case:Debian").replace("self-selection", "appointment")
    editor = Person(site.address)
    editor.register("Edda")
    editor.save("Case:Debian", changed, "Look again")
    assert answer(f"{site.address}{permalink}&format=csv") == kept
    page.goto("/wiki/Comparison:Who_chooses_tasks")
    expect(page.locator("section.comparison")).to_contain_text("What has changed since, and why")
    expect(page.get_by_role("group", name="Changed cells")).to_contain_text("Edda")
