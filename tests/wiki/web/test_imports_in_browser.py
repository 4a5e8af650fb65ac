"""A run's page in a browser: it follows the run, keeps the focus, and holds at every width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from importers.question import Option, Question
from tests.fakes.browser import served
from wiki.assembly import Wiki
from wiki.runs import Chosen, Line, State

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
QUESTION = Question(LONG, LONG, f"Is {LONG} the same?", (Option("a", LONG), Option("b", "no")), "a")


@pytest.fixture
def site() -> Iterator[tuple[str, Wiki]]:
    with served() as (address, wiki):
        wiki.runs.add("ana", "ab" * 32, f"{LONG}.xml", 5_000_000, Chosen("mediawiki", "p2pfoundation"))
        wiki.runs.add_lines(1, [Line("problem", f"{LONG}.xml:3", LONG), Line("created", f"Case:{LONG}")])
        counts = {"created": 400, "problems": 1, "questions": 1}
        wiki.runs.change(1, set(State), state=State.RUNNING, read=400, expected=1000, counts=counts)
        wiki.questions.ask([QUESTION])
        yield address, wiki


def registered(browser: Browser, address: str, width: int = 1280, scheme: str = "light") -> Page:
    page = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, color_scheme=scheme
    ).new_page()
    page.goto("/account/register?next=/import/1")
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_text("400 of 1,000 pages read")).to_be_visible()
    return page


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(browser, site, width, scheme):
    address, wiki = site
    page = registered(browser, address, width, scheme)
    for state in (State.RUNNING, State.WAITING, State.INTERRUPTED, State.FAILED, State.DONE):
        chosen = (
            Chosen("table", mapping=f"kind: case # {LONG}") if state is State.FAILED else Chosen("mediawiki")
        )
        wiki.runs.change(1, set(State), state=state, preview=state is State.DONE, message=LONG, chosen=chosen)
        for where in ("/import/1", "/import", "/special/questions"):
            page.goto(where)
            sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert sizes[0] <= sizes[1], (state, where)
        page.goto("/import/1")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sizes[0] <= sizes[1], state
        found = Axe().run(page)
        assert found.violations_count == 0, f"{state}: {found.generate_report()}"
    page.context.close()


def test_the_page_follows_the_run_and_leaves_the_focus_where_it_is(browser, site):
    address, wiki = site
    page = registered(browser, address)
    page.get_by_role("button", name="Stop").focus()
    wiki.runs.change(1, set(State), read=600, counts={"created": 600})
    expect(page.get_by_role("definition").first).to_have_text("600")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    wiki.runs.change(1, set(State), state=State.DONE, preview=False)
    expect(page.get_by_text("Imported.")).to_be_visible()
    page.context.close()


def test_the_page_keeps_still_when_asked(browser, site):
    address, wiki = site
    page = registered(browser, address)
    page.get_by_role("link", name="Do not refresh this page").click()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    wiki.runs.change(1, set(State), state=State.DONE, preview=False)
    page.wait_for_timeout(1500)
    expect(page.get_by_text("Imported.")).to_be_hidden()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("Imported.")).to_be_visible()
    page.context.close()
