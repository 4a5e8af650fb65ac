"""What a reader of a page sees."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.web.app import HERE

CASE = """---
kind: case
title: Wikipedia
aliases: [Wikipédia]
license: CC-BY-SA-4.0
tags: [encyclopedia]
mode_of_production: commons-based peer production
steward: Wikimedia Foundation
colour of the barn: "<i>red</i>"
validation:
  - value: after publication
    source: Interview with Michel Bauwens (2008)
    quote: "processes of communal validation after the production"
    coder: ana
  - value: before publication
    status: contested
---
Prose with [[Pattern:Communal validation|validation]] and [[Nobody wrote this]].

## Context

First.

## History

Then.

## Governance

Now.
"""
PATTERN = "---\nkind: pattern\ntitle: Communal validation\nlicense: CC0-1.0\n---\nSeen in [[Case:Wikipedia]] first. Another sentence.\n"
INSTITUTION = "---\nkind: institution\ntitle: Wikimedia Foundation\n---\nA foundation.\n"
CASES = "/wiki/Case:Wikipedia"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Wikipedia", CASE)
    written(wiki, "Pattern:Communal validation", PATTERN)
    written(wiki, "Institution:Wikimedia Foundation", INSTITUTION, author="ben")
    return wiki


@pytest.fixture
def reader(wiki):
    return Visitor(wiki)


def test_the_page_shows_title_kind_and_text(reader):
    page = reader.text(CASES)
    assert "<h1>Wikipedia</h1>" in page
    assert '<a class="kind" data-kind="case" href="/special/all?kind=case">Case</a>' in page
    assert "Prose with" in page


def test_headings_are_listed_when_there_are_several(reader):
    page = reader.text(CASES)
    contents = page[page.index('class="toc"') :].split("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert len(anchors) == 3
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert 'class="toc"' not in reader.text("/wiki/Pattern:Communal_validation")


def infobox(page: str) -> str:
    return page[page.index('class="infobox"') :].split("</aside>", maxsplit=1)[0]


def test_the_infobox_follows_the_shape_and_links_page_values(reader):
    box = infobox(reader.text(CASES))
    assert box.index("Mode of production") < box.index("after publication")
    assert '<a href="/wiki/Institution:Wikimedia_Foundation">Wikimedia Foundation</a>' in box


def test_a_value_naming_an_absent_page_is_a_red_link(reader):
    box = infobox(reader.text(CASES))
    assert 'class="missing" href="/wiki/Source:Interview_with_Michel_Bauwens_(2008)"' in box


def test_evidence_opens_without_scripts_and_statuses_show(reader):
    box = infobox(reader.text(CASES))
    assert "<summary>Evidence</summary>" in box
    assert "processes of communal validation after the production" in box
    assert 'data-status="contested">contested</span>' in box


def test_keys_the_shape_does_not_know_are_shown_escaped(reader):
    box = infobox(reader.text(CASES))
    assert "colour of the barn" in box
    assert "&lt;i&gt;red&lt;/i&gt;" in box


def test_findings_are_counted_in_words(reader):
    assert re.search(r"<summary>[^<]*\d+ (warnings?|remarks?)", reader.text(CASES))


def test_links_from_other_pages_stand_with_their_sentence(reader):
    links = reader.text(CASES).partition("What links here</h2>")[2]
    assert (
        '<a href="/wiki/Pattern:Communal_validation">Pattern:Communal validation</a> <q>Seen in Case:Wikipedia first.</q>'
        in links
    )
    assert "Mentioned in" in links


def test_typed_links_are_grouped_by_the_words_of_their_other_end(reader, wiki):
    words = wiki.ontology.by_key["steward"].inverse_label
    page = reader.text("/wiki/Institution:Wikimedia_Foundation")
    assert f"{words[:1].upper()}{words[1:]}" in page.partition("What links here</h2>")[2]


def test_a_link_to_an_absent_page_is_red_and_leads_to_the_editor(reader):
    assert re.search(r'class="[^"]*missing" href="/wiki/Nobody_wrote_this\?action=edit"', reader.text(CASES))


def test_licence_tags_and_origin_are_named(reader):
    page = reader.text(CASES)
    assert "/wiki/License:CC-BY-SA-4.0" in page
    assert 'href="/search?tags=encyclopedia"' in page
    assert "written here" in page


def test_an_imported_page_names_where_it_came_from(wiki):
    number = wiki.batches.open_batch("markdown", "", "https://example.org/patterns", "CC0-1.0", "ana")
    revision = wiki.pages.revision(written(wiki, "Case:Here", "Text."))
    log = wiki.pages.inner.log
    log[-1] = replace(log[-1], revision=replace(revision, batch=number))
    assert "https://example.org/patterns" in Visitor(wiki).text("/wiki/Case:Here")


def test_the_page_can_be_cited_by_revision(reader):
    page = reader.text(CASES)
    assert 'href="https://wiki.example.org/wiki/Case:Wikipedia?oldid=1"' in page
    assert "@misc{wikipedia-1," in page
    assert "CSL-JSON" in page


def test_the_facts_are_linked_as_files(reader):
    page = reader.text(CASES)
    assert '<link rel="alternate" type="text/turtle" href="/data/case/Wikipedia.ttl"' in page
    assert 'href="/data/case/Wikipedia.jsonld"' in page


def test_storage_calls_do_not_grow_with_the_page(wiki):
    def calls(address: str) -> int:
        wiki.pages.calls.clear()
        assert Visitor(wiki).get(address).status_code == 200
        return wiki.pages.calls.total()

    links = " ".join(f"[[Case:Number {number}]]" for number in range(200))
    written(wiki, "Case:Much", f"---\nkind: case\ntitle: Much\n---\n{links}\n")
    for number in range(12):
        written(
            wiki, f"Case:Number {number}", f"---\nkind: case\ntitle: Number {number}\n---\n[[Case:Much]]\n"
        )
    written(wiki, "Case:Little", "---\nkind: case\ntitle: Little\n---\nNothing.\n")
    assert calls("/wiki/Case:Much") == calls("/wiki/Case:Little") <= 5


def test_a_warm_view_asks_storage_for_nothing_but_the_head(reader, wiki):
    first = reader.get(CASES)
    wiki.pages.calls.clear()
    second = reader.get(CASES)
    assert second.data == first.data
    assert dict(wiki.pages.calls) == {"head": 1}


def test_a_save_anywhere_is_seen_by_the_next_view(reader, wiki):
    assert "missing" in infobox(reader.text(CASES))
    written(wiki, "Source:Interview with Michel Bauwens (2008)", "---\nkind: source\n---\n")
    assert "missing" not in infobox(reader.text(CASES))


def test_what_the_browser_has_is_not_sent_again(reader):
    tag = reader.get(CASES).headers["ETag"]
    again = reader.get(CASES, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert reader.get(CASES, headers={"If-None-Match": '"other"'}).status_code == 200


def test_who_is_logged_in_never_gets_or_leaves_a_shared_view(wiki):
    visitor = Visitor(wiki, "ana")
    own = visitor.get(CASES)
    assert "Log out" in own.text
    assert own.headers["Cache-Control"] == "private, no-cache"
    visitor.client.delete_cookie("commonloom_session")
    assert "Log out" not in visitor.get(CASES).text


def test_a_permalink_shows_the_state_and_says_so(reader, wiki):
    written(wiki, "Case:Wikipedia", CASE.replace("Prose with", "Newer prose with"))
    page = reader.text(f"{CASES}?oldid=1")
    assert "Prose with" in page
    assert "Newer prose" not in page
    assert "You are looking at revision 1 of" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_permalink_under_another_title_leads_to_the_right_one(reader):
    answer = reader.get(f"{CASES}?oldid=2")
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("/wiki/Pattern:Communal_validation?oldid=2")


@pytest.mark.parametrize(
    ("oldid", "status"), [("99", 404), ("0", 404), ("-1", 400), ("x", 400), ("9" * 30, 400), ("²", 400)]
)
def test_a_revision_that_is_none_is_said_to_be_none(reader, oldid, status):
    assert reader.get(f"{CASES}?oldid={oldid}").status_code == status


def test_a_date_shows_the_page_as_it_was(reader, wiki):
    page = reader.text(f"{CASES}?asof=2100-01-01")
    assert "You are looking at the page as it was on 1 January 2100" in page
    assert reader.get(f"{CASES}?asof=1999-12-31").status_code == 404
    assert reader.get(f"{CASES}?asof=soon").status_code == 400


def test_a_redirect_leads_on_and_the_page_says_from_where(reader, wiki):
    written(wiki, "Old name", "---\nredirect: Case:Wikipedia\n---\n")
    answer = reader.get("/wiki/Old_name")
    assert answer.status_code == 302
    there = reader.text(answer.headers["Location"])
    assert 'Redirected from <a href="/wiki/Old_name?redirect=no">Old name</a>' in there
    assert "This page redirects to" in reader.text("/wiki/Old_name?redirect=no")


def test_redirects_in_a_circle_end(reader, wiki):
    written(wiki, "A", "---\nredirect: B\n---\n")
    written(wiki, "B", "---\nredirect: A\n---\n")
    assert reader.get("/wiki/A").status_code == 200


def test_a_bare_name_leads_to_the_page_that_bears_it(reader):
    answer = reader.get("/wiki/Wikipedia")
    assert answer.headers["Location"] == "/wiki/Case:Wikipedia?from=Wikipedia"


def test_a_missing_page_says_what_can_be_done(reader):
    answer = reader.get("/wiki/Nobody_wrote_this")
    assert answer.status_code == 404
    assert "?action=edit" in answer.text
    assert "/search?q=Nobody%20wrote%20this" in answer.text
    assert "Wanted by" in answer.text
    assert "Case:Wikipedia" in answer.text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/wiki/Case:%20Wikipedia", "/wiki/Case:Wikipedia"),
        ("/wiki/Wikipe%CC%81dia?oldid=1", "/wiki/Wikip%C3%A9dia?oldid=1"),
    ],
)
def test_other_spellings_lead_to_the_canonical_address(reader, asked, canonical):
    answer = reader.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    "address", ["/wiki/%3Cscript%3E", "/wiki/a%7Cb", "/wiki/%5B%5Bx%5D%5D", "/wiki/a%00b"]
)
def test_impossible_titles_are_refused_in_words(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 400
    assert "<script>" not in answer.text.partition("<h1>")[2]


def test_raw_is_the_exact_text(reader):
    answer = reader.get(f"{CASES}?action=raw")
    assert answer.data == CASE.encode()
    assert answer.content_type == "text/markdown; charset=utf-8"
    tag = answer.headers["ETag"]
    assert reader.get(f"{CASES}?action=raw", headers={"If-None-Match": tag}).status_code == 304
    assert reader.get("/wiki/Nope?action=raw").status_code == 404


def test_info_names_entity_graph_and_hash(reader, wiki):
    page = reader.text(f"{CASES}?action=info")
    assert "https://wiki.example.org/id/case/Wikipedia" in page
    assert wiki.pages.get("Case:Wikipedia").sha256 in page


def test_an_unknown_action_is_said_to_be_unknown(reader):
    answer = reader.get(f"{CASES}?action=explode")
    assert answer.status_code == 400
    assert "There is no action “explode”" in answer.text


def test_errors_are_plain_text_for_who_asks_for_it(reader):
    answer = reader.get("/wiki/Nope?action=raw", headers={"Accept": "text/plain"})
    assert answer.content_type.startswith("text/plain")
    assert "There is no page “Nope”" in answer.text


def pattern_with(patlet: str) -> str:
    return f"---\nkind: pattern\n---\nBefore.\n\n## Patlet\n\n{patlet}\n\n## Problem\n\nA problem.\n"


def test_a_plain_patlet_is_the_lead_and_not_said_twice(reader, wiki):
    written(wiki, "Pattern:Short", pattern_with("In short."))
    page = reader.text("/wiki/Pattern:Short")
    assert '<p class="lead">In short.</p>' in page
    assert page.partition('class="prose"')[2].count("In short.") == 0
    assert "Before." in page.partition('class="prose"')[2]
    assert '<meta name="description" content="In short.">' in page


@pytest.mark.parametrize(
    "patlet",
    [
        "See [[Case:Wikipedia]].",
        "*Em*phasis.",
        "One.\n\nTwo.",
        "- a\n- b * c",
        "x" * 600,
        "In short.\n\n### Deeper\n\nMore.",
    ],
)
def test_a_patlet_that_would_lose_something_stays_in_the_text(reader, wiki, patlet):
    written(wiki, "Pattern:Long", pattern_with(patlet))
    page = reader.text("/wiki/Pattern:Long")
    assert 'class="lead"' not in page
    assert "Patlet</h2>" in page


def test_what_a_page_is_about_stands_above_it_and_not_in_the_infobox_too(wiki, reader):
    written(
        wiki,
        "Case:Loom",
        "---\nkind: case\nsummary: A loom for all.\nurl: https://loom.example.org/a/b.html\n---\nProse.\n",
    )
    page = reader.text("/wiki/Case:Loom")
    assert page.count("A loom for all.") == 2  # the lead, and the description for search engines
    assert '<p class="lead">A loom for all.</p>' in page
    assert "loom<wbr>.example<wbr>.org/<wbr>a/<wbr>b<wbr>.html</a>" in page


def test_a_value_can_be_contested_from_its_evidence_as_it_is_now(wiki, reader):
    change = '<a href="/wiki/Case:Wikipedia?action=form&amp;field=validation">Change or contest it</a>'
    assert change in reader.text(CASES)
    assert change not in reader.text(f"{CASES}?oldid=1")
    assert reader.get("/wiki/Case:Wikipedia?action=form&field=validation").status_code == 200


def test_what_needs_its_evidence_stays_beside_it(wiki, reader):
    written(
        wiki,
        "Concept:Cloth",
        "---\nkind: concept\ndefinition:\n  - value: What is woven.\n    coder: ana\n---\nProse.\n",
    )
    page = reader.text("/wiki/Concept:Cloth")
    assert 'class="lead"' not in page
    assert "<dt title" in page
    assert "What is woven." in page


def test_the_stylesheet_stays_small():
    assert (HERE / "static" / "commonloom.css").stat().st_size <= 15_000


@pytest.mark.parametrize(("text", "state"), [("kind: [case\n", " open"), ("colour: red\n", "")])
def test_what_breaks_a_rule_is_said_openly_and_the_rest_folded(text, state):
    wiki = memory_wiki()
    written(wiki, "Case:Loom", f"---\n{text}---\nA loom.\n")
    assert f'<details class="fold findings-fold"{state}><summary>' in Visitor(wiki).text("/wiki/Case:Loom")
