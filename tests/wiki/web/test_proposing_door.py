"""Proposing a pattern: from shared features, from cases chosen by hand, from any other comparison."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest

from ontology.kinds import Severity
from patterns.checks import check
from patterns.frontmatter import parse
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_features import ASKED, CASES

PROPOSE = f"/compare/propose?{ASKED}"
CARD = f"{PROPOSE}&feature=input%3Dopen-input&feature=materiality%3Dimmaterial&by=/compare/features"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


def drafted(text: str) -> str:
    """Return the text that the form carries."""
    return html.unescape(re.findall(r'name="of" value="([^"]*)"', text)[0])


def test_a_card_leads_to_its_draft(visitor):
    text = visitor.get(f"/compare/features?{ASKED}").text
    to = [html.unescape(each) for each in re.findall(r'href="(/compare/propose\?[^"]*feature[^"]*)"', text)]
    page = visitor.get(
        next(each for each in to if "materiality%3Dimmaterial" in each and "stage%3D" not in each)
    ).text
    assert "Name of the pattern" in page
    assert "Materiality of the good: immaterial" in page
    assert "2 lineages" in page
    assert '<input type="checkbox" name="against" value="Case:Reed">' in page


def test_the_draft_opens_in_the_ordinary_form_and_nothing_is_saved(visitor):
    text = visitor.get(f"{CARD}&name=Open+larder").text
    assert 'action="/wiki/Pattern:Open_larder?action=form"' in text
    draft = drafted(text)
    assert "## Context\n\nSeen in 3 cases of 2 lineages" in draft
    assert "[[Case:Reed|Reed]] has not Materiality of the good: immaterial" in draft
    assert "value: Loom" in draft
    found = check(parse(draft), "Pattern:Open larder", visitor.wiki.ontology)
    assert [each for each in found if each.severity is Severity.VIOLATION] == []
    assert visitor.wiki.pages.get("Pattern:Open larder") is None


def test_the_draft_leads_to_the_computation_as_it_was(visitor):
    draft = drafted(visitor.get(f"{CARD}&name=Open+larder").text)
    (to,) = re.findall(r"\[Shared features\]\(https://wiki\.example\.org(/compare/features\?[^)]*)\)", draft)
    assert "asof=" in to
    assert "feature=" not in to
    assert to.count("case=Case%3A") == len(CASES)


def test_questions_stand_beside_the_texts_and_not_in_them(visitor):
    text = visitor.get(f"{CARD}&name=Open+larder").text
    assert "Is it a problem without naming your solution?" in text
    assert "without naming your solution" not in drafted(text)
    (problem,) = re.findall(r'<textarea id="t-s-problem"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert problem == ""


def test_a_case_ticked_against_it_becomes_a_refuting_instance(visitor):
    draft = drafted(visitor.get(f"{CARD}&against=Case:Reed&name=Open+larder").text)
    assert "value: Reed\n    bearing: refuting" in draft


def test_from_cases_chosen_by_hand_with_one_against_it(visitor):
    address = "/compare/propose?case=Loom&case=Weft&against=Mill&variable=input&variable=stage&name=Looms"
    draft = drafted(visitor.get(address).text)
    assert "- Input: open input" in draft
    assert "Stage differs" in draft
    assert "value: Mill\n    bearing: refuting" in draft
    assert "[Side by side](https://wiki.example.org/compare?" in draft


def test_the_computation_may_have_an_address_of_its_own(visitor):
    by = quote("/compare/matrix?case=Loom&case=Weft&sort=title")
    draft = drafted(visitor.get(f"/compare/propose?case=Loom&case=Weft&name=Looms&by={by}").text)
    assert (
        "[Matrix](https://wiki.example.org/compare/matrix?case=Case%3ALoom&case=Case%3AWeft&sort=title&asof="
        in draft
    )


def test_the_computation_may_be_a_kept_comparison(visitor):
    written(
        visitor.wiki, "Comparison:Looms", "---\nkind: comparison\nmethod: matrix\ncases: [Loom, Weft]\n---\n"
    )
    draft = drafted(visitor.get("/compare/propose?case=Loom&case=Weft&name=Looms&by=Comparison:Looms").text)
    assert "[[Comparison:Looms]]" in draft


def test_the_name_is_asked_for_until_it_is_free(visitor):
    written(visitor.wiki, "Pattern:Open larder", "---\nkind: pattern\n---\n")
    answer = visitor.get(f"{CARD}&name=Open+larder")
    assert answer.status_code == 422
    assert "There is a page “Pattern:Open larder” already." in answer.text
    assert "Give the pattern a name." in visitor.get(f"{CARD}&name=").text
    assert visitor.get(f"{CARD}&name=a|b").status_code == 422


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/compare/propose", "Choose the cases that show the pattern first"),
        (f"{PROPOSE}&feature=colour%3Dred", "is no feature of these cases"),
        (
            f"{PROPOSE}&feature=input%3Dopen-input&feature=input%3Drestricted-input",
            "No case has all of these features",
        ),
        (f"{CARD}&by=Nowhere", "is no way of comparing and no kept comparison"),
        (f"{CARD}&by=/search", "is no way of comparing"),
        ("/compare/propose?case=Loom&against=Nobody", "is none of the cases compared"),
    ],
)
def test_what_cannot_be_followed_is_said(visitor, address, words):
    if "by=" in address:
        address = address.replace("&by=/compare/features", "")
    answer = visitor.get(address)
    assert answer.status_code in {400, 404}
    assert words in answer.text


def test_other_kinds_that_show_no_pattern_lead_nowhere(visitor):
    written(visitor.wiki, "License:A", "---\nkind: license\n---\n")
    written(visitor.wiki, "License:B", "---\nkind: license\n---\n")
    assert "/compare/propose" not in visitor.get("/compare?case=License:A&case=License:B&kind=license").text
    assert (
        "/compare/propose?case=Loom&amp;case=Weft&amp;by=%2Fcompare%2Fmatrix"
        in visitor.get("/compare/matrix?case=Loom&case=Weft").text
    )
