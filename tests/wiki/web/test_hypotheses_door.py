"""Test sheets: on the page of a hypothesis, over all hypotheses, for programs; and forms with a case prepared."""

from __future__ import annotations

import html
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.fakes.browser import chromium, served
from tests.fakes.formfilling import opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.hypotheses import all_hypotheses

LAW = """---
kind: concept
title: Openness lasts
type: hypothesis
claim: Open work outlasts closed work.
signature_if: [input = open input, process = participatory process]
signature_then: stage = growing | dominant
tested_by: [Stage]
supported_by:
  - {value: Old loom, source: Report, quote: They weave on., coder: ana, date: 2026-01-02}
---
Text.
"""


def case(said: str) -> str:
    return f"---\nkind: case\n{said}\n---\nText.\n"


PAGES = {
    "Concept:Openness lasts": LAW,
    "Concept:Old law": "---\nkind: concept\nredirect: Concept:Openness lasts\n---\n",
    "Concept:Plain word": "---\nkind: concept\ndefinition: A thing.\n---\nText.\n",
    "Concept:Bare claim": "---\nkind: concept\ntype: hypothesis\n---\nText.\n",
    "Variable:Stage": "---\nkind: variable\n---\nText.\n",
    "Case:Old loom": "---\nkind: case\nredirect: Case:Loom\n---\n",
    "Case:Loom": case(
        "input: open input\nprocess: participatory process\nmateriality: material\n"
        "stage: {value: growing, source: Report, quote: It grows.}"
    ),
    "Case:Mill": case(
        "input: open input\nprocess: participatory process\nstage: ended\nmateriality: material\n"
        "supports: {value: Old law, source: Study, quote: Open it was.}"
    ),
    "Case:Dye works": case("input: restricted input\nprocess: closed process\nstage: ended"),
    "Case:Market": case("input: open input\nprocess: participatory process\nstage: {status: unknown}"),
    "Case:Fair": case(
        "refutes: {value: Openness lasts, source: Paper, status: contested}\nprocess: closed process"
    ),
}


def filled_wiki():
    wiki = memory_wiki()
    for title, text in PAGES.items():
        written(wiki, title, text)
    return wiki


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor(filled_wiki())


def section(visitor: Visitor, name: str = "Openness_lasts") -> str:
    found = re.search(
        r'<section class="computed scorecard".*?</section>', visitor.text(f"/wiki/Concept:{name}")
    )
    assert found
    return found[0]


def verdicts(shown: str) -> list[str]:
    return re.findall(r'<strong data-verdict="[a-z]+">(.*?)</strong>', shown)


# -- on the page of a hypothesis


def test_the_two_verdicts_stand_side_by_side_with_their_reasons(visitor):
    shown = section(visitor)
    assert verdicts(shown) == ["contradicted by 1 case", "undecided"]
    assert "It holds in 1 of the 2 cases that test it (50%)." in shown
    assert "2 cases for it, 0 against it without an answer, 0 with one, 1 contested." in shown


def test_the_table_leads_to_its_cases_and_their_codings(visitor):
    shown = section(visitor)
    row = '<td><a href="#test-hits">1</a></td><td><a href="#test-misses">1</a></td><td><a href="#test-blanks">1</a></td>'
    assert row in shown
    anchors = set(re.findall(r'href="#((?:test|stated)-[a-z-]+)"', shown))
    assert anchors <= set(re.findall(r'id="((?:test|stated)-[a-z-]+)"', shown))
    misses = shown.partition('id="test-misses"')[2].partition("<h4")[0]
    assert '<a href="/wiki/Case:Mill">Mill</a>' in misses
    hits = shown.partition('id="test-hits"')[2].partition("<h4")[0]
    assert "It grows." in hits


def test_people_and_codings_are_compared_case_by_case(visitor):
    differences = section(visitor).partition('id="test-differences"')[2].partition("<h3")[0]
    assert "Mill" in differences
    assert "though by their codings they contradict it" in differences


def test_a_cell_that_would_decide_leads_to_its_form(visitor):
    blanks = section(visitor).partition('id="test-blanks"')[2].partition("<h4")[0]
    assert '<a href="/wiki/Case:Market?action=form#f-stage">code Stage' in blanks
    assert "the conditions hold" in blanks


