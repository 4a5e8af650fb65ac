"""The circulation of the commons, on the pages of cases and over all of them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.fakes.browser import chromium, served
from tests.fakes.graph import MemoryGraph
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki

TERMS = """---
kind: license
regime: enclosure
appropriates:
  - {value: true, source: Interview, quote: property of the platform}
---
"""
PAGES = {
    "License:Terms": TERMS,
    "License:Copyleft": "---\nkind: license\nspdx: GPL-2.0-only\naliases: [GPL 2]\n---\n",
    "License:Old name": "---\nredirect: License:Copyleft\n---\n",
    "Case:Kernel": "---\nkind: case\ninput_license: [GPL-2.0-or-later, BSD-3-Clause]\noutput_license: Copyleft\n---\nText.\n",
    "Case:Distribution": "---\nkind: case\nuses: Kernel\nfeeds: Kernel\noutput_license: Old name\n---\nText.\n",
    "Case:Library": "---\nkind: case\noutput_license: MIT\nfeeds: [{value: Appliance, since: 2001}]\n---\nText.\n",
    "Case:Appliance": "---\nkind: case\noutput_license: LicenseRef-all-rights-reserved\n---\nText.\n",
    "Case:Platform": """---
kind: case
output_license: [{value: Terms, source: Their terms, quote: you grant us a license, coder: ana}]
---
Text.
""",
    "Case:Shop": "---\nkind: case\ninput_license: GPL-3.0-only\noutput_license: MIT\n---\nText.\n",
    "Case:Silent": "---\nkind: case\n---\nText.\n",
    "Case:Past": """---
kind: case
input_license: MIT
output_license:
  - {value: LicenseRef-all-rights-reserved, until: 2009, coder: ana}
  - {value: MIT, since: 2009, coder: ana}
  - {value: Terms, status: absent}
