"""Where nothing is known yet, the page says what to do next, with a link that does it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.fakes.formfilling import back, opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

SIGNED = "signature_if: [input = open input]\nsignature_then: process = participatory process\n"


@pytest.fixture
def ana():
    wiki = memory_wiki()
    written(wiki, "Pattern:Bare", "---\nkind: pattern\n---\nText.\n")
    written(wiki, "Concept:Claim", "---\nkind: concept\nclaim: X makes Y.\n---\nText.\n")
    written(wiki, "Concept:Signed", f"---\nkind: concept\nclaim: X makes Y.\n{SIGNED}---\nText.\n")
    for name in "AB":
        written(wiki, f"Case:{name}", "---\nkind: case\ninput: unknown\nprocess: unknown\n---\nText.\n")
    return Visitor(wiki, "ana")


def links(text: str) -> dict[str, str]:
    """Return where each link of a text leads, by its words."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', text, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]*>", "", words).split()): unescape(to) for to, words in found}


def test_what_is_open_of_a_pattern_leads_to_where_it_is_done(ana):
    shown = ana.text("/wiki/Pattern:Bare").partition('id="scorecard"')[2].partition("How far to trust")[0]
    found = {
        words: to for words, to in links(shown).items() if words.startswith(("fill in: ", "state one: "))
    }
    assert [words.partition(": ")[2].split()[0] for words in found] == [
        "Write",
        "Find",
        "Look",
        "State",
        "Let",
    ]
    for to in found.values():
        address, _, anchor = to.partition("#")
        assert f'id="{anchor}"' in ana.text(address)
    assert "refuting=" in found["state one: Look for a case that speaks against it."]
    assert "q.known_instances.0.bearing" in opened(
        ana, found["state one: Look for a case that speaks against it."]
    )


def test_a_hypothesis_that_no_case_tests_leads_to_the_cells_that_would(ana):
    shown = ana.text("/wiki/Concept:Signed")
    assert "A case does once Process and Input are known of it" in shown
    matrix = links(shown)["code them in the matrix"]
    assert matrix == "/compare/matrix?kind=case&variable=process&variable=input"
    cells = links(ana.text(f"{matrix}&case=A"))
    assert "v.input.0" in opened(ana, cells["(unknown)"])


def test_the_list_of_hypotheses_says_of_each_untested_one_what_it_lacks(ana):
    found = links(ana.text("/special/hypotheses"))
    assert found["state a signature"] == "/wiki/Concept:Claim?action=form#f-signature_if"
    assert found["code its cases"] == "/wiki/Concept:Signed#test-table"
    assert 'id="test-table"' in ana.text("/wiki/Concept:Signed")


@pytest.mark.parametrize("way", ["likeness", "features", "truth-table", "spread", "values"])
def test_where_nothing_is_known_of_all_cases_every_way_of_comparing_leads_to_coding_them(ana, way):
    shown = ana.text(f"/compare/{way}?case=A&case=B&variable=input&variable=process")
    assert "Nothing is known yet of these 2 cases" in shown
    to = links(shown)["Code them cell by cell"]
    assert to.partition("?") == ("/compare/matrix", "?", "case=A&case=B&variable=input&variable=process")
    assert ana.text(to).count("?action=form&amp;field=") == 4


@pytest.mark.parametrize("way", ["/compare", "/compare/matrix"])
def test_tables_whose_cells_are_all_unknown_say_that_cells_lead_to_their_forms(ana, way):
    asked = f"{way}?case=A&case=B&variable=input"
    assert "Each cell leads to the form where it is coded" in ana.text(asked)
    assert "Nothing is known yet" not in ana.text(f"{asked}&asof=2100-01-01"), "nothing is coded in the past"
    written(ana.wiki, "Case:B", "---\nkind: case\ninput: open input\n---\n")
    assert "Nothing is known yet" not in ana.text(asked)
    assert "Nothing is known yet" in ana.text(f"{way}?case=A&case=B&variable=process")


def test_who_lacks_place_time_and_position_is_led_to_say_them(ana):
    here = "/compare/spread?case=A&case=B"
    shown = ana.text(here)
    for key in ("coordinates", "started", "transformations"):
        assert shown.count(f"/wiki/Case:A?action=form&amp;field={key}{back(here)}") == 1


def test_cases_that_nobody_assessed_lead_to_both_sides_of_the_scale(ana):
    here = "/compare/values?case=A"
    for key in ("values_served", "values_harmed"):
        assert f"/wiki/Case:A?action=form&amp;field={key}{back(here)}" in ana.text(here)


def test_measures_are_explained_where_they_stand_and_called_by_one_word(ana):
    asked = (
        "case=A&case=B&outcome=process&condition=input&in=process:participatory-process&in=input:open-input"
    )
    for page in (ana.text("/wiki/Concept:Signed"), ana.text(f"/compare/truth-table?{asked}")):
        assert "What inclusion, coverage, PRI and relevance say" in page
        assert not re.search(r"\bconsistency\b", page)
