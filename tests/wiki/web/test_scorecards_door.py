"""Scorecards: on the page of a pattern, over all patterns, for programs; and the form with a refutation prepared."""

from __future__ import annotations

import html
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.fakes.browser import chromium, served
from tests.fakes.formfilling import opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.revisions import Action, Write
from wiki.scorecards import all_scorecards

PATTERN = """---
kind: pattern
title: Talk
maturity: structured
stars: 1
signature_if: [input = open input, colour = red]
signature_then: validation = after publication
known_instances:
  - {value: Old loom, source: Report, quote: They talk., coder: ana, date: 2026-01-02}
  - {value: "Practice:Weaving", source: Report}
---
## Problem

p

## Context

c

## Forces

f

## Solution

s
"""


def case(said: str) -> str:
    return f"---\nkind: case\n{said}\n---\nText.\n"


PAGES = {
    "Pattern:Talk": PATTERN,
    "Pattern:Talking": "---\nkind: pattern\nredirect: Pattern:Talk\n---\n",
    "Pattern:Silence": "---\nkind: pattern\n---\n## Problem\n\np\n",
    "Practice:Weaving": "---\nkind: practice\n---\nText.\n",
    "Institution:Guild": "---\nkind: institution\nstewards: [Mill, Dye works]\n---\nText.\n",
    "Case:Old loom": "---\nkind: case\nredirect: Case:Loom\n---\n",
    "Case:Loom": case(
        "country: Spain\ninput: open input\nvalidation: after publication\nmateriality: material"
    ),
    "Case:Mill": case(
        "exhibits: [{value: Talking, source: Study, degree: partial, date: 2026-02-01}]\ninput: open input\nmateriality: material"
    ),
    "Case:Dye works": case(
        "exhibits: [{value: Talk, source: Book, degree: adapted}]\ninput: open input\nmateriality: material"
    ),
    "Case:Market": case(
        "exhibits: [{value: Talk, source: Paper, quote: They fought., bearing: refuting}]\n"
        "input: restricted input\nmateriality: immaterial\nvalidation: before publication"
    ),
}


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    wiki = memory_wiki()
    for title, text in PAGES.items():
        written(wiki, title, text)
    return Visitor(wiki)


def section(visitor: Visitor, name: str = "Talk") -> str:
    found = re.search(
        r'<section class="computed scorecard".*?</section>', visitor.text(f"/wiki/Pattern:{name}")
    )
    assert found
    return found[0]


def figure(shown: str, words: str) -> str:
    found = re.search(rf"<dt>{words}</dt><dd>(.*?)</dd>", shown)
    assert found
    return found[1]


# -- on the page of a pattern


def test_the_figures_lead_to_their_cases_from_both_ends_with_redirects_followed(visitor):
    shown = section(visitor)
    assert figure(shown, "speak for it") == '<a href="#score-supporting">3</a>'
    assert figure(shown, "in part") == '<a href="#score-partial">1</a>'
    assert figure(shown, "speak against it") == '<a href="#score-refuting">1</a>'
    assert "2026-02-01" in figure(shown, "last evidence")
    anchors = set(re.findall(r'href="#(score-[a-z]+)"', shown))
    assert anchors <= set(re.findall(r'id="(score-[a-z]+)"', shown))
    supporting = shown.partition('id="score-supporting"')[2].partition("<h3")[0]
    assert [each in supporting for each in ("Loom", "Mill", "Dye works")] == [True] * 3
    assert '<a href="/wiki/Case:Loom">Loom</a>' in supporting
    assert "They talk." in supporting


def test_two_cases_of_one_steward_are_not_independent_and_the_reason_is_said(visitor):
    shown = section(visitor)
    assert figure(shown, "of them independent") == '<a href="#score-independent">2</a>'
    assert "the same steward: Guild" in shown
    assert "Find 1 more independent case that speaks for it" in shown


def test_maturity_is_computed_beside_what_editors_said(visitor):
    shown = section(visitor)
    assert "<h3>Maturity: structured</h3>" in shown
    assert "Alexander’s stars, given by editors: 1 of 2." in shown
    assert "Answer Case:Market, or narrow the pattern." in shown
    initial = section(visitor, "Silence")
    assert "<h3>Maturity: initial</h3>" in initial
    assert "Write what is missing: context, forces and solution." in initial
    assert "Seen in no case yet" in initial


def test_a_kind_of_practice_is_listed_apart(visitor):
    assert "Kinds of practice, which do not count as cases" in section(visitor)


