"""The truth table as a page: step by step, with everything leading to what it rests on."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.fakes.formfilling import back
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_truthtable import ASKED, CASES

CHOSEN = "/compare/truth-table?" + "&".join(f"case={name}" for name in CASES)
DOOR = f"/compare/truth-table?{ASKED}"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        front = said.replace("not-applicable", "{status: not-applicable}")
        written(wiki, f"Case:{name}", f"---\nkind: case\n{front}\n---\n")
    return Visitor(wiki)


def test_the_steps(visitor):
    first = visitor.text(CHOSEN)
    assert "choose an outcome" in first
    assert "When is a case in?" not in first
    second = visitor.text(f"{CHOSEN}&outcome=stage")
    assert '<option value="stage" selected>' in second
    assert "When is a case in?" in second
    assert "The table" not in second
    assert "The table" in visitor.text(DOOR)


def test_variables_known_of_no_case_are_offered_apart(visitor):
    text = visitor.text(CHOSEN)
    assert "Cases that are alike in all conditions you choose share a row" in text
    assert "Cases that are alike in all conditions you choose share a row" not in visitor.text(DOOR)
    offered, _, folded = text.partition("known of none of these</summary>")
    assert 'name="condition" value="process"' in offered
    assert 'name="condition" value="scale"' in folded.split("</details>")[0]
    assert 'name="condition" value="scale"' not in offered


def test_how_many_cases_fall_in_and_out_is_shown_where_it_is_decided(visitor):
    text = visitor.text(DOOR)
    assert "growing or dominant: <strong>2</strong>, not growing or dominant: <strong>3</strong>" in text
    assert 'name="in" value="stage:growing" checked' in text


def test_numbers_sent_by_the_form_are_put_in_the_address_with_their_keys(visitor):
    sent = visitor.get(f"{DOOR}&condition=contributors&cut-contributors=10,+100&anchors-contributors=&na=")
    assert sent.status_code == 303
    assert sent.headers["Location"].endswith("&condition=contributors&cut=contributors%3A10%2C+100")
    text = visitor.text(sent.headers["Location"])
    assert 'name="cut-contributors" inputmode="decimal" value="10, 100"' in text


def test_rows_terms_and_cases_lead_to_their_codings(visitor):
    text = visitor.text(DOOR)
    assert '<a href="/compare?case=Case%3ALoom&amp;variable=process&amp;variable=stage">Loom</a>' in text
    assert "Its cases side by side" in text


def test_a_term_leads_to_a_pattern(visitor):
    (to,) = set(
        re.findall(r'href="(/compare/propose[^"]*by=%2Fcompare%2Ftruth-table%3F[^"]*)"', visitor.text(DOOR))
    )
    assert unescape(to).startswith(
        "/compare/propose?case=Case%3ALoom&case=Case%3AWeft&variable=process&by=%2Fcompare%2Ftruth-table%3Fcase"
    )


def test_the_negation_is_one_link_apart(visitor):
    (to,) = re.findall(
        r'<a href="([^"]*)">The same for its negation', visitor.text(f"{DOOR}&expect=process:present")
    )
    assert "negate=yes" in to
    assert "expect" not in to
    assert "Stage: not growing or dominant" in visitor.text(unescape(to))


def test_unknown_cells_lead_to_their_forms(visitor):
    written(visitor.wiki, "Case:Blank", "---\nkind: case\nstage: growing\ninput: open input\n---\n")
    here = f"{DOOR}&case=Blank&condition=input&in=input:open-input"
    to = f"/wiki/Case:Blank?action=form&amp;field=process{back(here)}"
    assert f'<a href="{to}">Process of Blank</a>' in visitor.text(here)


def test_contradictory_rows_name_both_sides(visitor):
    written(visitor.wiki, "Case:Odd", "---\nkind: case\nstage: ended\nprocess: participatory process\n---\n")
    text = visitor.text(f"{DOOR}&case=Odd")
    assert "ended differently" in text
    assert re.search(r"Without: <a [^>]*>Odd</a>", text)


def test_expectations_bring_the_intermediate_solution_and_what_it_assumes(visitor):
    text = visitor.text(
        f"{DOOR}&condition=input&in=input:open-input&expect=process:present&expect=input:absent"
    )
    assert "Intermediate solution" in text
    assert "Assumed, as expected" in text


def test_chance_and_robustness_stand_beside_the_result(visitor):
    text = visitor.text(DOOR)
    assert "Of 100 tables with shuffled outcomes" in text
    assert "One case less" in text
    assert "Of 500 tables" in visitor.text(f"{DOOR}&tests=all")


def test_where_there_is_no_solution_none_is_called_the_same(visitor):
    written(visitor.wiki, "Case:Odd", "---\nkind: case\nstage: ended\nprocess: participatory process\n---\n")
    text = visitor.text(f"{DOOR}&case=Odd")
    assert "One case less: there is no solution either in <strong>" in text
    assert "the parsimonious solution is the same" not in text


def test_it_can_be_kept(visitor):
    assert '<a href="/compare/keep?way=truth+table&amp;of=' in visitor.text(DOOR)


def test_nonsense_is_refused_in_a_sentence(visitor):
    answer = visitor.get(f"{DOOR}&incl.cut=high")
    assert answer.status_code == 400
    assert "is no cut-off" in answer.text


@pytest.mark.parametrize(("form", "words"), [("r", "truthTable("), ("fsqca", "case,PROCESS,STAGE")])
def test_files(visitor, form, words):
    answer = visitor.get(f"{DOOR}&format={form}")
    assert words in answer.text
    assert "truth-table." in answer.headers["Content-Disposition"]
