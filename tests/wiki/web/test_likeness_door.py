"""Likeness as a page."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_likeness import ASKED, CASES

DOOR = f"/compare/likeness?{ASKED}"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


def test_the_reasons_lead_to_the_evidence(visitor):
    text = visitor.text(f"{DOOR}&pin=Weft")
    assert "100 % alike in 4 variables known of both; 0 could not be compared" in text
    assert '<a href="/compare?case=Case%3AWeft&amp;case=Case%3ALoom&amp;variable=process' in text
    assert "What cases like it do that it does not" in text


def test_pairs(visitor):
    text = visitor.text(f"{DOOR}&outcome=stage")
    assert "coded alike and end differently" in text
    assert "Mill’s method of agreement" in text


def test_the_form_keeps_the_choice_and_offers_cases_and_outcomes(visitor):
    text = visitor.text(f"{DOOR}&pin=Weft&weight=process:2")
    assert '<option value="Case:Weft" selected>' in text
    assert 'value="process:2"' in text
    assert '<input type="hidden" name="variable" value="rivalry">' in text
    assert '<option value="good">' not in text


def test_every_way_shows_the_bias_mirror(visitor):
    for path in ("/compare", "/compare/matrix", "/compare/likeness"):
        assert "The bias mirror" in visitor.text(f"{path}?{ASKED}")
    assert "The bias mirror" not in visitor.text("/compare")


def test_nonsense_is_refused_in_a_sentence(visitor):
    answer = visitor.get(f"{DOOR}&weight=process:heavy")
    assert answer.status_code == 400
    assert "a weight is a number" in answer.text


def test_it_says_first_what_can_be_asked_and_offers_the_outcomes_that_are_known(visitor):
    text = visitor.text(DOOR)
    assert "see which others are most like it" in text
    known, _, unknown = text.partition('label="Known of none of these"')
    assert '<option value="process">Process (3 of 4 known)</option>' in known
    assert '<option value="scale">Scale</option>' in unknown
    assert "see which others are most like it" not in visitor.text(f"{DOOR}&pin=Weft")


def test_cases_are_called_by_their_names(visitor):
    text = visitor.text(f"{DOOR}&outcome=stage")
    assert "Loom and Weft are coded alike and end differently" in text
    alone = visitor.text(
        f"{DOOR}&pin=Weft".replace("case=Loom", "case=Bare").replace("case=Warp", "case=Bare")
    )
    assert "are known of Weft too" in alone