def test_the_truth_table_is_filled_in_as_the_signature_says(visitor):
    address = html.unescape(re.search(r'href="(/compare/truth-table[^"]*)"', section(visitor))[1])
    assert "kind=case&outcome=stage&condition=input&condition=process" in address
    named = "&".join(f"case={each}" for each in PAGES if each.startswith("Case:"))
    told = visitor.get(f"{address.replace('kind=case', named)}&format=json").json
    calibrated = {each["variable"]: each for each in told["calibration"]}
    assert set(calibrated) == {"stage", "input", "process"}
    assert not any(each["proposed"] for each in calibrated.values())
    rows = {each["term"]: each for each in told["analysis"]["rows"]}
    (both,) = [each for term, each in rows.items() if "~" not in term]
    assert set(both["cases"]) == {"Case:Loom", "Case:Mill"}
    assert both["with_outcome"] == ["Case:Loom"]


def test_a_hypothesis_without_signature_says_what_it_lacks(visitor):
    shown = section(visitor, "Bare_claim")
    assert verdicts(shown) == ["untested", "untested"]
    assert "It states no signature" in shown
    assert 'href="/wiki/Concept:Bare_claim?action=form#f-signature_if"' in shown


def test_a_plain_concept_has_no_sheet(visitor):
    assert 'id="test-sheet"' not in visitor.text("/wiki/Concept:Plain_word")


def test_an_old_revision_shows_none(visitor):
    position = visitor.wiki.pages.get("Concept:Openness lasts").position
    assert 'id="test-sheet"' not in visitor.text(f"/wiki/Concept:Openness_lasts?oldid={position}")


def test_what_was_coded_after_the_claim_was_made_is_counted_apart():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", PAGES["Case:Loom"])
    for title, text in PAGES.items():
        if title != "Case:Loom":
            written(wiki, title, text)
    visitor = Visitor(wiki)
    record = visitor.get("/api/v1/hypotheses/Concept:Openness_lasts").json["record"]
    assert [(each["case"], each["verdict"]) for each in record["tested"]] == [("Case:Mill", "miss")]
    assert record["judged_before"] == ["Case:Loom"]
    shown = section(visitor).partition('id="test-record"')[2].partition("<h3")[0]
    assert "Since then it holds in 0 of the 1 case that tests it." in shown
    assert "Known before, so that the claim may have been made to fit: " in shown


# -- over all


def test_the_list_is_narrowed_by_verdict_in_three_forms(visitor):
    items = visitor.get("/special/hypotheses?format=json").json["items"]
    assert [(each["title"], each["verdict"]) for each in items] == [
        ("Concept:Bare claim", "untested"),
        ("Concept:Openness lasts", "contradicted by 1 case"),
    ]
    untested = visitor.get("/special/hypotheses?format=json&verdict=untested").json["items"]
    assert [each["title"] for each in untested] == ["Concept:Bare claim"]
    assert (
        "Concept:Openness lasts,contradicted by 1 case,1,1,2"
        in visitor.get("/special/hypotheses?format=csv").text
    )
    assert '<a href="/wiki/Concept:Openness_lasts#test-misses">1</a>' in visitor.text("/special/hypotheses")
    assert "No hypothesis is supported." in visitor.text("/special/hypotheses?verdict=supported")


def test_a_verdict_that_is_none_is_refused_with_those_there_are(visitor):
    answer = visitor.get("/special/hypotheses?verdict=true")
    assert answer.status_code == 400
    assert "There are: untested, contradicted, undecided, supported." in answer.text


def test_all_in_one_pass_say_what_each_page_says(visitor):
    for each in all_hypotheses(visitor.wiki):
        one = visitor.get(f"/api/v1/hypotheses/{each.hypothesis.title}").json
        assert one["verdict"] == each.verdict.words
        assert one["people_say"] == each.stated.verdict.words


def test_a_new_case_counts_at_once():
    visitor = Visitor(filled_wiki())
    assert visitor.get("/api/v1/hypotheses").json["hypotheses"][1]["fails_in"] == 1
    written(visitor.wiki, "Case:Market", PAGES["Case:Market"].replace("{status: unknown}", "declining"))
    assert visitor.get("/api/v1/hypotheses").json["hypotheses"][1]["fails_in"] == 2
    assert verdicts(section(visitor))[0] == "contradicted by 2 cases"