def test_a_refuted_pattern_shows_what_separates_and_how_to_narrow_it(visitor):
    shown = section(visitor)
    assert (
        "Narrow the context to “open input” (input): the pattern was refuted where it is “restricted input”."
        in shown
    )
    assert "variable=input" in shown


def test_narrowing_and_splitting_open_forms_with_the_words_filled_in(visitor):
    shown, editor = section(visitor), Visitor(visitor.wiki, "ana")
    address = html.unescape(re.search(r'href="([^"]+)">Narrow it by Input</a>', shown)[1])
    assert address.endswith("#t-s-context")
    form = opened(editor, address.partition("#")[0])
    assert form["t.s-context"] == (
        "c\n\nSeen to hold where input is “open input”; refuted where it is “restricted input”."
    )
    address = html.unescape(re.search(r'href="([^"]+)">Begin the new pattern by Input</a>', shown)[1])
    assert address.startswith("/wiki/Pattern:Talk_(restricted_input)?")
    form = opened(editor, address)
    assert form["t.s-context"] == "Where input is “restricted input”."
    assert form["v.alternative_to.0"] == "Talk"


def test_the_signature_is_put_to_the_test_and_what_cannot_be_read_is_said(visitor):
    shown = section(visitor)
    assert "If input = open input, then validation = after publication." in shown
    assert "cases have no variable “colour”" in shown
    assert "Only 1 case tests it" in shown
    assert '<a href="/wiki/Case:Mill?action=form#f-validation">' in shown


def test_it_is_current_at_once():
    wiki = memory_wiki()
    for title, text in PAGES.items():
        written(wiki, title, text)
    visitor = Visitor(wiki)
    assert "Answer Case:Market" in section(visitor)
    written(
        wiki,
        "Case:Market",
        PAGES["Case:Market"].replace("bearing: refuting", "bearing: refuting, answer: Once."),
    )
    assert "Answer Case:Market" not in section(visitor)
    listed = visitor.get("/api/v1/scorecards").json["scorecards"]
    assert {each["title"]: each["unanswered"] for each in listed} == {"Pattern:Silence": 0, "Pattern:Talk": 0}


def test_an_old_revision_shows_none(visitor):
    position = visitor.wiki.pages.get("Pattern:Talk").position
    assert 'id="scorecard"' not in visitor.text(f"/wiki/Pattern:Talk?oldid={position}")


# -- over all


def test_the_list_is_sorted_and_narrowed(visitor):
    items = visitor.get("/special/scorecards?format=json").json["items"]
    assert [(each["title"], each["maturity"], each["supporting"]) for each in items] == [
        ("Pattern:Talk", "structured", 3),
        ("Pattern:Silence", "initial", 0),
    ]
    by_title = visitor.get("/special/scorecards?format=json&sort=title").json["items"]
    assert [each["title"] for each in by_title] == ["Pattern:Silence", "Pattern:Talk"]
    initial = visitor.get("/special/scorecards?format=json&maturity=initial").json["items"]
    assert [each["title"] for each in initial] == ["Pattern:Silence"]
    assert (
        "Pattern:Talk,structured,structured,1,3,2,1,1,1,1"
        in visitor.get("/special/scorecards?format=csv").text
    )
    shown = visitor.text("/special/scorecards?sort=refuting")
    assert '<a href="/wiki/Pattern:Talk#score-refuting">1</a>' in shown
    assert "No pattern is like that." in visitor.text("/special/scorecards?maturity=validated")


def names(visitor: Visitor, asked: str) -> list[str]:
    items = visitor.get(f"/special/scorecards?format=json&{asked}").json["items"]
    return [each["title"].partition(":")[2] for each in items]


