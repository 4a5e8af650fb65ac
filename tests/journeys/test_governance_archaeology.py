"""Governance Archaeology imported: 66 communities by 99 conditions of yes and no, from a search to a pattern, without scripts.

`test_conjecture.py` is its twin on the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.people import Person
from tests.journeys.servers import Server, command, serving
from tests.journeys.test_conjecture import propose, to_shared_features
from tests.journeys.test_two_coders import coder
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("governance-archaeology") is None,
    reason="the shared collections are not at hand; test_conjecture.py goes the same way through the corpus",
)
CONDITION = "decision_making_by_consensus"


@pytest.fixture(scope="module")
def site(corpus_data: Path) -> Iterator[Server]:
    """A wiki with the corpus and the communities."""
    folder = str(shared("governance-archaeology/data"))
    done = command(corpus_data, "import", "table", folder, "--profile", "governancearchaeology")
    assert done.returncode == 0, done.stderr
    with serving(corpus_data) as server:
        yield server


def test_from_all_communities_to_a_pattern(browser: Browser, site: Server):
    page = coder(browser, site, "Ottla", java_script_enabled=False)
    page.goto("/search?kind=case")
    page.locator("summary", has_text=re.compile("^Decision making by consensus$")).click()
    for answer in ("true", "false"):
        page.locator(f"input[name={CONDITION}][value={answer}]").check()
    page.get_by_role("button", name="Narrow").click()
    to_shared_features(page)
    expect(page.get_by_role("status").first).to_contain_text("66 cases have")
    expect(page.get_by_role("group", name="Lattice of shared features")).to_be_visible()
    expect(page.locator("#follows ~ p").first).to_contain_text("chance alone would give")

    card = page.locator("#cards ~ ul > li", has_text="Decision making by council central: yes").first
    expect(card).to_contain_text("28 cases share")
    propose(page, "Council of the grown town", "Decision making by council central: yes")
    page.locator("#t-s-problem").fill("Too many people to meet, and nobody to speak for them.")
    page.locator("#t-s-solution").fill("Let a council decide at the centre.")
    page.get_by_role("button", name="Create page").click()
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    text = Person(site.address).text_of("Pattern:Council of the grown town")
    assert text.count("source: Governance Archaeology") == 28
    assert "[[Case:Venice|Venice]]" in text
    assert "- Decision making by council central: yes" in text
