"""Two coders code a case blind – one with scripts, one without –, disagree, are measured, and are reconciled."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import PASSWORD, Person
from tests.journeys.servers import Server, command

LOOM = "PREFIX loom: <https://w3id.org/commonloom/ns#>\n"
QUOTE_A = "whoever sits down may change the minutes"
SOURCE = "Minutes of the Round Table"


def coder(browser: Browser, site: Server, name: str, **given: object) -> Page:
    """Register somebody through the form, in a browser of their own."""
    page = browser.new_context(base_url=site.address, **given).new_page()
    page.goto("/account/register")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    return page


def begin(page: Page) -> None:
    """Take the case the round offers."""
    page.goto("/special/rounds")
    page.get_by_role("link", name="Validation, first look").click()
    page.get_by_role("button", name=re.compile("Code Case:")).click()


def code(page: Page, value: str, quote: str) -> None:
    """Say a value with its evidence, and that the other variable is unknown."""
    page.locator("#v-validation").select_option(value)
    page.locator("#f-validation summary", has_text="Evidence").click()
    page.locator("[name='q.validation.0.source']").fill(SOURCE)
    page.locator("[name='q.validation.0.quote']").fill(quote)
    page.locator("[name='q.validation.0.confidence']").select_option("high")
    page.locator("#f-scale summary", has_text="Evidence").click()
    page.locator("[name='q.scale.0.status']").select_option("unknown")


def test_two_coders_disagree_are_measured_and_reconciled(
    browser: Browser, site: Server, newcomer: Callable[[str], Person]
):
    opener = newcomer("Orla")
    opener.save("Case:Round Table", "---\nkind: case\ntitle: Round Table\n---\nProse.\n")
    opener.save(
        f"Source:{SOURCE}",
        f"---\nkind: source\ntitle: {SOURCE}\n---\n## Quotations\n\n> {QUOTE_A} at once.\n",
    )
    form = opener.ask("/special/rounds")
    answer = opener.ask(
        "/special/rounds",
        {
            "csrf": opener.proof(form),
            "title": "Validation, first look",
            "cases": "Round Table",
            "variable": "validation",
            "coders_per_case": "2",
        },
    )
    assert "The round is open" in answer.text
    opener.save(  # a round is a page: a variable is added to its text
        "Round:Validation, first look",
        opener.text_of("Round:Validation, first look").replace("[validation]", "[validation, scale]"),
    )

    ana, ben = coder(browser, site, "Ana"), coder(browser, site, "Ben", java_script_enabled=False)
    begin(ana)
    code(ana, "after publication", QUOTE_A)
    ana.get_by_role("button", name="Done with this case").click()
    expect(ana.get_by_role("status")).to_contain_text("its codings are shown when all its coders are")

    begin(ben)
    expect(ben.locator("body")).not_to_contain_text(QUOTE_A)
    ben.locator("#v-validation").select_option("before publication")
    ben.get_by_role("button", name="Keep and go on later").click()
    assert QUOTE_A not in opener.text_of("Round:Validation, first look")
    assert not opener.select(f'{LOOM}SELECT ?c {{ ?c a loom:RoundCoding ; loom:coder "Ana" }}')
    ben.get_by_role("button", name="Go on with Case:Round Table").click()
    expect(ben.locator("#v-validation")).to_have_value("before publication")
    code(ben, "before publication", "the moderator of the list")
    ben.get_by_role("button", name="Done with this case").click()
    expect(ben.get_by_role("status")).to_contain_text("can be seen now")

    expect(ben.get_by_role("region", name="Agreement by variable")).to_contain_text("0 %")
    expect(ben.get_by_role("region", name="Agreement by variable")).to_contain_text(
        "Only 1 case was coded by two"
    )
    ben.get_by_role("link", name="Disagreements (1)").click()
    place = ben.get_by_role("link", name=QUOTE_A)
    ben.get_by_role("button", name="Accept Ana").wait_for()
    assert place.get_attribute("href").startswith("/wiki/Source:Minutes_of_the_Round_Table#q-")
    ben.get_by_role("button", name="Accept Ana").click()
    expect(ben.locator("main")).to_contain_text("Nothing is left to reconcile")

    text = opener.text_of("Case:Round Table")
    assert "coder: Ana" in text
    assert "the moderator of the list" not in text
    said = opener.select(
        f"""{LOOM}SELECT ?coder ?value ?kind WHERE {{
          ?coding loom:codingRound ?round ; loom:coder ?coder ; loom:codedVariable loom:validation ; loom:codedValue ?value .
          BIND(EXISTS {{ ?coding a loom:RoundCoding }} AS ?kind) }} ORDER BY ?coder ?kind"""
    )
    assert [(each["coder"], each["value"].rpartition("#")[2], each["kind"]) for each in said] == [
        ("Ana", "after-publication", "false"),
        ("Ana", "after-publication", "true"),
        ("Ben", "before-publication", "true"),
    ]
    table = opener.ask("/special/round/codings?title=Validation,+first+look&format=csv").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["variable"], row["Ana"], row["Ben"], row["reconciled"]) for row in rows] == [
        ("validation", "after publication", "before publication", "yes"),
        ("scale", "[unknown]", "[unknown]", ""),
    ]

    told = command(site.data, "round", "agreement", "Validation, first look")
    assert "validation: 0% of 1 pairs the same; Only 1 case" in told.stdout
    printed = command(site.data, "round", "codings", "Validation, first look")
    assert (
        printed.stdout.splitlines()[1] == "Case:Round Table,validation,after publication,before publication"
    )
    assert '"state": "open"' in command(site.data, "round", "list", "--json").stdout
    assert command(site.data, "round", "close", "Validation, first look", "--as", "Orla").returncode == 0
    assert "closed: " in opener.text_of("Round:Validation, first look")
    failed = command(site.data, "round", "close", "Nowhere", "--as", "Orla")
    assert failed.returncode == 1
    assert "There is no coding round" in failed.stderr