def test_the_list_is_narrowed_by_signature_record_and_refutations():
    wiki = memory_wiki()
    for title, text in PAGES.items():
        written(wiki, title, text)
    written(wiki, "Pattern:Claim", f"---\nkind: pattern\n{SIGNED}---\n## Problem\n\np\n")
    visitor = Visitor(wiki)
    assert names(visitor, "signature=stated&sort=title") == ["Claim", "Talk"]
    assert names(visitor, "signature=none") == ["Silence"]
    assert names(visitor, "record=untested&sort=title") == ["Claim"]
    assert names(visitor, "record=hits") == ["Talk"]
    assert names(visitor, "refutations=unanswered") == ["Talk"]
    assert names(visitor, "refutations=answered") == []
    assert names(visitor, "refutations=none&signature=stated") == ["Claim"]
    written(wiki, "Case:New", case("input: open input\nvalidation: after publication"))
    missed(visitor)
    written(wiki, "Pattern:Talk", PATTERN.replace("after publication", "before publication"))
    assert names(visitor, "record=hits") == ["Claim"]
    assert names(visitor, "record=misses&maturity=initial") == ["Claim"]
    assert names(visitor, "sort=record") == ["Claim", "Talk", "Silence"]
    assert names(visitor, "sort=misses") == ["Claim", "Talk", "Silence"]
    assert names(visitor, "sort=signature") == ["Claim", "Talk", "Silence"]
    shown = visitor.text("/special/scorecards?record=misses")
    assert '<a href="/wiki/Pattern:Claim#score-record">1–1</a>' in shown
    assert '<option value="misses" selected>with a miss</option>' in shown
    assert 'href="?record=misses&amp;sort=title"' in shown


@pytest.mark.parametrize("asked", ["sort=luck", "maturity=ripe", "record=broken", "refutations=many"])
def test_an_order_or_level_that_is_none_is_refused_with_those_there_are(visitor, asked):
    answer = visitor.get(f"/special/scorecards?{asked}")
    assert answer.status_code == 400
    assert "There are: " in answer.text


def test_all_in_one_pass_say_what_each_page_says(visitor):
    found = {each.pattern.title: each for each in all_scorecards(visitor.wiki)}
    one = visitor.get("/api/v1/scorecards/Pattern:Talk").json
    assert set(one["cases"]["supporting"]) == {each.case for each in found["Pattern:Talk"].supporting}
    assert one["boundary"] == found["Pattern:Talk"].boundary.sentence


# -- for programs


def test_one_scorecard_whole(visitor):
    found = visitor.get("/api/v1/scorecards/Pattern:Talking").json
    assert found["title"] == "Pattern:Talk"
    assert found["cases"]["refuting"] == ["Case:Market"]
    assert found["independence"]["ties"] == [
        {"reason": "steward", "by": ["Institution:Guild"], "cases": ["Case:Dye works", "Case:Mill"]}
    ]
    assert found["prediction"]["trials"][0]["case"] == "Case:Loom"
    assert ["input"] in found["separation"]["sets"]
    names = [each["name"] for each in found["confidences"]]
    assert names == ["support", "fit", "chance and robustness", "evidence"]
    market = next(each for each in found["instances"] if each["case"] == "Case:Market")
    assert market["bearing"] == "refuting"
    assert {"key": "quote", "words": "They fought.", "title": None} in market["evidence"]


@pytest.mark.parametrize(
    ("title", "status"), [("Pattern:Nowhere", 404), ("Case:Loom", 400), ("Pattern:", 400)]
)
def test_what_has_no_scorecard_is_refused_with_a_sentence(visitor, title, status):
    answer = visitor.get(f"/api/v1/scorecards/{title}")
    assert answer.status_code == status
    assert answer.json["detail"]


# -- refuting


def test_a_case_leads_to_its_form_with_a_refutation_prepared(visitor):
    page = visitor.text("/wiki/Case:Mill")
    assert 'href="/wiki/Case:Mill?action=form&amp;refuting=#f-exhibits"' in page
    address = "/wiki/Case:Mill?action=form&refuting=Pattern:Silence"
    editor = Visitor(visitor.wiki, "ana")
    form = opened(editor, address)
    assert form["v.exhibits.1"] == "Silence"
    assert form["q.exhibits.1.bearing"] == "refuting"


def test_a_pattern_leads_to_its_form_with_a_refuting_case_prepared(visitor):
    assert 'href="/wiki/Pattern:Silence?action=form&amp;refuting=#f-known_instances"' in section(
        visitor, "Silence"
    )
    form = opened(Visitor(visitor.wiki, "ana"), "/wiki/Pattern:Silence?action=form&refuting=Case:Mill")
    assert form["v.known_instances.0"] == "Mill"
    assert form["q.known_instances.0.bearing"] == "refuting"


def test_the_tasks_lead_to_unanswered_refutations(visitor):
    assert 'href="/special/scorecards?sort=unanswered"' in visitor.text("/tasks")
    items = visitor.get("/special/scorecards?sort=unanswered&format=json").json["items"]
    assert [each["unanswered"] for each in items] == [1, 0]


def test_more_instances_ask_storage_no_more_often():
    def calls(number: int) -> int:
        wiki = memory_wiki()
        for at in range(number):
            written(wiki, f"Case:{at}", case("exhibits: [{value: Silence, source: Book}]\nsteward: Guild"))
        written(wiki, "Pattern:Silence", PAGES["Pattern:Silence"])
        visitor = Visitor(wiki)
        wiki.pages.calls.clear()
        visitor.get("/wiki/Pattern:Silence")
        return sum(wiki.pages.calls.values())

    assert calls(0) <= 9
    assert calls(1) == calls(20) <= 17


# -- the record since a signature was frozen

SIGNED = "signature_if: input = open input\nsignature_then: validation = after publication\n"


@pytest.fixture
def claiming() -> Visitor:
    wiki = memory_wiki()
    written(wiki, "Case:Known", case("input: open input\nvalidation: after publication"))
    written(wiki, "Pattern:Claim", f"---\nkind: pattern\n{SIGNED}---\n## Problem\n\np\n")
    return Visitor(wiki)


def missed(visitor: Visitor) -> int:
    coding = "validation: {value: before publication, source: Report, quote: They look first., coder: ben}"
    return written(visitor.wiki, "Case:Gate", case(f"input: open input\n{coding}"), "ben")


def test_a_pattern_whose_signature_nothing_tested_since_says_so(claiming):
    shown = section(claiming, "Claim")
    assert 'id="score-record"' in shown
    assert "its record is empty: neither good nor bad" in shown
    assert "Known when it was frozen" in shown
    assert "<strong>0 of 2 stars earned</strong>" in shown
    assert "at least 1 hit coded after the signature was frozen" in shown


def test_hits_and_misses_lead_to_what_brought_them(claiming):
    written(claiming.wiki, "Case:Loom", case("input: open input\nvalidation: after publication"), "cleo")
    at = missed(claiming)
    shown = section(claiming, "Claim")
    assert "1 hit, 1 miss: a hit rate of 50%" in shown
    assert f'href="/wiki/Case:Gate?action=diff&amp;new={at}"' in shown
    assert "Only 2 cases have tested it" in shown
    assert 'data-verdict="miss"' in shown
    assert claiming.get(f"/wiki/Case:Gate?action=diff&new={at}").status_code == 200
    found = claiming.get("/api/v1/scorecards/Pattern:Claim").json
    assert [(each["case"], each["verdict"], each["coders"]) for each in found["record"]["tested"]] == [
        ("Case:Loom", "hit", ["cleo"]),
        ("Case:Gate", "miss", ["ben"]),
    ]
    assert (found["hits"], found["misses"], found["earned_stars"]) == (1, 1, 0)
    (listed,) = claiming.get("/api/v1/scorecards").json["scorecards"]
    assert (listed["hits"], listed["misses"], listed["signature"]) == (
        1,
        1,
        "If input = open input, then validation = after publication.",
    )


def test_a_miss_opens_a_discussion_with_its_codings_filled_in(claiming):
    missed(claiming)
    shown = section(claiming, "Claim")
    address = html.unescape(re.search(r'href="([^"]+)">open a discussion', shown)[1])
    assert address == "/talk/Pattern:Claim?miss=Case%3AGate#begin"
    editor = Visitor(claiming.wiki, "ana")
    page = editor.get(address.partition("#")[0]).text
    assert 'value="A miss: Gate"' in page
    words = html.unescape(re.search(r'<textarea id="words"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1])
    assert "[[Case:Gate]] is a miss of the signature" in words
    assert "validation is “before publication” ([[Source:Report]], “They look first.”, coder ben)" in words
    before = claiming.wiki.pages.get("Pattern:Claim").position
    assert editor.post("/talk/Pattern:Claim", heading="A miss: Gate", words=words).status_code == 303
    assert '<a href="/talk/Pattern:Claim#s-a-miss-gate">discussion' in section(claiming, "Claim")
    assert 'id="s-a-miss-gate"' in editor.text("/talk/Pattern:Claim")
    assert claiming.wiki.pages.get("Pattern:Claim").position == before


def test_a_miss_that_somebody_made_unknown_is_still_named(claiming):
    missed(claiming)
    at = written(claiming.wiki, "Case:Gate", case("input: open input\nvalidation: unknown"), "cleo")
    shown = section(claiming, "Claim")
    assert '<a href="/wiki/Case:Gate">Gate</a>, a miss until' in shown
    assert f'href="/wiki/Case:Gate?action=diff&amp;new={at}"' in shown
    assert [
        each["case"] for each in claiming.get("/api/v1/scorecards/Pattern:Claim").json["record"]["withdrawn"]
    ] == ["Case:Gate"]


def test_no_discussion_is_prepared_of_what_is_no_miss(claiming):
    for asked in ("/talk/Pattern:Claim?miss=Case:Known", "/talk/Case:Known?miss=Case:Known"):
        answer = claiming.get(asked)
        assert answer.status_code == 404
        assert "is no miss of the signature" in answer.text


def test_what_an_import_brought_has_its_import_and_the_year_of_its_source(claiming):
    wiki = claiming.wiki
    written(wiki, "Source:Report", "---\nkind: source\ndate: 2021-05-01\n---\n")
    text = case("input: open input\nvalidation: {value: after publication, source: Report}")
    wiki.batches.open_batch("table", "", "cases.csv", "", "ben")
    wiki.pages.commit([Write(Action.SAVE, "Case:Far", text, wiki.project("Case:Far", text), "ben")], batch=1)
    shown = section(claiming, "Claim")
    assert (
        '<a href="/special/batches/1">batch 1</a>, <a href="/wiki/Source:Report">Report</a> (2021)' in shown
    )


def test_an_earlier_signature_stays_listed_with_its_record(claiming):
    missed(claiming)
    narrowed = SIGNED.replace("open input\n", "restricted input\n")
    written(claiming.wiki, "Pattern:Claim", f"---\nkind: pattern\n{narrowed}---\n## Problem\n\np\n")
    shown = section(claiming, "Claim").partition('id="score-earlier"')[2]
    assert "If input = open input, then validation = after publication." in shown
    assert '0 hits, 1 miss, not in <a href="/wiki/Case:Gate">Gate</a>' in shown


# -- what would refute it


def test_what_would_refute_it_names_cases_to_code_and_to_find_and_rivals(claiming):
    wiki = claiming.wiki
    written(wiki, "Case:Half", case("input: open input"))
    written(wiki, "Case:Shut", case("input: restricted input\nvalidation: before publication\nscale: global"))
    written(wiki, "Case:Known", case("input: open input\nvalidation: after publication\nscale: local"))
    shown = section(claiming, "Claim").partition('id="score-refuters"')[2]
    assert '<a href="/wiki/Case:Half?action=form#f-validation">Validation</a>' in shown
    assert "scale = global" in shown.partition("Find such a case")[2].partition("Rival formulas")[0]
    rival = shown.partition("Rival formulas")[2]
    assert 'scale = local <span class="remark">no misses' in rival
    found = claiming.get("/api/v1/scorecards/Pattern:Claim").json["refuters"]
    assert found["to_code"] == [
        {"case": "Case:Half", "variables": ["validation"], "conditions_hold": True, "claim_holds": None}
    ]
    assert [each["formula"] for each in found["rivals"]] == ["scale = local"]
    assert {"configuration": "scale = global", "to_code": [], "known": 1} in found["to_find"]


def test_without_a_signature_nothing_is_said_of_what_would_refute_it(visitor):
    assert 'id="score-refuters"' not in section(visitor, "Silence")
    assert visitor.get("/api/v1/scorecards/Pattern:Silence").json["refuters"] is None


# -- as people see it


def test_nothing_overflows_and_axe_finds_nothing_without_script():
    with chromium() as browser, served() as (site, wiki):
        for title, text in PAGES.items():
            written(wiki, title, text)
        for width, scheme in ((320, "light"), (1280, "dark")):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=width > 320
            )
            for path in ("/wiki/Pattern:Talk", "/special/scorecards", "/wiki/Case:Mill"):
                page.goto(site + path)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
                if width > 320:
                    violations = Axe().run(page).response["violations"]
                    assert violations == [], [(each["id"], each["nodes"][0]["html"]) for each in violations]
            page.close()


def test_a_refutation_is_saved_by_the_form_and_counted_at_once():
    wiki = memory_wiki()
    for title, text in PAGES.items():
        written(wiki, title, text)
    editor = Visitor(wiki, "ana")
    form = opened(editor, "/wiki/Case:Mill?action=form&refuting=Pattern:Silence")
    form["q.exhibits.1.outcome"] = "Nobody kept silent."
    assert form.send().status_code == 303
    assert "bearing: refuting" in wiki.pages.get("Case:Mill").text
    (found,) = [each for each in all_scorecards(wiki) if each.pattern.title == "Pattern:Silence"]
    assert [each.case for each in found.unanswered] == ["Case:Mill"]
