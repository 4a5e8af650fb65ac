"""Governance Archaeology imported: 66 communities by 99 conditions of yes and no, from a search to a narrowed and cited pattern.

Once with scripts, once without. `test_conjecture.py` is its twin on the corpus.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import Person
from tests.journeys.servers import Server, command, serving
from tests.journeys.test_conjecture import answer, propose, to_shared_features
from tests.journeys.test_two_coders import coder
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("governance-archaeology") is None,
    reason="the shared collections are not at hand; test_conjecture.py goes the same way through the corpus",
)
CONDITION = "decision_making_by_consensus"
SHARED = "Decision making by council central: yes"
SMALL = "Makah"  # decides in a central council, and is smaller than the 28 communities


@pytest.fixture(scope="module")
def site(corpus_data: Path) -> Iterator[Server]:
    """A wiki with the corpus and the communities."""
    folder = str(shared("governance-archaeology/data"))
    done = command(corpus_data, "import", "table", folder, "--profile", "governancearchaeology")
    assert done.returncode == 0, done.stderr
    with serving(corpus_data) as server:
        yield server


def all_communities(page: Page) -> None:
    """Search for the communities by one of their conditions."""
    page.goto("/search?kind=case")
    page.locator("summary", has_text=re.compile("^Decision making by consensus$")).click()
    for said in ("true", "false"):
        page.locator(f"input[name={CONDITION}][value={said}]").check()
    page.get_by_role("button", name="Narrow").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_all_communities_to_a_narrowed_pattern_and_a_citation(
    browser: Browser, site: Server, scripts: bool
):
    name = f"Council of the grown town {'with' if scripts else 'without'} scripts"
    page = coder(browser, site, f"Ottla{scripts:d}", java_script_enabled=scripts)
    all_communities(page)
    to_shared_features(page)
    expect(page.get_by_role("status").first).to_contain_text("66 cases have")
    expect(page.get_by_role("group", name="Lattice of shared features")).to_be_visible()
    expect(page.locator("#follows ~ p").first).to_contain_text("chance alone would give")
    computed = page.url

    card = page.locator("#cards ~ ul > li", has_text=SHARED).first
    expect(card).to_contain_text("28 cases share")
    propose(page, name, SHARED)
    page.locator("#t-s-problem").fill("Too many people to meet, and nobody to speak for them.")
    page.locator("#t-s-solution").fill("Let a council decide at the centre.")
    page.get_by_role("button", name="Create page").click()
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    person = Person(site.address)
    text = person.text_of(f"Pattern:{name}")
    assert text.count("source: Governance Archaeology") == 28
    assert "[[Case:Venice|Venice]]" in text
    assert f"- {SHARED}" in text
    assert "differs: no (" in text

    page.get_by_role("link", name="A case refutes this pattern").click()
    blank = page.locator("#f-known_instances .value").last
    blank.locator("input[name^='v.known_instances']").fill(SMALL)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#score-refuting + ul")).to_contain_text(SMALL)
    page.get_by_role("link", name=re.compile("^Narrow it by Size of the community")).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    context = person.text_of(f"Pattern:{name}").partition("## Context")[2].partition("## Forces")[0]
    assert "size of the community is “1,000,001 - 10,000,000”, “10,001 - 100,000” or" in context
    assert "refuted where it is “100 - 1,000”" in context

    page.goto(computed)
    page.get_by_role("link", name="Keep this comparison").click()
    page.get_by_label("Title").fill(f"What communities share, {scripts:d}")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("section.comparison")).to_contain_text("Nothing has changed since")
    page.locator("summary", has_text="How to cite the result").click()
    cited = page.locator("section.comparison .copyable").text_content() or ""
    digest = re.findall(r"SHA-256 ([0-9a-f]{64})", cited)[0]
    permalink = page.get_by_role("link", name="The result as it was kept").get_attribute("href")
    kept = answer(f"{site.address}{permalink}&format=csv")
    assert hashlib.sha256(kept).hexdigest() == digest
    page.context.close()