# -- for programs


def test_one_sheet_whole(visitor):
    found = visitor.get("/api/v1/hypotheses/Concept:Old_law").json
    assert found["title"] == "Concept:Openness lasts"
    table = found["table"]
    assert (table["holds"], table["fails"]) == (["Case:Loom"], ["Case:Mill"])
    assert table["fails_without_conditions"] == ["Case:Dye works"]
    assert table["to_code"] == [
        {"case": "Case:Market", "variables": ["stage"], "conditions_hold": True, "claim_holds": None}
    ]
    assert table["cells"]["not coded"] == 2
    assert found["by_people"]["word"] == "undecided"
    assert found["stated"]["supporting"] == ["Case:Loom", "Case:Mill"]
    assert found["stated"]["contested"] == ["Case:Fair"]


@pytest.mark.parametrize(
    ("title", "status"),
    [("Concept:Nowhere", 404), ("Case:Loom", 400), ("Concept:Plain_word", 400), ("Concept:", 400)],
)
def test_what_has_no_sheet_is_refused_with_a_sentence(visitor, title, status):
    answer = visitor.get(f"/api/v1/hypotheses/{title}")
    assert answer.status_code == status
    assert answer.json["detail"]


# -- speaking for and against


@pytest.mark.parametrize("way", ["supports", "refutes"])
def test_a_case_leads_to_its_form_with_a_hypothesis_to_name(visitor, way):
    assert f'href="/wiki/Case:Dye_works?action=form&amp;{way}=#f-{way}"' in visitor.text(
        "/wiki/Case:Dye_works"
    )
    form = opened(
        Visitor(visitor.wiki, "ana"), f"/wiki/Case:Dye_works?action=form&{way}=Concept:Openness_lasts"
    )
    assert form[f"v.{way}.0"] == "Openness lasts"


@pytest.mark.parametrize(
    ("way", "field", "place"), [("supports", "supported_by", 1), ("refutes", "refuted_by", 0)]
)
def test_a_hypothesis_leads_to_its_form_with_a_case_to_name(visitor, way, field, place):
    assert f'href="/wiki/Concept:Openness_lasts?action=form&amp;{way}=#f-{field}"' in section(visitor)
    form = opened(
        Visitor(visitor.wiki, "ana"), f"/wiki/Concept:Openness_lasts?action=form&{way}=Case:Dye_works"
    )
    assert form[f"v.{field}.{place}"] == "Dye works"


def test_a_refutation_is_saved_by_the_form_and_the_verdict_changes():
    visitor = Visitor(filled_wiki())
    assert verdicts(section(visitor))[1] == "undecided"
    form = opened(
        Visitor(visitor.wiki, "ana"), "/wiki/Case:Dye_works?action=form&refutes=Concept:Openness_lasts"
    )
    form["q.refutes.0.quote"] = "It closed."
    assert form.send().status_code == 303
    assert verdicts(section(visitor))[1] == "contradicted by 1 case"


def test_more_cases_ask_storage_no_more_often():
    def calls(number: int) -> int:
        wiki = memory_wiki()
        for at in range(number):
            written(wiki, f"Case:{at}", PAGES["Case:Mill"])
        written(wiki, "Concept:Openness lasts", LAW)
        visitor = Visitor(wiki)
        wiki.pages.calls.clear()
        visitor.get("/wiki/Concept:Openness_lasts")
        return sum(wiki.pages.calls.values())

    assert calls(1) == calls(20) <= 25


# -- as people see it


def test_nothing_overflows_and_axe_finds_nothing_without_script():
    with chromium() as browser, served() as (site, wiki):
        for title, text in PAGES.items():
            written(wiki, title, text)
        for width, scheme in ((320, "light"), (1280, "dark")):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=width > 320
            )
            for path in ("/wiki/Concept:Openness_lasts", "/special/hypotheses", "/wiki/Case:Mill"):
                page.goto(site + path)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
                if width > 320:
                    violations = Axe().run(page).response["violations"]
                    assert violations == [], [(each["id"], each["nodes"][0]["html"]) for each in violations]
            page.close()