---
Text.
""",
    "Case:Dual": "---\nkind: case\nuses: [Nowhere]\ninput_license: MIT\noutput_license: GPL-2.0-only OR MIT\n---\nText.\n",
}


def filled(wiki: Wiki) -> Wiki:
    for title, text in PAGES.items():
        written(wiki, title, text)
    return replace(wiki, graph=MemoryGraph(wiki.pages))


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor(filled(memory_wiki()))


def section(visitor: Visitor, name: str) -> str:
    found = re.search(r'<section class="computed".*?</section>', visitor.text(f"/wiki/Case:{name}"))
    return found[0] if found else ""


def rows(visitor: Visitor, finding: str) -> list[dict[str, str]]:
    found = visitor.get("/special/circulation?format=json").json["items"]
    return [each for each in found if each["finding"] == finding]


# -- on the page of a case


def test_a_case_shows_what_it_takes_what_returns_and_what_downstream_may_do(visitor):
    shown = section(visitor, "Kernel")
    assert "yes – all that is taken from the commons returns or stays there" in shown
    assert 'BSD-3-Clause: <span class="answer" data-answer="yes">stays in the commons</span>' in shown
    assert "What whoever comes next may do with what is made here" in shown
    assert re.search(r"close their changes: <span[^>]*>no</span>[^<]*Published changes stay", shown)
    assert "Distribution" in shown  # which says that it feeds the kernel
    assert "Computed by the program" in shown


def test_what_is_taken_from_another_case_is_under_that_cases_licence_redirects_followed(visitor):
    shown = section(visitor, "Distribution")
    assert 'Kernel – Copyleft: <span class="answer" data-answer="yes">returns</span>' in shown
    shown = section(visitor, "Appliance")
    assert 'Library – MIT: <span class="answer" data-answer="no">leaves the commons</span>' in shown
    assert "no – it breaks" in shown


def test_a_clause_breaks_the_loop_with_the_words_it_rests_on(visitor):
    shown = section(visitor, "Platform")
    assert "Where a clause breaks the loop" in shown
    assert "<q>property of the platform</q>" in shown
    assert "<q>you grant us a license</q>" in shown
    assert "Their terms" in shown
    assert "Interview" in shown


def test_what_is_not_coded_is_listed_and_a_silent_case_shows_nothing(visitor):
    assert "What it takes is not coded" in section(visitor, "Platform")
    assert "Case:Nowhere makes, which is taken here, is not coded" in section(visitor, "Dual")
    assert section(visitor, "Silent") == ""


def test_what_is_over_or_absent_does_not_count(visitor):
    shown = section(visitor, "Past")
    assert "Several licences are coded" not in shown
    assert "returns or stays there" in shown


def test_a_choice_of_licences_is_one_work(visitor):
    shown = section(visitor, "Dual")
    assert "Several licences are coded" not in shown
    assert "MIT: <span" in shown


def test_several_works_are_told_from_a_choice(visitor):
    text = "---\nkind: case\ninput_license: MIT\noutput_license: [MIT, LicenseRef-all-rights-reserved]\n---\n"
    other = Visitor(filled(memory_wiki()))
    written(other.wiki, "Case:Two works", text)
    shown = section(other, "Two_works")
    assert "Several licences are coded. They are taken for several works" in shown
    assert "and here that makes a difference" in shown


# -- over all cases


def test_loops_leaks_clauses_and_what_is_missing_over_the_whole_graph(visitor):
    (way,) = {each["with"] for each in rows(visitor, "loop")}
    assert way == "Case:Distribution → Case:Kernel"
    assert {each["case"] for each in rows(visitor, "closes")} == {
        "Case:Kernel",
        "Case:Distribution",
        "Case:Past",
    }
    (leak,) = rows(visitor, "leak")
    assert (leak["case"], leak["with"], leak["input"]) == ("Case:Appliance", "Case:Library", "MIT")
    clauses = rows(visitor, "appropriation")
    assert {each["case"] for each in clauses} == {"Case:Platform"}
    assert [each["clause"] for each in clauses] == [
        "Interview: “property of the platform”",
        "Their terms: “you grant us a license”",
    ]
    (barred,) = rows(visitor, "not allowed")
    assert (barred["case"], barred["input"], barred["output"]) == ("Case:Shop", "GPL-3.0-only", "MIT")
    assert "Case:Library" in {each["case"] for each in rows(visitor, "missing")}


def test_the_graph_and_the_page_say_the_same_of_each_case(visitor):
    words = {"closes": ("returns or stays there", "open, but unguarded"), "leak": ("leaves the commons",)}
    for finding, said in words.items():
        listed = {each["case"] for each in rows(visitor, finding)}
        shown = {
            title
            for title in PAGES
            if title.startswith("Case:")
            and any(each in section(visitor, title.removeprefix("Case:")) for each in said)
        }
        assert listed == shown


def test_the_list_for_people_and_as_csv(visitor):
    page = visitor.text("/special/circulation")
    assert (
        '<a href="/wiki/Case:Distribution">Distribution</a> and <a href="/wiki/Case:Kernel">Kernel</a>'
        in page
    )
    assert "(1 of them say nothing of it)" in page
    found = list(csv.DictReader(io.StringIO(visitor.get("/special/circulation?format=csv").text)))
    assert found == visitor.get("/special/circulation?format=json").json["items"]


def test_an_empty_wiki_has_an_empty_list_and_a_graph_that_is_away_is_said():
    wiki = memory_wiki()
    assert Visitor(wiki).get("/special/circulation").status_code == 503
    empty = Visitor(replace(wiki, graph=MemoryGraph(wiki.pages)))
    assert "No cases are coded that feed each other." in empty.text("/special/circulation")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(width, scheme):
    with chromium() as browser, served() as (site, wiki):
        object.__setattr__(wiki, "graph", filled(wiki).graph)
        page = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
        ).new_page()
        for address in ("/special/circulation", "/wiki/Case:Appliance", "/wiki/Case:Platform"):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            violations = Axe().run(page).response["violations"]
            assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []
