"""What a License page shows that is worked out, and where a page's licence leads."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from ontology.licensing import may, others
from tests.fakes.browser import chromium, served
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

GPL = """---
kind: license
title: GNU GPL 2
spdx: GPL-2.0-only
aliases: [GPL 2]
regime: [{value: commons economy, source: Interview}]
---
The old one.

## History

Long.
"""
CASE = "---\nkind: case\nlicense: GNU GPL 2\noutput_license: GNU GPL 2\n---\nA case.\n"


@pytest.fixture
def visitor() -> Visitor:
    wiki = memory_wiki()
    written(wiki, "License:GNU GPL 2", GPL)
    written(wiki, "License:CC-BY-3.0-DE", "---\nkind: license\n---\nGerman.\n")
    written(wiki, "License:Copyleft", "---\nkind: license\nspdx: ''\n---\nA family.\n")
    written(wiki, "License:Classy", "---\nkind: license\nspdx: (GPL-2.0-only OR MIT\n---\nNot readable.\n")
    written(wiki, "Case:Kernel", CASE)
    written(wiki, "Case:Tools", CASE.replace("output_license", "input_license"))
    return Visitor(wiki)


def shown(visitor: Visitor, title: str) -> str:
    """What is worked out on a page."""
    page = visitor.text(f"/wiki/License:{title}")
    return "".join(re.findall(r'<section class="computed".*?</section>', page))


def test_rules_regime_and_reasons_stand_below_the_text_and_say_what_is_computed(visitor):
    page = visitor.text("/wiki/License:GNU_GPL_2")
    assert page.index("The old one.") < page.index('id="worked-out"')
    sheet = shown(visitor, "GNU_GPL_2")
    assert "computed by the program" in sheet
    assert "Neither is legal advice" in sheet
    assert "keep what is built on it under the licence <details" in sheet
    assert "<summary>§2(b)</summary>" in sheet
    assert "<strong>commons economy</strong>" in sheet
    assert '<a href="#worked-out">Worked out from its text</a>' in page


def test_every_well_known_licence_stands_under_the_answer_of_the_reasoner(visitor):
    sheet = shown(visitor, "GNU_GPL_2")
    into = sheet.partition("may go into</h3>")[2].partition("What may go into works under it")[0]
    parts = re.split(r'data-answer="([a-z ]+)">\1</span></h4>', into)[1:]
    found = {
        name: answer
        for answer, part in zip(parts[::2], parts[1::2], strict=True)
        for name in re.findall(r"<summary>(\S+?)(?: <span[^<]*</span>)?</summary>", part)
    }
    assert found == {
        name: may("incorporate", "GPL-2.0-only", name).answer.value for name in others("GPL-2.0-only")
    }
    assert found["GPL-3.0-or-later"] == "no"


def test_versions_ports_and_the_way_to_the_comparison(visitor):
    sheet = shown(visitor, "GNU_GPL_2")
    assert "GNU General Public License v3.0" in sheet
    assert '<a href="/licences?licence=GPL-2.0-or-later">GPL-2.0-or-later</a>' in sheet
    assert 'href="/licences?licence=GPL-2.0-only&amp;licence=MIT"' in sheet
    german = shown(visitor, "CC-BY-3.0-DE")
    assert "clauses are those of the international text CC-BY-3.0" in german
    assert '<a href="/licences?licence=CC-BY-3.0">CC-BY-3.0</a> <span class="remark">international' in german
    assert 'CC-BY-3.0-DE <span class="remark">this page</span>' in german


def test_pages_and_cases_under_a_licence_are_named(visitor):
    sheet = shown(visitor, "GNU_GPL_2")
    texts = sheet.partition("Pages whose text is under it:")[2].partition("Cases whose output")[0]
    assert "Case:Kernel" in texts
    assert "Case:Tools" in texts
    output = sheet.partition("Cases whose output is under it:")[2].partition("Cases that take")[0]
    assert "Case:Kernel" in output
    assert "Case:Tools" not in output
    assert "Case:Tools" in sheet.partition("Cases that take raw material under it:")[2]
    assert "No case is coded with output under it." in shown(visitor, "CC-BY-3.0-DE")


@pytest.mark.parametrize("title", ["Copyleft", "Classy"])
def test_a_page_about_no_single_licence_says_so(visitor, title):
    sheet = shown(visitor, title)
    assert "names no single licence by an SPDX identifier" in sheet
    assert "worked-out" not in sheet


def test_a_licence_known_by_name_only_says_what_is_not_known(visitor):
    written(visitor.wiki, "License:Xnet", "---\nkind: license\nspdx: Xnet\n---\nRare.\n")
    sheet = shown(visitor, "Xnet")
    assert "not described clause by clause" in sheet
    assert "ScanCode LicenseDB" in sheet
    assert "may go into" not in sheet


def test_where_people_coded_another_regime_it_is_told(visitor):
    assert "People coded another" not in shown(visitor, "GNU_GPL_2")
    other = GPL.replace("commons economy", "sharing economy")
    written(visitor.wiki, "License:GNU GPL 2", other)
    assert "People coded another on this page: sharing economy." in shown(visitor, "GNU_GPL_2")


def test_old_revisions_show_what_people_wrote_only(visitor):
    assert "worked-out" not in visitor.text("/wiki/License:GNU_GPL_2?oldid=1")


def test_a_new_page_is_linked_at_once(visitor):
    assert 'href="/licences?licence=MIT">About MIT</a>' in shown(visitor, "GNU_GPL_2")
    written(visitor.wiki, "License:Expat", "---\nkind: license\naliases: [MIT]\n---\nShort.\n")
    assert 'href="/wiki/License:Expat">About MIT</a>' in shown(visitor, "GNU_GPL_2")


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("GPL-2.0-only", '<a href="/wiki/License:GNU_GPL_2">GPL-2.0-only</a>'),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.html", '<a href="/wiki/License:GNU_GPL_2">'),
        ("https://creativecommons.org/licenses/by/3.0/de/", '<a href="/wiki/License:CC-BY-3.0-DE">'),
        ("https://creativecommons.org/licenses/by/4.0/", '<a href="/licences?licence=CC-BY-4.0">'),
        ("https://example.org/our-terms", '<a href="https://example.org/our-terms" rel="nofollow'),
        ("MIT", '<a class="missing" href="/wiki/License:MIT"'),
        ("GNU GPL 2", '<a href="/wiki/License:GNU_GPL_2">GNU GPL 2</a>'),
    ],
)
def test_the_licence_of_a_page_leads_to_its_page_also_from_an_address_or_an_identifier(visitor, said, link):
    written(visitor.wiki, "Notes", f"---\nlicense: {said}\n---\nText.\n")
    assert f"Licence {link}" in visitor.text("/wiki/Notes")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(width, scheme):
    with chromium() as browser, served() as (site, wiki):
        written(wiki, "License:GNU GPL 2", GPL)
        written(wiki, "License:CC-BY-3.0-DE", "---\nkind: license\n---\nGerman.\n")
        page = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
        ).new_page()
        for address in ("/wiki/License:GNU_GPL_2", "/wiki/License:CC-BY-3.0-DE"):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            violations = Axe().run(page).response["violations"]
            assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []
