"""Readers and editors before the real server, each with a real browser: by keyboard, without scripts, two at once."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures.injections import INJECTIONS
from tests.journeys.people import PASSWORD, Person
from tests.journeys.servers import Server

SOURCE = "/wiki/Source:Interview_with_Michel_Bauwens_(2008)"
"""The longest page of the corpus."""

PAGES = (
    "/",
    "/wiki/Case:Wikipedia",
    "/wiki/Pattern:Communal_validation",
    SOURCE,
    "/wiki/Help",
    "/wiki/Case:Wikipedia?action=history",
    "/search?q=commons",
    "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+5",
    "/recent",
    "/wiki/Nobody_wrote_this",
)


def reader(browser: Browser, site: Server, width: int = 1280, **given: object) -> Page:
    """Open a browser of its own, which remembers what went wrong in it and what it asked of others."""
    context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 800}, **given)
    page = context.new_page()
    page.went_wrong, page.went_out = [], []
    page.on("dialog", lambda dialog: (page.went_wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: page.went_wrong.append(str(error)))
    page.on("request", lambda request: page.went_out.append(request.url))
    return page


def editor(browser: Browser, site: Server, name: str, **given: object) -> Page:
    """Register somebody through the form."""
    page = reader(browser, site, **given)
    page.goto("/account/register")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    return page


def log_out_elsewhere(context: BrowserContext) -> None:
    """End the log-in as its running out would."""
    kept = [cookie for cookie in context.cookies() if cookie["name"] != "commonloom_session"]
    context.clear_cookies()
    context.add_cookies(kept)


def text_area(page: Page):
    return page.locator("textarea#text")


def tab_to(page: Page, what: str) -> None:
    """Press Tab until what is focused matches the selector; every stop must be seen."""
    page.wait_for_load_state()
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "what => { const at = document.activeElement, style = getComputedStyle(at); "
            "return [at.matches(what), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]; }",
            what,
        )
        assert stop[1], page.evaluate("document.activeElement.outerHTML")
        if stop[0]:
            return
    raise AssertionError(f"Tab never comes to {what}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_real_pages_keep_the_rules_of_access_and_ask_nobody_else(browser, site, scheme):
    page = reader(browser, site, color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        found = Axe().run(page)
        assert found.response["violations"] == [], f"{address}: {found.generate_report()}"
    assert [url for url in page.went_out if not url.startswith((f"{site.address}/", "data:"))] == []
    assert page.went_wrong == []


def test_no_real_page_is_wider_than_a_small_screen(browser, site):
    page = reader(browser, site, width=320)  # also what 1280 px are at a zoom of 400 % (WCAG 2.2, 1.4.10)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_paper_shows_the_text_and_not_the_controls(browser, site):
    page = reader(browser, site)
    page.goto("/wiki/Case:Wikipedia")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Wikipedia", exact=True).is_visible()
    assert page.locator(".infobox").is_visible()
    for gone in ("header.site", ".tabs", "footer nav"):
        assert not page.locator(gone).is_visible()


def test_a_page_is_previewed_and_saved_without_any_script(browser, site):
    page = editor(browser, site, "Plain Ana", java_script_enabled=False)
    page.goto("/wiki/Concept:Scriptless")
    page.get_by_role("link", name="Write “Scriptless”").click()
    text_area(page).fill("---\nkind: concept\nbroader: Commons\n---\nWritten **plainly**.\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("plainly")
    expect(page.locator(".preview .infobox").get_by_role("link", name="Commons")).to_be_visible()
    assert page.request.get("/wiki/Concept:Scriptless").status == 404
    page.get_by_label("Summary").fill("from a plain browser")
    page.get_by_role("button", name="Create page").click()
    expect(page.get_by_role("status")).to_contain_text("live")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("from a plain browser")
    page.get_by_role("link", name="diff").click()
    expect(page.locator(".changed-facts")).to_contain_text("Commons")


def test_a_page_is_edited_with_the_keyboard_alone(browser, site):
    page = editor(browser, site, "Keyboard Ana")
    page.goto("/wiki/Case:Linux")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    tab_to(page, ".tabs a[href$='action=edit']")
    page.keyboard.press("Enter")
    expect(text_area(page)).to_be_visible()
    tab_to(page, "textarea#text")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nTyped without a mouse.\n")
    tab_to(page, "#summary")
    page.keyboard.type("by keyboard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("live")
    expect(page.locator(".prose")).to_contain_text("Typed without a mouse.")
    assert page.went_wrong == []


def test_two_browsers_at_one_place_see_both_texts_and_lose_none(browser, site, newcomer):
    start = "---\nkind: case\ncountry: Nowhere\ntags: [a]\n---\nFirst.\n\nSecond.\n"
    assert newcomer("Conflict Eve").save("Case:Contested ground", start).status == 200
    ana, bo = (editor(browser, site, name) for name in ("Conflict Ana", "Conflict Bo"))
    for each, land in ((ana, "Ana"), (bo, "Bo")):
        each.goto("/wiki/Case:Contested_ground?action=edit")
        changed = start.replace("Nowhere", f"{land} land").replace("First.", f"First by {land}.")
        text_area(each).fill(changed.replace("[a]", f"[a, {land}]"))
    ana.get_by_role("button", name="Save").click()
    expect(ana.get_by_role("status")).to_contain_text("live")
    log_out_elsewhere(bo.context)  # and meanwhile the second one's log-in runs out
    bo.get_by_role("button", name="Save").click()
    bo.get_by_label("Name").fill("Conflict Bo")
    expect(text_area(bo)).to_have_value(re.compile("First by Bo[.]"))
    bo.get_by_label("Password").fill(PASSWORD)
    bo.get_by_role("button", name="Save").click()
    expect(bo.get_by_role("alert")).to_contain_text("Conflict Ana changed the same places")
    bo.wait_for_load_state()
    sides = bo.locator(".overlap").all_inner_texts()
    for words in ("Ana land", "Bo land", "Nowhere", "First by Ana.", "First by Bo.", "First."):
        assert any(words in side for side in sides), words
    assert Axe().run(bo).response["violations"] == []
    merged = text_area(bo).input_value()
    assert "tags: [a, Bo, Ana]" in merged or "tags: [a, Ana, Bo]" in merged
    text_area(bo).fill(merged.replace("First by Bo.", "First by Bo and Ana."))
    bo.get_by_role("button", name="Save").click()
    expect(bo.locator(".prose")).to_contain_text("First by Bo and Ana.")


def test_a_draft_is_there_after_the_browser_was_closed(browser, site):
    page = editor(browser, site, "Draft Ana")
    page.goto("/wiki/Concept:Half_a_thought?action=edit")
    text_area(page).fill("Half a th")
    page.get_by_role("button", name="Keep draft").click()
    expect(page.get_by_role("status").first).to_contain_text("your draft")
    page.context.close()
    page = reader(browser, site)
    page.goto("/account/log-in?next=/wiki/Concept:Half_a_thought%3Faction%3Dedit")
    page.get_by_label("Name").fill("Draft Ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(text_area(page)).to_have_value("Half a th")
    assert Person(site.address).ask("/wiki/Concept:Half_a_thought").status == 404


def test_no_text_title_summary_or_talk_ever_runs_as_a_script(browser, site, newcomer):
    person = newcomer("Mallory")
    every = "\n\n".join(each for each in INJECTIONS if "<!--" not in each and not each.startswith(("`", "~")))
    front = f"---\nkind: case\naliases: ['{'<img src=x onerror=alert(1)>'}']\nurl: javascript:alert(1)\n---\n"
    title = """Case:"onmouseover="alert(1)' &amp; javascript:alert(1)"""
    path = "/wiki/" + quote(title.replace(" ", "_"))
    assert person.save(title, front + every, "<script>alert(1)</script>").status == 200
    talk = path.replace("/wiki/", "/talk/")
    form = person.ask(talk)
    said = {"csrf": person.proof(form), "heading": "<svg onload=alert(1)>", "words": every}
    assert person.ask(talk, said).status == 200
    attack = quote("\"'><script>alert(1)</script><img src=x onerror=alert(1)>", safe="")
    page = reader(browser, site)
    for address in (
        path,
        f"{path}?action=history",
        f"{path}?action=diff",
        f"{path}?action=edit",
        talk,
        "/recent",
        f"/search?q={attack}",
        "/search?q=alert",
        f"/sparql?query={attack}",
        f"/wiki/{attack}",
        f"/{attack}",
        f"/wiki/Case:Wikipedia?oldid={attack}",
        f"/wiki/Case:Wikipedia?from={attack}",
        f"/account/log-in?next={attack}",
    ):
        page.goto(address)
        carried = page.evaluate(
            "[...document.querySelectorAll('*')].filter(each => each.matches('main script, iframe, object, embed, base') "
            "|| [...each.attributes].some(its => /^on/i.test(its.name) || /^\\s*(javascript|vbscript):/i.test(its.value) "
            "&& /^(href|src|action|formaction)$/i.test(its.name))).map(each => each.outerHTML)"
        )
        assert carried == [], address
    assert page.went_wrong == []
    assert [url for url in page.went_out if not url.startswith((f"{site.address}/", "data:"))] == []
